//! A second independent CBOR library, Perl's CBOR::XS, reads every item of a real frame log and
//! sees in it what ciborium sees; and `file` knows a segment for what it is.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ciborium::Value;
use tp_testkit::program;
use tp_testkit::{Client, Relay, skip};

/// A Perl that has CBOR::XS; says that the test is left out where there is none.
fn perl() -> Option<PathBuf> {
    let has_module = |perl: &PathBuf| program::run(Command::new(perl).args(["-MCBOR::XS", "-e1"])).code == Some(0);
    let perl = skip::find_program("perl").filter(has_module);
    if perl.is_none() {
        skip::skip("no perl with CBOR::XS");
    }
    perl
}

/// Two rooms' logs with joins and leaves, lists and rules, several segments, a kill and a stop.
fn relay_with_a_log() -> Relay {
    let config = "[frame-log]\nsegment-bytes = 65536\n";
    let mut relay = Relay::setup().listen("127.0.0.1:0=others").listen("[::1]:0=ack").config(config).start();
    let mut clients: Vec<Client> = (0..18).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(18);
    clients[0].send_chunks(1, 100_000, 8192).expect("nobody is cut");
    clients[1].wait_for_bytes(100_000);
    let mut asking = Client::connect(relay.addr_of(1));
    asking.send("Hello, serveur ! é".as_bytes());
    asking.wait_for_end();
    relay.kill9();
    relay.start_again();
    let mut few: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    few[0].send(b"to a few");
    few[1].wait_for_bytes(8);
    assert_eq!(relay.stop().code(), Some(0));
    relay
}

fn segments(relay: &Relay) -> Vec<PathBuf> {
    let rooms = [relay.room_dir_of(0), relay.room_dir_of(1)];
    let entries = rooms.iter().flat_map(|dir| fs::read_dir(dir).expect("a room's folder"));
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

/// A value as the Perl program shows it.
fn shown(value: &Value) -> String {
    match value {
        Value::Integer(number) => i128::from(*number).to_string(),
        Value::Bytes(bytes) => format!("h'{}", hex(bytes)),
        Value::Text(text) => format!("'{}", hex(text.as_bytes())),
        Value::Tag(tag, inner) => format!("{tag}({})", shown(inner)),
        Value::Array(items) => format!("[{}]", items.iter().map(shown).collect::<Vec<_>>().join(",")),
        Value::Map(entries) => {
            let mut entries: Vec<(String, &Value)> = entries.iter().map(|(key, value)| (plain(key), value)).collect();
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            let entries: Vec<String> = entries.iter().map(|(key, value)| format!("{key}:{}", shown(value))).collect();
            format!("{{{}}}", entries.join(","))
        }
        other => panic!("a frame log has no {other:?}"),
    }
}

/// Perl has text keys alone.
fn plain(key: &Value) -> String {
    match key {
        Value::Text(text) => text.clone(),
        other => shown(other),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Every item of a segment, as ciborium sees it.
fn items(segment: &Path) -> Vec<Value> {
    let bytes = fs::read(segment).expect("a segment");
    let mut rest = bytes.as_slice();
    let mut items = Vec::new();
    while !rest.is_empty() {
        items.push(ciborium::from_reader(&mut rest).expect("an item"));
    }
    items
}

#[test]
fn cbor_xs_sees_in_every_item_what_ciborium_sees() {
    let Some(perl) = perl() else { return };
    let relay = relay_with_a_log();
    let mut kinds = BTreeSet::new();
    for segment in segments(&relay) {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients/read_frame_log.pl");
        let ended = program::run(Command::new(&perl).arg(script).arg(&segment));
        assert_eq!(ended.code, Some(0), "{}", ended.stderr);
        let items = items(&segment);
        let expected: Vec<String> = items.iter().map(shown).collect();
        let read: Vec<&str> = ended.stdout.lines().collect();
        assert_eq!(read, expected, "{}", segment.display());
        let kind = |item: &Value| Some(item.as_map()?.first()?.0.as_text()?.to_owned());
        kinds.extend(items.iter().filter_map(kind));
    }
    let written = ["close", "end", "frame", "header", "note", "open", "seal", "sent"];
    assert_eq!(kinds, BTreeSet::from(written.map(str::to_owned)));
}

#[test]
fn file_says_what_a_segment_is() {
    let Some(file) = skip::need_program("file") else { return };
    let relay = relay_with_a_log();
    let magic = Path::new(env!("CARGO_MANIFEST_DIR")).join("proto/frame-log.magic");
    for (room, mode) in [(0, "others"), (1, "ack")] {
        let port = relay.addr_of(room).port();
        for segment in fs::read_dir(relay.room_dir_of(room)).expect("a room's folder") {
            let segment = segment.expect("an entry").path();
            let say = |option: &[&str]| {
                let ended = program::run(Command::new(&file).args(option).arg("-m").arg(&magic).arg(&segment));
                assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""));
                ended.stdout.trim_end().to_owned()
            };
            let expected = format!("tp-relais frame log, format 1, room {port}, mode {mode}, payload full");
            assert_eq!(say(&["-b"]), expected);
            assert_eq!(say(&["-b", "--mime-type"]), "application/cbor-seq");
        }
    }
}
