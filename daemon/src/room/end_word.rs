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

    /// Whether a frame is exactly this word.
    pub fn is(&self, frame: &[u8]) -> bool {
        let Some(word) = &self.0 else { return false };
        frame.len() <= LOOKED_AT_BYTES_MAX
            && std::str::from_utf8(frame).is_ok_and(|text| text.trim().to_lowercase() == *word)
    }
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
    }

    #[test]
    fn the_empty_word_ends_nothing() {
        check("", "", false);
        check("  ", " ", false);
    }
}
