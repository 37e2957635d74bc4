//! What the relay says to people, in their language.
//!
//! The sentences stand in `en.ftl` and `fr.ftl`, which are compiled in; `messages` gives each a function
//! with its variables. An error is said where it leaves the program ([`Said`]), for it may leave in two
//! ways: to a terminal, the diagnostics or a service manager's status in the language of the relay's own
//! locale ([`here`]); to a control session, an event or the frame log in English ([`english`]), for
//! programs read those, and a person at the other end has a language of his own.
//!
//! French ends there, and at two more places: what is printed below the level `info`, and the words of
//! libraries that `french.toml` of the manual does not know.

mod messages;
mod said;

use std::ops::Deref;
use std::sync::LazyLock;

use tp_language::{Lang, Sentences, Sources};

pub use said::{Said, cause, told};

/// The sentences of this program.
const SOURCES: Sources = Sources { en: include_str!("en.ftl"), fr: include_str!("fr.ftl") };

/// A sentence without variables, to be said later.
pub type Phrase = fn(&Language) -> String;

/// A language, ready to speak.
pub struct Language(Sentences);

impl Language {
    fn new(lang: Lang) -> Language {
        Language(Sentences::new(lang, SOURCES))
    }
}

impl Deref for Language {
    type Target = Sentences;

    fn deref(&self) -> &Sentences {
        &self.0
    }
}

/// The language of the relay's own locale, in ASCII where that is not UTF-8.
pub fn here() -> &'static Language {
    static HERE: LazyLock<Language> = LazyLock::new(|| Language(Sentences::of_user(SOURCES)));
    &HERE
}

/// What goes to programs, or to people whose language nobody knows.
pub fn english() -> &'static Language {
    of(Lang::En)
}

/// Any of the languages.
pub fn of(lang: Lang) -> &'static Language {
    static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language::new(Lang::En));
    static FRENCH: LazyLock<Language> = LazyLock::new(|| Language::new(Lang::Fr));
    match lang {
        Lang::En => &ENGLISH,
        Lang::Fr => &FRENCH,
    }
}
