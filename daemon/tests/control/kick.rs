//! `kick`: whoever is meant goes, and nobody else notices.

use std::time::{Duration, Instant};

use tp_proto::control::{Code, Kicked, Ok as Answer, PeerState, Request};
use tp_testkit::traffic::{End, Pace};
use tp_testkit::{Check, Client, Relay, wait};

use crate::ask::{audited, order, refused};

/// More than the kernel takes for a client that reads nothing.
const BACKLOG_BYTES: u64 = 3 * 1024 * 1024;

fn kick(words: &[String], all: bool) -> Request {
    Request::Kick { peers: words.to_vec(), all }
}

fn kicked(relay: &Relay, words: &[String], all: bool) -> Kicked {
    match order(relay, &kick(words, all)) {
        Ok(Answer::Kicked(kicked)) => kicked,
        other => panic!("{words:?}: {other:?}"),
    }
}

#[test]
fn a_healthy_client_is_closed_in_order_and_the_others_go_on() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    clients[0].send(b"before");
    clients[1].wait_for_bytes(6);
    let row = relay.wait_for_peer(clients[1].addr());
    let answer = kicked(&relay, &[row.number.to_string()], false);
    assert_eq!((answer.count, answer.peers[0].number, answer.peers[0].peer), (1, row.number, row.peer));
    assert_eq!((answer.peers[0].undelivered, &answer.peers[0].room), (0, &row.room));
    assert_eq!(relay.peers().len(), 2, "it is no peer any more when the answer is there");
    let gone = clients.remove(1);
    assert_eq!(gone.wait_for_end(), End::Orderly);
    let gone = gone.finish();
    clients[0].send(b"after");
    clients[1].wait_for_bytes(11);
    let lines = audited(&relay, "kick", 1);
    assert!(lines[0].contains(&row.peer.to_string()) && lines[0].contains(" pid "), "{lines:?}");
    let addr = gone.addr;
    let report = relay.finish(clients, vec![gone]);
    assert_eq!(report.why(addr), "kicked");
    assert!(report.notes.iter().any(|note| note == "kicked"), "{:?}", report.notes);
}

#[test]
fn a_stalled_client_is_cut_at_once_and_what_it_did_not_get_is_counted() {
    for stored_max in [0, 64] {
        let mut relay = Relay::setup().fd_store(stored_max).start();
        let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
        let mut stalled = Client::connect_silent(relay.addr());
        relay.wait_for_peers(3);
        clients[0].send_seeded(5, BACKLOG_BYTES).expect("the relay takes it");
        clients[1].wait_for_bytes(BACKLOG_BYTES);
        wait::until("a backlog", || relay.wait_for_peer(stalled.addr()).backlog_bytes > 0);
        let began = Instant::now();
        let answer = kicked(&relay, &[stalled.addr().to_string()], false);
        assert!(began.elapsed() < Duration::from_secs(1), "it took {:?}", began.elapsed());
        assert!(answer.peers[0].undelivered > 0, "{answer:?}");
        stalled.start_reading(Pace::Fast);
        assert_eq!(stalled.wait_for_end(), End::Broken);
        let gone = stalled.into_account();
        let addr = gone.addr;
        relay.wait_until_quiet(&clients);
        relay.stop();
        relay.manager().forget_stored();
        let others = clients.into_iter().map(Client::finish);
        let report = Check::room(relay.room_dir()).running().accounts(others).account(gone).assert_ok();
        let close = report.peer(addr).close.clone().expect("a close");
        assert_eq!((close.why.as_str(), close.undelivered), ("kicked", answer.peers[0].undelivered));
    }
}

#[test]
fn whoever_is_not_clearly_meant_stays() {
    let relay = Relay::start();
    refused(&relay, &kick(&["1".to_owned()], false), Code::NoSuchPeer, &["\"1\"", "nobody is connected"]);
    let clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    let rows = relay.wait_for_peers(2);
    let (first, second) = (rows[0].number.to_string(), rows[1].number.to_string());
    let both = [first.as_str(), second.as_str(), &rows[0].peer.to_string(), &rows[1].peer.to_string()];
    for nobody in ["99999", "192.0.2.1", "127.0.0.1:1", "poste-3", "\u{1b}[2J", "-1", ""] {
        refused(&relay, &kick(&[first.clone(), nobody.to_owned()], true), Code::NoSuchPeer, &both);
    }
    let ambiguous = kick(&["127.0.0.1".to_owned()], false);
    refused(&relay, &ambiguous, Code::Ambiguous, &[&["--all"][..], &both].concat());
    refused(&relay, &kick(&[], true), Code::BadValue, &["nobody is named"]);
    assert_eq!(relay.peers().len(), 2);
    // The same peer twice is one peer.
    let answer = kicked(&relay, &["127.0.0.1".to_owned(), second, rows[1].peer.to_string()], true);
    assert_eq!((answer.count, answer.peers.len()), (2, 2));
    assert!(relay.peers().is_empty());
    relay.finish(Vec::new(), clients.into_iter().map(Client::finish).collect());
}

#[test]
fn one_that_has_said_its_last_word_can_be_kicked_too() {
    let relay = Relay::start();
    let mut stays = Client::connect(relay.addr());
    let half = Client::connect(relay.addr());
    relay.wait_for_peers(2);
    half.shutdown_write();
    let is_half = || relay.wait_for_peer(half.addr()).state == PeerState::HalfClosed;
    wait::until("it to be half-closed", is_half);
    kicked(&relay, &[half.addr().to_string()], false);
    let gone = half.finish();
    stays.send(b"alone");
    relay.finish(vec![stays], vec![gone]);
}

#[test]
fn its_place_is_taken_by_a_newcomer_and_nobody_is_held_up_by_what_it_still_says() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    let mut said = 0;
    for _ in 0..10 {
        let mut gone = Client::connect(relay.addr());
        relay.wait_for_peers(3);
        kicked(&relay, &[gone.addr().to_string()], false);
        clients.push(Client::connect(relay.addr()));
        relay.wait_for_peers(3);
        // It has not heard of its end yet, or does not mind.
        gone.send(b"who put me out?");
        gone.wait_for_end();
        drop(gone);
        clients[0].send(b"go on");
        said += 5;
        clients[1].wait_for_bytes(said);
        relay.wait_until_quiet(&clients);
        clients.pop().expect("the newcomer").reset();
        relay.wait_for_peers(2);
    }
    relay.finish(clients, Vec::new());
}

#[test]
fn who_kicked_somebody_is_on_record_however_little_is_printed_and_in_french_where_that_is_spoken() {
    let relay = Relay::setup().env("TP_RELAIS_LOG", "error").env("LC_ALL", "fr_FR.UTF-8").start();
    let client = Client::connect(relay.addr());
    let number = relay.wait_for_peer(client.addr()).number;
    assert_eq!(kicked(&relay, &[number.to_string()], false).count, 1);
    let uid = nix::unistd::getuid();
    relay.wait_for_complaint(&format!("kick par uid {uid} pid "));
    relay.wait_for_complaint(&format!(": client {number} ({})", client.addr()));
    order(&relay, &kick(&["9999".to_owned()], false)).expect_err("nobody is called so");
    relay.wait_for_complaint("\u{a0}: refusé\u{a0}: il n’y a pas de client 9999");
}
