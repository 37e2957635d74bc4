//! `pause` and `resume`: nobody is heard, everybody is still told what was said before.

use std::time::Duration;

use tp_proto::control::{Code, Ok as Answer, Paused, Request};
use tp_testkit::traffic::Pace;
use tp_testkit::{Client, Relay, wait};

use crate::ask::{audited, order, refused};

/// More than the kernel takes for a client that reads nothing.
const BACKLOG_BYTES: u64 = 3 * 1024 * 1024;

fn paused(relay: &Relay, request: &Request) -> Paused {
    match order(relay, request) {
        Ok(Answer::Paused(paused)) => paused,
        other => panic!("{request:?}: {other:?}"),
    }
}

fn pause(relay: &Relay) -> bool {
    paused(relay, &Request::Pause { room: None }).rooms[0].changed
}

fn resume(relay: &Relay) -> bool {
    paused(relay, &Request::Resume { room: None }).rooms[0].changed
}

fn is_paused(relay: &Relay) -> bool {
    relay.status().rooms[0].paused
}

#[test]
fn what_was_said_before_goes_out_and_what_is_said_meanwhile_waits() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    clients.push(Client::connect_narrow(relay.addr(), 4096));
    relay.wait_for_peers(3);
    clients[0].send_seeded(3, BACKLOG_BYTES).expect("the relay takes it");
    clients[1].wait_for_bytes(BACKLOG_BYTES);
    assert!(pause(&relay) && !pause(&relay) && is_paused(&relay));
    clients[1].send(b"does anybody hear me?");
    clients[2].start_reading(Pace::Fast);
    clients[2].wait_for_bytes(BACKLOG_BYTES);
    // The server's own words and newcomers are not held up, and prove that time has passed.
    order(&relay, &Request::Say { text: "silence".into(), room: None, peer: None }).expect("it is said");
    clients[0].wait_for_bytes(7);
    clients.push(Client::connect(relay.addr()));
    assert_eq!(relay.wait_for_peers(4)[1].rx_bytes, 0, "somebody was heard");
    assert!(resume(&relay) && !resume(&relay) && !is_paused(&relay));
    clients[0].wait_for_bytes(28);
    clients[3].wait_for_bytes(21);
    audited(&relay, "pause", 2);
    audited(&relay, "resume", 2);
    let report = relay.finish(clients, Vec::new());
    let orders: Vec<&String> = report.notes.iter().filter(|note| note.ends_with("paused")).collect();
    assert_eq!(orders, ["paused", "unpaused"]);
}

#[test]
fn a_pause_is_told_the_manager_and_no_watchdog_takes_it_for_death() {
    let silence = Duration::from_millis(400);
    let relay = Relay::setup().watchdog(silence).start();
    pause(&relay);
    let status = |word: &str| {
        let said = |line: &&String| line.contains("STATUS=") && line.contains(word);
        relay.told_manager().iter().any(|message| said(&message))
    };
    wait::until("the manager to know", || status("is paused"));
    let pings = || relay.told_manager().iter().filter(|message| message.contains("WATCHDOG=1")).count();
    let before = pings();
    wait::until("pings of a paused room", || pings() >= before + 4);
    assert!(is_paused(&relay));
    relay.finish(Vec::new(), Vec::new());
}

#[test]
fn who_cannot_be_heard_is_not_idle() {
    let relay = Relay::setup().config("[limits]\nidle-timeout = \"300ms\"\n").listen("127.0.0.1:0").start();
    let client = Client::connect(relay.addr());
    relay.wait_for_peers(1);
    pause(&relay);
    let began = std::time::Instant::now();
    wait::until("three times the idle time", || began.elapsed() > Duration::from_millis(900));
    assert_eq!(relay.peers().len(), 1);
    resume(&relay);
    // And is idle again from then on.
    let gone = client.finish();
    let addr = gone.addr;
    let report = relay.finish(Vec::new(), vec![gone]);
    assert_eq!(report.why(addr), "idle");
}

#[test]
fn who_leaves_during_a_pause_has_left_and_what_it_said_before_is_heard_first() {
    let config = "[limits]\nhalf-close-timeout = \"300ms\"\n";
    let relay = Relay::setup().config(config).listen("127.0.0.1:0").start();
    let [silent, reset, mut talker] = [(); 3].map(|()| Client::connect(relay.addr()));
    let stays = Client::connect(relay.addr());
    relay.wait_for_peers(4);
    pause(&relay);
    let (silent_addr, reset_addr, talker_addr) = (silent.addr(), reset.addr(), talker.addr());
    talker.send(b"goodbye");
    let accounts = vec![talker.leave(), reset.reset(), silent.leave()];
    relay.wait_for_leave(silent_addr);
    relay.wait_for_leave(reset_addr);
    assert!(relay.peers().iter().any(|row| row.peer == talker_addr && row.rx_bytes == 0), "nobody is heard");
    resume(&relay);
    stays.wait_for_bytes(7);
    relay.wait_for_leave(talker_addr);
    let report = relay.finish(vec![stays], accounts);
    assert_eq!([silent_addr, reset_addr, talker_addr].map(|addr| report.why(addr)), ["left", "reset", "left"]);
}

#[test]
fn it_outlasts_a_stop_and_a_kill_and_the_start_says_so() {
    let mut relay = Relay::start();
    pause(&relay);
    for turn in 0..3 {
        if turn == 1 {
            relay.kill9();
        } else {
            relay.stop();
        }
        relay.start_again();
        assert!(is_paused(&relay), "turn {turn}");
        relay.wait_for_complaint("is paused");
        assert!(relay.stdout().contains("paused"), "{}", relay.stdout());
    }
    resume(&relay);
    relay.kill9();
    relay.start_again();
    assert!(!is_paused(&relay));
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    clients[0].send(b"at last");
    clients[1].wait_for_bytes(7);
    relay.finish(clients, Vec::new());
}

#[test]
fn one_room_of_two_is_paused() {
    let relay = Relay::setup().listen("127.0.0.1:0=echo").listen("127.0.0.1:0=echo").start();
    let rooms = relay.status().rooms;
    let room = |place: usize| Some(rooms[place].room.clone());
    paused(&relay, &Request::Pause { room: room(0) });
    refused(&relay, &Request::Pause { room: Some("0".into()) }, Code::NoSuchRoom, &[&rooms[0].room]);
    let mut clients = [0, 1].map(|place| Client::connect(relay.addr_of(place)));
    relay.wait_for_peers(2);
    clients.iter_mut().for_each(|client| client.send(b"hello"));
    clients[1].wait_for_bytes(5);
    assert_eq!(clients[0].received_bytes(), Some(0));
    // All of them: only the one that is paused changes.
    let changed: Vec<bool> =
        paused(&relay, &Request::Resume { room: None }).rooms.iter().map(|room| room.changed).collect();
    assert_eq!(changed, [true, false]);
    clients[0].wait_for_bytes(5);
}
