//! `events` as people read it, in both languages: one of each kind.

use tempfile::TempDir;
use tp_proto::control::{Departure, Event, Events, Happening, Ok as Output, Refusal, Reply};

use crate::support::{FakeDaemon, Ran, T0, command, run_on_terminal_in};

const ENGLISH: &str = "en_GB.UTF-8";
const FRENCH: &str = "fr_FR.UTF-8";
const NS_PER_S: u64 = 1_000_000_000;

fn gone(why: &str, undelivered: u64) -> Departure {
    let peer = "[::ffff:192.0.2.7]:53112".parse().expect("an address");
    Departure { room: "12345".into(), number: 7, peer, why: why.into(), undelivered }
}

fn ordered(verb: &str, arguments: &str, about: Option<Refusal>) -> Happening {
    let failed = about.as_ref().map(ToString::to_string);
    Happening::Ordered { verb: verb.into(), by: "uid 1000".into(), arguments: arguments.into(), failed, about }
}

fn refused(clients: u64, why: &str) -> Happening {
    let last = Some("192.0.2.9:50000".parse().expect("an address"));
    Happening::Refused { clients, why: why.into(), last }
}

/// Somebody comes, goes or is turned away.
fn people() -> Vec<Happening> {
    let peer = "[2001:db8::7]:53112".parse().expect("an address");
    vec![
        Happening::Started { version: "0.1.0".into() },
        Happening::Joined { room: "12345".into(), number: 7, peer },
        Happening::Left(gone("left", 0)),
        Happening::Left(gone("end-word", 0)),
        Happening::Left(gone("answered", 0)),
        Happening::Cut(gone("slow", 1)),
        Happening::Cut(gone("stalled", 8_388_608)),
        Happening::Cut(gone("kicked", 0)),
        Happening::Cut(gone("banned", 0)),
        Happening::Left(gone("reset", 0)),
        Happening::Left(gone("timeout", 12)),
        refused(1, "clients"),
        refused(50, "clients"),
        refused(2, "address-clients"),
        refused(1, "address-rate"),
        refused(3, "denied"),
        refused(2, "banned"),
        refused(4, "descriptors"),
    ]
}

/// The log, and what somebody orders.
fn things() -> Vec<Happening> {
    let room = || "12345".to_owned();
    let rotated = |why: &str| Happening::Rotated {
        room: room(),
        segment: "frames-00000000000000000042.cborseq".into(),
        why: why.into(),
    };
    let no_space = || "No space left on device (os error 28)".to_owned();
    let no_ban = Refusal::NoBan { net: "192.0.2.7".into(), bans: std::iter::empty::<String>().collect() };
    let mistake = "the file is empty".to_owned();
    vec![
        Happening::Paused { room: room(), why: no_space(), errno: Some(28) },
        Happening::Unlogged { room: room(), why: no_space(), errno: Some(28) },
        Happening::Resumed { room: room() },
        rotated("size"),
        rotated("age"),
        rotated("rotate"),
        Happening::Banned { net: "192.0.2.7".into(), seconds: 600 },
        Happening::Lifted { net: "192.0.2.7".into() },
        Happening::Reloaded { waiting: Vec::new() },
        Happening::Reloaded { waiting: vec!["listen".into(), "limits.clients".into()] },
        Happening::NotReloaded { why: mistake, about: None },
        ordered("kick", "7", None),
        ordered("stop", "", None),
        ordered("ban", "--lift 192.0.2.7", Some(no_ban)),
        Happening::Stopping {},
    ]
}

fn events() -> Events {
    let all = people().into_iter().chain(things()).zip(1..);
    let events = all.map(|(what, n)| Event { n, t: T0 + n * NS_PER_S, what }).collect();
    Events { events, missed: 3 }
}

fn daemon(dir: &TempDir, events: Events) -> FakeDaemon {
    FakeDaemon::start(&dir.path().join("run"), move |_| Reply::Ok(Output::Events(events.clone())))
}

/// What is said to this locale in a pipe.
fn read(locale: &str, events: Events) -> String {
    let dir = TempDir::new().expect("a folder");
    let daemon = daemon(&dir, events);
    let args = ["events", &daemon.option()];
    let ran = Ran::new(command(dir.path(), &args).env("LC_ALL", locale).output().expect("the program runs"));
    format!("{}--- {}\n{}", ran.stdout, ran.code, ran.stderr)
}

#[test]
fn each_kind_of_event_is_a_sentence_in_both_languages() {
    insta::assert_snapshot!("events_english", read(ENGLISH, events()));
    insta::assert_snapshot!("events_french", read(FRENCH, events()));
}

#[test]
fn where_nothing_happened_that_is_said() {
    let nothing = || Events { events: Vec::new(), missed: 0 };
    insta::assert_snapshot!("no_events_english", read(ENGLISH, nothing()));
    insta::assert_snapshot!("no_events_french", read(FRENCH, nothing()));
}

#[test]
fn on_a_terminal_an_event_is_read_as_easily() {
    let dir = TempDir::new().expect("a folder");
    let daemon = daemon(&dir, Events { missed: 0, events: events().events.into_iter().take(6).collect() });
    let ran = run_on_terminal_in(FRENCH, 80, dir.path(), &["events", &daemon.option()]);
    insta::assert_snapshot!("events_terminal_french", format!("{}--- {}\n{}", ran.stdout, ran.code, ran.stderr));
}
