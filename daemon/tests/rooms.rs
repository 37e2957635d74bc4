//! Several rooms on several processors: what is ordered reaches each of them, whichever thread it is on.

use std::fs;
use std::num::NonZero;
use std::thread::available_parallelism;

use tp_testkit::{Client, Relay, wait};

/// More than most machines that run tests have processors.
const ROOMS: usize = 5;

fn start() -> Relay {
    let setup = (0..ROOMS).fold(Relay::setup(), |setup, _| setup.listen("127.0.0.1:0"));
    setup.start()
}

/// Two clients in each room.
fn connect(relay: &Relay) -> Vec<[Client; 2]> {
    let pair = |room| [(); 2].map(|()| Client::connect(relay.addr_of(room)));
    let rooms = (0..ROOMS).map(pair).collect();
    relay.wait_for_peers(2 * ROOMS);
    rooms
}

/// How many threads relay frames.
fn data_threads(relay: &Relay) -> usize {
    let tasks = fs::read_dir(format!("/proc/{}/task", relay.pid())).expect("a process of ours");
    let names = tasks.filter_map(|task| fs::read_to_string(task.ok()?.path().join("comm")).ok());
    names.filter(|name| name.trim_end() == "relay" || name.starts_with("relay ")).count()
}

fn ok(relay: &Relay, arguments: &[&str]) -> String {
    let ended = relay.tp_ctl(arguments);
    assert_eq!(ended.code, Some(0), "{arguments:?}: {}", ended.stderr);
    ended.stdout
}

#[test]
fn rooms_are_dealt_to_as_many_threads_as_there_are_processors() {
    let processors = available_parallelism().map_or(1, NonZero::get);
    let (many, one) = (start(), Relay::start());
    // A thread has its name when it first runs, and answers only then.
    connect(&many);
    let _client = Client::connect(one.addr());
    one.wait_for_peers(1);
    assert_eq!(data_threads(&many), processors.min(ROOMS));
    assert_eq!(data_threads(&one), 1, "one room is on one thread");
}

#[test]
fn what_is_ordered_reaches_the_room_that_is_meant_and_what_is_for_all_reaches_all() {
    let relay = start();
    let mut rooms = connect(&relay);
    for (room, clients) in rooms.iter_mut().enumerate() {
        let port = relay.addr_of(room).port().to_string();
        ok(&relay, &["say", "--room", &port, &format!("salon {room}")]);
        clients.iter().for_each(|client| client.wait_for_bytes(7));
        clients[0].send(b"bonjour");
        clients[1].wait_for_bytes(14);
        assert_eq!(clients[1].received(), format!("salon {room}bonjour").into_bytes());
        assert!(ok(&relay, &["mode", "--room", &port, "echo"]).contains("echo"));
        clients[0].send(b"moi");
        clients[0].wait_for_bytes(10);
    }
    let banned = ok(&relay, &["ban", "127.0.0.1", "--for", "1h"]);
    assert!(banned.split_whitespace().any(|word| word == (2 * ROOMS).to_string()), "{banned}");
    wait::until("everybody to be gone", || relay.peers().is_empty());
    for room in 0..ROOMS {
        let refused = Client::connect(relay.addr_of(room));
        refused.wait_for_end();
    }
}
