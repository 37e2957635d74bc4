//! A fast sender never costs a healthy reader its connection: nobody is cut, everybody has all.

use std::time::Instant;

use tp_testkit::{Client, Relay};

const MIB: u64 = 1024 * 1024;

/// One sender at full speed, so many readers that read as fast as they can.
fn flood(readers: usize, bytes: u64) {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..=readers).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(readers + 1);
    let began = Instant::now();
    clients[0].send_seeded(readers as u64, bytes).expect("the sender is not cut");
    for reader in &clients[1..] {
        reader.wait_for_bytes(bytes);
    }
    println!("{readers} readers: {} MiB each in {:?}", bytes / MIB, began.elapsed());
    let report = relay.finish(clients, Vec::new());
    assert_eq!((report.bytes, report.deliveries), (bytes, report.frames * readers as u64));
    let cut: Vec<_> = report.peers.iter().filter(|peer| report.why(peer.addr) != "shutdown").collect();
    assert!(cut.is_empty(), "{cut:?}");
}

#[test]
fn one_healthy_reader_of_a_flood_is_not_cut() {
    flood(1, 256 * MIB);
}

#[test]
fn eight_healthy_readers_of_a_flood_are_not_cut() {
    flood(8, 256 * MIB);
}

#[test]
fn forty_healthy_readers_of_a_flood_are_not_cut() {
    flood(40, 256 * MIB);
}
