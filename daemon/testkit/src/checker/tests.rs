//! The checker on logs made by hand: each promise is broken once, and the checker must see it.

use std::fs;
use std::net::SocketAddr;

use ciborium::{Value, cbor};
use tempfile::TempDir;
use tp_proto::control::{PeerRow, PeerState, RoomStatus};
use tp_proto::frame_log::Mode;

use super::*;
use crate::stream::{Digest, Stream};

const SERVER_PORT: u16 = 12345;

fn addr(conn: u64) -> SocketAddr {
    SocketAddr::from(([127, 0, 0, 1], 40000 + conn as u16))
}

fn tagged_ip() -> Value {
    Value::Tag(52, Box::new(Value::Bytes(vec![127, 0, 0, 1])))
}

fn header(first: u64) -> Value {
    let salt = Value::Bytes(vec![7; 8]);
    cbor!({"header" => {"v" => 1, "salt" => salt, "first" => first, "room" => "12345",
                        "mode" => "others", "payload" => "full"}})
    .expect("a value")
}

fn open(conn: u64) -> Value {
    open_with(conn, 0, 0)
}

fn open_with(conn: u64, rx: u64, tx: u64) -> Value {
    let (peer, local) = ((tagged_ip(), addr(conn).port()), (tagged_ip(), SERVER_PORT));
    cbor!({"open" => {"conn" => conn, "t" => 6, "peer" => peer, "local" => local, "rx" => rx, "tx" => tx}})
        .expect("a value")
}

fn close(conn: u64, why: &str, [rx, tx, through, undelivered]: [u64; 4]) -> Value {
    cbor!({"close" => {"conn" => conn, "t" => 6, "why" => why, "rx" => rx, "tx" => tx, "through" => through,
                       "undelivered" => undelivered}})
    .expect("a value")
}

fn frame(n: u64, src: u64, to: &[u64], data: &str) -> Value {
    let to: Vec<(u64, u16)> = to.iter().map(|&conn| (conn, addr(conn).port())).collect();
    let (src, bytes) = ((src, addr(src).port()), Value::Bytes(data.into()));
    cbor!({"frame" => {"n" => n, "t" => 6, "src" => src, "dst" => SERVER_PORT, "to" => to, "len" => data.len(),
                       "data" => bytes}})
    .expect("a value")
}

fn sent(n: u64, behind: &[(u64, u64, u64)]) -> Value {
    cbor!({"sent" => {"t" => 6, "n" => n, "behind" => behind}}).expect("a value")
}

fn end(why: &str) -> Value {
    cbor!({"end" => {"why" => why, "next" => ""}}).expect("a value")
}

/// A segment of blocks, each closed by a seal.
fn segment(blocks: &[Vec<Value>]) -> Vec<u8> {
    let mut bytes = b"\xd9\xd9\xf8\xda\x54\x50\x46\x4c\x43\x42\x4f\x52".to_vec();
    let (mut block, mut chain) = (0, 0);
    for items in blocks {
        for item in items {
            ciborium::into_writer(item, &mut bytes).expect("a vector takes all");
        }
        chain = seal(&mut bytes, block, chain, items);
        block = bytes.len();
    }
    bytes
}

fn seal(bytes: &mut Vec<u8>, block: usize, chain: u32, items: &[Value]) -> u32 {
    let numbers: Vec<u64> = items.iter().filter_map(frame_number).collect();
    let len = (bytes.len() - block) as u32;
    bytes.extend_from_slice(b"\xa1\x64seal\x86\x1b");
    bytes.extend_from_slice(&(block as u64).to_be_bytes());
    bytes.push(0x1a);
    bytes.extend_from_slice(&len.to_be_bytes());
    bytes.push(0x1b);
    bytes.extend_from_slice(&numbers.first().copied().unwrap_or(0).to_be_bytes());
    bytes.push(0x1a);
    bytes.extend_from_slice(&(numbers.len() as u32).to_be_bytes());
    bytes.push(0x1b);
    bytes.extend_from_slice(&9u64.to_be_bytes());
    bytes.push(0x1a);
    let crc = crc32c::crc32c_append(chain, &bytes[block..]);
    bytes.extend_from_slice(&crc.to_be_bytes());
    crc
}

fn frame_number(item: &Value) -> Option<u64> {
    let (kind, body) = item.as_map()?.first()?;
    let (_, n) = (kind.as_text() == Some("frame")).then(|| body.as_map()?.first())??;
    u64::try_from(n.as_integer()?).ok()
}

/// A log with its accounts: two peers say "hello" and "salut", three bytes of the latter never
/// reach peer 1, who is cut as too slow.
struct Case {
    items: Vec<Value>,
    accounts: Vec<Account>,
}

impl Case {
    fn sound() -> Case {
        let items = vec![
            header(1),
            open(1),
            open(2),
            frame(1, 1, &[2], "hello"),
            sent(1, &[]),
            frame(2, 2, &[1], "salut"),
            sent(2, &[(1, 1, 2)]),
            close(1, "slow", [5, 2, 1, 3]),
            close(2, "left", [5, 5, 2, 0]),
            end("stop"),
        ];
        let first = Account::literal(addr(1), b"hello", b"sa").cut();
        Case { items, accounts: vec![first, Account::literal(addr(2), b"salut", b"hello")] }
    }

    fn check(self) -> Report {
        check_segments(&[(1, segment(&[self.items]))], self.accounts, |check| check)
    }

    /// The one violation there is to be found, among others that follow from it.
    fn breaks(self, invariant: Invariant, words: &str) {
        assert_breaks(&self.check(), invariant, words);
    }

    fn with(mut self, at: usize, item: Value) -> Case {
        self.items[at] = item;
        self
    }

    fn without(mut self, at: usize) -> Case {
        self.items.remove(at);
        self
    }
}

fn assert_breaks(report: &Report, invariant: Invariant, words: &str) {
    let seen = report.violations.iter().any(|found| found.invariant == invariant && found.text.contains(words));
    assert!(seen, "no {invariant:?} with {words:?} in:\n{report}");
}

fn check_segments(segments: &[(u64, Vec<u8>)], accounts: Vec<Account>, more: impl FnOnce(Check) -> Check) -> Report {
    let dir = TempDir::new().expect("a directory");
    for (first, bytes) in segments {
        fs::write(dir.path().join(format!("frames-{first:020}.cborseq")), bytes).expect("a file");
    }
    more(Check::room(dir.path()).accounts(accounts)).run()
}

#[test]
fn a_sound_log_has_no_violation() {
    let report = Case::sound().check();
    assert!(report.violations.is_empty(), "{report}");
    assert_eq!((report.frames, report.bytes, report.deliveries, report.segments), (2, 10, 2, 1));
    assert_eq!((report.why(addr(1)), report.peer(addr(1)).due, report.peer(addr(1)).received), ("slow", 5, Some(2)));
}

/// A frame with a label before it and a separator behind.
fn decorated(n: u64, src: u64, to: &[u64], data: &str) -> Value {
    let mut frame = frame(n, src, to, data);
    let body = frame.as_map_mut().and_then(|kinds| kinds[0].1.as_map_mut()).expect("a map");
    body.push(("label".into(), "[a] ".into()));
    body.push(("separator".into(), "\n".into()));
    frame
}

/// Frame 1 is decorated; the client it is for says that it received this.
fn with_label(received: &[u8], tx: u64, through: u64, undelivered: u64) -> Case {
    let mut case = Case::sound().with(3, decorated(1, 1, &[2], "hello"));
    case.items[8] = close(2, "left", [5, tx, through, undelivered]);
    case.accounts[1] = Account::literal(addr(2), b"salut", received);
    case
}

#[test]
fn what_stands_around_a_frame_is_due_with_it() {
    let report = with_label(b"[a] hello\n", 10, 2, 0).check();
    assert!(report.violations.is_empty(), "{report}");
    assert_eq!((report.bytes, report.peer(addr(2)).due), (10, 10), "frames have the bytes of their senders");
    with_label(b"[b] hello\n", 10, 2, 0).breaks(Invariant::I2, "not the log's");
    with_label(b"hello", 10, 2, 0).breaks(Invariant::I2, "are not the log's");
    with_label(b"[a] hello\n", 5, 2, 0).breaks(Invariant::I3, "5 sent + 0 undelivered, due 10");
}

#[test]
fn i1_other_bytes_than_were_sent() {
    let mut case = Case::sound();
    case.accounts[0].sent = Some(Stream::Literal(b"hullo".to_vec()));
    case.breaks(Invariant::I1, "not what it sent");
}

#[test]
fn i1_a_frame_too_many_of_a_sender() {
    let mut case = Case::sound();
    case.accounts[1].sent = Some(Stream::Seeded { seed: 1, bytes: 4 });
    case.breaks(Invariant::I1, "not what it sent");
}

#[test]
fn i1_a_sender_that_left_in_order_misses_bytes() {
    let mut case = Case::sound();
    case.accounts[1].sent = Some(Stream::Literal(b"salut!".to_vec()));
    case.accounts[1].whole = false;
    case.breaks(Invariant::I1, "hold only 5");
}

#[test]
fn i1_a_client_that_is_owed_everything_is_not_in_the_log() {
    let mut case = Case::sound();
    case.accounts.push(Account::literal(addr(9), b"x", b""));
    case.breaks(Invariant::I1, "no peer");
}

#[test]
fn i2_other_bytes_than_the_log_has() {
    let mut case = Case::sound();
    case.accounts[1].received = Some(Digest::of(b"hellO"));
    case.breaks(Invariant::I2, "not the log's");
}

#[test]
fn i2_bytes_in_another_order() {
    let mut case = Case::sound();
    case.items[6] = frame(3, 2, &[1], "!");
    case.items[7] = close(1, "left", [5, 6, 3, 0]);
    case.items[8] = close(2, "left", [6, 5, 3, 0]);
    case.accounts =
        vec![Account::literal(addr(1), b"hello", b"!salut"), Account::literal(addr(2), b"salut!", b"hello")];
    case.breaks(Invariant::I2, "not the log's");
}

#[test]
fn i2_a_client_that_is_owed_everything_received_a_prefix() {
    let mut case = Case::sound();
    case.accounts[1].received = Some(Digest::of(b"hell"));
    case.breaks(Invariant::I2, "only 4 of the 5");
}

#[test]
fn i3_undelivered_bytes_that_do_not_add_up() {
    Case::sound().with(7, close(1, "slow", [5, 2, 1, 2])).breaks(Invariant::I3, "due 5");
}

#[test]
fn i3_a_frame_that_was_not_taken_whole_is_called_through() {
    Case::sound().with(7, close(1, "slow", [5, 2, 2, 3])).breaks(Invariant::I3, "through 2");
}

#[test]
fn i3_a_close_says_less_than_sent_said_before() {
    Case::sound().with(8, close(2, "slow", [5, 0, 0, 5])).breaks(Invariant::I3, "less than `sent`");
}

#[test]
fn i3_more_was_received_than_close_says() {
    let mut case = Case::sound();
    case.accounts[0].received = Some(Digest::of(b"sal"));
    case.breaks(Invariant::I3, "2 bytes sent, yet it received 3");
}

#[test]
fn i3_bytes_that_the_kernel_took_vanish_before_an_orderly_end() {
    let mut case = Case::sound();
    case.accounts[0].received = Some(Digest::of(b"s"));
    case.accounts[0].read_to_end = true;
    case.breaks(Invariant::I3, "up to the end of file");
}

#[test]
fn i3_a_peer_that_is_never_closed() {
    Case::sound().without(8).breaks(Invariant::I3, "not closed");
}

#[test]
fn i4_a_number_is_left_out() {
    Case::sound().with(5, frame(3, 2, &[1], "salut")).breaks(Invariant::I4, "frame 3 stands where 2");
}

#[test]
fn i4_a_segment_begins_with_the_wrong_number() {
    let mut first = Case::sound();
    first.items.pop();
    first.items.push(end("size"));
    let second = segment(&[vec![header(4), end("stop")]]);
    let report = check_segments(&[(1, segment(&[first.items])), (4, second)], first.accounts, |check| check);
    assert_breaks(&report, Invariant::I4, "begins with frame 4, where 3 is next");
}

#[test]
fn i5_something_received_is_not_in_the_log() {
    let mut case = Case::sound();
    case.accounts[1].received = Some(Digest::of(b"hello!"));
    case.accounts[1].whole = false;
    case.breaks(Invariant::I5, "only 5");
}

#[test]
fn i5_a_peer_that_received_something_is_not_in_the_log() {
    let mut case = Case::sound();
    case.accounts.push(Account::literal(addr(9), b"", b"x").cut());
    case.breaks(Invariant::I5, "no such peer");
}

fn row(number: u64) -> PeerRow {
    PeerRow {
        number,
        room: "12345".to_owned(),
        peer: addr(number),
        local: addr(0),
        name: String::new(),
        since: 0,
        state: PeerState::Open,
        rx_frames: 1,
        rx_bytes: 5,
        tx_frames: 1,
        tx_bytes: 5,
        backlog_bytes: 0,
        last_rx: None,
        last_tx: None,
        unanswered_frames: 0,
    }
}

fn check_counters(rows: &[PeerRow], frames: u64) -> Report {
    let status = RoomStatus {
        room: "12345".to_owned(),
        mode: Mode::Others,
        listen: vec![],
        peers: rows.len() as u64,
        frames,
        paused: false,
        end_word: None,
    };
    let Case { items, accounts } = Case::sound();
    check_segments(&[(1, segment(&[items]))], accounts, |check| check.counters(rows, &status))
}

#[test]
fn i6_counters_that_fit_are_no_violation() {
    let slow = PeerRow { tx_bytes: 2, tx_frames: 0, backlog_bytes: 3, ..row(1) };
    let report = check_counters(&[slow, row(2)], 2);
    assert!(report.violations.is_empty(), "{report}");
}

#[test]
fn i6_a_counter_of_the_room_is_not_the_logs() {
    assert_breaks(&check_counters(&[row(1), row(2)], 3), Invariant::I6, "status says");
}

#[test]
fn i6_a_counter_of_a_peer_is_not_the_logs() {
    for wrong in [
        PeerRow { rx_bytes: 6, ..row(2) },
        PeerRow { rx_frames: 2, ..row(2) },
        PeerRow { tx_bytes: 4, ..row(2) },
        PeerRow { tx_frames: 0, ..row(2) },
        PeerRow { backlog_bytes: 1, ..row(2) },
    ] {
        assert_breaks(&check_counters(&[row(1), wrong], 2), Invariant::I6, "peer 2");
    }
}

#[test]
fn i6_a_close_says_other_bytes_read_than_its_frames_hold() {
    Case::sound().with(8, close(2, "left", [4, 5, 2, 0])).breaks(Invariant::I6, "4 bytes read");
}

#[test]
fn format_a_flipped_bit_anywhere_is_seen() {
    let sound = segment(&[Case::sound().items]);
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        let report = check_segments(&[(1, bytes)], Vec::new(), |check| check);
        assert!(!report.violations.is_empty(), "the flipped bit at {at} was not seen");
    }
}

#[test]
fn format_a_seal_of_another_chain_is_seen() {
    let Case { mut items, .. } = Case::sound();
    let rest = items.split_off(4);
    let mut whole = segment(&[items.clone(), rest.clone()]);
    let block = segment(&[items]).len();
    whole.truncate(whole.len() - 49);
    seal(&mut whole, block, 0, &rest);
    assert_breaks(&check_segments(&[(1, whole)], Vec::new(), |check| check), Invariant::Format, "checksum");
}

#[test]
fn format_a_torn_tail_is_seen_where_none_may_be() {
    let Case { items, accounts } = Case::sound();
    let mut bytes = segment(&[items]);
    ciborium::into_writer(&header(1), &mut bytes).expect("a vector takes all");
    let torn = check_segments(&[(1, bytes.clone())], accounts.clone(), |check| check);
    assert_breaks(&torn, Invariant::Format, "no seal covers");
    let killed = check_segments(&[(1, bytes)], accounts, Check::running);
    assert!(killed.violations.is_empty(), "{killed}");
}

#[test]
fn format_no_last_words_are_seen() {
    Case::sound().without(9).breaks(Invariant::Format, "no end");
}

#[test]
fn format_wrong_recipients_are_seen() {
    Case::sound().with(3, frame(1, 1, &[1], "hello")).breaks(Invariant::Format, "is for [[2, 40002]]");
    Case::sound().with(3, frame(1, 1, &[], "hello")).breaks(Invariant::Format, "is for [[2, 40002]]");
}

#[test]
fn format_a_frame_of_somebody_who_is_not_there_is_seen() {
    Case::sound().without(1).breaks(Invariant::Format, "not there");
}

#[test]
fn format_a_peer_number_that_comes_again_is_seen() {
    let mut case = Case::sound();
    case.items.insert(9, open(2));
    case.breaks(Invariant::Format, "peer 2 is opened");
}

#[test]
fn format_a_segment_must_repeat_who_is_there() {
    let first = vec![header(1), open(1), open(2), frame(1, 1, &[2], "hello"), end("size")];
    let rest = vec![frame(2, 2, &[1], "salut"), close(1, "left", [5, 5, 2, 0]), close(2, "left", [5, 5, 2, 0])];
    let opened = |opens: [Value; 2]| {
        let mut second = vec![header(2)];
        second.extend(opens);
        second.extend(rest.clone());
        second.push(end("stop"));
        check_segments(&[(1, segment(std::slice::from_ref(&first))), (2, segment(&[second]))], Vec::new(), |check| {
            check
        })
    };
    let sound = opened([open_with(1, 5, 0), open_with(2, 0, 5)]);
    assert!(sound.violations.is_empty(), "{sound}");
    assert_breaks(&opened([open_with(1, 5, 0), open_with(1, 5, 0)]), Invariant::Format, "before the open of peer 2");
    assert_breaks(&opened([open_with(1, 4, 0), open_with(2, 0, 5)]), Invariant::Format, "as another");
    assert_breaks(&opened([open_with(1, 5, 0), open_with(2, 0, 4)]), Invariant::Format, "as another");
}

/// A checkpoint between the `sent` record and the leaves.
fn with_checkpoint(peers: &[Value], next_conn: u64) -> Case {
    let bodies: Vec<Value> = peers.iter().map(|open| open.as_map().expect("a record")[0].1.clone()).collect();
    let note = cbor!({"note" => {"t" => 6, "event" => "present", "peers" => bodies, "next-conn" => next_conn}});
    let mut case = Case::sound();
    case.items.insert(7, note.expect("a value"));
    case
}

#[test]
fn format_a_checkpoint_that_is_not_what_the_log_says_is_seen() {
    let [one, two] = [open_with(1, 5, 5), open_with(2, 5, 5)];
    let sound = with_checkpoint(&[one.clone(), two.clone()], 3).check();
    assert!(sound.violations.is_empty(), "{sound}");
    let breaks = |peers: &[Value], next_conn, words| {
        with_checkpoint(peers, next_conn).breaks(Invariant::Format, words);
    };
    breaks(&[one.clone(), two.clone()], 2, "as the next");
    breaks(std::slice::from_ref(&one), 3, "of 1 peers, there are 2");
    breaks(&[one.clone(), open_with(3, 5, 5)], 4, "peer 3, who is not there");
    breaks(&[one.clone(), open_with(2, 4, 5)], 3, "of peer 2");
    breaks(&[one, open_with(2, 5, 4)], 3, "of peer 2");
}

#[test]
fn format_a_time_that_goes_back_is_seen() {
    let earlier = cbor!({"sent" => {"t" => 5, "n" => 1}}).expect("a value");
    Case::sound().with(4, earlier).breaks(Invariant::Format, "a sent at 5, before 6");
}
