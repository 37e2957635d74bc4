//! `verify` where the log does not hold everything: never "OK".

use std::fs;

use tempfile::TempDir;
use tp_proto::frame_log::{Behind, Gap, Mode, Record, To};

use crate::support::{LogWriter, run, to};
use crate::verify::{chat, check, verify};

#[test]
fn frames_that_were_not_logged_are_a_gap() {
    let write = |log: &mut LogWriter| {
        chat(log);
        log.record(&Record::Gap(Gap { n: 13, count: 5, bytes: 50, t0: 0, t1: 1, why: "disk full".into() }));
        log.next += 5;
        chat(log);
        log.sent(29, &[]);
        log.close(1, "left", 120, 29, 0);
    };
    check(write, "24 received, 48 copies, 1 gap in the log, 0 orphans, 0 lost: UNKNOWN", 1);
}

#[test]
fn a_jump_in_the_numbers_is_a_gap() {
    let write = |log: &mut LogWriter| {
        chat(log);
        log.next += 1;
        chat(log);
        log.sent(25, &[]);
    };
    check(write, "24 received, 48 copies, 1 gap in the log, 0 orphans, 0 lost: UNKNOWN", 1);
}

#[test]
fn what_the_kernel_took_before_a_kill_cannot_be_known() {
    let write = |log: &mut LogWriter| {
        chat(log);
        log.sent(9, &[]);
        (1..=3).for_each(|conn| log.close(conn, "restart", 30, 9, 10));
        log.rotate("recovered", &[]);
        log.open(4);
    };
    check(write, "12 received, 24 copies, 6 of unknown fate, 0 orphans, 0 lost: UNKNOWN", 1);
}

#[test]
fn a_kill_after_all_was_sent_leaves_no_doubt() {
    let write = |log: &mut LogWriter| {
        chat(log);
        log.sent(12, &[]);
        (1..=3).for_each(|conn| log.close(conn, "restart", 40, 12, 0));
        log.rotate("recovered", &[]);
        log.open(4);
    };
    check(write, "12 received, 24 copies, 0 orphans, 0 lost: OK", 0);
}

/// Three segments of twelve frames; gives the paths.
fn three_segments(dir: &TempDir) -> [std::path::PathBuf; 3] {
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=3).for_each(|conn| log.open(conn));
    let mut paths = Vec::new();
    for turn in 1..=3 {
        chat(&mut log);
        log.sent(12 * turn, &[]);
        log.seal();
        paths.push(log.path());
        if turn < 3 {
            log.rotate("size", &[1, 2, 3].map(|conn| (conn, 40 * turn)));
        }
    }
    paths.try_into().unwrap()
}

#[test]
fn a_segment_that_was_taken_out_is_a_gap() {
    let dir = TempDir::new().unwrap();
    let [_, middle, _] = three_segments(&dir);
    fs::remove_file(middle).unwrap();
    let ran = verify(&dir, &[]);
    let expected = "24 received, 48 copies, 1 gap in the log, 0 orphans, 0 lost: UNKNOWN\n";
    assert_eq!((ran.stdout.as_str(), ran.code), (expected, 1), "{ran:?}");
    assert_eq!(ran.stderr, "tp-ctl: room 12345: frames 13 to 24, 12 frames, are not in the log any more\n");
}

#[test]
fn a_copy_of_which_damage_hides_the_fate_counts_as_unknown_and_is_not_left_out() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=3).for_each(|conn| log.open(conn));
    log.seal();
    let place = usize::try_from(log.offset()).unwrap() + 10;
    log.frame(1, To::Listed(&to(&[2, 3])), b"salut");
    log.seal();
    chat(&mut log);
    log.frame(1, To::Others, b"salut");
    log.seal();
    let mut bytes = fs::read(log.path()).unwrap();
    bytes[place] ^= 1;
    fs::write(log.path(), bytes).unwrap();
    let ran = verify(&dir, &[]);
    let expected = "13 received, 26 copies, 26 of unknown fate, 1 gap in the log, 0 orphans, 0 lost: UNKNOWN\n";
    assert_eq!((ran.stdout.as_str(), ran.code), (expected, 1), "{ran:?}");
    assert!(ran.stderr.ends_with("tp-ctl: room 12345: frame 1 cannot be read\n"), "{ran:?}");
}

#[test]
fn a_loss_is_told_with_the_peer_the_frame_and_the_reason() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=3).for_each(|conn| log.open(conn));
    chat(&mut log);
    log.sent(12, &[Behind(2, 9, 33)]);
    log.close(2, "slow", 33, 9, 7);
    log.seal();
    let ran = verify(&dir, &[]);
    let told = "tp-ctl: room 12345: 2 copies behind frame 9 never reached peer 2 (slow): see trace 10\n";
    assert_eq!((ran.code, ran.stderr.as_str()), (1, told), "{ran:?}");
}

#[test]
fn a_last_segment_that_was_taken_away_is_a_gap() {
    let dir = TempDir::new().unwrap();
    let [_, _, last] = three_segments(&dir);
    fs::remove_file(last).unwrap();
    let ran = verify(&dir, &[]);
    let expected = "24 received, 48 copies, 1 gap in the log, 0 orphans, 0 lost: UNKNOWN\n";
    assert_eq!((ran.stdout.as_str(), ran.code), (expected, 1), "{ran:?}");
}

#[test]
fn a_segment_that_was_cut_short_is_a_gap() {
    let dir = TempDir::new().unwrap();
    let [_, middle, _] = three_segments(&dir);
    let bytes = fs::read(&middle).unwrap();
    fs::write(&middle, &bytes[..bytes.len() / 2]).unwrap();
    let ran = verify(&dir, &["--json"]);
    let room = &ran.json()["rooms"][0];
    assert_eq!((ran.code, &room["gaps"], &room["orphans"]), (1, &1.into(), &0.into()), "{ran:?}");
    assert_eq!(ran.json()["verdict"], "unknown");
}

#[test]
fn one_flipped_bit_is_named_by_file_and_offset_and_the_rest_is_verified() {
    let dir = TempDir::new().unwrap();
    let paths = three_segments(&dir);
    for path in &paths {
        let bytes = fs::read(path).unwrap();
        for place in [20, bytes.len() / 2, bytes.len() - 60] {
            let mut damaged = bytes.clone();
            damaged[place] ^= 4;
            fs::write(path, &damaged).unwrap();
            let ran = verify(&dir, &["--json"]);
            let json = ran.json();
            assert_eq!((ran.code, &json["verdict"]), (1, &"unknown".into()), "{place} of {path:?}: {ran:?}");
            assert_eq!((&json["rooms"][0]["orphans"], &json["rooms"][0]["lost"]), (&0.into(), &0.into()));
            assert!(ran.stderr.contains("offset") && ran.stderr.contains(path.to_str().unwrap()), "{ran:?}");
        }
        fs::write(path, &bytes).unwrap();
    }
    assert_eq!(verify(&dir, &[]).code, 0);
}

#[test]
fn a_later_format_is_refused_and_not_misread() {
    let dir = TempDir::new().unwrap();
    let [first, ..] = three_segments(&dir);
    let mut bytes = fs::read(&first).unwrap();
    let version = bytes.windows(3).position(|bytes| bytes == b"\x61v\x01").unwrap() + 2;
    bytes[version] = 2;
    fs::write(&first, bytes).unwrap();
    let ran = verify(&dir, &[]);
    let expected = "24 received, 48 copies, 1 gap in the log, 0 orphans, 0 lost (from frame 13 on): UNKNOWN\n";
    assert_eq!((ran.code, ran.stdout.as_str()), (1, expected), "{ran:?}");
    assert!(ran.stderr.contains("newer") && ran.stderr.contains(first.to_str().unwrap()), "{ran:?}");
    assert!(ran.stderr.contains("offset 12"), "{ran:?}");
    let ran = run(dir.path(), &["verify", first.to_str().unwrap()]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{ran:?}");
}

#[test]
fn a_torn_tail_may_be_a_crash_or_a_file_that_was_cut_and_is_never_ok() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open(1);
    log.seal();
    log.write(b"\xa1\x65frame\xa7\x61n");
    let ran = verify(&dir, &[]);
    let expected = "0 received, 0 copies, 1 gap in the log, 0 orphans, 0 lost: UNKNOWN\n";
    assert_eq!((ran.stdout.as_str(), ran.code), (expected, 1), "{ran:?}");
    let place = format!("offset {}", log.offset());
    assert!(ran.stderr.contains(&place) && ran.stderr.contains(log.path().to_str().unwrap()), "{ran:?}");
}

#[test]
fn a_segment_from_the_middle_of_a_log_has_a_verdict_of_its_own() {
    let dir = TempDir::new().unwrap();
    let [_, middle, last] = three_segments(&dir);
    for (path, first) in [(middle, 13), (last, 25)] {
        let ran = run(dir.path(), &["verify", path.to_str().unwrap()]);
        let expected = format!("12 received, 24 copies, 0 orphans, 0 lost (from frame {first} on): OK\n");
        assert_eq!((ran.stdout, ran.code, ran.stderr.as_str()), (expected, 0, ""));
    }
}
