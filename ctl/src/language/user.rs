//! The language of this run: the user's. Everything is said in it that has no language of its own,
//! as an error has none that may be told anywhere.

use std::rc::Rc;

use super::{Language, SOURCES, Sentences};

thread_local! {
    static HERE: Rc<Language> = Rc::new(of_user());
}

/// The user's language; made once.
pub(crate) fn here() -> Rc<Language> {
    HERE.with(Rc::clone)
}

/// Where the user's texts are no UTF-8 our own words are ASCII. What others chose stays as it is.
pub(super) fn of_user() -> Language {
    Language(Sentences::of_user(SOURCES))
}

#[cfg(test)]
mod tests {
    use tp_language::ascii;

    use super::super::{Lang, Language, SOURCES};

    #[test]
    fn in_ascii_every_sentence_can_still_be_read() {
        for lang in [Lang::En, Lang::Fr] {
            assert!(tp_language::check::can_be_read(&ascii(SOURCES.of(lang))), "{lang:?}");
        }
        let french = Language::ascii(Lang::Fr);
        assert_eq!(french.may_not_use("/run/é", "x"), "/run/é vous est interdit : x");
        assert_eq!(french.state_half_closed(), "a demi ferme");
    }
}
