//! An independent CBOR library, Python's cbor2, reads a real frame log item by item.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tp_testkit::{Client, Relay, program, python};

fn segments(dir: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(dir).expect("a room's folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

/// Every item of the log, as the Python program prints it.
fn read_log(python: &Path, dir: &Path) -> Vec<Value> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/read_frame_log.py");
    let ended = program::run(Command::new(python).arg(script).args(segments(dir)));
    assert_eq!(ended.code, Some(0), "{}", ended.stderr);
    ended.stdout.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What a frame must look like to anybody.
fn expected(n: usize, sender: &Client, to: &[&Client], relay: &Relay, conns: &[(u16, u64)], data: &[u8]) -> Value {
    let source = |client: &Client| {
        let port = client.addr().port();
        let conn = conns.iter().find(|entry| entry.0 == port).expect("a peer").1;
        json!([conn, port])
    };
    let to: Vec<Value> = to.iter().map(|client| source(client)).collect();
    json!({"kind": "frame", "n": n, "src": source(sender), "dst": relay.addr().port(), "to": to,
           "len": data.len(), "data": hex(data)})
}

#[test]
fn cbor2_reads_every_frame_with_its_ports_and_bytes() {
    let Some(python) = python::need_module("cbor2") else { return };
    let mut relay = Relay::start();
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    let rows = relay.wait_for_peers(3);
    clients.sort_by_key(|client| rows.iter().position(|row| row.peer == client.addr()));
    let conns: Vec<(u16, u64)> = rows.iter().map(|row| (row.peer.port(), row.number)).collect();
    let long = vec![0xfe; 3000];
    let said: [&[u8]; 5] = [b"Hello, serveur !", "é".as_bytes(), b"\x00\xff\x1b[2J", &long, b"x"];
    let mut frames = Vec::new();
    for (turn, data) in said.into_iter().enumerate() {
        let sender = turn % 3;
        clients[sender].send(data);
        for hearer in (0..3).filter(|&hearer| hearer != sender) {
            let heard = said[..=turn].iter().enumerate().filter(|(turn, _)| turn % 3 != hearer);
            clients[hearer].wait_for_bytes(heard.map(|(_, data)| data.len() as u64).sum());
        }
        let to: Vec<&Client> = clients.iter().enumerate().filter(|(at, _)| *at != sender).map(|(_, it)| it).collect();
        frames.push(expected(turn + 1, &clients[sender], &to, &relay, &conns, data));
    }
    relay.stop_and_check(clients, Vec::new());

    let items = read_log(&python, &relay.room_dir());
    assert_eq!(items[0], json!({"kind": "label", "label": [55800, 1414547020, "BOR"]}));
    assert_eq!(items[1], json!({"kind": "header"}));
    let kinds: BTreeSet<&str> = items.iter().filter_map(|item| item["kind"].as_str()).collect();
    assert_eq!(kinds, BTreeSet::from(["label", "header", "open", "close", "frame", "sent", "seal", "end"]));
    let is_frame = |item: &&Value| item["kind"] == "frame";
    let mut read: Vec<Value> = items.iter().filter(is_frame).cloned().collect();
    for frame in &mut read {
        let t = frame.as_object_mut().expect("an object").remove("t").expect("a time");
        assert!(t.as_u64() > Some(1_700_000_000_000_000_000), "nanoseconds since 1970: {t}");
    }
    assert_eq!(read, frames);
}
