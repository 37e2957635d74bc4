//! The word that ends a session.

use std::convert::Infallible;
use std::str::FromStr;

/// The end word of a session, or none. Like the server's rule: a line that is exactly this word,
/// white space around it and case aside.
#[derive(Clone, Debug)]
pub(crate) struct EndWord(Option<String>);

impl EndWord {
    /// Whether `line` is the end word.
    pub(crate) fn is(&self, line: &[u8]) -> bool {
        let (Some(word), Ok(line)) = (&self.0, std::str::from_utf8(line)) else { return false };
        line.trim().to_lowercase() == *word
    }
}

impl FromStr for EndWord {
    type Err = Infallible;

    fn from_str(word: &str) -> Result<Self, Infallible> {
        let word = word.trim().to_lowercase();
        Ok(EndWord((!word.is_empty()).then_some(word)))
    }
}

#[cfg(test)]
mod tests {
    use super::EndWord;

    fn check(word: &str, line: &[u8], expected: bool) {
        let Ok(end_word) = word.parse::<EndWord>();
        assert_eq!(end_word.is(line), expected, "{word:?} and {line:?}");
    }

    #[test]
    fn white_space_and_case_do_not_matter() {
        check("fin", b"fin", true);
        check("fin", b" Fin \r\n", true);
        check("Été", "éTÉ".as_bytes(), true);
    }

    #[test]
    fn only_the_whole_line_counts() {
        check("fin", b"fini", false);
        check("fin", b"la fin", false);
        check("fin", b"fin\xff", false);
    }

    #[test]
    fn an_empty_word_turns_it_off() {
        check("", b"", false);
        check(" ", b"\n", false);
    }
}
