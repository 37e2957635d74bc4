//! Files of format 1 that must load for ever, and that today's encoder still writes.
//!
//! They were made by `write_the_files`, from the records below:
//! `cargo test -p tp-proto --test frame_log -- --ignored write_the_files`. A format that has been
//! released never changes: the generator is for files of a later one.

use std::fs;
use std::path::PathBuf;

use serde_bytes::ByteBuf;
use tp_proto::frame_log::{
    Audience, Behind, Blocks, Close, Earlier, End, Endpoint, Frame, Gap, Header, LABEL, Mode, Note, Open, Payload,
    Record, SEAL_BYTES, Seal, Sent, Source,
};

use crate::segment::{NOON, Segment, header};

/// Name, length in bytes and CRC-32C of each file.
const FILES: [(&str, usize, u32); 6] = [
    ("others-full.cborseq", 1612, 0xb7cb_da94),
    ("all-head.cborseq", 719, 0x251e_60ec),
    ("echo-hash.cborseq", 622, 0xbfa4_a8d1),
    ("ack-size.cborseq", 544, 0x64a7_ab38),
    ("checkpoint.cborseq", 1187, 0xb8ba_7e46),
    ("resumed.cborseq", 1399, 0x6c1d_a1a0),
];

/// The blocks of each file, seals left out, in the order of [`FILES`].
fn segments() -> [Vec<Vec<Record>>; 6] {
    [others_full(), all_head(), echo_hash(), ack_size(), checkpoint(), resumed()]
}

/// Every kind of record, both address families, all forms of `to` that mode `others` has.
fn others_full() -> Vec<Vec<Record>> {
    let begin = Header { first: 41, next_conn: Some(4), ..header() };
    let listed = |conns: &[(u64, u16)]| Audience::Listed(conns.iter().map(|&(c, p)| Source(c, p)).collect());
    let full = |n, src, to, data: &[u8]| kept(n, src, 12345, to, data.len() as u64, Some(data), None);
    vec![
        vec![
            Record::Header(begin),
            open(2, "192.168.1.20:53112", "192.168.1.2:12345", Some("poste-3")),
            open(3, "[2001:db8::5]:40000", "[2001:db8::1]:12345", None),
            note(NOON + 5, "reloaded", None),
        ],
        vec![
            full(41, Source(2, 53112), listed(&[(3, 40000)]), "Hello, serveur !".as_bytes()),
            full(42, Source(3, 40000), Audience::Others, "é".as_bytes()),
            full(43, Source(0, 12345), Audience::All, b"\x1b]0;a\x07\xff\x00"),
            full(44, Source(2, 53112), listed(&[]), b""),
        ],
        vec![Record::Sent(Sent { t: NOON + 60_000_000, n: 44, behind: vec![Behind(3, 41, 300), Behind(900, 0, 0)] })],
        vec![Record::Gap(Gap { n: 45, count: 5, bytes: 6000, t0: NOON + 1, t1: NOON + 2, why: "no space".into() })],
        vec![
            full(50, Source(3, 40000), listed(&[(2, 53112)]), &[b'x'; 300]),
            Record::Sent(Sent { t: NOON + 70_000_000, n: 50, behind: vec![] }),
            close(3, "left", 302, 66_000, 50, 0),
            close(2, "slow", 16, 302, 42, 70_000),
        ],
        vec![end("size", "frames-00000000000000000051.cborseq")],
    ]
}

fn all_head() -> Vec<Vec<Record>> {
    let head = |n, data: &[u8]| kept(n, Source(1, 1024), 1, Audience::All, 65_536, Some(data), None);
    vec![
        vec![Record::Header(Header { mode: Mode::All, payload: Payload::Head, room: "1".into(), ..header() })],
        vec![open(1, "10.0.0.1:1024", "10.0.0.2:1", None), head(1, b"01234567"), head(2, b"")],
        vec![note(NOON + 9, "recovered", Some("41 bytes were cut")), close(1, "restart", 131_072, 65_540, 1, 65_532)],
        vec![end("recovered", "frames-00000000000000000003.cborseq")],
    ]
}

fn echo_hash() -> Vec<Vec<Record>> {
    let to_itself = || Audience::Listed(vec![Source(7, 65_535)]);
    let hashed = |n, len| kept(n, Source(7, 65_535), 65_535, to_itself(), len, None, Some(&[0xa5; 32]));
    vec![
        vec![
            Record::Header(Header { mode: Mode::Echo, payload: Payload::Hash, first: u64::MAX - 2, ..header() }),
            open(7, "[fe80::1]:65535", "[fe80::2]:65535", Some("é")),
        ],
        vec![hashed(u64::MAX - 2, 1), hashed(u64::MAX - 1, u64::MAX)],
        vec![end("stop", "")],
    ]
}

fn ack_size() -> Vec<Vec<Record>> {
    let nobody = || Audience::Listed(vec![]);
    vec![
        vec![Record::Header(Header { mode: Mode::Ack, payload: Payload::Size, first: 0, ..header() })],
        vec![],
        vec![
            open(1, "127.0.0.1:40000", "127.0.0.1:12345", None),
            kept(0, Source(1, 40000), 12345, nobody(), 16, None, None),
            kept(1, Source(0, 12345), 12345, Audience::Listed(vec![Source(1, 40000)]), 52, None, None),
            Record::Sent(Sent { t: NOON + 4, n: 1, behind: vec![] }),
            close(1, "answered", 16, 52, 1, 0),
        ],
    ]
}

/// A checkpoint of two peers, one of them behind, and one of nobody.
fn checkpoint() -> Vec<Vec<Record>> {
    let said = |n, src, port, data: &[u8]| {
        kept(n, Source(src, port), 12345, Audience::Others, data.len() as u64, Some(data), None)
    };
    let here = |peer, backlog, tx| Open { t: NOON + 55_000_000, rx: 3, tx, backlog, ..peer };
    let (two, three) = (peer(2, "192.168.1.20:53112", Some("poste-3")), peer(3, "[2001:db8::5]:40000", None));
    let present = |peers| Note {
        t: NOON + 55_000_000,
        event: Note::PRESENT.into(),
        peers: Some(peers),
        next_conn: Some(9),
        ..Note::default()
    };
    let sent = |n, behind| Record::Sent(Sent { t: NOON + 55_000_000, n, behind });
    vec![
        vec![
            Record::Header(Header { next_conn: Some(2), ..header() }),
            Record::Open(two.clone()),
            Record::Open(three.clone()),
        ],
        vec![said(1, 2, 53112, b"abc"), said(2, 3, 40000, b"def")],
        vec![Record::Note(present(vec![here(two, None, 3), here(three, Some(2), 1)])), sent(2, vec![Behind(3, 0, 1)])],
        vec![close(3, "stalled", 3, 1, 0, 2), close(2, "left", 3, 3, 2, 0)],
        vec![Record::Note(present(vec![])), sent(2, vec![])],
        vec![end("stop", "")],
    ]
}

/// Two peers of an earlier run, one of which is leaving, and one that cannot go on; then another one
/// says the end word.
fn resumed() -> Vec<Vec<Record>> {
    let named = |conn: u64, backlog_frames, leaving: Option<&str>| {
        let leaving = leaving.map(str::to_owned);
        let earlier = Earlier { since: NOON - 7, rx_frames: 3, tx_frames: 2, backlog_frames, leaving };
        let backlog = (backlog_frames > 0).then_some(4);
        Open { rx: 9, tx: 6, backlog, earlier: Some(earlier), ..peer(conn, "192.168.1.20:53112", None) }
    };
    let said =
        |n, src, data: &[u8]| kept(n, Source(src, 53112), 12345, Audience::Others, data.len() as u64, Some(data), None);
    let leaving = Note { t: NOON + 6, event: Note::LEAVING.into(), ..Note::default() };
    let leaving = Note { peers: Some(vec![named(4, 0, Some("end-word"))]), ..leaving };
    vec![
        vec![
            Record::Header(Header { first: 8, next_conn: Some(9), ..header() }),
            Record::Open(named(4, 0, None)),
            Record::Open(named(5, 1, Some("end-word"))),
            Record::Open(named(6, 1, None)),
            Record::Sent(Sent { t: NOON, n: 7, behind: vec![Behind(5, 6, 6), Behind(6, 5, 6)] }),
        ],
        vec![note(NOON + 1, "resumed", Some("2 clients go on, 1 are closed")), close(6, "not-resumed", 9, 6, 5, 4)],
        vec![said(8, 4, b"fin"), Record::Note(leaving)],
        vec![note(NOON + 9, "handed-over", Some("2 clients stay connected"))],
        vec![note(NOON + 9, "recovered", None), end("recovered", "frames-00000000000000000009.cborseq")],
    ]
}

fn peer(conn: u64, peer: &str, name: Option<&str>) -> Open {
    let Record::Open(open) = open(conn, peer, "192.168.1.2:12345", name) else { panic!("an open record") };
    Open { rx: 0, tx: 0, backlog: None, ..open }
}

fn open(conn: u64, peer: &str, local: &str, name: Option<&str>) -> Record {
    let end = |address: &str| Endpoint(address.parse().expect("an address"));
    let name = name.map(str::to_owned);
    let (rx, tx, backlog) = if conn == 3 { (2, 300, Some(66_000)) } else { (0, 0, None) };
    Record::Open(Open {
        conn,
        t: NOON + conn,
        peer: end(peer),
        local: end(local),
        rx,
        tx,
        backlog,
        name,
        earlier: None,
    })
}

fn close(conn: u64, why: &str, rx: u64, tx: u64, through: u64, undelivered: u64) -> Record {
    Record::Close(Close { conn, t: NOON + 80_000_000, why: why.into(), rx, tx, through, undelivered })
}

fn kept(n: u64, src: Source, dst: u16, to: Audience, len: u64, data: Option<&[u8]>, hash: Option<&[u8]>) -> Record {
    let (data, hash) = (data.map(ByteBuf::from), hash.map(ByteBuf::from));
    Record::Frame(Frame { n, t: NOON + 50_000_000, src, dst, to, len, data, hash, label: None, separator: None })
}

fn note(t: u64, event: &str, detail: Option<&str>) -> Record {
    Record::Note(Note { t, event: event.into(), detail: detail.map(str::to_owned), ..Note::default() })
}

fn end(why: &str, next: &str) -> Record {
    Record::End(End { why: why.into(), next: next.into() })
}

/// What today's encoder makes of a file's blocks.
fn encode(blocks: &[Vec<Record>]) -> Vec<u8> {
    let Record::Header(header) = &blocks[0][0] else { panic!("a segment starts with its header") };
    let mut segment = Segment::new(header);
    for (i, block) in blocks.iter().enumerate() {
        for record in block.iter().skip(usize::from(i == 0)) {
            segment.record(record);
        }
        segment.seal(NOON + 90_000_000 + i as u64);
    }
    segment.bytes
}

fn directory() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("testdata/format-1")
}

/// The files, by name.
pub fn files() -> Vec<(&'static str, Vec<u8>)> {
    FILES.iter().map(|&(name, ..)| (name, fs::read(directory().join(name)).expect("the file is in the tree"))).collect()
}

#[test]
fn the_files_are_those_that_were_checked_in() {
    let found: Vec<_> = files().into_iter().map(|(name, bytes)| (name, bytes.len(), crc32c::crc32c(&bytes))).collect();
    assert_eq!(found, FILES);
}

#[test]
fn files_of_format_1_load() {
    for ((name, bytes), expected) in files().into_iter().zip(segments()) {
        let mut blocks = Blocks::new(&bytes[..]);
        for (i, expected) in expected.iter().enumerate() {
            let block = blocks.next().unwrap().unwrap_or_else(|| panic!("{name} has no block {i}"));
            let records: Vec<_> =
                block.items().map(|item| Record::decode(item.unwrap().1).unwrap().expect("a known kind")).collect();
            assert_eq!(&records, expected, "{name}, block {i}");
            check_seal(block.seal, expected, i);
        }
        assert!(blocks.next().unwrap().is_none() && blocks.tail().is_empty(), "{name} has a tail");
    }
}

fn check_seal(seal: Seal, records: &[Record], i: usize) {
    let frames: Vec<_> =
        records.iter().filter_map(|r| if let Record::Frame(f) = r { Some(f.n) } else { None }).collect();
    assert_eq!(seal.3 as usize, frames.len());
    if let Some(&first) = frames.first() {
        assert_eq!(seal.2, first);
        assert_eq!(seal.n_next(), frames.last().map(|n| n + 1));
    }
    assert_eq!(seal.4, NOON + 90_000_000 + i as u64);
}

#[test]
fn todays_encoder_writes_the_same_bytes() {
    for ((name, bytes), blocks) in files().into_iter().zip(segments()) {
        assert!(encode(&blocks) == bytes, "{name} is no longer what the encoder writes");
    }
}

/// The seal and the label as bytes, so that no change of both encoder and reader goes unseen.
#[test]
fn the_layout_is_pinned_by_hand() {
    let (_, bytes) = files().remove(3);
    assert!(
        bytes.starts_with(b"\xd9\xd9\xf8\xda\x54\x50\x46\x4c\x43\x42\x4f\x52\xa1\x66header\xa9\x61v\x01\x64salt\x48")
    );
    assert_eq!(&bytes[..12], LABEL);
    let place = bytes.windows(6).position(|w| w == b"\xa1\x64seal").expect("a seal");
    let seal = &bytes[place..place + SEAL_BYTES];
    let len = (place as u32).to_be_bytes();
    let mut expected = b"\xa1\x64seal\x86\x1b\0\0\0\0\0\0\0\0\x1a".to_vec();
    expected.extend_from_slice(&len);
    expected.extend_from_slice(b"\x1b\0\0\0\0\0\0\0\0\x1a\0\0\0\0\x1b");
    expected.extend_from_slice(&(NOON + 90_000_000).to_be_bytes());
    expected.push(0x1a);
    expected.extend_from_slice(&crc32c::crc32c(&bytes[..place + 45]).to_be_bytes());
    assert_eq!(seal, expected);
}

#[test]
#[ignore = "writes the files of the format into the tree"]
fn write_the_files() {
    for ((name, ..), blocks) in FILES.iter().zip(segments()) {
        let bytes = encode(&blocks);
        fs::write(directory().join(name), &bytes).unwrap();
        println!("(\"{name}\", {}, 0x{:08x}),", bytes.len(), crc32c::crc32c(&bytes));
    }
}
