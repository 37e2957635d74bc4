//! The daemon's no, in the user's language: a sentence of ours for what it says as data.
//!
//! Where an older or a newer daemon says it in a way that is not known here, its code says it, and its
//! own English text behind that. Whatever is quoted is somebody else's, and shown as such.

use std::io;
use std::net::{IpAddr, SocketAddr};

use tp_language::mistake;
use tp_proto::control::naming::Holder;
use tp_proto::control::refusal::{Cause, Done, Few, FileTrouble, Misread, PeerHere};
use tp_proto::control::{Code, Failure, Refusal};

use crate::language::{Lang, Language, here};
use crate::output::{self, shown};

const DAY_S: u64 = 86_400;

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

/// What is wrong with a configuration is shown as it stands there, over several lines.
fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    shown(&lines.join(" "))
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

/// What the daemon says, without who says it.
pub(crate) fn sentence(about: &Refusal, language: &Language) -> String {
    match about {
        Refusal::Unknown { version, .. } => language.refusal_unknown(&shown(version)),
        Refusal::Late { seconds } => language.refusal_late(&seconds.to_string()),
        Refusal::CutShort {} => language.refusal_cut_short(),
        Refusal::NoMessage { .. } => language.refusal_no_message(),
        Refusal::ReadOnly { verb, socket } => language.refusal_read_only(&shown(verb), &shown(socket)),
        Refusal::Sessions {} => language.refusal_sessions(),
        Refusal::Followers { most } => language.refusal_followers(*most),
        Refusal::Fault {} => language.refusal_fault(),
        Refusal::Stopping {} => language.refusal_stopping(),
        Refusal::NoRoom { room, rooms } => language.refusal_no_room(&shown(room), &words(rooms, language)),
        Refusal::WhichRoom { rooms } => language.refusal_which_room(&words(rooms, language)),
        Refusal::NoSpace { room } => language.refusal_no_space(&shown(room)),
        Refusal::NoSegment { room, cause } => language.refusal_no_segment(&shown(room), &because(cause, language)),
        Refusal::Configuration { why, misread } => {
            let why = misread.as_ref().map_or_else(|| one_line(why), |misread| unreadable(misread, language));
            language.because(&language.refusal_bad_configuration(), &why)
        }
        Refusal::Partly { done, why } => language.refusal_partly(&sentence(why, language), &part(done, language)),
        Refusal::NoPeer { .. }
        | Refusal::WhichPeer { .. }
        | Refusal::NobodyNamed {}
        | Refusal::HasLeft {}
        | Refusal::NobodyThere { .. }
        | Refusal::SayLength { .. } => of_peers(about, language),
        Refusal::NotANet { .. }
        | Refusal::BanTime { .. }
        | Refusal::TooManyBans { .. }
        | Refusal::NoBan { .. }
        | Refusal::BanWithin { .. } => of_bans(about, language),
        Refusal::BadName(_)
        | Refusal::NameTaken { .. }
        | Refusal::TooManyNames { .. }
        | Refusal::NoName { .. }
        | Refusal::NamesFile { .. } => of_names(about, language),
    }
}

fn of_peers(about: &Refusal, language: &Language) -> String {
    match about {
        Refusal::NoPeer { who, peers } => {
            let there = if peers.is_empty() {
                language.refusal_nobody_connected()
            } else {
                language.refusal_connected(&all_of(peers, language))
            };
            let say = if is_name(who) { Language::refusal_nobody_called } else { Language::refusal_no_peer };
            say(language, &shown(who), &there)
        }
        Refusal::WhichPeer { who, all, peers } => {
            let say = if *all { Language::refusal_which_peers } else { Language::refusal_which_peer };
            say(language, &shown(who), &all_of(peers, language))
        }
        Refusal::NobodyNamed {} => language.refusal_nobody_named(),
        Refusal::HasLeft {} => language.refusal_has_left(),
        Refusal::NobodyThere { room } => language.refusal_nobody_there(&shown(room)),
        Refusal::SayLength { bytes, bytes_max } => language.say_length(*bytes, &bytes_max.to_string()),
        _ => language.refusal_other(),
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

fn of_bans(about: &Refusal, language: &Language) -> String {
    match about {
        Refusal::NotANet { net } => language.refusal_not_a_net(&shown(net)),
        Refusal::BanTime { seconds, seconds_max } => {
            language.refusal_ban_time(seconds_max / DAY_S, &seconds.to_string())
        }
        Refusal::TooManyBans { most } => language.refusal_too_many_bans(*most),
        Refusal::NoBan { net, bans } if bans.is_empty() => language.refusal_no_bans(&shown(net)),
        Refusal::NoBan { net, bans } => language.refusal_not_banned(&shown(net), &words(bans, language)),
        Refusal::BanWithin { net, within } => language.refusal_ban_within(&shown(net), &shown(within)),
        _ => language.refusal_other(),
    }
}

fn of_names(about: &Refusal, language: &Language) -> String {
    match about {
        Refusal::BadName(why) => output::bad_name(why, language),
        Refusal::NameTaken { name, by } => language.refusal_name_taken(&shown(name), &output::holder(by, language)),
        Refusal::TooManyNames { most } => language.refusal_too_many_names(*most),
        Refusal::NoName { holder, by_address, connected } => {
            let who = output::holder(holder, language);
            match (holder, by_address) {
                (Holder::Peer { peer, .. }, Some(name)) => {
                    language.refusal_name_of_address(&who, &shown(name), &peer.ip().to_canonical().to_string())
                }
                (Holder::Address(_), _) if !connected => language.refusal_no_name_there(&who),
                _ => language.refusal_no_name(&who),
            }
        }
        Refusal::NamesFile { path, trouble, cause } => names_file(path, *trouble, cause, language),
        _ => language.refusal_other(),
    }
}

/// Why the file of the names cannot be used.
pub(crate) fn names_file(path: &str, trouble: FileTrouble, cause: &Cause, language: &Language) -> String {
    let say = match trouble {
        FileTrouble::Read => Language::refusal_names_unread,
        FileTrouble::Write => Language::refusal_names_unwritten,
        FileTrouble::Foreign => Language::refusal_names_foreign,
    };
    say(language, &shown(path), &because(cause, language))
}

/// What a reload read and cannot use.
fn unreadable(misread: &Misread, language: &Language) -> String {
    match misread {
        Misread::Unread { path, cause } => language.misread_unread(&shown(path), &because(cause, language)),
        Misread::TooLong { path, bytes_max } => language.misread_too_long(&shown(path), &bytes_max.to_string()),
        Misread::Mistake { path, what } => language.misread_mistake(&shown(path), &mistaken(what, language)),
        Misread::Unfinished {} => language.misread_unfinished(),
        Misread::Places { what } => mistaken(what, language),
        Misread::Names { path, trouble, cause } => names_file(path, *trouble, cause, language),
    }
}

/// What is wrong with a file, by words that the daemon has in English.
fn mistaken(what: &str, language: &Language) -> String {
    one_line(&language.spell(mistake::said(what, language.lang())))
}

/// A word that is neither a number nor an address, and so a name.
fn is_name(who: &str) -> bool {
    let who = who.trim();
    let bare = who.trim_matches(['[', ']']);
    who.parse::<u64>().is_err() && who.parse::<SocketAddr>().is_err() && bare.parse::<IpAddr>().is_err()
}

/// The kernel's no in the user's language, and a parser's as far as it is known.
pub(crate) fn because(cause: &Cause, language: &Language) -> String {
    kernels(cause.errno, &cause.text, language)
}

/// The same of its parts.
pub(crate) fn kernels(errno: Option<i32>, text: &str, language: &Language) -> String {
    let kernel = |errno| language.kernel(&io::Error::from_raw_os_error(errno));
    errno.map_or_else(|| mistaken(text, language), kernel)
}

fn part(done: &Done, language: &Language) -> String {
    match done {
        Done::Rooms(rooms) => language.refusal_done_rooms(rooms.count(), &words(rooms, language)),
        Done::Peers(peers) => language.refusal_done_peers(peers.count(), &all_of(peers, language)),
    }
}

fn words(few: &Few<String>, language: &Language) -> String {
    listed(few.first.iter().map(|word| shown(word)).collect(), few.more, language)
}

fn all_of(peers: &Few<PeerHere>, language: &Language) -> String {
    // Its own form has nothing in it that is of a language, and the name in it is harmless.
    listed(peers.first.iter().map(PeerHere::to_string).collect(), peers.more, language)
}

fn listed(words: Vec<String>, more: u64, language: &Language) -> String {
    let words = words.join(", ");
    if more > 0 { format!("{words} {}", language.and_others(more)) } else { words }
}

#[cfg(test)]
mod tests;
