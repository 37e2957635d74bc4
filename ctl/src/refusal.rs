//! The daemon's no, in the user's language: a sentence of ours for what it says as data.
//!
//! Where an older or a newer daemon says it in a way that is not known here, its code says it, and its
//! own English text behind that. Whatever is quoted is somebody else's, and shown as such.

use tp_language::refusal::{all_of, is_name, one_line, sentence, unreadable};
use tp_proto::control::refusal::{Few, PeerHere};
use tp_proto::control::{Code, Failure, Refusal};

use crate::language::{Lang, Language, here};
use crate::output::shown;

/// The whole sentence.
pub(crate) fn refused(failure: &Failure) -> String {
    let language = here();
    match &failure.about {
        Some(about) => language.refused(&sentence(about, &language)),
        None => in_its_own_words(failure, &language),
    }
}

fn in_its_own_words(failure: &Failure, language: &Language) -> String {
    let said = one_line(&failure.text);
    if language.lang() == Lang::En {
        return language.refused(&said);
    }
    language.refused_because(&by_code(failure.code, language), &said)
}

/// What a code says by itself.
fn by_code(code: Code, language: &Language) -> String {
    match code {
        Code::UnknownRequest => language.refusal_unknown_request(),
        Code::BadMessage => language.refusal_bad_message(),
        Code::NotAllowed => language.refusal_not_allowed(),
        Code::Busy => language.refusal_busy(),
        Code::NoSuchRoom => language.refusal_no_such_room(),
        Code::NoSuchPeer => language.refusal_no_such_peer(),
        Code::NoSuchBan => language.refusal_no_such_ban(),
        Code::Ambiguous => language.refusal_ambiguous(),
        Code::BadValue => language.refusal_bad_value(),
        Code::BadConfiguration => language.refusal_bad_configuration(),
        Code::NotNow => language.refusal_not_now(),
        Code::Internal => language.refusal_internal(),
        Code::Other => language.refusal_other(),
    }
}

/// Why something was not done, as an event has it: as data where it is known, else in the daemon's words.
pub(crate) fn event(about: Option<&Refusal>, why: &str, language: &Language) -> String {
    match about {
        // What the event says itself is not said again.
        Some(Refusal::Configuration { misread: Some(misread), .. }) => unreadable(misread, language),
        Some(about) => sentence(about, language),
        None => one_line(why),
    }
}

/// Whom a reader of the frame log looked for who has not left, and who has instead.
pub(crate) fn not_left(who: &str, left: &Few<PeerHere>, language: &Language) -> String {
    let say = if is_name(who) { Language::nobody_called_left } else { Language::peer_not_left };
    let left = if left.is_empty() {
        language.nobody_left()
    } else {
        language.left_last(left.count(), &all_of(left, language))
    };
    say(language, &shown(who), &left)
}

/// The same of one who is not in the log at all.
pub(crate) fn not_logged(who: &str, logged: &Few<PeerHere>, language: &Language) -> String {
    let say = if is_name(who) { Language::nobody_called_logged } else { Language::peer_not_logged };
    let logged = if logged.is_empty() {
        language.nobody_logged()
    } else {
        language.logged_last(logged.count(), &all_of(logged, language))
    };
    say(language, &shown(who), &logged)
}

#[cfg(test)]
mod tests;
