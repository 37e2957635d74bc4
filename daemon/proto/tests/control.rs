//! The control socket's messages: their bytes, and what is refused.

use std::fmt::Write as _;
use std::io::{self, Read};

use ciborium::cbor;
use ciborium::value::Value;
use proptest::prelude::*;
use serde::Serialize;
use tp_proto::control::codec::{self, CodecError, PREFIX_BYTES};
use tp_proto::control::naming::{BadName, Holder, NameRow, Names, Renamed};
use tp_proto::control::refusal::{Cause, Done, Few, FileTrouble, Misread, PeerHere};
use tp_proto::control::{
    BANS_MAX, BanRow, Banned, Bans, Code, Departure, EVENTS_PER_PAGE, Event, Events, Failure, FrameLogState,
    FrameLogStatus, Happening, Hello, Item, Kicked, KickedPeer, LATENCY_BOUNDS_NS, Latency, Level, Lifted, Metrics,
    ModeChanged, Ok as Output, PEERS_PER_PAGE, PROTOCOL_VERSION, Paused, PausedRoom, PeerRow, PeerState, Peers,
    REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Refusal, Reloaded, Reply, Request, RoomMetrics, RoomStatus, Rotated,
    RotatedRoom, SAY_BYTES_MAX, Said, Status, Stopping, Unkept,
};
use tp_proto::frame_log::Mode;

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// A message is these bytes, and these bytes are the message.
fn check_bytes<T>(message: &T, expected: &str)
where
    T: Serialize + serde::de::DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let bytes = codec::encode(message, REPLY_BYTES_MAX).expect("it fits");
    assert_eq!(hex(&bytes), expected.replace(' ', ""));
    assert_eq!(&codec::read::<T>(&mut &bytes[..], REPLY_BYTES_MAX).expect("it is read back"), message);
}

/// A client of any version reads this before it knows the server's.
#[test]
fn the_bytes_of_hello_are_pinned() {
    let hello = |level| Hello { protocol: PROTOCOL_VERSION, version: "0.1.0".into(), level };
    let start = "a3 68 70726f746f636f6c 01 67 76657273696f6e 65 302e312e30 65 6c6576656c";
    check_bytes(&hello(Level::Status), &format!("00000026 {start} 66 737461747573"));
    check_bytes(&hello(Level::Control), &format!("00000027 {start} 67 636f6e74726f6c"));
}

#[test]
fn the_bytes_of_each_request_are_pinned() {
    check_bytes(&Request::Status {}, "00000009 a1 66 737461747573 a0");
    check_bytes(&Request::Peers { after: 0 }, "0000000f a1 65 7065657273 a1 65 6166746572 00");
    check_bytes(&Request::Rotate { room: None }, "0000000f a1 66 726f74617465 a1 64 726f6f6d f6");
    let room = Some("12345".into());
    check_bytes(&Request::Rotate { room }, "00000014 a1 66 726f74617465 a1 64 726f6f6d 65 3132333435");
    check_bytes(&Request::Names {}, "00000008 a1 65 6e616d6573 a0");
    let (who, name) = ("7".into(), Some("a".into()));
    check_bytes(&Request::Name { who, name }, "00000014 a1 64 6e616d65 a2 63 77686f 61 37 64 6e616d65 61 61");
    let net = || "192.0.2.7".to_owned();
    check_bytes(
        &Request::Ban { net: net(), seconds: 600 },
        "0000001f a1 63 62616e a2 63 6e6574 69 3139322e302e322e37 67 7365636f6e6473 190258",
    );
    check_bytes(&Request::Lift { net: net() }, "00000015 a1 64 6c696674 a1 63 6e6574 69 3139322e302e322e37");
    check_bytes(&Request::Bans {}, "00000007 a1 64 62616e73 a0");
    check_bytes(
        &Request::Events { last: 10, follow: true },
        "00000017 a1 66 6576656e7473 a2 64 6c617374 0a 66 666f6c6c6f77 f5",
    );
    check_bytes(&Request::Metrics {}, "0000000a a1 67 6d657472696373 a0");
    check_bytes(&Request::Peers { after: u64::MAX }, "00000017 a1 65 7065657273 a1 65 6166746572 1bffffffffffffffff");
}

#[test]
fn the_bytes_of_each_request_that_changes_something_are_pinned() {
    check_bytes(
        &Request::Kick { peers: vec!["7".into()], all: true },
        "00000015 a1 64 6b69636b a2 65 7065657273 81 61 37 63 616c6c f5",
    );
    check_bytes(
        &Request::Say { text: "x".into(), room: None, peer: None },
        "00000019 a1 63 736179 a3 64 74657874 61 78 64 726f6f6d f6 64 70656572 f6",
    );
    check_bytes(&Request::Pause { room: None }, "0000000e a1 65 7061757365 a1 64 726f6f6d f6");
    check_bytes(&Request::Resume { room: None }, "0000000f a1 66 726573756d65 a1 64 726f6f6d f6");
    check_bytes(
        &Request::Mode { mode: Mode::Echo, room: None },
        "00000017 a1 64 6d6f6465 a2 64 6d6f6465 64 6563686f 64 726f6f6d f6",
    );
    check_bytes(&Request::Reload {}, "00000009 a1 66 72656c6f6164 a0");
    check_bytes(&Request::Stop {}, "00000007 a1 64 73746f70 a0");
}

#[test]
fn the_bytes_of_failures_are_pinned() {
    let failed = |code| Reply::Error(Failure { code, text: "a".into(), about: None });
    let start = "a1 65 6572726f72 a2 64 636f6465";
    check_bytes(
        &failed(Code::UnknownRequest),
        &format!("00000024 {start} 6f 756e6b6e6f776e2d72657175657374 64 74657874 61 61"),
    );
    check_bytes(&failed(Code::BadMessage), &format!("00000020 {start} 6b 6261642d6d657373616765 64 74657874 61 61"));
    check_bytes(&failed(Code::NotAllowed), &format!("00000020 {start} 6b 6e6f742d616c6c6f776564 64 74657874 61 61"));
    check_bytes(&failed(Code::Busy), &format!("00000019 {start} 64 62757379 64 74657874 61 61"));
    check_bytes(&failed(Code::NoSuchRoom), &format!("00000021 {start} 6c 6e6f2d737563682d726f6f6d 64 74657874 61 61"));
    check_bytes(&failed(Code::NoSuchPeer), &format!("00000021 {start} 6c 6e6f2d737563682d70656572 64 74657874 61 61"));
    check_bytes(&failed(Code::Ambiguous), &format!("0000001e {start} 69 616d626967756f7573 64 74657874 61 61"));
    check_bytes(&failed(Code::BadValue), &format!("0000001e {start} 69 6261642d76616c7565 64 74657874 61 61"));
    check_bytes(&failed(Code::NotNow), &format!("0000001c {start} 67 6e6f742d6e6f77 64 74657874 61 61"));
    check_bytes(&failed(Code::Internal), &format!("0000001d {start} 68 696e7465726e616c 64 74657874 61 61"));
}

/// `about` comes behind what a client of before reads, and only then.
#[test]
fn the_bytes_of_a_failure_with_what_it_is_about_are_pinned() {
    let rooms = Few { first: vec!["3".to_owned()], more: 2 };
    check_bytes(
        &Reply::Error(Refusal::WhichRoom { rooms }.into()),
        "00000085 a1 65 6572726f72 a3 64 636f6465 69 616d626967756f7573 64 74657874 78 3e \
         74686572652061726520736576657261 6c20726f6f6d733a206e616d65206f6e652077697468202d2d726f6f6d2c206f66 \
         203320616e642032206d6f7265 65 61626f7574 a1 6a 77686963682d726f6f6d \
         a1 65 726f6f6d73 a2 65 6669727374 81 61 33 64 6d6f7265 02",
    );
}

fn misread(what: Misread) -> Refusal {
    Refusal::Configuration { why: "x".to_owned(), misread: Some(what) }
}

#[test]
fn what_a_failure_is_about_comes_through_as_it_was_said() {
    let peer = "[2001:db8::1]:5000".parse().expect("an end");
    let here = PeerHere { number: u64::MAX, peer, name: "é".to_owned() };
    let gone = PeerHere { peer: "192.0.2.7:1".parse().expect("an end"), ..here.clone() };
    let cause = Cause { text: "a".to_owned(), errno: Some(28) };
    for about in [
        Refusal::Sessions {},
        Refusal::NoPeer { who: "x".to_owned(), peers: [here.clone(), gone.clone()].into_iter().collect() },
        Refusal::BadName(BadName::Hidden('\u{202e}')),
        Refusal::BadName(BadName::Empty),
        Refusal::BadName(BadName::Long(65)),
        Refusal::NameTaken { name: "x".to_owned(), by: Holder::Peer { number: 7, peer } },
        Refusal::NoName { holder: Holder::Address(gone.peer.ip()), by_address: None, connected: true },
        Refusal::NamesFile { path: "/x".to_owned(), trouble: FileTrouble::Foreign, cause: cause.clone() },
        Refusal::Configuration { why: "x".to_owned(), misread: None },
        misread(Misread::Unfinished {}),
        misread(Misread::Unread { path: "/x".to_owned(), cause: cause.clone() }),
        misread(Misread::Mistake { path: "/x".to_owned(), what: "line 1".to_owned() }),
        Refusal::NoSegment { room: "3".to_owned(), cause }.after(Done::Peers([here].into_iter().collect())),
    ] {
        let said = Reply::Error(Failure::from(about.clone()));
        let bytes = codec::encode(&said, REPLY_BYTES_MAX).expect("it fits");
        let Reply::Error(heard) = codec::read(&mut &bytes[..], REPLY_BYTES_MAX).expect("it is read back") else {
            panic!("no error")
        };
        assert_eq!((heard.code, heard.text, heard.about), (about.code(), about.to_string(), Some(about)));
    }
}

/// A daemon of tomorrow may have other codes, other things to say, and more to say of them.
#[test]
fn of_a_failure_of_a_later_version_the_text_is_left_and_what_is_known_of_it() {
    let read = |failure: Value| -> Failure {
        let bytes = codec::encode(&failure, REPLY_BYTES_MAX).expect("it fits");
        codec::read(&mut &bytes[..], REPLY_BYTES_MAX).expect("it is understood")
    };
    let text = "in its own words";
    let later =
        read(cbor!({"code" => "of-tomorrow", "text" => text, "about" => {"x" => [1]}, "y" => 1}).expect("CBOR"));
    assert_eq!(later, Failure { code: Code::Other, text: text.to_owned(), about: None });
    for about in [cbor!(1), cbor!("sessions-of-tomorrow"), cbor!({"which-room" => {}}), cbor!({"a" => 1, "b" => 2})] {
        let later = read(cbor!({"code" => "busy", "text" => text, "about" => about.expect("CBOR")}).expect("CBOR"));
        assert_eq!(later, Failure { code: Code::Busy, text: text.to_owned(), about: None });
    }
    let more = cbor!({"no-space" => {"room" => "3", "bytes" => 7}}).expect("CBOR");
    let later = read(cbor!({"code" => "not-now", "text" => text, "about" => more}).expect("CBOR"));
    assert_eq!(later.about, Some(Refusal::NoSpace { room: "3".to_owned() }));
    let unknown = cbor!({"configuration" => {"why" => "x", "misread" => {"of-tomorrow" => {"y" => 1}}}}).expect("CBOR");
    let later = read(cbor!({"code" => "bad-configuration", "text" => text, "about" => unknown}).expect("CBOR"));
    assert_eq!(later.about, Some(Refusal::Configuration { why: "x".to_owned(), misread: None }));
}

/// A client that knows no items reads the text of a progress as before.
#[test]
fn the_bytes_of_progress_are_pinned_with_and_without_an_item() {
    let text = || "a".to_owned();
    check_bytes(&Reply::Progress { text: text(), item: None }, "00000012 a1 68 70726f6772657373 a1 64 74657874 61 61");
    let page = Events { events: Vec::new(), missed: 7 };
    check_bytes(
        &Reply::Progress { text: text(), item: Some(Item::Events(page)) },
        "00000030 a1 68 70726f6772657373 a2 64 74657874 61 61 64 6974656d \
         a1 66 6576656e7473 a2 66 6576656e7473 80 66 6d6973736564 07",
    );
}

#[test]
fn a_full_page_of_the_longest_events_fits_a_reply() {
    let what = Happening::Ordered {
        verb: "v".repeat(20),
        by: "uid 4294967294".into(),
        arguments: "\u{1f980}".repeat(200),
        failed: Some("\u{1f980}".repeat(300)),
        // As long as the daemon lets it be.
        about: Some(Refusal::NotANet { net: "n".repeat(1500) }),
    };
    let event = |_| Event { n: u64::MAX, t: u64::MAX, what: what.clone() };
    let events = Events { events: (0..EVENTS_PER_PAGE).map(event).collect(), missed: u64::MAX };
    assert!(codec::encode(&Reply::Ok(Output::Events(events)), REPLY_BYTES_MAX).is_ok());
    let ban = |_| BanRow { net: "é".repeat(50), until: u64::MAX, left_ms: u64::MAX, by: "é".repeat(50) };
    let bans = Reply::Ok(Output::Bans(Bans { bans: (0..BANS_MAX).map(ban).collect() }));
    assert!(codec::encode(&bans, REPLY_BYTES_MAX).is_ok());
}

#[test]
fn every_reply_is_read_back() {
    let frame_log = FrameLogStatus {
        state: FrameLogState::Ok,
        bytes: 1,
        segments: 2,
        directory: "/var/log/tp-relais".into(),
        names_file: Some("/var/lib/tp-relais/names.toml".into()),
    };
    let room = RoomStatus {
        room: "12345".into(),
        mode: Mode::Others,
        listen: vec!["[::]:12345".parse().unwrap()],
        peers: 2,
        frames: 12,
        paused: true,
        end_word: Some("fin".into()),
    };
    let status = Status {
        version: "0.1.0".into(),
        pid: 1,
        started: 2,
        addresses: vec!["192.168.1.20:12345".parse().unwrap(), "[2001:db8::5]:12345".parse().unwrap()],
        rooms: vec![room],
        frame_log,
        refused: [("clients".to_owned(), 3)].into(),
        dropped_lines: 2,
    };
    let peers = Peers { peers: vec![row("poste-3".into()), row(String::new())], next: Some(7) };
    let rotated = RotatedRoom { room: "12345".into(), segment: "frames-00000000000000000007.cborseq".into() };
    let holder = Holder::Peer { number: 7, peer: "[2001:db8::5]:53112".parse().expect("an address") };
    let gone = || Departure {
        room: "12345".into(),
        number: 7,
        peer: "192.168.1.20:53112".parse().unwrap(),
        why: "slow".into(),
        undelivered: 9,
    };
    let happened = vec![
        Happening::Started { version: "0.1.0".into() },
        Happening::Joined { room: "12345".into(), number: 1, peer: "[2001:db8::5]:1".parse().unwrap() },
        Happening::Left(gone()),
        Happening::Cut(gone()),
        Happening::Refused { clients: 3, why: "denied".into(), last: None },
        Happening::Reloaded { waiting: vec!["listen".into()] },
        Happening::NotReloaded { why: "x".into(), about: Some(misread(Misread::Unfinished {})) },
        Happening::Ordered { verb: "ban".into(), by: "uid 1".into(), arguments: "x".into(), failed: None, about: None },
        Happening::Stopping {},
    ];
    for what in &happened {
        let Value::Map(map) = Value::serialized(what).expect("a value") else { panic!("{what:?} is no map") };
        assert_eq!(map[0].0.as_text(), Some(what.word()), "the word in JSON is the one on the wire");
    }
    let events = happened.into_iter().zip(1..).map(|(what, n)| Event { n, t: n, what }).collect();
    let ban = BanRow { net: "192.0.2.0/24".into(), until: 9, left_ms: 8, by: "uid 1".into() };
    let unkept = Unkept { path: "bans.toml".into(), cause: Cause { text: "full".into(), errno: Some(28) } };
    let banned = Banned { ban: ban.clone(), cut: 2, again: true, this_machine: true, unkept: Some(unkept) };
    let room_metrics = RoomMetrics {
        room: "12345".into(),
        peers: 1,
        joins: 2,
        departures: [("left".to_owned(), 1)].into(),
        received_frames: 3,
        received_bytes: 4,
        sent_frames: 5,
        sent_bytes: 6,
        backlog_bytes: 7,
        held_bytes: 8,
        latency: Latency { rounds: vec![1; LATENCY_BOUNDS_NS.len() + 1], sum_ns: 9 },
    };
    let metrics = Metrics {
        version: "0.1.0".into(),
        started: 1,
        rooms: vec![room_metrics],
        frame_log: status.frame_log.clone(),
        refused: [("banned".to_owned(), 1)].into(),
        dropped_lines: 2,
        bans: 3,
    };
    let replies = [
        Reply::Ok(Output::Events(Events { events, missed: 1 })),
        Reply::Ok(Output::Banned(banned)),
        Reply::Ok(Output::Bans(Bans { bans: vec![ban] })),
        Reply::Ok(Output::Lifted(Lifted { net: "192.0.2.7".into(), within: None, unkept: None })),
        Reply::Ok(Output::Metrics(metrics)),
        Reply::Progress { text: "…".into(), item: None },
        Reply::Ok(Output::Status(status)),
        Reply::Ok(Output::Peers(peers)),
        Reply::Ok(Output::Peers(Peers { peers: vec![], next: None })),
        Reply::Ok(Output::Rotated(Rotated { rooms: vec![rotated] })),
        Reply::Ok(Output::Renamed(Renamed { holder, name: None, before: Some("marie".into()), peers: 1 })),
        Reply::Ok(Output::Names(Names { names: vec![NameRow { holder, name: "é".into(), peers: 0 }] })),
        Reply::Ok(Output::Kicked(Kicked { peers: vec![kicked(String::new())], count: 1 })),
        Reply::Ok(Output::Said(Said { room: "12345".into(), frame: 7, peers: 30 })),
        Reply::Ok(Output::Paused(Paused {
            rooms: vec![PausedRoom { room: "12345".into(), paused: true, changed: false }],
        })),
        Reply::Ok(Output::ModeChanged(ModeChanged { room: "1".into(), mode: Mode::Ack, before: Mode::Echo })),
        Reply::Ok(Output::Reloaded(Reloaded { changed: vec!["end-word".into()], waiting: vec![] })),
        Reply::Ok(Output::Stopping(Stopping { pid: 1, clients: 2, managed: true })),
    ];
    for reply in replies {
        let bytes = codec::encode(&reply, REPLY_BYTES_MAX).unwrap();
        assert_eq!(codec::read::<Reply>(&mut &bytes[..], REPLY_BYTES_MAX).unwrap(), reply);
    }
}

fn kicked(name: String) -> KickedPeer {
    let PeerRow { number, room, peer, name, .. } = row(name);
    KickedPeer { number, room, peer, name, undelivered: u64::MAX }
}

#[test]
fn the_most_that_can_be_kicked_at_once_fits_a_reply_and_the_longest_saying_a_request() {
    let peers = (0..PEERS_PER_PAGE).map(|_| kicked("é".repeat(64))).collect();
    let page = Reply::Ok(Output::Kicked(Kicked { peers, count: u64::MAX }));
    assert!(codec::encode(&page, REPLY_BYTES_MAX).is_ok());
    let (room, peer) = (Some("65535".to_owned()), Some("é".repeat(200)));
    let say = Request::Say { text: "x".repeat(SAY_BYTES_MAX), room, peer };
    assert!(codec::encode(&say, REQUEST_BYTES_MAX).is_ok());
}

#[test]
fn a_room_of_an_older_daemon_is_not_paused_and_has_an_end_word_that_nobody_knows() {
    let older = cbor!({"room" => "1", "mode" => "echo", "listen" => [], "peers" => 0, "frames" => 0});
    let mut body = Vec::new();
    ciborium::into_writer(&older.expect("a value"), &mut body).expect("writing to a vector");
    let room = codec::decode::<RoomStatus>(&body).expect("a room");
    assert_eq!((room.paused, room.end_word), (false, None));
}

fn row(name: String) -> PeerRow {
    PeerRow {
        number: u64::MAX,
        room: "65535".into(),
        peer: "[2001:db8:1111:2222:3333:4444:5555:6666]:65535".parse().expect("an address"),
        local: "[2001:db8:1111:2222:3333:4444:5555:7777]:65535".parse().expect("an address"),
        name,
        since: u64::MAX,
        state: PeerState::HalfClosed,
        rx_frames: u64::MAX,
        rx_bytes: u64::MAX,
        tx_frames: u64::MAX,
        tx_bytes: u64::MAX,
        backlog_bytes: u64::MAX,
        last_rx: Some(u64::MAX),
        last_tx: Some(u64::MAX),
        unanswered_frames: u64::MAX,
    }
}

#[test]
fn a_full_page_of_the_longest_rows_fits_a_reply() {
    let name = "é".repeat(64);
    let peers = (0..PEERS_PER_PAGE).map(|_| row(name.clone())).collect();
    let page = Reply::Ok(Output::Peers(Peers { peers, next: Some(u64::MAX) }));
    assert!(codec::encode(&page, REPLY_BYTES_MAX).is_ok());
}

fn request_of(value: Result<Value, ciborium::value::Error>) -> Result<Request, CodecError> {
    let mut body = Vec::new();
    ciborium::into_writer(&value.expect("a value"), &mut body).expect("writing to a vector");
    codec::decode(&body)
}

#[test]
fn unknown_verbs_and_fields_are_refused() {
    assert_eq!(request_of(cbor!({"peers" => {"after" => 7}})).unwrap(), Request::Peers { after: 7 });
    for (what, value) in [
        ("an unknown verb", cbor!({"kick" => {}})),
        ("an unknown field", cbor!({"status" => {"all" => true}})),
        ("an unknown field beside a known one", cbor!({"peers" => {"after" => 7, "room" => 1}})),
        ("a field that is missing", cbor!({"peers" => {}})),
        ("a field of another type", cbor!({"peers" => {"after" => "7"}})),
        ("a negative number", cbor!({"peers" => {"after" => (-1)}})),
        ("two verbs", cbor!({"status" => {}, "peers" => {"after" => 7}})),
        ("a verb without its map", cbor!("status")),
        ("no verb", cbor!({})),
        ("a list", cbor!(["status", {}])),
    ] {
        assert!(matches!(request_of(value), Err(CodecError::Body(_))), "{what} passed");
    }
}

#[test]
fn bytes_behind_a_message_are_refused() {
    let mut body = codec::encode(&Request::Status {}, REQUEST_BYTES_MAX).unwrap().split_off(PREFIX_BYTES);
    body.extend_from_slice(b"\xa0\xa0");
    assert!(matches!(codec::decode::<Request>(&body), Err(CodecError::Trailing(2))));
}

#[test]
fn a_length_is_checked_before_anything_is_allocated() {
    for bytes in [0, REQUEST_BYTES_MAX as u32 + 1, u32::MAX] {
        let mut source = UpTo(bytes.to_be_bytes().to_vec());
        let result = codec::read::<Request>(&mut source, REQUEST_BYTES_MAX);
        assert!(matches!(result, Err(CodecError::Length { bytes: told, .. }) if told == bytes as usize));
    }
    assert_eq!(
        codec::body_len((REQUEST_BYTES_MAX as u32).to_be_bytes(), REQUEST_BYTES_MAX).unwrap(),
        REQUEST_BYTES_MAX
    );
}

/// Gives its bytes, and fails the test when it is asked for more.
struct UpTo(Vec<u8>);

impl Read for UpTo {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        assert!(!self.0.is_empty(), "a body of a refused length was read");
        let count = (&self.0[..]).read(buffer)?;
        self.0.drain(..count);
        Ok(count)
    }
}

#[test]
fn half_a_message_is_no_orderly_close() {
    let bytes = codec::encode(&Request::Peers { after: 9 }, REQUEST_BYTES_MAX).unwrap();
    for cut in 0..bytes.len() {
        match codec::read::<Request>(&mut &bytes[..cut], REQUEST_BYTES_MAX) {
            Err(CodecError::Closed) => assert_eq!(cut, 0),
            Err(CodecError::Io(error)) => assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof, "cut at {cut}"),
            other => panic!("cut at {cut}: {other:?}"),
        }
    }
}

#[test]
fn messages_follow_one_another() {
    let mut stream = Vec::new();
    for after in 0..3 {
        codec::write(&mut stream, &Request::Peers { after }, REQUEST_BYTES_MAX).unwrap();
    }
    let mut rest = &stream[..];
    for after in 0..3 {
        assert_eq!(codec::read::<Request>(&mut rest, REQUEST_BYTES_MAX).unwrap(), Request::Peers { after });
    }
    assert!(matches!(codec::read::<Request>(&mut rest, REQUEST_BYTES_MAX), Err(CodecError::Closed)));
}

#[test]
fn a_message_that_is_too_long_is_not_written() {
    let long = Reply::Progress { text: "a".repeat(REQUEST_BYTES_MAX), item: None };
    let mut sink = Vec::new();
    assert!(matches!(codec::write(&mut sink, &long, REQUEST_BYTES_MAX), Err(CodecError::Length { .. })));
    assert!(sink.is_empty());
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(body in prop::collection::vec(any::<u8>(), 0..300)) {
        let _ = codec::decode::<Request>(&body);
        let _ = codec::decode::<Reply>(&body);
        let _ = codec::decode::<Hello>(&body);
        let _ = codec::read::<Request>(&mut &body[..], REQUEST_BYTES_MAX);
    }
}

/// The decoder bounds its own depth: a short message must not exhaust the stack.
#[test]
fn deep_nesting_is_refused() {
    for open in [&b"\x81"[..], b"\xa1\x61a", b"\xc1", b"\x9f", b"\xbf\x61a"] {
        let body = open.repeat(REQUEST_BYTES_MAX / open.len());
        assert!(codec::decode::<Request>(&body).is_err());
        assert!(codec::decode::<Reply>(&body).is_err());
        let ignored = [b"\xa1\x66status\xa1\x61a".to_vec(), body].concat();
        assert!(codec::decode::<Request>(&ignored).is_err());
    }
}
