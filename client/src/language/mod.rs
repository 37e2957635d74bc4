//! What this program says to people, in their language.
//!
//! The sentences stand in `en.ftl` and `fr.ftl`, which are compiled in; `messages` gives each a
//! function with its variables. The language is the locale's, and one for the whole process: errors
//! are sentences wherever they are shown.

mod io_error;
mod messages;

use std::ops::Deref;
use std::sync::LazyLock;

#[cfg(test)]
use tp_language::Lang;
use tp_language::{Sentences, Sources};

pub(crate) use io_error::why;

/// The sentences of this program.
const SOURCES: Sources = Sources { en: include_str!("en.ftl"), fr: include_str!("fr.ftl") };

/// A language, ready to speak.
pub(crate) struct Language(Sentences);

impl Language {
    #[cfg(test)]
    fn new(lang: Lang) -> Language {
        Language(Sentences::new(lang, SOURCES))
    }

    /// A time in seconds with one decimal at most, which has to be said with its unit.
    pub(crate) fn tenths(&self, seconds: f64) -> String {
        let rounded = (seconds * 10.0).round() / 10.0;
        rounded.to_string().replace('.', &self.decimal_mark().to_string())
    }
}

impl Deref for Language {
    type Target = Sentences;

    fn deref(&self) -> &Sentences {
        &self.0
    }
}

/// The user's language, in ASCII where the locale is not UTF-8.
pub(crate) fn language() -> &'static Language {
    static LANGUAGE: LazyLock<Language> = LazyLock::new(|| Language(Sentences::of_user(SOURCES)));
    &LANGUAGE
}

#[cfg(test)]
mod tests {
    use super::{Lang, Language};

    #[test]
    fn a_time_has_its_languages_decimal_mark() {
        assert_eq!(Language::new(Lang::En).tenths(0.25), "0.3");
        assert_eq!(Language::new(Lang::Fr).tenths(0.5), "0,5");
        assert_eq!(Language::new(Lang::Fr).tenths(10.0), "10");
    }
}
