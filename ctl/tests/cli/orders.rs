//! What whoever gives an order reads of it, done or refused, in both languages: against a daemon with
//! canned answers.

use std::fmt::Write as _;
use std::process::Stdio;

use tempfile::TempDir;
use tp_proto::control::naming::{BadName, Holder, NameRow, Names, Renamed};
use tp_proto::control::refusal::{Cause, Done, Few, FileTrouble, PeerHere};
use tp_proto::control::{
    BanRow, Banned, Bans, Failure, Kicked, KickedPeer, Lifted, ModeChanged, Ok as Output, Paused, PausedRoom, Refusal,
    Reply, Said, Unkept,
};
use tp_proto::frame_log::Mode;

use crate::support::{FakeDaemon, Ran, T0, command};

/// An order, and what the daemon answers.
type Order = (&'static [&'static str], Reply);

/// What is read of these orders, one below the other.
fn read(locale: &str, orders: Vec<Order>) -> String {
    let mut text = String::new();
    for (args, reply) in orders {
        let dir = TempDir::new().expect("a folder");
        // Whoever lists asks the socket that only reads.
        let both = [FakeDaemon::start, FakeDaemon::start_control].map(|start| {
            let reply = reply.clone();
            start(&dir.path().join("run"), Box::new(move |_| reply.clone()) as Box<dyn Fn(_) -> _ + Send>)
        });
        let mut command = command(dir.path(), &[args, &[&both[0].option()]].concat());
        let ran = Ran::new(command.env("LC_ALL", locale).stdin(Stdio::null()).output().expect("the program runs"));
        writeln!(text, "$ tp-ctl {}\n{}{}--- {}\n", args.join(" "), ran.stdout, ran.stderr, ran.code).expect("a text");
    }
    text
}

macro_rules! looks {
    ($english:literal, $french:literal, $orders:expr) => {
        insta::assert_snapshot!($english, read("en_GB.UTF-8", $orders));
        insta::assert_snapshot!($french, read("fr_FR.UTF-8", $orders));
    };
}

fn few(words: &[&str]) -> Few<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn refused(about: Refusal) -> Reply {
    Reply::Error(Failure::from(about))
}

fn here(number: u64, name: &str) -> PeerHere {
    PeerHere { number, peer: format!("192.0.2.{number}:50000").parse().expect("an address"), name: name.to_owned() }
}

fn kicked(number: u64, name: &str, undelivered: u64) -> KickedPeer {
    let PeerHere { peer, name, .. } = here(number, name);
    KickedPeer { number, room: "12345".into(), peer, name, undelivered }
}

fn said(peers: u64) -> Reply {
    Reply::Ok(Output::Said(Said { room: "12345".into(), frame: 1012, peers }))
}

fn paused(paused: bool, changed: bool) -> Reply {
    let rooms = ["12345", "12346"].map(|room| PausedRoom { room: room.into(), paused, changed });
    Reply::Ok(Output::Paused(Paused { rooms: rooms.into() }))
}

fn mode(before: Mode) -> Reply {
    Reply::Ok(Output::ModeChanged(ModeChanged { room: "12345".into(), mode: Mode::Echo, before }))
}

fn ban(net: &str) -> BanRow {
    BanRow { net: net.into(), until: T0, left_ms: 571_500, by: "uid 1000".into() }
}

fn banned(cut: u64, again: bool, this_machine: bool) -> Reply {
    let cause = Cause { text: "No space left on device (os error 28)".into(), errno: Some(28) };
    let unkept = this_machine.then(|| Unkept { path: "/var/lib/tp-relais/bans.toml".into(), cause });
    Reply::Ok(Output::Banned(Banned { ban: ban("192.0.2.7"), cut, again, this_machine, unkept }))
}

fn lifted(within: Option<&str>) -> Reply {
    Reply::Ok(Output::Lifted(Lifted { net: "192.0.2.7".into(), within: within.map(str::to_owned), unkept: None }))
}

fn holder(number: u64) -> Holder {
    Holder::Peer { number, peer: here(number, "").peer }
}

fn renamed(holder: Holder, name: Option<&str>, before: Option<&str>) -> Reply {
    let [name, before] = [name, before].map(|name| name.map(str::to_owned));
    Reply::Ok(Output::Renamed(Renamed { holder, name, before, peers: 1 }))
}

#[test]
fn what_was_done_is_said_with_what_it_did() {
    let orders = || -> Vec<Order> {
        let kicked = |peers: Vec<KickedPeer>, count| Reply::Ok(Output::Kicked(Kicked { peers, count }));
        vec![
            (&["kick", "7"], kicked(vec![kicked_one()], 1)),
            (&["kick", "Léa", "--all"], kicked(vec![self::kicked(7, "Léa", 1), self::kicked(8, "Léa", 1234)], 4)),
            (&["say", "Bonjour"], said(30)),
            (&["say", "Bonjour", "--peer", "Léa"], said(1)),
            (&["pause"], paused(true, true)),
            (&["pause"], paused(true, false)),
            (&["resume"], paused(false, true)),
            (&["resume"], paused(false, false)),
            (&["mode", "echo"], mode(Mode::Others)),
            (&["mode", "echo"], mode(Mode::Echo)),
            (&["ban", "192.0.2.7"], banned(0, false, false)),
            (&["ban", "192.0.2.7", "--for", "2h"], banned(1, true, true)),
            (&["ban", "192.0.2.7", "--for", "120m"], banned(3, false, false)),
            (&["ban", "--lift", "192.0.2.7"], lifted(None)),
            (&["ban", "--lift", "192.0.2.7"], lifted(Some("192.0.2.0/24"))),
            (&["ban"], Reply::Ok(Output::Bans(Bans { bans: vec![ban("192.0.2.7"), ban("2001:db8::/64")] }))),
            (&["ban"], Reply::Ok(Output::Bans(Bans { bans: Vec::new() }))),
            (&["name", "7", "Léa"], renamed(holder(7), Some("Léa"), None)),
            (&["name", "7", "Léa"], renamed(holder(7), Some("Léa"), Some("Ahmed"))),
            (&["name", "7", "Léa"], renamed(holder(7), Some("Léa"), Some("Léa"))),
            (&["name", "192.0.2.7", "--remove"], renamed(Holder::Address([192, 0, 2, 7].into()), None, Some("Léa"))),
            (&["name"], Reply::Ok(Output::Names(names()))),
            (&["name"], Reply::Ok(Output::Names(Names::default()))),
        ]
    };
    looks!("done_english", "done_french", orders());
}

fn kicked_one() -> KickedPeer {
    kicked(7, "", 0)
}

fn names() -> Names {
    let row = |holder, name: &str, peers| NameRow { holder, name: name.into(), peers };
    Names { names: vec![row(Holder::Address([192, 0, 2, 9].into()), "poste-9", 2), row(holder(7), "Léa", 1)] }
}

#[test]
fn what_was_refused_is_said_with_what_there_is_instead() {
    let peers = |peers: &[PeerHere]| peers.iter().cloned().collect::<Few<PeerHere>>();
    let disk = || Cause { text: "No space left on device (os error 28)".to_owned(), errno: Some(28) };
    let orders = || -> Vec<Order> {
        let nobody = |peers| refused(Refusal::NoPeer { who: "Zoé".into(), peers });
        let several = |all| {
            let peers = peers(&[here(7, "Léa"), here(8, "Léa")]);
            refused(Refusal::WhichPeer { who: "Léa".into(), all, peers })
        };
        let taken = |by| refused(Refusal::NameTaken { name: "Léa".into(), by });
        let nameless = |holder, by_address: Option<&str>, connected| {
            refused(Refusal::NoName { holder, by_address: by_address.map(str::to_owned), connected })
        };
        let address = || Holder::Address([192, 0, 2, 9].into());
        vec![
            (&["kick", "Zoé"], nobody(peers(&[]))),
            (&["kick", "Zoé"], nobody(peers(&[here(7, "Léa"), here(8, "")]))),
            (&["kick", "Léa"], several(true)),
            (&["name", "Léa", "Ahmed"], several(false)),
            (&["kick", "7"], refused(Refusal::HasLeft {})),
            (&["kick", "7", "8"], refused(Refusal::HasLeft {}.after(Done::Peers(peers(&[here(7, "Léa")]))))),
            (&["say", "Bonjour"], refused(Refusal::WhichRoom { rooms: few(&["12345", "12346"]) })),
            (&["say", "Bonjour"], refused(Refusal::NobodyThere { room: "12345".into() })),
            (&["say", "Bonjour"], refused(Refusal::NoSpace { room: "12345".into() })),
            (&["pause", "--room", "9"], refused(Refusal::NoRoom { room: "9".into(), rooms: few(&["12345"]) })),
            (&["mode", "echo"], refused(Refusal::Stopping {})),
            (
                &["ban", "192.0.2.7", "--for", "30d"],
                refused(Refusal::BanTime { seconds: 2_592_000, seconds_max: 604_800 }),
            ),
            (&["ban", "192.0.2.7"], refused(Refusal::TooManyBans { most: 1024 })),
            (&["ban", "--lift", "192.0.2.7"], refused(Refusal::NoBan { net: "192.0.2.7".into(), bans: few(&[]) })),
            (
                &["ban", "--lift", "192.0.2.7"],
                refused(Refusal::NoBan { net: "192.0.2.7".into(), bans: few(&["192.0.2.8", "2001:db8::/64"]) }),
            ),
            (
                &["ban", "--lift", "192.0.2.7"],
                refused(Refusal::BanWithin { net: "192.0.2.7".into(), within: "192.0.2.0/24".into() }),
            ),
            (&["name", "7", "12"], refused(Refusal::BadName(BadName::Address))),
            (&["name", "7", "Léa"], taken(holder(8))),
            (&["name", "7", "Léa"], taken(address())),
            (&["name", "7", "Léa"], refused(Refusal::TooManyNames { most: 4096 })),
            (&["name", "7", "--remove"], nameless(holder(7), None, true)),
            (&["name", "7", "--remove"], nameless(holder(7), Some("poste-7"), true)),
            (&["name", "192.0.2.9", "--remove"], nameless(address(), None, true)),
            (&["name", "192.0.2.9", "--remove"], nameless(address(), None, false)),
            (
                &["name", "7", "Léa"],
                refused(Refusal::NamesFile {
                    path: "/var/lib/tp-relais/names.toml".into(),
                    trouble: FileTrouble::Write,
                    cause: disk(),
                }),
            ),
            (&["pause"], refused(Refusal::ReadOnly { verb: "pause".into(), socket: "control.sock".into() })),
            (&["kick", "7"], refused(Refusal::Sessions {})),
        ]
    };
    looks!("refused_english", "refused_french", orders());
}
