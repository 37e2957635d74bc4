//! A log of many segments is one log.

use std::fs::OpenOptions;

use tp_proto::frame_log::BackwardBlocks;
use tp_testkit::{Check, Client, Relay};

use crate::history::segments;

#[test]
fn segments_that_rotate_by_size_are_one_log() {
    let config = "[frame-log]\nsegment-bytes = 1048576\n";
    let relay = Relay::setup().listen("127.0.0.1:0=others").config(config).start();
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    for turn in 0..8 {
        clients[turn % 3].send_seeded(turn as u64 % 3, 1 << 20).expect("nobody is cut");
        relay.wait_until_quiet(&clients);
    }
    let report = relay.finish(clients, Vec::new());
    assert_eq!(report.bytes, 8 << 20);
    assert!((6..=12).contains(&report.segments), "{} segments of 1 MiB for 8 MiB", report.segments);
}

#[test]
fn a_kill_between_segments_is_recovered() {
    let config = "[frame-log]\nsegment-bytes = 1048576\n";
    let mut relay = Relay::setup().listen("127.0.0.1:0=all").config(config).start();
    let mut accounts = Vec::new();
    for round in 0..5 {
        let mut client = Client::connect(relay.addr());
        client.send_seeded(round, 3 << 20).expect("nobody is cut");
        client.wait_for_bytes(3 << 20);
        relay.kill9();
        client.expect_whole();
        accounts.push(client.into_account());
        relay.start_again();
    }
    assert_eq!(relay.stop().code(), Some(0));
    let report = Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    assert_eq!(report.bytes, 15 << 20);
    assert!(report.segments > 15, "{report}");
}

/// The last words of the segment before the last one are taken away, as if the kill had come right
/// behind the beginning of the last.
#[test]
fn a_kill_in_the_middle_of_a_rotation_is_recovered() {
    let config = "[frame-log]\nsegment-bytes = 1048576\n";
    let mut relay = Relay::setup().listen("127.0.0.1:0=all").config(config).start();
    let mut client = Client::connect(relay.addr());
    client.send_seeded(3, 3 << 20).expect("nobody is cut");
    client.wait_for_bytes(3 << 20);
    relay.wait_until_quiet(std::slice::from_ref(&client));
    relay.kill9();
    client.expect_whole();
    let account = client.into_account();
    let segments = segments(&relay.room_dir());
    let before = OpenOptions::new().read(true).write(true).open(&segments[segments.len() - 2]).expect("a segment");
    let blocks = BackwardBlocks::find(&before).expect("a readable segment").expect("its last seal");
    before.set_len(blocks.last_seal().block_offset()).expect("a shorter segment");
    relay.start_again();
    assert_eq!(relay.stop().code(), Some(0));
    let report = Check::room(relay.room_dir()).account(account).assert_ok();
    assert_eq!(report.bytes, 3 << 20);
}
