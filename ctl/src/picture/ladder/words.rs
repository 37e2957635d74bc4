//! Sentences below a ladder of text, and what becomes of letters where there is only ASCII.

use unicode_width::UnicodeWidthStr as _;

/// `text` in lines, broken at blanks.
pub(super) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let last = lines.len() - 1;
        if lines[last].is_empty() {
            lines[last].push_str(word);
        } else if lines[last].width() + 1 + word.width() <= columns {
            lines[last].push(' ');
            lines[last].push_str(word);
        } else {
            lines.push(format!("  {word}"));
        }
    }
    lines
}

/// `line` in ASCII: letters without their accents, everything else by its number.
pub(super) fn ascii(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            c if c.is_ascii() => out.push(c),
            '\u{a0}' | '\u{202f}' => out.push(' '),
            '“' | '”' | '«' | '»' => out.push('"'),
            '’' => out.push('\''),
            '–' => out.push('-'),
            '…' => out.push('~'),
            '°' => out.push('o'),
            c => match unaccented(c) {
                Some(plain) => out.push(plain),
                None => out.extend(format!("\\u{{{:x}}}", u32::from(c)).chars()),
            },
        }
    }
    out
}

/// The letters that French puts accents on.
fn unaccented(c: char) -> Option<char> {
    let pairs = [("àâä", 'a'), ("ç", 'c'), ("éèêë", 'e'), ("îï", 'i'), ("ôö", 'o'), ("ùûü", 'u')];
    let upper = [("ÀÂÄ", 'A'), ("Ç", 'C'), ("ÉÈÊË", 'E'), ("ÎÏ", 'I'), ("ÔÖ", 'O'), ("ÙÛÜ", 'U')];
    pairs.into_iter().chain(upper).find(|(accented, _)| accented.contains(c)).map(|(_, plain)| plain)
}

#[cfg(test)]
mod tests {
    use super::{ascii, wrapped};

    #[test]
    fn ascii_is_ascii_and_hides_nothing() {
        assert_eq!(ascii("« Déjà vu » 你"), "\" Deja vu \" \\u{4f60}");
    }

    #[test]
    fn long_sentences_are_broken_at_blanks() {
        assert_eq!(wrapped("un deux trois quatre", 10), ["un deux", "  trois", "  quatre"]);
    }
}
