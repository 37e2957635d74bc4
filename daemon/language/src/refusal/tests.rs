use std::net::{IpAddr, Ipv4Addr};

use tp_proto::control::naming::BadName;

use super::*;
use crate::Lang;

fn speaker(lang: Lang) -> Sentences {
    Sentences::new(lang, SOURCES)
}

/// One of each: [`kind`] does not compile without a kind that is added, and is counted below.
fn each() -> Vec<Refusal> {
    let word = || "w\u{1b}".to_owned();
    let few = |more| Few { first: vec!["3".to_owned(), "5".to_owned()], more };
    let peer = || PeerHere { number: 7, peer: "[::ffff:192.0.2.7]:53112".parse().expect("an address"), name: word() };
    let peers = |more| Few { first: vec![peer()], more };
    let address = Holder::Address(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let cause = || Cause { text: "No space left on device (os error 28)".to_owned(), errno: Some(28) };
    vec![
        Refusal::Unknown { version: word(), why: word() },
        Refusal::Late { seconds: 5 },
        Refusal::CutShort {},
        Refusal::NoMessage { why: word() },
        Refusal::ReadOnly { verb: "kick".to_owned(), socket: "control.sock".to_owned() },
        Refusal::Sessions {},
        Refusal::Followers { most: 8 },
        Refusal::Fault {},
        Refusal::Stopping {},
        Refusal::NoRoom { room: word(), rooms: few(0) },
        Refusal::WhichRoom { rooms: few(2) },
        Refusal::NoPeer { who: word(), peers: peers(1) },
        Refusal::WhichPeer { who: word(), all: true, peers: peers(1) },
        Refusal::NobodyNamed {},
        Refusal::HasLeft {},
        Refusal::NobodyThere { room: word() },
        Refusal::SayLength { bytes: 0, bytes_max: 3072 },
        Refusal::NoSpace { room: word() },
        Refusal::NoSegment { room: word(), cause: cause() },
        Refusal::Configuration { why: "line 3\n  x = 1\n".to_owned(), misread: None },
        Refusal::NotANet { net: word() },
        Refusal::BanTime { seconds: 0, seconds_max: 30 * DAY_S },
        Refusal::TooManyBans { most: 256 },
        Refusal::NoBan { net: word(), bans: few(1) },
        Refusal::BanWithin { net: word(), within: word() },
        Refusal::BadName(BadName::Hidden('\u{202e}')),
        Refusal::NameTaken { name: word(), by: address },
        Refusal::TooManyNames { most: 4096 },
        Refusal::NoName { holder: address, by_address: None, connected: false },
        Refusal::NamesFile { path: word(), trouble: FileTrouble::Write, cause: cause() },
        Refusal::Partly { done: Done::Rooms(few(0)), why: Box::new(Refusal::Stopping {}) },
    ]
}

/// How many kinds there are.
const KINDS: usize = 31;

/// Which one it is.
fn kind(about: &Refusal) -> usize {
    match about {
        Refusal::Unknown { .. } => 0,
        Refusal::Late { .. } => 1,
        Refusal::CutShort { .. } => 2,
        Refusal::NoMessage { .. } => 3,
        Refusal::ReadOnly { .. } => 4,
        Refusal::Sessions { .. } => 5,
        Refusal::Followers { .. } => 6,
        Refusal::Fault { .. } => 7,
        Refusal::Stopping { .. } => 8,
        Refusal::NoRoom { .. } => 9,
        Refusal::WhichRoom { .. } => 10,
        Refusal::NoPeer { .. } => 11,
        Refusal::WhichPeer { .. } => 12,
        Refusal::NobodyNamed { .. } => 13,
        Refusal::HasLeft { .. } => 14,
        Refusal::NobodyThere { .. } => 15,
        Refusal::SayLength { .. } => 16,
        Refusal::NoSpace { .. } => 17,
        Refusal::NoSegment { .. } => 18,
        Refusal::Configuration { .. } => 19,
        Refusal::NotANet { .. } => 20,
        Refusal::BanTime { .. } => 21,
        Refusal::TooManyBans { .. } => 22,
        Refusal::NoBan { .. } => 23,
        Refusal::BanWithin { .. } => 24,
        Refusal::BadName(_) => 25,
        Refusal::NameTaken { .. } => 26,
        Refusal::TooManyNames { .. } => 27,
        Refusal::NoName { .. } => 28,
        Refusal::NamesFile { .. } => 29,
        Refusal::Partly { .. } => 30,
    }
}

fn plain(text: &str) -> String {
    text.replace(['\u{a0}', '\u{202f}'], " ")
}

#[test]
fn whatever_the_daemon_refuses_is_one_whole_sentence_in_each_language() {
    let (english, french) = (speaker(Lang::En), speaker(Lang::Fr));
    let kinds: Vec<usize> = each().iter().map(kind).collect();
    assert_eq!(kinds, (0..KINDS).collect::<Vec<_>>(), "each once");
    for about in each() {
        let (en, fr) = (sentence(&about, &english), sentence(&about, &french));
        for (said, language) in [(&en, &english), (&fr, &french)] {
            assert!(!said.is_empty() && *said != language.refusal_other(), "{about:?}: {said}");
            assert!(!said.contains(char::is_control) && !said.starts_with("refusal-"), "{about:?}: {said}");
        }
        assert_ne!(en, fr, "{about:?}");
        assert!(!plain(&fr).contains(&about.to_string()), "{fr}: the daemon's English in it");
    }
}

#[test]
fn what_there_is_instead_is_told_in_the_users_language() {
    let check = |about: Refusal, english: &str, french: &str| {
        let said = |lang| plain(&sentence(&about, &speaker(lang)));
        assert_eq!((said(Lang::En).as_str(), said(Lang::Fr).as_str()), (english, french));
    };
    let few = |words: &[&str], more| Few { first: words.iter().map(|word| (*word).to_owned()).collect(), more };
    check(
        Refusal::NoRoom { room: "9".to_owned(), rooms: few(&["3", "5"], 1) },
        "there is no room \"9\": the rooms are 3, 5 and 1 other",
        "il n’y a pas de salon « 9 » : il y a 3, 5 et 1 autre",
    );
    let peer =
        PeerHere { number: 7, peer: "[::ffff:192.0.2.7]:5000".parse().expect("an end"), name: "zoé".to_owned() };
    let peers = Few { first: vec![peer], more: 0 };
    check(
        Refusal::NoPeer { who: "poste-3".to_owned(), peers },
        "nobody is called \"poste-3\": connected are 7 (192.0.2.7:5000, zoé)",
        "personne ne s’appelle « poste-3 » : sont connectés 7 (192.0.2.7:5000, zoé)",
    );
    let full = Refusal::NoSpace { room: "5".to_owned() };
    check(
        full.after(Done::Rooms(few(&["3"], 0))),
        "room 5: the frame log has no space (done before: room 3)",
        "salon 5 : plus de place pour le journal des trames (fait avant : salon 3)",
    );
}

#[test]
fn what_a_reload_cannot_use_is_told_without_a_word_of_the_daemons() {
    let path = || "/etc/x.toml\u{1b}".to_owned();
    let what = |what: &str| what.to_owned();
    let kernels = Cause { text: "Permission denied (os error 13)".to_owned(), errno: Some(13) };
    let link = Cause { text: "it is a link".to_owned(), errno: None };
    for (misread, english, french) in [
        (
            Misread::Unread { path: path(), cause: kernels },
            "cannot read /etc/x.toml\\x1b: Permission denied (os error 13)",
            "impossible de lire /etc/x.toml\\x1b : permission refusée",
        ),
        (
            Misread::TooLong { path: path(), bytes_max: 9 },
            "/etc/x.toml\\x1b is larger than 9 bytes: is it the right file?",
            "/etc/x.toml\\x1b dépasse 9 octets : est-ce le bon fichier ?",
        ),
        (
            Misread::Mistake { path: path(), what: what("TOML parse error at line 3, column 11: duplicate key") },
            "in /etc/x.toml\\x1b: TOML parse error at line 3, column 11: duplicate key",
            "dans /etc/x.toml\\x1b : erreur TOML, ligne 3, colonne 11 : cette clé est donnée deux fois",
        ),
        (Misread::Unfinished {}, "it could not be read", "elle n’a pas pu être lue"),
        (
            Misread::Places { what: what("port 7 is given twice with the same address: leave one out") },
            "port 7 is given twice with the same address: leave one out",
            "le port 7 est donné deux fois avec la même adresse : ôtez-en un",
        ),
        (
            Misread::Names { path: path(), trouble: FileTrouble::Foreign, cause: link },
            "/etc/x.toml\\x1b does not hold names as they are kept (it is a link): mend it, or remove it",
            "/etc/x.toml\\x1b ne contient pas des noms tels qu’ils sont gardés (c'est un lien) : réparez-le, ou supprimez-le",
        ),
    ] {
        let about = Refusal::Configuration { why: "mots-du-démon".to_owned(), misread: Some(misread) };
        for (lang, expected) in [(Lang::En, english), (Lang::Fr, french)] {
            let language = speaker(lang);
            let told = plain(&sentence(&about, &language));
            assert!(told.ends_with(&format!(": {expected}")) && !told.contains("mots-du-démon"), "{told}");
        }
    }
}
