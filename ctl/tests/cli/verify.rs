//! `verify` on logs without a hole.

use tempfile::TempDir;
use tp_proto::frame_log::{Behind, Mode, To};

use crate::support::{LogWriter, Ran, run, to};

pub(crate) fn verify(log_dir: &TempDir, more: &[&str]) -> Ran {
    let option = format!("--log-dir={}", log_dir.path().display());
    run(log_dir.path(), &[&["verify", &option], more].concat())
}

/// What `verify` prints and returns for the log that `write` writes in a room of three peers.
pub(crate) fn check(write: impl FnOnce(&mut LogWriter), expected: &str, code: i32) {
    check_mode(Mode::Others, write, expected, code);
}

fn check_mode(mode: Mode, write: impl FnOnce(&mut LogWriter), expected: &str, code: i32) {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, mode);
    (1..=3).for_each(|conn| log.open(conn));
    write(&mut log);
    log.seal();
    let ran = verify(&dir, &[]);
    assert_eq!((ran.stdout.as_str(), ran.code), (format!("{expected}\n").as_str(), code), "{ran:?}");
}

/// Four frames of five bytes from each of three peers, each to the two others.
pub(crate) fn chat(log: &mut LogWriter) {
    for _ in 0..4 {
        log.frame(1, To::Listed(&to(&[2, 3])), b"salut");
        log.frame(2, To::Listed(&to(&[1, 3])), b"salut");
        log.frame(3, To::Listed(&to(&[1, 2])), b"salut");
    }
}

#[test]
fn every_copy_that_was_sent_is_found() {
    let write = |log: &mut LogWriter| {
        chat(log);
        log.sent(12, &[]);
    };
    check(write, "12 received, 24 copies, 0 orphans, 0 lost: OK", 0);
}

#[test]
fn everybody_may_leave_when_all_was_sent() {
    let write = |log: &mut LogWriter| {
        chat(log);
        (1..=3).for_each(|conn| log.close(conn, "left", 40, 12, 0));
        log.stop();
        log.begin();
    };
    check(write, "12 received, 24 copies, 0 orphans, 0 lost: OK", 0);
}

#[test]
fn what_is_on_its_way_is_neither_lost_nor_sent() {
    let write = |log: &mut LogWriter| {
        chat(log);
        log.sent(12, &[Behind(2, 9, 33)]);
    };
    check(write, "12 received, 24 copies, 2 on their way, 0 orphans, 0 lost: OK", 0);
}

#[test]
fn without_a_sent_record_nothing_counts_as_sent() {
    check(chat, "12 received, 24 copies, 24 on their way, 0 orphans, 0 lost: OK", 0);
}

#[test]
fn a_peer_that_was_cut_for_being_slow_lost_what_it_was_owed() {
    for why in ["slow", "stalled", "timeout", "kicked", "banned", "shutdown", "a reason of a later version"] {
        let write = |log: &mut LogWriter| {
            chat(log);
            log.sent(12, &[Behind(2, 9, 33)]);
            log.close(2, why, 33, 9, 7);
        };
        check(write, "12 received, 24 copies, 0 orphans, 2 lost: LOST", 1);
    }
}

#[test]
fn a_peer_that_left_before_its_copies_came_lost_nothing() {
    for why in ["left", "reset"] {
        let write = |log: &mut LogWriter| {
            chat(log);
            log.sent(12, &[Behind(3, 10, 35)]);
            log.close(3, why, 35, 10, 5);
        };
        check(write, "12 received, 24 copies, 1 for a client that had left, 0 orphans, 0 lost: OK", 0);
    }
}

#[test]
fn a_half_sent_frame_is_no_copy() {
    let write = |log: &mut LogWriter| {
        log.frame(1, To::Listed(&to(&[2, 3])), b"bonjour");
        log.sent(1, &[Behind(2, 0, 3)]);
        log.close(2, "slow", 3, 0, 4);
    };
    check(write, "1 received, 2 copies, 0 orphans, 1 lost: LOST", 1);
}

#[test]
fn bytes_that_count_as_sent_and_were_never_written_are_lost() {
    let write = |log: &mut LogWriter| {
        chat(log);
        log.sent(12, &[]);
        log.close(2, "left", 35, 12, 0);
    };
    check(write, "12 received, 24 copies, 0 orphans, 1 lost: LOST", 1);
}

#[test]
fn a_peer_that_a_frame_leaves_out_has_lost_it() {
    let write = |log: &mut LogWriter| {
        log.frame(1, To::Listed(&to(&[2])), b"salut");
        log.sent(1, &[]);
    };
    check(write, "1 received, 2 copies, 0 orphans, 1 lost: LOST", 1);
}

#[test]
fn bytes_that_no_logged_frame_explains_are_orphans() {
    let write = |log: &mut LogWriter| {
        chat(log);
        log.close(1, "left", 41, 12, 0);
        log.sent(12, &[Behind(2, 12, 100)]);
        log.close(2, "left", 100, 12, 0);
        log.close(9, "left", 5, 0, 0);
    };
    check(write, "12 received, 24 copies, 3 orphans, 0 lost: LOST", 1);
}

#[test]
fn frames_from_or_to_nobody_are_orphans() {
    let write = |log: &mut LogWriter| {
        log.frame(7, To::Listed(&to(&[1, 2, 3])), b"x");
        log.frame(1, To::Listed(&to(&[2, 3, 8])), b"x");
        log.sent(2, &[]);
        log.sent(3, &[]);
    };
    check(write, "2 received, 5 copies, 3 orphans, 0 lost: LOST", 1);
}

#[test]
fn a_crowd_is_counted_by_rule_and_over_joins_and_leaves() {
    let write = |log: &mut LogWriter| {
        (4..=40).for_each(|conn| log.open(conn));
        log.frame(1, To::Others, b"12345678"); // 39
        log.open(41);
        log.frame(41, To::Others, b"1234"); // 40
        log.close(2, "left", 12, 2, 0);
        log.frame(1, To::Others, b"12"); // 39
        log.seal();
        log.sent(3, &[Behind(5, 1, 8)]);
        log.close(41, "left", 2, 3, 0);
        log.close(1, "left", 4, 3, 0);
        log.close(5, "slow", 8, 1, 6);
        log.frame(3, To::Others, b"1"); // 36
    };
    check(write, "4 received, 154 copies, 36 on their way, 0 orphans, 2 lost: LOST", 1);
}

#[test]
fn in_mode_all_the_sender_gets_its_own_frame() {
    let write = |log: &mut LogWriter| {
        log.frame(1, To::Listed(&to(&[1, 2, 3])), b"salut");
        log.frame(1, To::All, b"salut");
        log.frame(1, To::Listed(&to(&[2, 3])), b"salut");
        log.sent(3, &[]);
        log.close(2, "left", 15, 3, 0);
    };
    check_mode(Mode::All, write, "3 received, 9 copies, 0 orphans, 1 lost: LOST", 1);
}

#[test]
fn in_mode_echo_a_frame_is_for_its_sender() {
    let write = |log: &mut LogWriter| {
        for conn in [1, 2, 1, 3] {
            log.frame(conn, To::Listed(&to(&[conn])), b"ping");
        }
        log.sent(4, &[]);
        log.close(1, "end-word", 8, 3, 0);
    };
    check_mode(Mode::Echo, write, "4 received, 4 copies, 0 orphans, 0 lost: OK", 0);
}

#[test]
fn in_mode_ack_only_the_answer_is_a_copy() {
    let write = |log: &mut LogWriter| {
        log.frame(1, To::Listed(&[]), b"Hello, serveur !");
        log.frame(0, To::Listed(&to(&[1])), b"OK");
        log.sent(2, &[]);
        log.close(1, "answered", 2, 2, 0);
    };
    check_mode(Mode::Ack, write, "1 received, 1 copy, 0 orphans, 0 lost: OK", 0);
}

#[test]
fn rotation_changes_nothing_even_with_frames_on_their_way() {
    let write = |log: &mut LogWriter| {
        chat(log);
        log.sent(9, &[]);
        log.rotate("size", &[(1, 30), (2, 30), (3, 30)]);
        chat(log);
        log.rotate("size", &[(1, 30), (2, 30), (3, 30)]);
        log.sent(24, &[Behind(2, 23, 80)]);
        log.close(1, "left", 80, 24, 0);
        log.close(3, "left", 80, 24, 0);
    };
    check(write, "24 received, 48 copies, 1 on their way, 0 orphans, 0 lost: OK", 0);
}

#[test]
fn where_retention_took_the_beginning_the_rest_is_verified() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::from(dir.path(), 12345, Mode::Others, 501);
    log.open_with(1, 1000, Some(15));
    log.open_with(2, 1000, Some(500));
    log.open_with(3, 1000, None);
    chat(&mut log);
    log.sent(512, &[Behind(2, 490, 1005)]);
    // Forty bytes of these frames, and those that were on their way when the segment began.
    log.close(1, "left", 1055, 512, 0);
    log.close(2, "left", 1005, 490, 535);
    log.seal();
    let ran = verify(&dir, &[]);
    let expected = "12 received, 24 copies, 8 for clients that had left, 0 orphans, 0 lost (from frame 501 on): OK\n";
    assert_eq!((ran.stdout.as_str(), ran.code), (expected, 0), "{ran:?}");
}

#[test]
fn each_room_has_its_own_account() {
    let dir = TempDir::new().unwrap();
    let mut others = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=3).for_each(|conn| others.open(conn));
    chat(&mut others);
    others.sent(12, &[]);
    others.seal();
    let mut echo = LogWriter::new(dir.path(), 5000, Mode::Echo);
    echo.open(1);
    echo.frame(1, To::Listed(&to(&[1])), b"ping");
    echo.close(1, "stalled", 0, 0, 4);
    echo.seal();
    let ran = verify(&dir, &[]);
    let expected = "room 5000: 1 received, 1 copy, 0 orphans, 1 lost: LOST\n\
                    room 12345: 12 received, 24 copies, 0 orphans, 0 lost: OK\n\
                    13 received, 25 copies, 0 orphans, 1 lost: LOST\n";
    assert_eq!((ran.stdout.as_str(), ran.code), (expected, 1));
    assert_eq!(verify(&dir, &["--room", "12345"]).code, 0);
    let json = verify(&dir, &["--json"]).json();
    let room = serde_json::json!({
        "room": "5000", "first": 1, "frames": 1, "received": 1, "deliveries": 1, "sent": 0, "pending": 0, "lost": 1,
        "gone": 0, "unknown": 0, "orphans": 0, "gaps": 0,
    });
    assert_eq!((&json["schema"], &json["verdict"], &json["rooms"][0]), (&1.into(), &"lost".into(), &room));
}
