//! An error as a sentence.

use std::error::Error;
use std::io;

use tp_language::usage;
use tracing_appender::rolling::InitError;

use super::Language;

/// An error that has a sentence in each language. Its `Display` is the English one.
pub trait Said: Error {
    /// The sentence, without what caused it.
    fn said(&self, words: &Language) -> String;
}

/// An error with all that caused it, in one sentence.
pub fn told(error: &dyn Said, words: &Language) -> String {
    let mut text = error.said(words);
    let mut source = error.source();
    while let Some(error) = source {
        let cause = cause(error, words);
        // Some name it themselves, where it is not the end of the sentence.
        if !cause.is_empty() && !text.ends_with(&cause) {
            text = words.because(&text, &cause);
        }
        source = error.source();
    }
    text
}

/// What others' errors say: the kernel's, a library's. Nothing of one that only says that there is a cause.
pub fn cause(error: &(dyn Error + 'static), words: &Language) -> String {
    if let Some(error) = error.downcast_ref::<io::Error>() {
        words.kernel(error)
    } else if error.is::<InitError>() {
        String::new()
    } else {
        words.spell(usage::said(&error.to_string(), words.lang()))
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use tp_language::Lang;

    use super::*;
    use crate::frame_log::LogError;
    use crate::language::of;

    #[test]
    fn an_error_is_told_with_its_cause_in_either_language() {
        let source = io::Error::from_raw_os_error(nix::libc::EACCES);
        let error = LogError::Write { path: PathBuf::from("/x"), source };
        let english = told(&error, of(Lang::En));
        assert!(english.starts_with(&error.to_string()) && english.ends_with(": Permission denied (os error 13)"));
        let french = told(&error, of(Lang::Fr)).replace('\u{a0}', " ");
        assert_eq!(
            french,
            "impossible d’écrire le journal des trames /x : vérifiez le disque, puis relancez tp-relais : permission refusée"
        );
    }
}
