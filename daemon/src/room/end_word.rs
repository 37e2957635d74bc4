//! The word that ends a conversation.

/// Longest frame that is looked at: an end word may stand in some white space, not in a page of it.
const LOOKED_AT_BYTES_MAX: usize = 1024;

/// The end word of a room, `fin` by default. The empty word is none.
#[derive(Debug, Clone)]
pub struct EndWord(Option<String>);

impl EndWord {
    /// An end word; case and white space around it do not matter.
    pub fn new(word: &str) -> EndWord {
        let word = word.trim().to_lowercase();
        EndWord((!word.is_empty()).then_some(word))
    }

    /// No end word.
    pub fn off() -> EndWord {
        EndWord(None)
    }

    /// The word in small letters, empty where there is none, and where no frame that is looked at can be it.
    pub fn word(&self) -> &str {
        self.0.as_deref().filter(|word| word.len() <= LOOKED_AT_BYTES_MAX).unwrap_or_default()
    }

    /// Whether a frame is nothing but this word, case and white space around it aside.
    pub fn is(&self, frame: &[u8]) -> bool {
        let Some(word) = &self.0 else { return false };
        frame.len() <= LOOKED_AT_BYTES_MAX
            && begins_alike(frame, word)
            && std::str::from_utf8(frame).is_ok_and(|text| text.trim().to_lowercase() == *word)
    }
}

/// Whether a frame may be this word in small letters, by its first letter: hardly any may, and the whole
/// comparison was a tenth of all instructions that a frame cost. A letter beyond ASCII may be any.
fn begins_alike(frame: &[u8], word: &str) -> bool {
    let is_space = |byte: &u8| byte.is_ascii() && char::from(*byte).is_whitespace();
    let first = frame.iter().find(|byte| !is_space(byte));
    first.is_some_and(|byte| !byte.is_ascii() || Some(byte.to_ascii_lowercase()) == word.bytes().next())
}

#[cfg(test)]
mod tests {
    use super::EndWord;

    fn check(word: &str, frame: &str, expected: bool) {
        assert_eq!(EndWord::new(word).is(frame.as_bytes()), expected, "{word:?} {frame:?}");
    }

    #[test]
    fn only_the_whole_frame_is_the_end_word() {
        check("fin", "fin", true);
        check("fin", " FIN\r\n", true);
        check("fin", "enfin", false);
        check("fin", "fin de partie", false);
        check("fin", "", false);
        check("Élève", "éLÈVE\n", true);
        check("fin", "\u{b}\u{a0}Fin\u{2003}", true);
        // The sign for kelvin is a k.
        check("kilo", "\u{212a}ilo", true);
    }

    #[test]
    fn the_empty_word_ends_nothing() {
        check("", "", false);
        check("  ", " ", false);
        assert_eq!(
            [EndWord::new(" "), EndWord::off(), EndWord::new(" FIN ")].map(|word| word.word().to_owned()),
            ["", "", "fin"]
        );
    }
}
