//! Text that has to fit a terminal's line.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// `text` cut to `columns`, with `…` where something was cut off.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut taken = 0;
    let kept = text.chars().take_while(|c| {
        taken += c.width().unwrap_or(0);
        taken < columns
    });
    let mut line: String = kept.collect();
    if columns > 0 {
        line.push('…');
    }
    line
}

#[cfg(test)]
mod tests {
    use super::fit;

    fn check(text: &str, columns: usize, expected: &str) {
        assert_eq!(fit(text, columns), expected);
    }

    #[test]
    fn a_line_never_takes_more_columns_than_there_are() {
        check("bonjour", 7, "bonjour");
        check("bonjour", 6, "bonjo…");
        check("été", 2, "é…");
        check("你好吗", 5, "你好…");
        check("你好吗", 4, "你…");
        check("a", 0, "");
    }
}
