//! What the daemon refuses, as `tp-ctl` says it in French; and the line in the diagnostics that says
//! who wanted it, the same for every verb.

use std::fs::File;
use std::io::Write as _;

use tp_proto::control::refusal::{Done, Few};
use tp_proto::control::{Code, Ok as Answer, Refusal, Request};
use tp_testkit::{Client, Relay, SmallDisk, program};

use crate::ask::{audited, order};

const MIB: u64 = 1024 * 1024;

/// `tp-ctl` in French, that has to be refused in one sentence with these words in it.
fn refused_in_french(relay: &Relay, arguments: &[&str], words: &[&str]) {
    let ended = program::run(relay.tp_ctl_command(arguments).env("LC_ALL", "fr_FR.UTF-8"));
    let said = ended.stderr.replace(['\u{a0}', '\u{202f}'], " ");
    assert_eq!((ended.code, ended.stdout.as_str(), said.lines().count()), (Some(1), "", 1), "{arguments:?}: {said}");
    assert!(said.starts_with("tp-ctl: le démon refuse : "), "{arguments:?}: {said}");
    assert!(words.iter().all(|word| said.contains(word)), "{arguments:?}: {words:?} in {said}");
    for english in [" the ", " there ", " is ", " are ", " nobody ", " room "] {
        assert!(!said.contains(english), "{arguments:?}: {said}");
    }
}

#[test]
fn what_is_refused_is_told_whole_in_french_with_what_there_is_instead() {
    let relay = Relay::setup().listen("127.0.0.1:0").listen("127.0.0.1:0").start();
    let client = Client::connect(relay.addr());
    let number = relay.wait_for_peer(client.addr()).number.to_string();
    let rooms: Vec<String> = relay.status().rooms.into_iter().map(|room| room.room).collect();
    let (here, both) = (format!("sont connectés {number} ({})", client.addr()), rooms.join(", "));
    let check = |arguments: &[&str], words: &[&str]| refused_in_french(&relay, arguments, words);
    check(&["kick", "9999"], &["il n’y a pas de client 9999", &here]);
    check(&["name", "poste-3", "marie"], &["personne ne s’appelle « poste-3 »", &here]);
    check(&["say", "bonjour"], &["il y a plusieurs salons", "--room", &both]);
    check(&["say", "bonjour", "--room", &rooms[1]], &["il n’y a personne dans le salon", &rooms[1]]);
    check(&["mode", "all", "--room", "9"], &["il n’y a pas de salon « 9 »", &both]);
    check(&["pause", "--room", "9"], &["il n’y a pas de salon « 9 »", &both]);
    check(&["rotate", "--room", "9"], &["il n’y a pas de salon « 9 »", &both]);
    check(&["ban", "--lift", "192.0.2.7"], &["192.0.2.7 n’est pas banni", "aucun bannissement"]);
    check(&["name", &number, "--remove"], &[&format!("le client {number}"), "n’a pas de nom"]);
}

#[test]
fn who_wanted_what_was_refused_is_written_down_for_every_verb() {
    let relay = Relay::setup().listen("127.0.0.1:0").start();
    let net = || "192.0.2.7".to_owned();
    for (verb, request) in [
        ("kick", Request::Kick { peers: vec!["9999".to_owned()], all: false }),
        ("kick", Request::Kick { peers: Vec::new(), all: false }),
        ("say", Request::Say { text: String::new(), room: None, peer: None }),
        ("pause", Request::Pause { room: Some("9".to_owned()) }),
        ("rotate", Request::Rotate { room: Some("9".to_owned()) }),
        ("name", Request::Name { who: "9999".to_owned(), name: None }),
        ("ban", Request::Ban { net: "x".to_owned(), seconds: 1 }),
        ("ban", Request::Ban { net: net(), seconds: 0 }),
        ("lift", Request::Lift { net: net() }),
    ] {
        let before = relay.stderr().matches(&format!("{verb} by uid")).count();
        let why = order(&relay, &request).expect_err("it is refused");
        let lines = audited(&relay, verb, before + 1);
        let line = lines.last().expect("a line");
        assert!(line.contains(&format!("refused: {}", why.text)), "{line}: {why}");
        assert_eq!(why.about.as_ref().map(ToString::to_string), Some(why.text.clone()), "data and text are one");
    }
}

#[test]
fn what_was_done_before_a_room_could_not_be_paused_is_told() {
    let Some(disk) = SmallDisk::new(8 * MIB) else { return };
    let setup = Relay::setup().listen("127.0.0.1:0").listen("127.0.0.1:0").prefix(disk.prefix());
    let relay = setup.log_dir_at(disk.path().join("log")).start();
    let first = relay.status().rooms.remove(0).room;
    let Ok(Answer::Paused(_)) = order(&relay, &Request::Pause { room: Some(first.clone()) }) else { panic!("refused") };
    let mut ballast = File::create(disk.seen(&disk.path().join("ballast"))).expect("a file");
    while ballast.write_all(&[0x55; 4096]).is_ok() {}
    let why = order(&relay, &Request::Pause { room: None }).expect_err("there is no space for another segment");
    assert_eq!(why.code, Code::NotNow, "{why}");
    let Some(Refusal::Partly { done, .. }) = why.about else { panic!("{why}") };
    assert_eq!(done, Done::Rooms(Few { first: vec![first.clone()], more: 0 }));
    refused_in_french(&relay, &["pause"], &[&format!("(fait avant : salon {first})"), "plus de place"]);
}
