//! What this program says to people, in their language.
//!
//! The sentences stand in `en.ftl` and `fr.ftl`, which are compiled in; `messages` gives each a
//! function with its variables, so that the compiler knows who says what. Numbers and times are
//! written as each language has them. What programs read is never said here.

mod counts;
mod format;
mod locale;
mod messages;
mod user;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

pub(crate) use locale::{Lang, is_utf8, language};
pub(crate) use user::here;

/// A sentence that counts something.
pub(crate) type SayCount = fn(&Language, u64) -> String;

/// A language, ready to speak.
pub(crate) struct Language {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Language {
    /// This one, or else the user's.
    pub(crate) fn wished(lang: Option<Lang>) -> Language {
        Language::new(lang.unwrap_or_else(language))
    }

    /// This one.
    pub(crate) fn new(lang: Lang) -> Language {
        Language::of(lang, source(lang).to_owned())
    }

    /// A language with these sentences.
    fn of(lang: Lang, text: String) -> Language {
        let mut bundle = FluentBundle::new(vec![identifier(lang)]);
        // Isolating marks belong to no plain text: a terminal may show them.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::En => format::english,
            Lang::Fr => format::french,
        }));
        // A test holds both files to be without errors; what can be read of one is used.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Language { lang, bundle }
    }

    /// Which it is.
    pub(crate) fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence under `key`; the key itself where there is none, which a test rules out.
    fn say(&self, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(key).and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let args: FluentArgs = variables.iter().cloned().collect();
        self.bundle.format_pattern(pattern, Some(&args), &mut Vec::new()).into_owned()
    }
}

fn identifier(lang: Lang) -> LanguageIdentifier {
    match lang {
        Lang::En => langid!("en"),
        Lang::Fr => langid!("fr"),
    }
}

fn source(lang: Lang) -> &'static str {
    match lang {
        Lang::En => include_str!("en.ftl"),
        Lang::Fr => include_str!("fr.ftl"),
    }
}
