//! The sentences of a program in one language.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::{LanguageIdentifier, langid};

use crate::{Lang, ascii, format, is_utf8, language, refusal, units};

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
    /// What others wrote for us is spelled as the sentences are.
    is_ascii: bool,
    bundle: FluentBundle<FluentResource>,
}

impl Sentences {
    /// The sentences of `own` in this language.
    pub fn new(lang: Lang, own: Sources) -> Sentences {
        Sentences::made(lang, own, false)
    }

    /// The same in ASCII, for a terminal that takes nothing else: letters without their accents.
    pub fn in_ascii(lang: Lang, own: Sources) -> Sentences {
        Sentences::made(lang, own, true)
    }

    /// The sentences of `own` in the user's language. Where the user's texts are no UTF-8 our own words are
    /// ASCII; what others chose stays as it is.
    pub fn of_user(own: Sources) -> Sentences {
        Sentences::made(language(), own, !is_utf8())
    }

    fn made(lang: Lang, own: Sources, is_ascii: bool) -> Sentences {
        let mut bundle = FluentBundle::new_concurrent(vec![identifier(lang)]);
        // Isolating marks belong to no plain text: a terminal may show them.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(match lang {
            Lang::En => format::english,
            Lang::Fr if is_ascii => format::french_in_ascii,
            Lang::Fr => format::french,
        }));
        for sources in [units::SOURCES, refusal::SOURCES, own] {
            // Tests hold the files to be without errors; what can be read of one is used.
            let text = sources.of(lang);
            let resource = FluentResource::try_new(if is_ascii { ascii(text) } else { text.to_owned() });
            bundle.add_resource_overriding(resource.unwrap_or_else(|(resource, _)| resource));
        }
        Sentences { lang, is_ascii, bundle }
    }

    /// Words of ours that are in none of the files, spelled as the sentences are.
    pub fn spell(&self, words: String) -> String {
        if self.is_ascii { ascii(&words) } else { words }
    }

    /// Between groups of three digits.
    pub(crate) fn separator(&self) -> char {
        match self.lang {
            Lang::En => ',',
            Lang::Fr if self.is_ascii => ' ',
            Lang::Fr => format::NARROW_SPACE,
        }
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
