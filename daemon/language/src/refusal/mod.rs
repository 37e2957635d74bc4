//! What a relay refuses, in words: a sentence of ours for what it says as data, for the relay's own
//! diagnostics and for whoever asked it.
//!
//! Whatever is quoted is somebody else's, and shown as such.

mod messages;

use std::io;
use std::net::{IpAddr, SocketAddr};

use tp_proto::control::Refusal;
use tp_proto::control::naming::{BadName, Holder, NAME_BYTES_MAX};
use tp_proto::control::refusal::{Cause, Done, Few, FileTrouble, Misread, PeerHere};
use tp_proto::text;

use crate::{Sentences, mistake};

pub(crate) use messages::SOURCES;

const DAY_S: u64 = 86_400;

/// What the daemon says, without who says it.
pub fn sentence(about: &Refusal, language: &Sentences) -> String {
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

fn of_peers(about: &Refusal, language: &Sentences) -> String {
    match about {
        Refusal::NoPeer { who, peers } => {
            let there = if peers.is_empty() {
                language.refusal_nobody_connected()
            } else {
                language.refusal_connected(&all_of(peers, language))
            };
            let say = if is_name(who) { Sentences::refusal_nobody_called } else { Sentences::refusal_no_peer };
            say(language, &shown(who), &there)
        }
        Refusal::WhichPeer { who, all, peers } => {
            let say = if *all { Sentences::refusal_which_peers } else { Sentences::refusal_which_peer };
            say(language, &shown(who), &all_of(peers, language))
        }
        Refusal::NobodyNamed {} => language.refusal_nobody_named(),
        Refusal::HasLeft {} => language.refusal_has_left(),
        Refusal::NobodyThere { room } => language.refusal_nobody_there(&shown(room)),
        Refusal::SayLength { bytes, bytes_max } => language.say_length(*bytes, &bytes_max.to_string()),
        _ => language.refusal_other(),
    }
}

fn of_bans(about: &Refusal, language: &Sentences) -> String {
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

fn of_names(about: &Refusal, language: &Sentences) -> String {
    match about {
        Refusal::BadName(why) => bad_name(why, language),
        Refusal::NameTaken { name, by } => language.refusal_name_taken(&shown(name), &holder(by, language)),
        Refusal::TooManyNames { most } => language.refusal_too_many_names(*most),
        Refusal::NoName { holder: nameless, by_address, connected } => {
            let who = holder(nameless, language);
            match (nameless, by_address) {
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
pub fn names_file(path: &str, trouble: FileTrouble, cause: &Cause, language: &Sentences) -> String {
    let say = match trouble {
        FileTrouble::Read => Sentences::refusal_names_unread,
        FileTrouble::Write => Sentences::refusal_names_unwritten,
        FileTrouble::Foreign => Sentences::refusal_names_foreign,
    };
    say(language, &shown(path), &because(cause, language))
}

/// What a reload read and cannot use, in one sentence.
pub fn unreadable(misread: &Misread, language: &Sentences) -> String {
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
pub fn mistaken(what: &str, language: &Sentences) -> String {
    one_line(&language.spell(mistake::said(what, language.lang())))
}

/// What is wrong with a configuration is shown as it stands there, over several lines.
pub fn one_line(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    shown(&lines.join(" "))
}

/// A word that is neither a number nor an address, and so a name.
pub fn is_name(who: &str) -> bool {
    let who = who.trim();
    let bare = who.trim_matches(['[', ']']);
    who.parse::<u64>().is_err() && who.parse::<SocketAddr>().is_err() && bare.parse::<IpAddr>().is_err()
}

/// The kernel's no in the user's language, and a parser's as far as it is known.
pub fn because(cause: &Cause, language: &Sentences) -> String {
    kernels(cause.errno, &cause.text, language)
}

/// The same of its parts.
pub fn kernels(errno: Option<i32>, text: &str, language: &Sentences) -> String {
    let kernel = |errno| language.kernel(&io::Error::from_raw_os_error(errno));
    errno.map_or_else(|| mistaken(text, language), kernel)
}

fn part(done: &Done, language: &Sentences) -> String {
    match done {
        Done::Rooms(rooms) => language.refusal_done_rooms(rooms.count(), &words(rooms, language)),
        Done::Peers(peers) => language.refusal_done_peers(peers.count(), &all_of(peers, language)),
    }
}

/// What others chose, and how many there are besides.
pub fn words(few: &Few<String>, language: &Sentences) -> String {
    listed(few.first.iter().map(|word| shown(word)).collect(), few.more, language)
}

/// The first of several peers, and how many there are more.
pub fn all_of(peers: &Few<PeerHere>, language: &Sentences) -> String {
    // Its own form has nothing in it that is of a language, and the name in it is harmless.
    listed(peers.first.iter().map(PeerHere::to_string).collect(), peers.more, language)
}

fn listed(words: Vec<String>, more: u64, language: &Sentences) -> String {
    let words = words.join(", ");
    if more > 0 { format!("{words} {}", language.and_others(more)) } else { words }
}

/// Why nobody can be called so.
pub fn bad_name(error: &BadName, language: &Sentences) -> String {
    match error {
        BadName::Empty => language.bad_name_empty(),
        BadName::Long(bytes) => language.bad_name_long(&NAME_BYTES_MAX.to_string(), &bytes.to_string()),
        BadName::Hidden(c) => language.bad_name_hidden(&c.escape_default().to_string()),
        BadName::Bracket(c) => language.bad_name_bracket(&c.to_string()),
        BadName::Address => language.bad_name_address(),
    }
}

/// Who has a name.
pub fn holder(holder: &Holder, language: &Sentences) -> String {
    match holder {
        Holder::Address(ip) => language.name_of_address(&ip.to_canonical().to_string()),
        Holder::Peer { number, peer } => {
            let end = SocketAddr::new(peer.ip().to_canonical(), peer.port());
            language.name_of_peer(&number.to_string(), &end.to_string())
        }
    }
}

/// A text of somebody else's, with nothing in it that a terminal obeys or that nobody sees.
fn shown(text: &str) -> String {
    text::visible(text.as_bytes())
}

#[cfg(test)]
mod tests;
