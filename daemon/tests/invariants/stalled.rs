//! All or told, and nobody waits for a stalled peer.

use std::time::{Duration, Instant};

use tp_testkit::{Check, Client, Relay};

const MIB: u64 = 1024 * 1024;

/// The hard bound of a peer's backlog.
const BACKLOG_MAX: u64 = 8 * MIB;
/// What one round may add before the bound is looked at.
const ROUND_BYTES_MAX: u64 = 2 * MIB;

#[test]
fn a_peer_that_does_not_read_is_cut_and_told_so_and_the_others_have_all() {
    let mut relay = Relay::start();
    let stalled = Client::connect_narrow(relay.addr(), 16 * 1024);
    let mut others: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(4);
    others[0].send_seeded(1, 64 * MIB).expect("the sender is not cut");
    others[1..].iter().for_each(|reader| reader.wait_for_bytes(64 * MIB));
    relay.wait_for_leave(stalled.addr());
    relay.wait_until_quiet(&others);
    assert_eq!(relay.stop().code(), Some(0));
    let addr = stalled.addr();
    let accounts = others.into_iter().map(Client::finish).chain([stalled.into_account()]);
    let report = Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    let close = report.peer(addr).close.clone().expect("the stalled peer was closed");
    assert_eq!(close.why, "slow");
    assert!((MIB..=BACKLOG_MAX + ROUND_BYTES_MAX).contains(&close.undelivered), "{close:?}");
}

#[test]
fn nobody_waits_for_a_stalled_peer() {
    let relay = Relay::start();
    let stalled = Client::connect_narrow(relay.addr(), 16 * 1024);
    let mut others: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    // A backlog that is not yet worth a cut.
    others[0].send_seeded(1, 4 * MIB).expect("the sender is not cut");
    others[1].wait_for_bytes(4 * MIB);
    let began = Instant::now();
    for turn in 1..=200 {
        others[1].send(b"ping");
        others[0].wait_for_bytes(4 * turn);
        others[0].send_seeded(1, 4).expect("the sender is not cut");
        others[1].wait_for_bytes(4 * MIB + 4 * turn);
    }
    let took = began.elapsed();
    println!("200 round trips beside a stalled peer: {took:?}");
    assert!(took < Duration::from_secs(5), "{took:?}");
    let addr = stalled.addr();
    let stalled = stalled.reset();
    relay.wait_for_leave(addr);
    relay.finish(others, vec![stalled]);
}

#[test]
fn a_slow_reader_that_keeps_reading_gets_everything() {
    use tp_testkit::traffic::Pace;
    let relay = Relay::start();
    let mut sender = Client::connect(relay.addr());
    let mut slow = Client::connect_silent(relay.addr());
    slow.start_reading(Pace::BytesPerSecond(4 * MIB));
    relay.wait_for_peers(2);
    sender.send_seeded(1, 16 * MIB).expect("the sender is not cut");
    slow.wait_for_bytes(16 * MIB);
    relay.finish(vec![sender, slow], Vec::new());
}
