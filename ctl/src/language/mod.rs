//! What this program says to people, in their language.
//!
//! The sentences stand in `en.ftl` and `fr.ftl`, which are compiled in; `messages` gives each a
//! function with its variables, so that the compiler knows who says what. Numbers and sizes are those
//! of [`tp_language`], times are written in `format`. What programs read is never said here.

mod counts;
mod format;
mod messages;
mod template;
mod user;

use std::ops::Deref;

use tp_language::Sources;

pub(crate) use template::{BLANKS, Counted, Template};
pub(crate) use tp_language::{Lang, Sentences, is_utf8};
pub(crate) use user::here;

/// The sentences of this program.
const SOURCES: Sources = Sources { en: include_str!("en.ftl"), fr: include_str!("fr.ftl") };

/// A sentence that counts something.
pub(crate) type SayCount = fn(&Language, u64) -> String;

/// A language, ready to speak.
pub(crate) struct Language(Sentences);

impl Language {
    /// The user's, as [`here`] has it, for whoever needs one of its own.
    pub(crate) fn users() -> Language {
        user::of_user()
    }

    /// This one, or else the user's, for a picture or a page, which has letters of its own.
    pub(crate) fn wished(lang: Option<Lang>) -> Language {
        Language::new(lang.unwrap_or_else(tp_language::language))
    }

    /// This one.
    pub(crate) fn new(lang: Lang) -> Language {
        Language(Sentences::new(lang, SOURCES))
    }

    /// This one in ASCII alone.
    pub(crate) fn ascii(lang: Lang) -> Language {
        Language(Sentences::in_ascii(lang, SOURCES))
    }
}

impl Deref for Language {
    type Target = Sentences;

    fn deref(&self) -> &Sentences {
        &self.0
    }
}
