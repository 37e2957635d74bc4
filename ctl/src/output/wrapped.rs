//! Sentences that are longer than a terminal's line.

use unicode_width::UnicodeWidthStr as _;

/// `text` in lines of at most so many columns, broken at blanks; those behind the first stand in a
/// little. A word that is longer than a line stays whole.
pub(crate) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    if text.width() <= columns {
        return vec![text.to_owned()];
    }
    broken(text, columns, "  ")
}

/// `text` in lines of at most so many columns, broken at blanks, `indent` before those behind the first.
pub(crate) fn broken(text: &str, columns: usize, indent: &str) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if lines[last].is_empty() {
            lines[last].push_str(word);
        } else if lines[last].width() + 1 + word.width() <= columns {
            lines[last].push(' ');
            lines[last].push_str(word);
        } else {
            lines.push(format!("{indent}{word}"));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn long_sentences_are_broken_at_blanks() {
        assert_eq!(wrapped("un deux trois quatre", 10), ["un deux", "  trois", "  quatre"]);
    }
}
