//! Labels and separators around frames, and the names that people give.

mod kept;
mod labels;
mod readers;
mod verb;

use std::net::SocketAddr;

use tp_testkit::program::Ended;
use tp_testkit::{Client, Relay};

/// `tp-ctl`, that has to succeed without a complaint.
fn tp_ctl(relay: &Relay, arguments: &[&str]) -> String {
    let Ended { code, stdout, stderr } = relay.tp_ctl(arguments);
    assert_eq!((code, stderr.as_str()), (Some(0), ""), "{arguments:?}");
    stdout
}

/// `tp-ctl`, that has to fail with this code and a sentence with these words in it.
fn refused(relay: &Relay, arguments: &[&str], expected: i32, words: &str) {
    let ended = relay.tp_ctl(arguments);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(expected), ""), "{arguments:?}: {ended:?}");
    assert!(ended.stderr.contains(words), "{arguments:?}: {}", ended.stderr);
    assert!(!ended.stderr.contains('\u{1b}'), "{:?}", ended.stderr);
}

/// The number of the peer at the other end of a client's connection.
fn number_of(relay: &Relay, client: SocketAddr) -> String {
    relay.wait_for_peer(client).number.to_string()
}

/// What `peers` calls it.
fn called(relay: &Relay, client: SocketAddr) -> String {
    relay.wait_for_peer(client).name
}

/// Waits for so much text, and compares it.
fn assert_received(client: &Client, expected: &str) {
    client.wait_for_bytes(expected.len() as u64);
    assert_eq!(String::from_utf8_lossy(&client.received()), expected);
}
