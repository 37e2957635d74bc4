//! The sentences, in two languages.

mod messages;

use std::ops::Deref;
use std::time::Duration;

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

    /// How long something took: in milliseconds below a second, else in seconds with one decimal at most.
    pub(crate) fn took(&self, time: Duration) -> String {
        let ms = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        match (ms, ms.saturating_add(50) / 100) {
            (0..1000, _) => self.milliseconds(ms),
            (_, tenths) if tenths.is_multiple_of(10) => self.seconds(tenths / 10),
            (_, tenths) => self.tenths(&format!("{}{}{}", tenths / 10, self.decimal_mark(), tenths % 10)),
        }
    }
}

impl Deref for Language {
    type Target = Sentences;

    fn deref(&self) -> &Sentences {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Duration, Lang, Language};

    #[test]
    fn a_second_and_more_is_said_in_seconds() {
        for (ms, en, fr) in [
            (0, "0 ms", "0 ms"),
            (999, "999 ms", "999 ms"),
            (1000, "1 s", "1 s"),
            (3140, "3.1 s", "3,1 s"),
            (2980, "3 s", "3 s"),
        ] {
            let said = |lang| Language::new(lang).took(Duration::from_millis(ms)).replace('\u{a0}', " ");
            assert_eq!((said(Lang::En).as_str(), said(Lang::Fr).as_str()), (en, fr));
        }
    }
}
