//! What one client pours in: where few hear it, a round takes several chunks, and costs one write to the log
//! and one wake of each of them; where many do, nobody waits for more than one.

use std::fs;

use tp_proto::frame_log::{Blocks, FRAME_BYTES_MAX};
use tp_testkit::{Client, Relay};

use crate::log::{MIB, segments};

const POURED_BYTES: u64 = 8 * MIB;

/// How long the longest block of the log is when so many listen.
fn longest_block(listeners: usize) -> usize {
    let mut relay = Relay::start();
    let mut clients: Vec<Client> = (0..=listeners).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(clients.len());
    clients[0].send_seeded(1, POURED_BYTES).expect("nobody is cut");
    clients[1..].iter().for_each(|listener| listener.wait_for_bytes(POURED_BYTES));
    relay.stop_and_check(clients, Vec::new());
    let lengths = segments(&relay.room_dir()).into_iter().flat_map(|segment| {
        let bytes = fs::read(segment).expect("a segment");
        let mut blocks = Blocks::new(&bytes[..]);
        let mut lengths = Vec::new();
        while let Some(block) = blocks.next().expect("a sound segment") {
            lengths.push(block.bytes.len());
        }
        lengths
    });
    lengths.max().expect("a block")
}

#[test]
fn what_is_poured_in_to_one_is_logged_several_chunks_at_once() {
    assert!(longest_block(1) > 2 * FRAME_BYTES_MAX);
}

#[test]
fn what_is_poured_in_to_many_makes_nobody_wait_for_more_than_a_chunk() {
    assert!(longest_block(20) < 2 * FRAME_BYTES_MAX);
}
