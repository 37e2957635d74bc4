//! What the daemon refuses, as `tp-ctl` says it in French; and the line in the diagnostics that says
//! who wanted it, the same for every verb.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Write as _;
use std::path::Path;

use tp_language::{Lang, Sentences, Sources, refusal};
use tp_proto::control::refusal::{Done, Few};
use tp_proto::control::{Code, Ok as Answer, Refusal, Request};
use tp_proto::frame_log::Mode;
use tp_testkit::{Client, Relay, SmallDisk, program, wait};

use crate::ask::order;

const MIB: u64 = 1024 * 1024;

/// `tp-ctl` in French, that has to be refused in one sentence with these words in it.
fn refused_in_french(relay: &Relay, arguments: &[&str], words: &[&str]) {
    let ended = program::run(relay.tp_ctl_command(arguments).env("LC_ALL", "fr_FR.UTF-8"));
    let said = ended.stderr.replace(['\u{a0}', '\u{202f}'], " ");
    assert_eq!((ended.code, ended.stdout.as_str(), said.lines().count()), (Some(1), "", 1), "{arguments:?}: {said}");
    assert!(said.starts_with("tp-ctl: le démon refuse : "), "{arguments:?}: {said}");
    assert!(words.iter().all(|word| said.contains(word)), "{arguments:?}: {words:?} in {said}");
    assert!(!english_in(&said), "{arguments:?}: {said}");
}

fn english_in(said: &str) -> bool {
    let english = [" the ", " there ", " is ", " are ", " nobody ", " room ", " expected", " error", "(os "];
    english.iter().any(|word| said.contains(word))
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
fn a_reload_that_is_refused_is_told_whole_in_french_and_so_are_the_events_of_it() {
    let relay = Relay::setup().config("").listen("127.0.0.1:0").start();
    let (file, names) = (relay.home().join("tp-relais.toml"), relay.log_dir().join("names.toml"));
    let check = |path: &Path, text: &[u8], words: &str| {
        std::fs::write(path, text).expect("its file");
        let named = path.to_str().expect("a name");
        refused_in_french(&relay, &["reload"], &[words, named, "celle d’avant reste en vigueur"]);
        let said = events_in_french(&relay, "2");
        let lines: Vec<&str> = said.lines().collect();
        let [unused, ordered] = lines[..] else { panic!("two events: {said}") };
        assert!(
            unused.contains("n’est pas appliquée : ") && ordered.contains(" a ordonné reload, en vain : "),
            "{said}"
        );
        assert!(lines.iter().all(|line| line.contains(words) && line.contains(named)), "{words} in {said}");
        assert!(!english_in(&said), "{said}");
    };
    check(&file, b"clientz = 4", "ligne 1, colonne 1 : clé inconnue `clientz` ; celles qui existent : ");
    check(&file, b"[limits]\nclients = 0", "ligne 2, colonne 11 : le nombre de clients à la fois ne peut pas être 0");
    check(&file, b"listen = [1", "une liste n'est pas fermée");
    check(&file, b"a = '\xff'", "ligne 1, colonne 6 : ceci n'est pas de l'UTF-8");
    check(&file, "x".repeat(1024 * 1024 + 1).as_bytes(), "dépasse 1048576 octets");
    std::fs::remove_file(&file).expect("its file");
    std::fs::create_dir(&file).expect("a directory");
    refused_in_french(&relay, &["reload"], &["impossible de lire", "est un répertoire"]);
    std::fs::remove_dir(&file).expect("a directory");
    std::fs::write(&file, "").expect("its file");
    check(&names, b"version = 7", "il est de la version 7");
    check(&names, b"version = x", "erreur TOML, ligne 1, colonne 11 : ");
}

#[test]
fn an_order_that_is_refused_is_an_event_in_french_with_what_there_is_instead() {
    let relay = Relay::setup().listen("127.0.0.1:0").start();
    let client = Client::connect(relay.addr());
    let number = relay.wait_for_peer(client.addr()).number;
    assert_eq!(relay.tp_ctl(&["kick", "9999"]).code, Some(1), "nobody is called so");
    let said = events_in_french(&relay, "1");
    let there = format!(", en vain : il n’y a pas de client 9999 : sont connectés {number} ({})", client.addr());
    assert!(said.contains(&there) && !english_in(&said), "{said}");
    let json = relay.tp_ctl(&["events", "-n", "1", "--json"]).stdout;
    assert!(json.contains("there is no peer") && json.contains("\"failed\""), "programs read English: {json}");
    // What is longer than an event is told as far as it goes.
    assert_eq!(relay.tp_ctl(&["kick", &"x".repeat(3000)]).code, Some(1), "nobody is called so");
    let said = events_in_french(&relay, "1");
    assert!(said.contains(" a ordonné kick ") && said.contains(", en vain : there is no peer"), "{said}");
}

/// The last so many events, as `tp-ctl` tells them in French.
fn events_in_french(relay: &Relay, last: &str) -> String {
    let ended = program::run(relay.tp_ctl_command(&["events", "-n", last]).env("LC_ALL", "fr_FR.UTF-8"));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    ended.stdout.replace(['\u{a0}', '\u{202f}'], " ")
}

/// What changes nothing; whoever looks is not written down.
fn readers() -> Vec<Request> {
    let readers = vec![
        Request::Status {},
        Request::Peers { after: 0 },
        Request::Names {},
        Request::Bans {},
        Request::Events { last: 1, follow: false },
        Request::Metrics {},
    ];
    assert!(readers.iter().all(Request::only_reads), "one changes something");
    readers
}

/// Every verb that there is, by what the decoder says to one that is none.
fn verbs() -> BTreeSet<String> {
    let said = serde_json::from_str::<Request>(r#"{"none": {}}"#).expect_err("no verb").to_string();
    let (_, verbs) = said.split_once("expected one of ").expect("a list");
    verbs.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn who_wanted_what_was_refused_is_written_down_for_every_verb() {
    let relay = Relay::setup().config("").listen("127.0.0.1:0").start();
    std::fs::write(relay.home().join("tp-relais.toml"), "clientz = 4").expect("its configuration");
    let net = || "192.0.2.7".to_owned();
    let nowhere = || Some("9".to_owned());
    let mut tried: BTreeSet<String> = readers().iter().map(|request| request.words().0).collect();
    // It refuses nobody who may ask.
    tried.insert("stop".to_owned());
    let english = Sentences::new(Lang::En, Sources { en: "", fr: "" });
    for (verb, request) in [
        ("kick", Request::Kick { peers: vec!["9999".to_owned()], all: false }),
        ("kick", Request::Kick { peers: Vec::new(), all: false }),
        ("say", Request::Say { text: String::new(), room: None, peer: None }),
        ("pause", Request::Pause { room: nowhere() }),
        ("resume", Request::Resume { room: nowhere() }),
        ("mode", Request::Mode { mode: Mode::All, room: nowhere() }),
        ("reload", Request::Reload {}),
        ("rotate", Request::Rotate { room: nowhere() }),
        ("name", Request::Name { who: "9999".to_owned(), name: None }),
        ("ban", Request::Ban { net: "x".to_owned(), seconds: 1 }),
        ("ban", Request::Ban { net: net(), seconds: 0 }),
        ("lift", Request::Lift { net: net() }),
    ] {
        let before = refusals(&relay, verb).len();
        let why = order(&relay, &request).expect_err("it is refused");
        wait::until(&format!("a line about {verb}"), || refusals(&relay, verb).len() == before + 1);
        let lines = refusals(&relay, verb);
        let told = refusal::sentence(why.about.as_ref().expect("data"), &english);
        assert!(lines[before].contains(&format!("refused: {told}")), "{lines:?}: {why}");
        tried.insert(verb.to_owned());
        assert_eq!(why.about.as_ref().map(ToString::to_string), Some(why.text.clone()), "data and text are one");
    }
    assert_eq!(tried, verbs(), "a verb that changes something is refused here, too");
}

/// The lines that say who was refused this verb.
fn refusals(relay: &Relay, verb: &str) -> Vec<String> {
    let (by, said) = (format!("{verb} by uid {}", nix::unistd::getuid()), relay.stderr());
    said.lines().filter(|line| line.contains(&by) && line.contains(": refused: ")).map(str::to_owned).collect()
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
