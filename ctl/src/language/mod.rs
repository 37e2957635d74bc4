//! What this program says to people, in their language.
//!
//! The sentences stand in `en.ftl` and `fr.ftl`, which are compiled in; `messages` gives each a
//! function with its variables, so that the compiler knows who says what. Numbers and sizes are those
//! of [`tp_language`], times are written in `format`. What programs read is never said here.

mod format;
mod messages;

use std::ops::Deref;

use tp_language::{Sentences, Sources};

pub(crate) use tp_language::{Lang, is_utf8};

/// The sentences of this program.
const SOURCES: Sources = Sources { en: include_str!("en.ftl"), fr: include_str!("fr.ftl") };

/// A sentence that counts something.
pub(crate) type SayCount = fn(&Language, u64) -> String;

/// A language, ready to speak.
pub(crate) struct Language(Sentences);

impl Language {
    /// This one, or else the user's.
    pub(crate) fn wished(lang: Option<Lang>) -> Language {
        Language::new(lang.unwrap_or_else(tp_language::language))
    }

    /// This one.
    pub(crate) fn new(lang: Lang) -> Language {
        Language(Sentences::new(lang, SOURCES))
    }
}

impl Deref for Language {
    type Target = Sentences;

    fn deref(&self) -> &Sentences {
        &self.0
    }
}
