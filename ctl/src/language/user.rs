//! The language of this run: the user's. Everything is said in it that has no language of its own,
//! as an error has none that may be told anywhere.

use std::rc::Rc;

use super::{Language, is_utf8, language, source};
use crate::output::ascii;

thread_local! {
    static HERE: Rc<Language> = Rc::new(of_user());
}

/// The user's language; made once.
pub(crate) fn here() -> Rc<Language> {
    HERE.with(Rc::clone)
}

/// Where the user's texts are no UTF-8 our own words are ASCII. What others chose stays as it is.
fn of_user() -> Language {
    let lang = language();
    let text = source(lang);
    if is_utf8() { Language::of(lang, text.to_owned()) } else { Language::of(lang, ascii(text)) }
}

#[cfg(test)]
mod tests {
    use super::super::{Lang, Language, source};
    use crate::output::ascii;

    #[test]
    fn in_ascii_every_sentence_can_still_be_read() {
        for lang in [Lang::En, Lang::Fr] {
            assert!(fluent_syntax::parser::parse(ascii(source(lang))).is_ok(), "{lang:?}");
        }
        let french = Language::of(Lang::Fr, ascii(source(Lang::Fr)));
        assert_eq!(french.may_not_use("/run/é", "x"), "/run/é vous est interdit : x");
        assert_eq!(french.state_half_closed(), "a demi ferme");
    }
}
