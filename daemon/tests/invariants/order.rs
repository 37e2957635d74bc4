//! One order: all peers of a room see its frames in the log's order.

use std::thread;

use tp_testkit::{Client, Relay};

const SENDERS: usize = 6;
const BYTES_EACH: u64 = 2 * 1024 * 1024;

#[test]
fn all_peers_see_all_frames_in_one_order() {
    let relay = Relay::start_mode("all");
    let mut clients: Vec<Client> = (0..SENDERS + 2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(SENDERS + 2);
    thread::scope(|scope| {
        for (seed, sender) in clients[..SENDERS].iter_mut().enumerate() {
            scope.spawn(move || sender.send_chunks(seed as u64, BYTES_EACH, 4096).expect("nobody is cut"));
        }
    });
    let all = SENDERS as u64 * BYTES_EACH;
    clients.iter().for_each(|client| client.wait_for_bytes(all));
    let hashes: Vec<u64> =
        clients.iter().map(|client| client.account().received.expect("a reading client").hash()).collect();
    assert!(hashes.windows(2).all(|pair| pair[0] == pair[1]), "{hashes:x?}");
    let report = relay.finish(clients, Vec::new());
    assert_eq!(report.bytes, all);
}

#[test]
fn frames_of_different_senders_never_interleave_inside_a_frame() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..SENDERS + 1).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(SENDERS + 1);
    const LINE_BYTES: usize = 40;
    const LINES: usize = 200;
    thread::scope(|scope| {
        for (at, sender) in clients[..SENDERS].iter_mut().enumerate() {
            let line = format!("{}\n", char::from(b'a' + at as u8).to_string().repeat(LINE_BYTES - 1));
            scope.spawn(move || (0..LINES).for_each(|_| sender.send(line.as_bytes())));
        }
    });
    let reader = &clients[SENDERS];
    reader.wait_for_bytes((SENDERS * LINES * LINE_BYTES) as u64);
    let received = reader.received();
    let whole = |line: &[u8]| line.len() == LINE_BYTES && line[..LINE_BYTES - 1].iter().all(|byte| *byte == line[0]);
    assert!(received.split_inclusive(|&byte| byte == b'\n').all(whole));
    relay.finish(clients, Vec::new());
}
