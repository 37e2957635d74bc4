//! `export --pcapng` on logs that are not whole: what Wireshark says of it, and what is in it.

use std::fs::{self, OpenOptions};
use std::net::SocketAddr;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;
use tp_proto::frame_log::{Behind, Endpoint, Gap, Mode, Open, Record, Source, To};
use tp_testkit::program;
use tp_testkit::wireshark::{Capture, Stream};

use crate::support::{LogWriter, T0, run, to};

const OTHERS: &[u64] = &[2, 3];

/// What `log` holds, as a capture; `None` without Wireshark. `code` is what the export returns.
fn capture(dir: &TempDir, path: &Path, more: &[&str], code: i32) -> Option<Capture> {
    let file = dir.path().join("capture.pcapng");
    let name = file.to_str().unwrap();
    let ran = run(dir.path(), &[&["export", "--force", "--pcapng", name, &path.display().to_string()], more].concat());
    assert_eq!(ran.code, code, "{ran:?}");
    let capture = Capture::read(&file)?;
    capture.assert_flawless();
    Some(capture)
}

/// A log of three peers.
fn written(write: impl FnOnce(&mut LogWriter)) -> TempDir {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=3).for_each(|conn| log.open(conn));
    write(&mut log);
    log.seal();
    dir
}

fn of_peer(streams: &[Stream], conn: u64) -> &Stream {
    streams.iter().find(|stream| stream.client == addr(conn)).unwrap()
}

fn addr(conn: u64) -> SocketAddr {
    SocketAddr::from(([10, 0, 0, conn as u8], 50_000 + conn as u16))
}

fn comments(capture: &Capture) -> Vec<&str> {
    capture.packets.iter().map(|packet| packet.comment.as_str()).filter(|comment| !comment.is_empty()).collect()
}

fn has_comment(capture: &Capture, text: &str) -> bool {
    comments(capture).iter().any(|comment| comment.contains(text))
}

#[test]
fn a_peer_that_was_cut_heard_what_the_kernel_took_and_no_more() {
    let dir = written(|log| {
        for word in [&b"un"[..], b"deux", b"trois", b"quatre"] {
            log.frame(1, To::Listed(&to(OTHERS)), word);
        }
        log.sent(4, &[Behind(2, 2, 8)]);
        log.close(2, "slow", 8, 2, 9);
        log.frame(1, To::Listed(&to(&[3])), b"cinq");
        log.sent(5, &[]);
        log.close(1, "left", 0, 5, 0);
        log.close(3, "reset", 21, 5, 0);
    });
    let Some(capture) = capture(&dir, dir.path(), &[], 0) else { return };
    let streams = capture.streams();
    assert_eq!(of_peer(&streams, 1).said, b"undeuxtroisquatrecinq");
    assert_eq!(of_peer(&streams, 2).heard, b"undeuxtr");
    assert_eq!(of_peer(&streams, 3).heard, b"undeuxtroisquatrecinq");
    assert!(has_comment(&capture, "copy of frame 3 from peer 1; the kernel took 2 of its 5 bytes and no more"));
    assert!(has_comment(&capture, "peer 2 leaves: too slow (slow); 9 bytes for it were not delivered"));
    assert!(has_comment(&capture, "peer 3 leaves: reset"));
}

#[test]
fn what_is_on_its_way_when_the_log_ends_was_not_heard() {
    let dir = written(|log| {
        for word in [&b"un"[..], b"deux", b"trois"] {
            log.frame(1, To::Listed(&to(OTHERS)), word);
        }
        log.sent(2, &[Behind(3, 1, 5)]);
        log.frame(1, To::Listed(&to(OTHERS)), b"quatre");
    });
    let Some(capture) = capture(&dir, dir.path(), &[], 0) else { return };
    let streams = capture.streams();
    assert_eq!((&of_peer(&streams, 2).heard[..], &of_peer(&streams, 3).heard[..]), (&b"undeux"[..], &b"undeu"[..]));
}

#[test]
fn who_was_there_before_the_log_begins_has_a_handshake_that_says_so() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::from(dir.path(), 12345, Mode::Others, 501);
    log.open_with(1, 1000, Some(15));
    log.open_with(2, 0, None);
    log.frame(2, To::Listed(&to(&[1])), b"bonjour");
    log.sent(501, &[Behind(1, 500, 1018)]);
    log.close(1, "slow", 1018, 500, 4);
    log.seal();
    let Some(capture) = capture(&dir, dir.path(), &[], 0) else { return };
    assert_eq!(of_peer(&capture.streams(), 1).heard, b"bon");
    assert!(has_comment(&capture, "peer 1 was there before the log begins: 0 bytes from it and 1015 bytes to it"));
    assert!(has_comment(&capture, "peer 2 joins"));
}

#[test]
fn a_gap_leaves_no_hole_in_the_numbers_and_is_told_once_a_stream() {
    let dir = written(|log| {
        log.frame(1, To::Listed(&to(OTHERS)), b"avant");
        log.record(&Record::Gap(Gap { n: 2, count: 5, bytes: 500, t0: T0, t1: T0, why: "no space\u{1b}[2J".into() }));
        log.next = 7;
        log.frame(1, To::Listed(&to(OTHERS)), b"apres");
        log.frame(1, To::Listed(&to(OTHERS)), b"!");
        log.sent(8, &[]);
        log.close(2, "slow", 60, 7, 1);
    });
    let Some(capture) = capture(&dir, dir.path(), &[], 0) else { return };
    assert_eq!(of_peer(&capture.streams(), 2).heard, b"avantapres");
    let told = comments(&capture).into_iter().filter(|comment| comment.contains("frames 2 to 6 (500 bytes)")).count();
    assert_eq!(told, 3);
    assert!(has_comment(&capture, "no space\\x1b[2J"));
}

#[test]
fn damage_in_the_middle_is_told_and_the_rest_is_there() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=3).for_each(|conn| log.open(conn));
    log.seal();
    let mut damaged = 0;
    for turn in 0..9 {
        if turn == 4 {
            damaged = log.offset();
        }
        log.frame(1, To::Listed(&to(OTHERS)), format!("frame {turn} ").as_bytes());
        if turn == 4 {
            // Whoever joins here is known by its port alone, until the next segment names it.
            log.open(4);
            log.open(5);
        }
        log.seal();
    }
    log.frame(4, To::Listed(&to(&[1])), b"moi aussi");
    log.frame(5, To::Listed(&to(&[1])), b"et moi");
    log.sent(11, &[]);
    log.rotate("size", &[(1, 0), (2, 0), (3, 0), (4, 0)]);
    log.frame(4, To::Listed(&to(&[1])), b"!");
    log.sent(12, &[]);
    log.seal();
    let segment = fs::read_dir(log.path().parent().unwrap()).unwrap().map(|entry| entry.unwrap().path()).min().unwrap();
    OpenOptions::new().write(true).open(segment).unwrap().write_all_at(b"\x00", damaged + 30).unwrap();
    let Some(capture) = capture(&dir, dir.path(), &[], 1) else { return };
    let streams = capture.streams();
    let expected: String = [0, 1, 2, 3, 5, 6, 7, 8].iter().map(|turn| format!("frame {turn} ")).collect();
    assert_eq!(String::from_utf8_lossy(&of_peer(&streams, 1).said), expected);
    assert_eq!(String::from_utf8_lossy(&of_peer(&streams, 3).heard), expected);
    assert!(has_comment(&capture, "frame 5 is not in the log any more"));
    assert_eq!(of_peer(&streams, 4).said, b"moi aussi!");
    let unknown = streams.iter().find(|stream| stream.client == "0.0.0.0:50005".parse().unwrap()).unwrap();
    assert_eq!(unknown.said, b"et moi");
    assert_eq!(of_peer(&streams, 1).heard, b"moi aussiet moi!");
}

#[test]
fn names_stand_on_interfaces_and_addresses_with_nothing_that_a_terminal_obeys() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    let open = |log: &mut LogWriter, conn: u64, peer: &str, name: &str| {
        let (peer, local) = (Endpoint(peer.parse().unwrap()), Endpoint("[::ffff:10.0.0.254]:12345".parse().unwrap()));
        let name = Some(name.to_owned());
        log.record(&Record::Open(Open { conn, t: T0, peer, local, rx: 0, tx: 0, backlog: None, name, earlier: None }));
    };
    open(&mut log, 1, "[::ffff:10.0.0.1]:50001", "Anne \u{1b}]0;x\u{7}\u{202e}é\n");
    open(&mut log, 2, "[::ffff:10.0.0.9]:50002", "Bert");
    open(&mut log, 3, "[::ffff:10.0.0.9]:50003", "Clara");
    open(&mut log, 4, "[::ffff:10.0.0.8]:50004", &"x".repeat(70_000));
    log.frame(1, To::Listed(&to(&[2])), b"bonjour");
    log.sent(1, &[]);
    log.seal();
    let Some(capture) = capture(&dir, dir.path(), &[], 0) else { return };
    let streams = capture.streams();
    let interfaces: Vec<&str> = streams.iter().map(|stream| stream.interface.as_str()).collect();
    let anne = "Anne \\x1b]0;x\\x07\\u{202e}é\\n";
    assert_eq!(interfaces[..3], [anne, "Bert", "Clara"]);
    assert_eq!(interfaces[3].chars().count(), 64);
    assert!(has_comment(&capture, &format!("frame 1 from peer 1 ({anne}), relayed to 1 peer")));
    assert_eq!(streams[0].server, "10.0.0.254:12345".parse().unwrap());
    let file = dir.path().join("capture.pcapng");
    let shown =
        program::run(Command::new("tshark").arg("-r").arg(file).args(["-N", "n", "-T", "fields", "-e", "ip.src_host"]));
    assert!(shown.stdout.contains(anne), "a name that is unique for its address: {}", shown.stdout);
    assert!(!shown.stdout.contains("Bert") && !shown.stdout.contains("Clara"), "{}", shown.stdout);
}

#[test]
fn ports_that_come_again_are_another_conversation() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Echo);
    for conn in 1..=3 {
        let (peer, local) = (Endpoint(addr(1)), Endpoint("10.0.0.254:12345".parse().unwrap()));
        log.record(&Record::Open(Open {
            conn,
            t: T0,
            peer,
            local,
            rx: 0,
            tx: 0,
            backlog: None,
            name: None,
            earlier: None,
        }));
        let n = log.frame(conn, To::Listed(&[Source(conn, 50_001)]), format!("ping {conn}").as_bytes());
        log.sent(n, &[]);
        // The last but one has gone without a word.
        if conn != 2 {
            log.close(conn, "end-word", 6, n, 0);
        }
    }
    log.seal();
    let Some(capture) = capture(&dir, dir.path(), &[], 0) else { return };
    let said: Vec<Vec<u8>> = capture.streams().into_iter().map(|stream| stream.said).collect();
    assert_eq!(said, [b"ping 1", b"ping 2", b"ping 3"]);
}

#[test]
fn what_a_rule_relays_goes_to_everybody_there() {
    for (mode, rule, copies) in [(Mode::Others, To::Others, 19), (Mode::All, To::All, 20)] {
        let dir = TempDir::new().unwrap();
        let mut log = LogWriter::new(dir.path(), 12345, mode);
        (1..=20).for_each(|conn| log.open(conn));
        log.frame(7, rule, b"bonjour");
        log.close(8, "left", 7, 1, 0);
        log.frame(7, rule, b"!");
        log.sent(2, &[]);
        log.seal();
        let Some(capture) = capture(&dir, dir.path(), &[], 0) else { return };
        assert!(has_comment(&capture, &format!("frame 1 from peer 7, relayed to {copies} peers")));
        assert!(has_comment(&capture, &format!("frame 2 from peer 7, relayed to {} peers", copies - 1)));
        let streams = capture.streams();
        let heard = |conn| String::from_utf8_lossy(&of_peer(&streams, conn).heard).into_owned();
        assert_eq!((heard(8).as_str(), heard(9).as_str()), ("bonjour", "bonjour!"));
        assert_eq!(heard(7), if mode == Mode::All { "bonjour!" } else { "" });
    }
}

#[test]
fn a_part_of_the_time_has_whole_streams() {
    let dir = written(|log| {
        for turn in 0..10 {
            log.frame(1, To::Listed(&to(OTHERS)), format!("{turn}").as_bytes());
        }
        log.sent(10, &[Behind(2, 8, 8)]);
        log.close(2, "slow", 8, 8, 2);
        log.close(1, "left", 0, 10, 0);
    });
    // Frame 0 is logged four milliseconds after the beginning: 3 to 6 lie in this period.
    let part = ["--since", "2026-01-02T03:04:05.007Z", "--until", "2026-01-02T03:04:05.010Z"];
    let Some(capture) = capture(&dir, dir.path(), &part, 0) else { return };
    let streams = capture.streams();
    assert_eq!((&of_peer(&streams, 1).said[..], &of_peer(&streams, 2).heard[..]), (&b"3456"[..], &b"3456"[..]));
    let Some(capture) = self::capture(&dir, dir.path(), &part[..2], 0) else { return };
    assert_eq!(of_peer(&capture.streams(), 2).heard, b"34567", "what the kernel did not take counts from the start");
}

#[test]
fn what_the_log_does_not_keep_is_filler_of_the_right_length() {
    for (file, lens) in [("all-head", vec![131_072]), ("ack-size", vec![16]), ("others-full", vec![16, 302])] {
        let dir = TempDir::new().unwrap();
        let golden = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../daemon/proto/testdata/format-1");
        let log = golden.join(file).with_extension("cborseq");
        let Some(capture) = capture(&dir, &log, &[], 0) else { return };
        let said: Vec<usize> = capture.streams().iter().map(|stream| stream.said.len()).collect();
        assert_eq!(said, lens, "{file}");
        assert_eq!(has_comment(&capture, "the rest here is filler"), file != "others-full");
    }
}

#[test]
fn an_empty_room_is_an_empty_capture() {
    let dir = TempDir::new().unwrap();
    LogWriter::new(dir.path(), 12345, Mode::Others).seal();
    let Some(capture) = capture(&dir, dir.path(), &[], 0) else { return };
    assert!(capture.packets.is_empty());
}
