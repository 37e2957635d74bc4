//! `peers --hints`: what strikes the eye in the last frames of those who are there, or who have left.

use std::process::Command;

use tempfile::TempDir;
use tp_proto::control::PeerRow;
use tp_proto::frame_log::{Kept, Mode, To};

use crate::peers_rows::{daemon, daemon_that_is, peer, status};
use crate::support::{LogWriter, Ran, command};

/// A peer that sent so many frames.
fn talker(number: u64, name: &str, rx_frames: u64) -> PeerRow {
    PeerRow { name: name.into(), rx_frames, ..peer(number) }
}

fn hints(dir: &TempDir, locale: &str, peers: Vec<PeerRow>, args: &[&str]) -> Ran {
    let daemon = daemon(dir, peers);
    let mut command: Command = command(dir.path(), &[&["peers", "--hints", &daemon.option()], args].concat());
    Ran::new(command.env("LC_ALL", locale).output().expect("the program runs"))
}

/// A class in which every mistake is made once.
fn mistakes(dir: &TempDir) -> Vec<PeerRow> {
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=11).for_each(|conn| log.open(conn));
    let mut say = |conn: u64, bytes: &[u8]| log.frame(conn, To::Others, bytes);
    say(1, "Bonjour, ça va ?".as_bytes());
    say(2, b"b'bonjour'");
    say(3, b"d\xe9j\xe0 vu");
    say(4, b"GET / HTTP/1.1\r\nHost: 192.168.1.20:12345\r\n\r\n");
    say(5, b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03");
    for _ in 0..30 {
        say(6, b"ping");
    }
    say(7, &[b'x'; 1500]);
    say(8, b"ping");
    say(8, b"pingpingping");
    say(9, b"\"fin\"");
    say(10, b"b\0o\0n\0j\0");
    say(11, b"\xff\xfd\x03\xff\xfb\x18");
    log.seal();
    let said = |conn| {
        if conn == 6 {
            30
        } else if conn == 8 {
            2
        } else {
            1
        }
    };
    (1..=11).map(|conn| talker(conn, if conn == 2 { "Zoé\u{1b}[2J" } else { "" }, said(conn))).collect()
}

#[test]
fn every_mistake_is_a_guess_below_the_table() {
    let dir = TempDir::new().unwrap();
    let peers = mistakes(&dir);
    let below = |ran: Ran| {
        assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
        ran.stdout.split_once("\n\n").expect("something below the table").1.to_owned()
    };
    insta::assert_snapshot!("hints_english", below(hints(&dir, "en_GB.UTF-8", peers.clone(), &[])));
    std::fs::remove_dir_all(dir.path().join("run")).unwrap();
    insta::assert_snapshot!("hints_french", below(hints(&dir, "fr_FR.UTF-8", peers, &[])));
}

#[test]
fn a_program_gets_them_by_their_names() {
    let dir = TempDir::new().unwrap();
    let peers = mistakes(&dir);
    let json = hints(&dir, "C", peers, &["--json"]).json();
    let found: Vec<(u64, &str)> = json["hints"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hint| (hint["number"].as_u64().unwrap(), hint["hint"].as_str().unwrap()))
        .collect();
    let expected = [
        (2, "bytes-repr"),
        (3, "not-utf8"),
        (4, "http"),
        (5, "tls"),
        (6, "repeated"),
        (7, "long"),
        (8, "glued"),
        (9, "near-fin"),
        (10, "utf-16"),
        (11, "telnet"),
    ];
    assert_eq!(found, expected);
    assert!(hints_are_absent_unless_asked_for(), "without --hints there are none");
}

fn hints_are_absent_unless_asked_for() -> bool {
    let dir = TempDir::new().unwrap();
    let daemon = daemon(&dir, mistakes(&dir));
    let mut command = command(dir.path(), &["peers", "--json", &daemon.option()]);
    Ran::new(command.output().expect("the program runs")).json().get("hints").is_none()
}

#[test]
fn they_are_found_behind_a_rotation_and_behind_others_who_talk_more() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open(1);
    log.open(2);
    log.frame(1, To::Others, b"b'bonjour'");
    log.seal();
    log.rotate("size", &[(1, 0), (2, 0)]);
    for _ in 0..500 {
        log.frame(2, To::Others, b"du bavardage");
        log.wait(1000);
    }
    log.seal();
    let json = hints(&dir, "C", vec![talker(1, "", 1), talker(2, "", 500)], &["--json"]).json();
    let expected = serde_json::json!([{"number": 1, "hint": "bytes-repr", "frame": 1}]);
    assert_eq!(json["hints"], expected);
}

#[test]
fn a_word_is_near_the_end_word_of_its_own_room_and_near_none_where_none_ends() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=2).for_each(|conn| log.open(conn));
    log.frame(1, To::Others, b"'fin'");
    log.frame(2, To::Others, b"stop.");
    log.seal();
    let mut said = status(&dir.path().join("frames"));
    for (word, mode, near) in [
        (None, Mode::Others, &[1][..]),
        (Some("fin"), Mode::Echo, &[1]),
        (Some("stop"), Mode::Others, &[2]),
        (Some(""), Mode::Others, &[]),
        (Some("fin"), Mode::Ack, &[]),
    ] {
        (said.rooms[0].end_word, said.rooms[0].mode) = (word.map(str::to_owned), mode);
        let daemon = daemon_that_is(&dir, said.clone(), vec![talker(1, "", 1), talker(2, "", 1)]);
        let mut command: Command = command(dir.path(), &["peers", "--hints", "--json", &daemon.option()]);
        let json = Ran::new(command.output().expect("the program runs")).json();
        let found = json["hints"].as_array().unwrap().iter().map(|hint| hint["number"].as_u64().unwrap());
        assert_eq!(found.collect::<Vec<_>>(), near, "{word:?} in {mode}: {json}");
        std::fs::remove_dir_all(dir.path().join("run")).unwrap();
    }
}

#[test]
fn what_the_log_does_not_keep_is_said_to_be_unknown() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open(1);
    log.frame_of(1, To::Others, 9, Kept::Nothing);
    log.seal();
    let ran = hints(&dir, "en_GB.UTF-8", vec![talker(1, "", 1)], &[]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.stdout.contains("Of 1 peer the log does not keep all bytes"), "{}", ran.stdout);
}

#[test]
fn without_a_log_the_table_is_there_and_the_hints_are_a_failure() {
    let dir = TempDir::new().unwrap();
    let ran = hints(&dir, "en_GB.UTF-8", vec![talker(1, "", 1)], &[]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.stdout.contains("192.168.1.31") && ran.stderr.contains("no frame log in"), "{ran:?}");
}

/// Those who have left, by a log with no daemon.
fn of_leavers(dir: &TempDir, args: &[&str]) -> Ran {
    let ran = command(dir.path(), &[&["peers", "--closed", "--hints", "--log-dir", "."], args].concat())
        .current_dir(dir.path())
        .output();
    Ran::new(ran.expect("the program runs"))
}

#[test]
fn who_has_left_is_judged_by_the_log_alone() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12347, Mode::Ack);
    for (conn, bytes) in [(1, &b"Hello"[..]), (2, b"b'Hello'"), (3, b"d\xe9j\xe0 vu"), (4, b"'fin'")] {
        log.open(conn);
        log.frame(conn, To::Others, bytes);
        log.close(conn, "answered", 40, 0, 0);
    }
    log.open(5);
    log.close(5, "left", 0, 0, 0);
    log.open(6);
    log.frame(6, To::Others, b"'fin'");
    log.close(6, "left", 0, 0, 0);
    log.open(7);
    log.frame(7, To::Others, b"b'encore la'");
    log.seal();
    let found = of_leavers(&dir, &["--json"]);
    assert_eq!((found.code, found.stderr.as_str()), (0, ""), "{found:?}");
    let expected = serde_json::json!([
        {"number": 2, "hint": "bytes-repr", "frame": 2},
        {"number": 3, "hint": "not-utf8", "frame": 3},
        {"number": 6, "hint": "near-fin", "frame": 5},
    ]);
    assert_eq!(found.json()["hints"], expected, "{found:?}");
    let said = of_leavers(&dir, &["-n", "4"]).stdout;
    let (_, below) = said.split_once("\n\n").expect("something below the table");
    assert!(below.contains("peer 3: frame 3 is no UTF-8") && !below.contains("peer 2"), "only of those shown: {said}");
    let without =
        command(dir.path(), &["peers", "--closed", "--json", "--log-dir", "."]).current_dir(dir.path()).output();
    assert!(Ran::new(without.unwrap()).json().get("hints").is_none());
}
