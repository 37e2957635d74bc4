//! The sentences of a program in one language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use crate::{Lang, format, units};

/// A program's sentences: the text of its `.ftl` files.
#[derive(Debug, Clone, Copy)]
pub struct Sources {
    /// In English.
    pub en: &'static str,
    /// In French.
    pub fr: &'static str,
}

impl Sources {
    /// The sentences in this language.
    pub fn of(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Fr => self.fr,
        }
    }
}

/// A language, ready to speak: a program's own sentences, and the units of all.
pub struct Sentences {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Sentences {
    /// The sentences of `own` in this language.
    pub fn new(lang: Lang, own: Sources) -> Sentences {
        Sentences::spelled(lang, own, str::to_owned)
    }

    /// The same, with the text of the files spelled in another way: without accents, for instance.
    pub fn spelled(lang: Lang, own: Sources, spell: impl Fn(&str) -> String) -> Sentences {
        let mut bundle = FluentBundle::new_concurrent(vec![identifier(lang)]);
        // Isolating marks belong to no plain text: a terminal may show them.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::En => format::english,
            Lang::Fr => format::french,
        }));
        for sources in [units::SOURCES, own] {
            // Tests hold the files to be without errors; what can be read of one is used.
            let resource = FluentResource::try_new(spell(sources.of(lang)));
            bundle.add_resource_overriding(resource.unwrap_or_else(|(resource, _)| resource));
        }
        Sentences { lang, bundle }
    }

    /// Which language it is.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The sentence under `key`; the key itself where there is none, which a test rules out.
    pub fn say(&self, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
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
