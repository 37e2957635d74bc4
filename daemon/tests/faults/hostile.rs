//! Texts that want something of a terminal, and places to put them.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::thread;

use serde_bytes::ByteArray;
use tp_proto::control::codec;
use tp_proto::control::{
    Code, Failure, FrameLogState, FrameLogStatus, Hello, Level, Ok as Answer, PROTOCOL_VERSION, PeerRow, PeerState,
    Peers, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request, RoomStatus, Rotated, RotatedRoom, STATUS_SOCKET, Status,
};
use tp_proto::frame_log::{
    Close, End, Endpoint, Etime, FORMAT_VERSION, Gap, Header, Kept, LABEL, Mode, NewFrame, Note, Open, Payload, Record,
    Seal, SegmentName, Source, To, encode_frame, encode_record,
};
use tp_proto::places;

/// What a peer may send.
pub(crate) const PAYLOADS: [&[u8]; 20] = [
    b"\x1b]0;taken over\x07",
    b"\x1b]2;taken over\x1b\\",
    b"\x1b]52;c;dGFrZW4gb3Zlcg==\x07",
    b"\x1b]52;c;dGFrZW4gb3Zlcg==\x1b\\",
    b"\x1b]8;;http://example.org\x1b\\here\x1b]8;;\x1b\\",
    b"\x1bP$q\"p\x1b\\",
    b"\x1bP+q544e\x1b\\",
    b"\x1b[31mred\x1b[2J\x1b[3J\x1b[H",
    b"\x1b[c\x1b[>c\x1b[6n\x1b[5n\x1b[18t",
    b"\x1b[?1049h\x1b[?1000h\x1b[?2004h",
    b"\x1bc\x1b7\x1b8\x1b#8",
    b"\x1b_apc\x1b\\\x1b^pm\x1b\\\x1bXsos\x1b\\",
    b"\xc2\x9b2J\xc2\x9d52;c;dGFrZW4gb3Zlcg==\xc2\x9c\xc2\x90$q\"p\xc2\x9c",
    b"\x9b2J\x9d52;c;dGFrZW4gb3Zlcg==\x9c\x90$q\"p\x9c",
    b"fin\rforged\x08\x08\x0b\x0c\x07\0\x7f\n12:00 forged\n",
    "\u{202e}nif\u{202c}\u{2066}a\u{2069}\u{200e}\u{200f}\u{61c}".as_bytes(),
    "\u{e0001}\u{e0041}\u{e007f}\u{fe0f}\u{e0100}".as_bytes(),
    "\u{200b}\u{200c}\u{200d}\u{2060}\u{feff}\u{ad}\u{2028}\u{2029}".as_bytes(),
    b"\xff\xfe\xc0\x8a\xe2\x82\xed\xa0\x80\xf4\x90\x80\x80",
    b"\\x1b[2J \\u{202e} \\n",
];

/// All of them that are text, in one: what a peer that is called something, a daemon or a file may
/// say where only text can stand.
pub(crate) fn text() -> String {
    PAYLOADS.iter().filter_map(|payload| str::from_utf8(payload).ok()).collect()
}

/// The first of what a terminal must not get that stands in what it got.
pub(crate) fn reached(raw: &[u8]) -> Option<String> {
    let Ok(text) = str::from_utf8(raw) else { return Some("bytes that are no UTF-8".to_owned()) };
    let sequences = ["\x1b]", "\x1bP", "\x1b_", "\x1b^", "\x1bX", "\x1bc", "\x1b#", "\x1b[31m", "\x1b[2J", "\x1b[c"];
    let reports = ["\x1b[>c", "\x1b[6n", "\x1b[5n", "\x1b[18t", "\x1b[?1000h", "\x1b[?1049h"];
    let sequence = sequences.iter().chain(&reports).find(|sequence| text.contains(**sequence));
    let hidden = |c: char| {
        matches!(c, '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    };
    let control = |c: char| matches!(c, '\0' | '\x07' | '\x08' | '\x0b' | '\x0c' | '\x7f');
    let line = text.lines().find(|line| line.starts_with("12:00 forged") || line.starts_with("forged"));
    sequence
        .map(|sequence| format!("{sequence:?}"))
        .or_else(|| text.chars().find(|&c| hidden(c) || control(c)).map(|c| format!("{c:?}")))
        .or_else(|| line.map(|line| format!("a forged line, {line:?}")))
}

/// A frame log that a stranger made: sound, and with such texts wherever one can stand.
pub(crate) fn log(log_dir: &Path) {
    let dir = places::frames_dir(log_dir).join("12345");
    fs::create_dir_all(&dir).expect("a folder for the room");
    let name = SegmentName { first: 1, turn: 1 }.to_string();
    fs::write(dir.join(name), segment()).expect("a segment");
}

const NOON: u64 = 1_781_092_800_000_000_000;

fn segment() -> Vec<u8> {
    let (mut block, evil) = (LABEL.to_vec(), text());
    let mut put = |record: Record| encode_record(&mut block, &record);
    put(Record::Header(Header {
        v: FORMAT_VERSION,
        salt: ByteArray::new([7; 8]),
        first: 1,
        time: Etime { unix_ns: NOON },
        room: "12345".to_owned(),
        software: evil.clone(),
        boot: ByteArray::new([9; 16]),
        mode: Mode::Others,
        payload: Payload::Full,
        next_conn: None,
        ordered: None,
    }));
    for conn in 1..=3 {
        let end = |port| Endpoint(SocketAddr::from(([127, 0, 0, 1], port)));
        let name = Some(evil.clone());
        let (peer, local) = (end(50_000 + conn as u16), end(12345));
        put(Record::Open(Open { conn, t: NOON, peer, local, rx: 0, tx: 0, backlog: None, name, earlier: None }));
    }
    put(Record::Note(Note { t: NOON, event: evil.clone(), detail: Some(evil.clone()), ..Note::default() }));
    let to = [Source(2, 50_002), Source(3, 50_003)];
    for (n, payload) in (1..).zip(PAYLOADS) {
        let (src, len) = (Source(1, 50_001), payload.len() as u64);
        let frame = NewFrame { n, t: NOON + n, src, dst: 12345, to: To::Listed(&to), len, kept: Kept::Data(payload) };
        encode_frame(&mut block, &frame);
    }
    let n = PAYLOADS.len() as u64 + 1;
    let mut put = |record: Record| encode_record(&mut block, &record);
    put(Record::Gap(Gap { n, count: 2, bytes: 9, t0: NOON, t1: NOON + 99, why: evil.clone() }));
    let close = |conn, why: &str| {
        let (rx, tx, through, undelivered) = (0, 0, 1, 7);
        Record::Close(Close { conn, t: NOON + 100, why: why.to_owned(), rx, tx, through, undelivered })
    };
    put(close(2, &evil));
    put(close(3, &evil));
    put(Record::End(End { why: evil.clone(), next: evil }));
    let count = PAYLOADS.len() as u32;
    Seal::append(&mut block, 0, 0, 1, count, NOON + 100);
    block
}

/// A daemon that says such texts wherever it can; it lives as long as the test's process.
#[derive(Clone, Copy)]
pub(crate) enum Daemon {
    /// It answers each verb.
    Answers,
    /// It refuses each.
    Refuses,
    /// It answers with what is no message of this protocol.
    Babbles,
    /// It speaks a later protocol.
    Later,
}

pub(crate) fn daemon(runtime_dir: &Path, kind: Daemon) {
    fs::create_dir_all(runtime_dir).expect("a directory");
    for (socket, level) in [(STATUS_SOCKET, Level::Status), ("control.sock", Level::Control)] {
        let listener = UnixListener::bind(runtime_dir.join(socket)).expect("a socket");
        let protocol = if matches!(kind, Daemon::Later) { PROTOCOL_VERSION + 1 } else { PROTOCOL_VERSION };
        let hello = Hello { protocol, version: text(), level };
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                // A caller that has heard enough hangs up.
                let _ = codec::write(&mut stream, &hello, REPLY_BYTES_MAX);
                while let Ok(request) = codec::read::<Request>(&mut stream, REQUEST_BYTES_MAX) {
                    let _ = match kind {
                        Daemon::Babbles => codec::write(&mut stream, &babble(), REPLY_BYTES_MAX),
                        Daemon::Refuses => codec::write(&mut stream, &refusal(), REPLY_BYTES_MAX),
                        Daemon::Answers | Daemon::Later => {
                            codec::write(&mut stream, &answer(&request), REPLY_BYTES_MAX)
                        }
                    };
                }
            }
        });
    }
}

/// `{"ok": {TEXT: 1}}`: an answer of a name that nobody knows.
fn babble() -> std::collections::BTreeMap<&'static str, std::collections::BTreeMap<String, u8>> {
    [("ok", [(text(), 1)].into())].into()
}

fn refusal() -> Reply {
    Reply::Error(Failure { code: Code::NotNow, text: text(), about: None })
}

fn answer(request: &Request) -> Reply {
    let (evil, here) = (text(), SocketAddr::from(([127, 0, 0, 1], 12345)));
    Reply::Ok(match request {
        Request::Peers { .. } => Answer::Peers(Peers {
            peers: vec![PeerRow {
                number: 1,
                room: evil.clone(),
                peer: here,
                local: here,
                name: evil,
                since: NOON,
                state: PeerState::Open,
                rx_frames: 1,
                rx_bytes: 1,
                tx_frames: 1,
                tx_bytes: 1,
                backlog_bytes: 1,
                last_rx: None,
                last_tx: None,
                unanswered_frames: 0,
            }],
            next: None,
        }),
        Request::Rotate { .. } => {
            Answer::Rotated(Rotated { rooms: vec![RotatedRoom { room: evil.clone(), segment: evil }] })
        }
        _ => Answer::Status(Status {
            version: evil.clone(),
            pid: 1,
            started: NOON,
            addresses: vec![here],
            rooms: vec![RoomStatus {
                room: evil.clone(),
                mode: Mode::Others,
                listen: vec![here],
                peers: 1,
                frames: 1,
                paused: false,
                end_word: Some(evil.clone()),
            }],
            frame_log: FrameLogStatus {
                state: FrameLogState::Ok,
                bytes: 1,
                segments: 1,
                directory: evil.clone().into(),
                names_file: Some(evil.clone().into()),
            },
            refused: [(evil, 3)].into(),
            dropped_lines: 0,
        }),
    })
}
