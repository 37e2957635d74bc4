//! The verbs that change something, against a daemon with canned answers: what is asked, what is said
//! of it in both languages, as JSON, and with which exit code.

use std::process::Stdio;

use tempfile::TempDir;
use tp_proto::control::{
    Code, Failure, Kicked, KickedPeer, ModeChanged, Ok as Output, Paused, PausedRoom, Reloaded, Reply, Request,
    SAY_BYTES_MAX, Said, Stopping,
};
use tp_proto::frame_log::Mode;

use crate::support::{FakeDaemon, Ran, command, run};

fn ask_in(locale: &str, args: &[&str], answer: impl Fn(Request) -> Reply + Send + 'static) -> Ran {
    let dir = TempDir::new().unwrap();
    let daemon = FakeDaemon::start_control(&dir.path().join("run"), answer);
    let mut command = command(dir.path(), &[args, &[&daemon.option()]].concat());
    Ran::new(command.env("LC_ALL", locale).stdin(Stdio::null()).output().expect("the program runs"))
}

/// What is said in English and in French, and as JSON, when the daemon answers `output` to `expected`.
fn check(args: &[&str], expected: &Request, output: &Output, english: &str, french: &str, json: &serde_json::Value) {
    let answer = || {
        let (expected, output) = (expected.clone(), output.clone());
        move |request| {
            assert_eq!(request, expected);
            Reply::Ok(output.clone())
        }
    };
    for (locale, text) in [("C.UTF-8", english), ("fr_FR.UTF-8", french)] {
        let ran = ask_in(locale, args, answer());
        let said = ran.stdout.replace('\u{a0}', " ");
        assert_eq!((said.as_str(), ran.code), (text, 0), "{locale}: {ran:?}");
        let ran = ask_in(locale, &[args, &["--json"]].concat(), answer());
        assert_eq!((ran.json(), ran.code), (json.clone(), 0), "{locale}: {ran:?}");
    }
}

fn kicked_peer(number: u64, name: &str, undelivered: u64) -> KickedPeer {
    let peer = "[::ffff:192.0.2.1]:5000".parse().unwrap();
    KickedPeer { number, room: "12345".into(), peer, name: name.into(), undelivered }
}

#[test]
fn each_kicked_peer_is_told_with_how_it_went() {
    let peers = vec![kicked_peer(5, "", 0), kicked_peer(1007, "poste\u{1b}[2J", 1234)];
    check(
        &["kick", "5", "poste"],
        &Request::Kick { peers: vec!["5".into(), "poste".into()], all: false },
        &Output::Kicked(Kicked { peers, count: 3 }),
        "peer 5 (192.0.2.1:5000) of room 12345: closed in order\n\
         peer 1007 (poste\\x1b[2J, 192.0.2.1:5000) of room 12345: cut at once, 1,234 bytes for it were not taken\n\
         and 1 more peer\n",
        "client 5 (192.0.2.1:5000) du salon 12345 : fermé proprement\n\
         client 1007 (poste\\x1b[2J, 192.0.2.1:5000) du salon 12345 : coupé net, 1\u{202f}234 octets qui lui \
         étaient destinés n’ont pas été pris\n\
         et 1 autre client\n",
        &serde_json::json!({"schema": 1, "count": 3, "peers": [
            {"number": 5, "room": "12345", "peer": "192.0.2.1:5000", "name": "", "undelivered": 0},
            {"number": 1007, "room": "12345", "peer": "192.0.2.1:5000", "name": "poste\u{1b}[2J", "undelivered": 1234},
        ]}),
    );
}

#[test]
fn what_was_said_is_a_frame_with_a_number() {
    check(
        &["say", "Silence, s’il vous plaît", "--room", "12345", "--peer", "poste-3"],
        &Request::Say {
            text: "Silence, s’il vous plaît".into(),
            room: Some("12345".into()),
            peer: Some("poste-3".into()),
        },
        &Output::Said(Said { room: "12345".into(), frame: 1012, peers: 30 }),
        "frame 1012 of room 12345: to 30 peers\n",
        "trame 1012 du salon 12345 : à 30 clients\n",
        &serde_json::json!({"schema": 1, "room": "12345", "n": 1012, "peers": 30}),
    );
}

#[test]
fn each_room_is_told_to_be_paused_or_not() {
    let room = |room: &str, paused, changed| PausedRoom { room: room.into(), paused, changed };
    check(
        &["pause"],
        &Request::Pause { room: None },
        &Output::Paused(Paused { rooms: vec![room("1", true, true), room("2", true, false)] }),
        "room 1: paused, nothing is read from its clients until `tp-ctl resume`\nroom 2: is paused already\n",
        "salon 1 : en pause, rien n’est lu de ses clients avant `tp-ctl resume`\nsalon 2 : est déjà en pause\n",
        &serde_json::json!({"schema": 1, "rooms": [
            {"room": "1", "paused": true, "changed": true}, {"room": "2", "paused": true, "changed": false},
        ]}),
    );
    check(
        &["resume", "--room", "1"],
        &Request::Resume { room: Some("1".into()) },
        &Output::Paused(Paused { rooms: vec![room("1", false, true), room("2", false, false)] }),
        "room 1: its clients are read again\nroom 2: is not paused\n",
        "salon 1 : ses clients sont lus de nouveau\nsalon 2 : n’est pas en pause\n",
        &serde_json::json!({"schema": 1, "rooms": [
            {"room": "1", "paused": false, "changed": true}, {"room": "2", "paused": false, "changed": false},
        ]}),
    );
}

#[test]
fn a_mode_is_told_with_the_one_before() {
    let changed = |before| Output::ModeChanged(ModeChanged { room: "12345".into(), mode: Mode::Echo, before });
    check(
        &["mode", "echo"],
        &Request::Mode { mode: Mode::Echo, room: None },
        &changed(Mode::Others),
        "room 12345: echo from its next frame on, others until now\n",
        "salon 12345 : echo dès la prochaine trame, others jusqu’ici\n",
        &serde_json::json!({"schema": 1, "room": "12345", "mode": "echo", "before": "others"}),
    );
    check(
        &["mode", "echo", "--room", "12345"],
        &Request::Mode { mode: Mode::Echo, room: Some("12345".into()) },
        &changed(Mode::Echo),
        "room 12345: echo, as before\n",
        "salon 12345 : echo, comme avant\n",
        &serde_json::json!({"schema": 1, "room": "12345", "mode": "echo", "before": "echo"}),
    );
}

#[test]
fn a_reload_names_the_keys() {
    let reloaded = |changed: &[&str], waiting: &[&str]| {
        let keys = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect();
        Output::Reloaded(Reloaded { changed: keys(changed), waiting: keys(waiting) })
    };
    check(
        &["reload"],
        &Request::Reload {},
        &reloaded(&["end-word", "limits.clients"], &["listen"]),
        "the configuration is reloaded; new from now on: end-word, limits.clients\n\
         what changed of these waits for a restart: listen\n",
        "la configuration est relue ; valent dès maintenant : end-word, limits.clients\n\
         ce qui a changé ici attend un redémarrage : listen\n",
        &serde_json::json!({"schema": 1, "changed": ["end-word", "limits.clients"], "waiting": ["listen"]}),
    );
    check(
        &["reload"],
        &Request::Reload {},
        &reloaded(&[], &[]),
        "the configuration is reloaded; nothing is new from now on\n",
        "la configuration est relue ; rien ne change dès maintenant\n",
        &serde_json::json!({"schema": 1, "changed": [], "waiting": []}),
    );
}

#[test]
fn a_stop_says_how_it_stays_one() {
    let stopping = |managed| Output::Stopping(Stopping { pid: 4711, clients: 1, managed });
    check(
        &["stop"],
        &Request::Stop {},
        &stopping(false),
        "tp-relais is stopping (process 4711, 1 client)\n",
        "tp-relais s’arrête (processus 4711, 1 client)\n",
        &serde_json::json!({"schema": 1, "pid": 4711, "clients": 1, "managed": false}),
    );
    for (locale, managed) in [("C.UTF-8", false), ("C.UTF-8", true), ("fr_FR.UTF-8", true)] {
        let ran = ask_in(locale, &["stop"], move |_| Reply::Ok(stopping(managed)));
        assert_eq!(ran.stderr.contains("systemctl stop tp-relais"), managed, "{ran:?}");
    }
}

#[test]
fn a_refusal_is_told_with_its_exit_code() {
    let codes = [
        (Code::NotAllowed, 4),
        (Code::NoSuchRoom, 1),
        (Code::NoSuchPeer, 1),
        (Code::Ambiguous, 1),
        (Code::BadValue, 1),
        (Code::BadConfiguration, 1),
        (Code::NotNow, 1),
        (Code::UnknownRequest, 1),
    ];
    for (args, (code, exit)) in
        [&["kick", "1"][..], &["say", "x"], &["pause"], &["resume"], &["mode", "all"], &["reload"], &["stop"]]
            .into_iter()
            .cycle()
            .zip(codes)
    {
        let ran = ask_in("C.UTF-8", args, move |_| {
            Reply::Error(Failure { code, text: "in its own words".into(), about: None })
        });
        assert_eq!((ran.code, ran.stdout.as_str()), (exit, ""), "{args:?}: {ran:?}");
        assert!(ran.stderr.contains("in its own words") && ran.stderr.lines().count() == 1, "{ran:?}");
    }
}

#[test]
fn wrong_words_are_a_usage_error_before_anybody_is_asked() {
    let dir = TempDir::new().unwrap();
    let long = "x".repeat(SAY_BYTES_MAX + 1);
    for args in [
        &["kick"][..],
        &["kick", ""],
        &["kick", "--all"],
        &["say"],
        &["say", ""],
        &["say", &long],
        &["say", "two", "texts"],
        &["say", "x", "--peer", ""],
        &["pause", "12345"],
        &["mode"],
        &["mode", "other"],
        &["reload", "now"],
        &["stop", "--force"],
    ] {
        assert_eq!(run(dir.path(), args).code, 2, "{args:?}");
    }
    let ran = run(dir.path(), &["mode", "other"]);
    assert!(ran.stderr.contains("others"), "{ran:?}");
    assert_eq!(run(dir.path(), &["kick", "1"]).code, 3, "nobody runs");
}
