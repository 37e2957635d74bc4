use tp_proto::control::refusal::Misread;

use super::*;

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn every_code_says_something_of_its_own_in_each_language() {
    let codes = "unknown-request bad-message not-allowed busy no-such-room no-such-ban no-such-peer ambiguous bad-value \
                 bad-configuration not-now internal other";
    for lang in [Lang::En, Lang::Fr] {
        let language = Language::new(lang);
        let said = |code: &str| by_code(serde_json::from_value(code.into()).expect("a code"), &language);
        let mut all: Vec<String> = codes.split_whitespace().map(said).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), codes.split_whitespace().count(), "{all:?}");
    }
}

#[test]
fn what_has_no_data_and_may_mean_rooms_does_not_speak_of_peers_alone() {
    let failure = Failure { code: Code::Ambiguous, text: "name a room".to_owned(), about: None };
    let said = plain(&in_its_own_words(&failure, &Language::new(Lang::Fr)));
    assert!(said.contains("plusieurs clients ou plusieurs salons"), "{said}");
}

#[test]
fn what_an_event_says_itself_is_not_said_again() {
    let french = Language::new(Lang::Fr);
    let about = Refusal::Configuration { why: "mots-du-démon".to_owned(), misread: Some(Misread::Unfinished {}) };
    assert_eq!(event(Some(&about), "mots-du-démon", &french), "elle n’a pas pu être lue");
    assert_eq!(event(None, "mots\ndu démon\u{1b}", &french), "mots du démon\\x1b");
}
