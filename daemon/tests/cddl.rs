//! A real frame log is what its grammar says, item by item.

use std::fs;

use tp_proto::frame_log::{CDDL, LABEL, item};
use tp_testkit::{Check, Client, Relay};

/// Holds every item of a segment to the grammar; gives how many there are.
fn check_segment(bytes: &[u8]) -> usize {
    assert!(bytes.starts_with(&LABEL), "a segment starts with the label");
    let mut at = LABEL.len();
    let mut count = 0;
    while at < bytes.len() {
        let len = item::len(&bytes[at..]).expect("a whole item");
        let record = &bytes[at..at + len];
        let checked = cddl::validate_cbor_from_slice(CDDL, record, None);
        assert!(checked.is_ok(), "the item at {at} is not what the grammar says: {checked:?}\n{record:02x?}");
        at += len;
        count += 1;
    }
    count
}

/// Joins and leaves, listed recipients and rules, several segments, a kill and a stop.
#[test]
fn every_item_of_a_real_log_is_in_the_grammar() {
    let config = "[frame-log]\nsegment-bytes = 65536\n";
    let mut relay = Relay::setup().listen("127.0.0.1:0=others").config(config).start();
    for _ in 0..2 {
        let mut clients: Vec<Client> = (0..18).map(|_| Client::connect(relay.addr())).collect();
        relay.wait_for_peers(18);
        clients[0].send_chunks(1, 100_000, 8192).expect("nobody is cut");
        clients[1].wait_for_bytes(100_000);
        clients.truncate(2);
        clients[1].send(b"to a few");
        clients[0].wait_for_bytes(8);
        relay.kill9();
        relay.start_again();
    }
    assert_eq!(relay.stop().code(), Some(0));
    let files = fs::read_dir(relay.room_dir()).expect("a room's folder");
    let segments: Vec<Vec<u8>> =
        files.map(|entry| fs::read(entry.expect("an entry").path()).expect("a segment")).collect();
    assert!(segments.len() >= 5, "{} segments", segments.len());
    let items: usize = segments.iter().map(|bytes| check_segment(bytes)).sum();
    assert!(items > 100, "{items} items");
}

#[test]
fn a_real_checkpoint_is_in_the_grammar() {
    let mut relay = Relay::start();
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    clients[0].send_seeded(1, 2 << 20).expect("nobody is cut");
    clients[1].wait_for_bytes(2 << 20);
    assert_eq!(relay.stop().code(), Some(0));
    let report = Check::room(relay.room_dir()).accounts(clients.into_iter().map(Client::into_account)).assert_ok();
    assert!(report.notes.iter().any(|note| note == "present"), "no checkpoint: {report}");
    let segment = relay.room_dir().join("frames-00000000000000000001.cborseq");
    assert!(check_segment(&fs::read(segment).expect("a segment")) > 32);
}

#[test]
fn the_grammar_refuses_what_is_no_record() {
    for wrong in [&b"\x00"[..], b"\xa1\x65frame\xa0", b"\xa1\x63end\xa2\x63why\x61x\x64next\x60", b"\xa1\x64seal\x80"] {
        assert!(cddl::validate_cbor_from_slice(CDDL, wrong, None).is_err(), "{wrong:02x?}");
    }
}

#[test]
fn a_log_over_restarts_that_nobody_noticed_is_in_the_grammar() {
    let mut relay = Relay::setup().fd_store(16).start();
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    relay.kill9();
    relay.start_again();
    clients[0].send(b"fin");
    clients[1].wait_for_bytes(3);
    relay.wait_for_peers(1);
    assert_eq!(relay.stop().code(), Some(0));
    relay.manager().forget_stored();
    relay.start_again();
    relay.stop();
    let files = fs::read_dir(relay.room_dir()).expect("a room's folder");
    let segments = files.map(|entry| fs::read(entry.expect("an entry").path()).expect("a segment"));
    let items: usize = segments.map(|bytes| check_segment(&bytes)).sum();
    let report = Check::room(relay.room_dir()).assert_ok();
    assert!(items > 15, "{items} items");
    for event in ["resumed", "handed-over", "leaving", "recovered"] {
        assert!(report.notes.iter().any(|note| note == event), "{event}: {report}");
    }
}

#[test]
fn a_real_frame_with_label_and_separator_is_in_the_grammar() {
    let mut relay = Relay::setup().config("label = \"address\"\nseparator = \"lf\"\n").listen("127.0.0.1:0").start();
    let (mut one, two) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    one.send(b"a");
    let sent = format!("[{}] a\n", one.addr());
    two.wait_for_bytes(sent.len() as u64);
    assert_eq!(relay.stop().code(), Some(0));
    let bytes = fs::read(relay.room_dir().join("frames-00000000000000000001.cborseq")).expect("a segment");
    assert!(check_segment(&bytes) > 5);
    assert!(bytes.windows(6).any(|bytes| bytes == b"\x65label"), "there is a label to be held to the grammar");
}
