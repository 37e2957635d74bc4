//! What `tp-ctl export` makes of a real session, by the judgement of other programs.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::path::PathBuf;

use serde_json::Value;
use tp_testkit::wireshark::{Capture, Stream};
use tp_testkit::{Client, Relay, skip, wait};

use crate::spoken::{Spoken, spoken};

const KIB: usize = 1024;

/// A room of everybody's and one that only answers, with short backlogs and small segments.
fn relay() -> Relay {
    let config = "[limits]\nbacklog-bytes = 262144\n[frame-log]\nsegment-bytes = 262144\n";
    Relay::setup().listen("0=others").listen("127.0.0.1:0=ack").config(config).start()
}

/// Everything that may happen to a connection; the relay has stopped in the end.
fn session() -> Relay {
    let mut relay = relay();
    let anne = join(&relay, relay.addr(), 1);
    let v6 = SocketAddr::new(IpAddr::from(Ipv6Addr::LOCALHOST), relay.addr().port());
    let mut bert = join(&relay, v6, 2);
    let mut clara = join(&relay, relay.addr(), 3);
    let resetting = join(&relay, relay.addr(), 4);

    bert.send("Hello, serveur ! é \x1b[2J".as_bytes());
    anne.wait_for_bytes(23);
    clara.send(&[0xfe; 3000]);
    anne.wait_for_bytes(3023);
    let rows = relay.peers().len() - 1;
    resetting.reset();
    relay.wait_for_peers(rows);

    // More than a packet holds at once; then one who reads nothing is shouted at until it is cut.
    clara.send(&pattern(100 * KIB));
    anne.wait_for_bytes(3023 + 100 * KIB as u64);
    bert.wait_for_bytes(3000 + 100 * KIB as u64);
    let stalled = Client::connect_narrow(relay.addr(), 4096);
    relay.wait_for_peers(rows + 1);
    shout_until_cut(&relay, &mut clara, [&anne, &bert], stalled.addr());

    // A half-close, an end word, an answer and a goodbye.
    let mut half = join(&relay, relay.addr(), rows + 1);
    half.send(b"last words");
    half.shutdown_write();
    bert.send(b" fin\n");
    bert.wait_for_end();
    let mut asking = Client::connect(relay.addr_of(1));
    asking.send(b"Hello, serveur !");
    asking.wait_for_end();
    relay.wait_for_leave(asking.addr());
    relay.wait_for_leave(bert.addr());
    assert_eq!(relay.stop().code(), Some(0));
    relay
}

fn join(relay: &Relay, to: SocketAddr, peers: usize) -> Client {
    let client = Client::connect(to);
    relay.wait_for_peers(peers);
    client
}

/// Piece by piece, so that those who read are never behind.
fn shout_until_cut(relay: &Relay, from: &mut Client, hearers: [&Client; 2], cut: SocketAddr) {
    for _ in 0..200 {
        let due = hearers.map(|hearer| hearer.received_bytes().unwrap_or(0) + 32 * KIB as u64);
        from.send(&pattern(32 * KIB));
        for (hearer, due) in hearers.iter().zip(due) {
            hearer.wait_for_bytes(due);
        }
        if relay.peers().iter().all(|row| row.peer != cut) {
            return;
        }
    }
    panic!("{cut} was never cut");
}

fn pattern(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at % 251) as u8).collect()
}

/// Exports the relay's log; gives the file.
fn export(relay: &Relay, format: &str, more: &[&str]) -> PathBuf {
    let file = relay.home().join(format!("export-{}.{format}", more.len()));
    let name = file.to_str().expect("a path that is text");
    let ended = relay.tp_ctl(&[&["export", &format!("--{format}"), name][..], more].concat());
    assert_eq!((ended.code, ended.stdout.as_str(), ended.stderr.as_str()), (Some(0), "", ""), "{format}");
    file
}

/// The conversations that the logs of both rooms hold.
fn all_spoken(relay: &Relay) -> BTreeMap<u64, Spoken> {
    [0, 1].into_iter().flat_map(|room| spoken(&relay.room_dir_of(room))).collect()
}

#[test]
fn wireshark_reads_a_session_without_a_complaint_and_byte_for_byte() {
    let relay = session();
    let expected = all_spoken(&relay);
    let whys: Vec<&str> = expected.values().map(|spoken| spoken.why.as_str()).collect();
    for why in ["reset", "slow", "end-word", "answered", "shutdown"] {
        assert!(whys.contains(&why), "nobody left as {why:?} in {whys:?}");
    }
    let Some(capture) = Capture::read(&export(&relay, "pcapng", &[])) else { return };
    capture.assert_flawless();
    let streams = capture.streams();
    assert_eq!(streams.len(), expected.len());
    for (conn, spoken) in &expected {
        let is_theirs = |stream: &&Stream| stream.client == spoken.client && stream.server == spoken.server;
        let stream = streams.iter().find(is_theirs).unwrap_or_else(|| panic!("no stream of peer {conn}, {spoken:?}"));
        assert_eq!(stream.interface, format!("peer {conn} {}", spoken.client));
        assert!(stream.said == spoken.said, "peer {conn} said {} bytes, not those", spoken.said.len());
        assert!(stream.heard == spoken.heard, "peer {conn} heard {} bytes, not those", spoken.heard.len());
    }
}

#[test]
fn every_copy_names_its_original_and_no_packet_is_older_than_the_one_before() {
    let relay = session();
    let Some(capture) = Capture::read(&export(&relay, "pcapng", &[])) else { return };
    let times: Vec<u64> = capture.packets.iter().map(|packet| packet.t).collect();
    assert!(times.is_sorted(), "both rooms stand in the order of time");
    let comments: Vec<&str> = capture.packets.iter().map(|packet| packet.comment.as_str()).collect();
    let conn = spoken(&relay.room_dir()).iter().find(|(_, it)| it.client.is_ipv6()).map(|(&conn, _)| conn);
    let conn = conn.expect("the one who said hello");
    assert!(comments.contains(&format!("frame 1 from peer {conn}, relayed to 3 peers").as_str()), "{comments:?}");
    let copy = format!("copy of frame 1 from peer {conn}");
    assert_eq!(comments.iter().filter(|&&comment| comment == copy).count(), 3);
    let of_server = comments.iter().filter(|comment| comment.contains("the server's own words")).count();
    assert_eq!(of_server, 1);
    let data = capture.packets.iter().filter(|packet| packet.len > 0);
    assert!(data.clone().all(|packet| !packet.comment.is_empty()));
}

#[test]
fn one_room_alone_can_be_exported() {
    let relay = session();
    let room = relay.addr_of(1).port().to_string();
    let Some(capture) = Capture::read(&export(&relay, "pcapng", &["--room", &room])) else { return };
    capture.assert_flawless();
    let streams = capture.streams();
    assert_eq!(streams.len(), 1);
    assert_eq!(streams[0].said, b"Hello, serveur !");
    assert!(streams[0].heard.starts_with("OK, message reçu depuis l'adresse 127.0.0.1:".as_bytes()));
}

#[test]
fn a_capture_of_a_running_relay_is_whole_too() {
    if skip::need_program("tshark").is_none() {
        return;
    }
    let relay = Relay::start();
    let mut clients: Vec<Client> = (1..=3).map(|peers| join(&relay, relay.addr(), peers)).collect();
    for turn in 0..30 {
        clients[turn % 3].send(b"salut");
    }
    clients.iter().for_each(|client| client.wait_for_bytes(100));
    relay.wait_until_quiet(&clients);
    let capture = wait::until_some("the last copies to be on record", || {
        let capture = Capture::read(&export(&relay, "pcapng", &["--force"]))?;
        let heard: u64 = capture.packets.iter().map(|packet| packet.len).sum();
        (heard == 3 * 150).then_some(capture)
    });
    capture.assert_flawless();
    for stream in capture.streams() {
        assert_eq!((stream.said.len(), stream.heard.len()), (50, 100));
    }
    relay.finish(clients, Vec::new());
}

#[test]
fn jsonl_and_csv_are_the_lines_of_tail() {
    let relay = session();
    let read = |file| std::fs::read_to_string(file).expect("a text file");
    let lines = read(export(&relay, "jsonl", &[]));
    let tail = relay.tp_ctl(&["tail", "--json", "-n", "1000000"]);
    assert_eq!((tail.code, tail.stderr.as_str()), (Some(0), ""));
    assert!(lines == tail.stdout, "the same lines");
    let frames: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert!(frames.iter().any(|frame| frame["text"] == "Hello, serveur ! é \u{1b}[2J"));
    let csv = read(export(&relay, "csv", &["--text", "last words"]));
    assert_eq!(csv.lines().count(), 2, "{csv}");
}
