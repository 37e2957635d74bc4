//! The sentences, in two languages.

mod messages;

use std::ops::Deref;

use tp_language::{Lang, Sentences, Sources};

const SOURCES: Sources = Sources { en: include_str!("en.ftl"), fr: include_str!("fr.ftl") };

/// A language, ready to speak.
pub(crate) struct Language(Sentences);

impl Language {
    pub(crate) fn new(lang: Lang) -> Language {
        Language(Sentences::new(lang, SOURCES))
    }

    pub(crate) fn of_user() -> Language {
        Language(Sentences::of_user(SOURCES))
    }
}

impl Deref for Language {
    type Target = Sentences;

    fn deref(&self) -> &Sentences {
        &self.0
    }
}
