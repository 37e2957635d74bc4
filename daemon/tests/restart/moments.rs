//! Moments at which a run can end, each by itself.

use tp_proto::control::PeerRow;
use tp_testkit::traffic::{End as Ended, Pace};
use tp_testkit::{Client, Relay, wait};

use crate::common::{End, connect, finish, restart, setup, setup_with, start_mode};

/// More than the kernel takes for a client that reads nothing.
const BACKLOG_BYTES: u64 = 3 * 1024 * 1024;

#[test]
fn a_restart_disconnects_nobody_and_the_census_goes_on() {
    for end in [End::Planned, End::Kill] {
        let mut relay = setup().start();
        let mut clients = connect(&relay, 3);
        clients[0].send(b"before");
        clients[2].wait_for_bytes(6);
        let before = relay.wait_until_quiet(&clients);
        restart(&mut relay, end);
        let after = relay.wait_for_peers(3);
        // When a peer was last heard and served is on no record, and so not said of one that goes on.
        assert!(after.iter().all(|row| row.last_rx.is_none() && row.last_tx.is_none()), "{after:?}");
        let before: Vec<PeerRow> =
            before.into_iter().map(|row| PeerRow { last_rx: None, last_tx: None, ..row }).collect();
        assert_eq!(after, before, "number, since and counters are those of before ({end:?})");
        clients[1].send(b"after");
        clients[2].wait_for_bytes(11);
        clients[0].wait_for_bytes(5);
        finish(relay, clients);
    }
}

#[test]
fn what_is_said_while_nobody_runs_arrives() {
    let mut relay = setup().start();
    let mut clients = connect(&relay, 2);
    relay.kill9();
    clients[0].send(b"is anybody there?");
    relay.start_again();
    clients[1].wait_for_bytes(17);
    finish(relay, clients);
}

/// A client that reads nothing, behind by several MiB, and one that sent them.
fn stalled(relay: &Relay) -> Vec<Client> {
    let mut clients = vec![Client::connect(relay.addr()), Client::connect_narrow(relay.addr(), 4096)];
    relay.wait_for_peers(2);
    clients[0].send_seeded(11, BACKLOG_BYTES).expect("the relay takes it");
    wait::until("all of it to be read", || relay.peers()[0].rx_bytes == BACKLOG_BYTES);
    assert!(relay.peers()[1].backlog_bytes > 0);
    clients
}

#[test]
fn a_frame_that_was_half_delivered_goes_on_in_its_middle() {
    for end in [End::Kill, End::Planned] {
        let mut relay = setup().start();
        let mut clients = stalled(&relay);
        restart(&mut relay, end);
        restart(&mut relay, End::Kill);
        clients[1].start_reading(Pace::Fast);
        clients[1].wait_for_bytes(BACKLOG_BYTES);
        finish(relay, clients);
    }
}

#[test]
fn what_is_owed_is_found_over_several_segments() {
    let mut relay = setup_with("[frame-log]\nsegment-bytes = 1048576\n").start();
    let mut clients = stalled(&relay);
    restart(&mut relay, End::Kill);
    assert!(std::fs::read_dir(relay.room_dir()).expect("a folder").count() > 2);
    clients[1].start_reading(Pace::Fast);
    clients[1].wait_for_bytes(BACKLOG_BYTES);
    finish(relay, clients);
}

#[test]
fn a_half_closed_client_still_gets_its_answers_after_a_restart() {
    let mut relay = setup().start();
    let mut clients = connect(&relay, 2);
    clients[0].send(b"my last question");
    clients[0].shutdown_write();
    clients[1].wait_for_bytes(16);
    restart(&mut relay, End::Kill);
    clients[1].send(b"the answer");
    clients[0].wait_for_bytes(10);
    finish(relay, clients);
}

#[test]
fn a_client_that_left_while_nobody_ran_has_its_last_words_relayed() {
    let mut relay = setup().start();
    let mut clients = connect(&relay, 2);
    relay.kill9();
    clients[0].send(b"goodbye");
    let left = clients.remove(0).leave();
    relay.start_again();
    clients[0].wait_for_bytes(7);
    clients[0].send(b"gone?");
    relay.wait_for_leave(left.addr);
    finish(relay, clients);
}

#[test]
fn who_said_the_end_word_is_given_what_is_owed_and_then_the_end() {
    for payload in ["full", "size"] {
        let mut relay = setup_with(&format!("[frame-log]\npayload = \"{payload}\"\n")).start();
        let mut clients = connect(&relay, 2);
        clients[0].send(b"fin");
        clients[1].wait_for_bytes(3);
        restart(&mut relay, End::Kill);
        assert_eq!(clients[0].wait_for_end(), Ended::Orderly);
        clients[1].send(b"alone now");
        relay.wait_for_peers(1);
    }
}

#[test]
fn who_is_leaving_with_a_backlog_leaves_after_a_restart() {
    let mut relay = setup().start();
    let mut clients = stalled(&relay);
    clients[1].send(b"fin");
    clients[0].wait_for_bytes(3);
    restart(&mut relay, End::Kill);
    restart(&mut relay, End::Kill);
    clients[1].start_reading(Pace::Fast);
    clients[1].wait_for_bytes(BACKLOG_BYTES);
    assert_eq!(clients[1].wait_for_end(), Ended::Orderly);
    let gone = clients.remove(1).finish();
    relay.wait_for_leave(gone.addr);
    finish(relay, clients);
}

#[test]
fn every_mode_goes_on() {
    for mode in ["others", "all", "echo"] {
        let mut relay = start_mode(mode);
        let mut clients = connect(&relay, 2);
        for round in 1..=3 {
            clients[0].send(b"12345678");
            let hears = if mode == "others" { 1 } else { 0 };
            clients[hears].wait_for_bytes(8 * round);
            restart(&mut relay, if round == 2 { End::Planned } else { End::Kill });
        }
        finish(relay, clients);
    }
}

#[test]
fn a_client_that_was_let_in_goes_on_whatever_the_rules_are_now() {
    let mut relay = setup_with("[limits]\nclients = 2\n").start();
    let mut clients = connect(&relay, 2);
    for _ in 0..3 {
        restart(&mut relay, End::Kill);
    }
    let refused = Client::connect(relay.addr());
    refused.wait_for_end();
    clients[0].send(b"full house");
    clients[1].wait_for_bytes(10);
    finish(relay, clients);
}

#[test]
fn whoever_leaves_is_not_held_open_by_the_manager() {
    let relay = setup().start();
    let mut clients = connect(&relay, 2);
    let names: Vec<String> = relay.peers().iter().map(|row| row.number.to_string()).collect();
    relay.manager().wait_for_stored(&names.iter().map(String::as_str).collect::<Vec<_>>());
    clients[0].send(b"fin");
    let gone = clients.remove(0).finish();
    relay.wait_for_leave(gone.addr);
    relay.manager().wait_for_stored(&[&names[1]]);
}
