//! The two languages, and the French of what the tables say in English.

use std::collections::BTreeMap;

use crate::tree;

/// A language of the manual.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Language {
    English,
    French,
}

impl Language {
    pub(crate) const BOTH: [Language; 2] = [Language::English, Language::French];

    /// Its name, as BCP 47 and the man pages' folders have it.
    pub(crate) fn tag(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::French => "fr",
        }
    }

    /// A colon, with the space that French has before it.
    pub(crate) fn colon(self) -> &'static str {
        match self {
            Language::English => ":",
            Language::French => "\u{a0}:",
        }
    }

    /// A text of a table in this language.
    ///
    /// # Panics
    ///
    /// When there is no French of it yet, or none any more because it was changed.
    pub(crate) fn say(self, english: &str) -> String {
        // Where a text breaks its lines is nobody's concern.
        let english = english.split_whitespace().collect::<Vec<_>>().join(" ");
        match self {
            Language::English => english,
            Language::French => {
                let french = dictionary();
                let found = french.get(&english);
                let found =
                    found.unwrap_or_else(|| panic!("daemon/manual/pages/french.toml has no French of {english:?}"));
                // No line begins with these.
                [':', ';', '!', '?']
                    .iter()
                    .fold(found.clone(), |text, mark| text.replace(&format!(" {mark}"), &format!("\u{a0}{mark}")))
            }
        }
    }
}

/// English help texts, and their French.
fn dictionary() -> BTreeMap<String, String> {
    let text = tree::read("daemon/manual/pages/french.toml");
    toml::from_str(&text).expect("french.toml has pairs of texts")
}
