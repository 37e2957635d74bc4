//! Which frames: each filter by itself, and several together.

use tempfile::TempDir;
use tp_proto::frame_log::{Kept, Mode, To};

use crate::support::{LogWriter, Ran, run, to};

fn tail(dir: &TempDir, more: &[&str]) -> Ran {
    let option = format!("--log-dir={}", dir.path().display());
    run(dir.path(), &[&["tail", "--json", &option], more].concat())
}

/// The numbers of the frames that are shown.
fn numbers(ran: &Ran) -> Vec<u64> {
    let number = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["n"].as_u64().unwrap();
    ran.stdout.lines().map(number).collect()
}

/// A lesson: three named pupils and one without a name; recipients by list, then by rule, then the
/// server's own words.
///
/// The clock stood at 04:04:05 when it began; a millisecond passes with each record.
fn lesson(dir: &TempDir) {
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    for (conn, name) in [(1, "zoé"), (2, "ali"), (3, "eve")] {
        log.open_named(conn, name); // .001 to .003
    }
    log.frame(1, To::Listed(&to(&[2, 3])), b"Bonjour"); // 1 at .004
    log.frame(2, To::Listed(&to(&[1, 3])), "été".as_bytes()); // 2 at .005
    log.frame(3, To::Listed(&to(&[1])), b"psst zoe"); // 3 at .006
    log.open(4); // .007
    log.seal(); // .008
    log.frame(1, To::Others, b"a+b"); // 4 at .009
    log.frame(4, To::Others, b"\xff\x00\xfe"); // 5 at .010
    log.close(2, "left", 0, 5, 0); // .011
    log.frame(4, To::All, b"bonjour"); // 6 at .012
    log.frame(0, To::Listed(&to(&[3])), b"OK"); // 7 at .013
    log.frame(1, To::Listed(&[]), b""); // 8 at .014
    log.seal();
}

#[track_caller]
fn check(arguments: &[&str], expected: &[u64]) {
    let dir = TempDir::new().unwrap();
    lesson(&dir);
    let ran = tail(&dir, &[arguments, &["-n100"]].concat());
    assert_eq!((numbers(&ran).as_slice(), ran.code), (expected, 0), "{arguments:?}: {ran:?}");
}

#[test]
fn a_number_or_a_name_that_nobody_had_is_a_slip_in_every_view() {
    let dir = TempDir::new().unwrap();
    lesson(&dir);
    let option = format!("--log-dir={}", dir.path().display());
    let file = dir.path().join("out");
    let export = ["export", "--jsonl", file.to_str().unwrap()];
    for verb in [&["tail"][..], &["tail", "--csv"], &["diagram"], &export, &["export", "--csv", "-"]] {
        for (who, words) in [(["--peer", "9"], "peer 9"), (["--name", "Zoé"], "called \"Zoé\"")] {
            let ran = run(dir.path(), &[verb, &who, &[&option]].concat());
            assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().count()), (1, "", 1), "{verb:?}: {ran:?}");
            assert!(ran.stderr.contains(words) && ran.stderr.contains("4 (10.0.0.4:50004), 3 ("), "{ran:?}");
        }
        let others = run(dir.path(), &[verb, &["--peer", "9", "--peer", "4", "--text", "nothing", &option]].concat());
        let two = run(dir.path(), &[verb, &["--peer", "1", "--name", "eve", "--force", &option]].concat());
        assert_eq!(others.code, 0, "somebody is known: {others:?}");
        assert_ne!(two.code, 1, "each of them is known: {two:?}");
        std::fs::remove_file(&file).ok();
    }
    let of_a_time = tail(&dir, &["--peer", "9", "--since", "2026-01-02T03:04:05Z"]);
    assert_eq!(of_a_time.code, 0, "what is outside of a time is not read: {of_a_time:?}");
}

#[test]
fn who_is_told_instead_of_a_stranger_is_told_once() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=2).for_each(|conn| log.open(conn));
    log.frame(1, To::Others, b"a");
    log.seal();
    log.rotate("size", &[(1, 0), (2, 0)]);
    log.frame(2, To::Others, b"b");
    log.seal();
    let ran = tail(&dir, &["--peer", "9"]);
    assert_eq!((ran.stderr.matches("1 (").count(), ran.stderr.matches("2 (").count()), (1, 1), "{ran:?}");
    assert!(!ran.stderr.contains("others"), "{ran:?}");
}

#[test]
fn by_number_from_or_to_it() {
    check(&["--peer", "1"], &[1, 2, 3, 4, 5, 6, 8]);
    check(&["--peer", "2"], &[1, 2, 4, 5]);
    check(&["--peer", "4"], &[4, 5, 6]);
    check(&["--peer", "0"], &[7]);
    check(&["--peer", "0", "--peer", "2"], &[1, 2, 4, 5, 7]);
}

#[test]
fn by_direction_who_sent_it_or_who_received_it() {
    check(&["--peer", "1", "--direction", "sent"], &[1, 4, 8]);
    check(&["--peer", "1", "--direction", "received"], &[2, 3, 5, 6]);
    check(&["--peer", "4", "--direction", "received"], &[4, 6]);
    check(&["--peer", "3", "--peer", "4", "--direction", "received"], &[1, 2, 4, 5, 6, 7]);
    check(&["--peer", "3", "--direction", "any"], &[1, 2, 3, 4, 5, 6, 7]);
}

#[test]
fn by_port_whether_recipients_are_listed_or_go_by_rule() {
    check(&["--port", "50002"], &[1, 2, 4, 5]);
    check(&["--port", "50002", "--direction", "received"], &[1, 4, 5]);
    check(&["--port", "50004", "--direction", "sent"], &[5, 6]);
    // It is the room's port and no client's.
    check(&["--port", "12345"], &[]);
}

#[test]
fn by_name_and_by_address() {
    check(&["--name", "zoé", "--direction", "sent"], &[1, 4, 8]);
    check(&["--name", "ali"], &[1, 2, 4, 5]);
    check(&["--ip", "10.0.0.3", "--direction", "sent"], &[3]);
    check(&["--ip", "::ffff:10.0.0.3", "--direction", "sent"], &[3]);
    check(&["--ip", "10.0.0.2/31", "--direction", "sent"], &[2, 3]);
    check(&["--ip", "10.0.0.0/8", "--direction", "received"], &[1, 2, 3, 4, 5, 6, 7]);
    check(&["--ip", "fe80::/10"], &[]);
}

#[test]
fn by_size_and_by_what_is_in_it() {
    check(&["--size", "7"], &[1, 6]);
    check(&["--size", "7.."], &[1, 3, 6]);
    check(&["--size", "..2"], &[7, 8]);
    check(&["--size", "3..5"], &[2, 4, 5]);
    check(&["--text", "onjour"], &[1, 6]);
    check(&["--text", "é"], &[2]);
    check(&["--text", "a+b"], &[4]);
    check(&["--regex", "^(?i)bonjour$"], &[1, 6]);
    check(&["--regex", "zo.$"], &[3]);
    check(&["--regex", r"(?-u)\xff\x00"], &[5]);
    check(&["--text", "on", "--regex", "^b"], &[6]);
}

#[test]
fn by_time_both_ends_included() {
    check(&["--since", "2026-01-02T03:04:05.009Z"], &[4, 5, 6, 7, 8]);
    check(&["--since", "2026-01-02 04:04:05.010", "--until", "2026-01-02T04:04:05.012+01:00"], &[5, 6]);
    check(&["--until", "2026-01-02T03:04:05.004Z"], &[1]);
    check(&["--since", "1 min ago"], &[]);
}

#[test]
fn all_together_a_frame_has_to_pass_each() {
    let all = [
        "--since=2026-01-02T03:04:05.004Z",
        "--until=2026-01-02T03:04:05.012Z",
        "--peer=1",
        "--peer=4",
        "--ip=10.0.0.4",
        "--port=50004",
        "--direction=sent",
        "--size=5..",
        "--text=jour",
        "--regex=^b",
        "--room=12345",
    ];
    check(&all, &[6]);
    check(&["--peer=1", "--port=50002"], &[]);
    check(&["--name=eve", "--port=50003", "--direction=received"], &[1, 2, 4, 5, 6, 7]);
}

#[test]
fn who_left_gets_nothing_more_and_a_number_is_not_a_place_in_line() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=40).for_each(|conn| log.open(conn));
    log.close(7, "left", 0, 0, 0);
    log.frame(3, To::Others, b"x");
    log.rotate("size", &(1..=40).filter(|&conn| conn != 7).map(|conn| (conn, 0)).collect::<Vec<_>>());
    log.frame(3, To::Others, b"x");
    log.seal();
    assert_eq!(numbers(&tail(&dir, &["--port", "50007"])), [0_u64; 0]);
    assert_eq!(numbers(&tail(&dir, &["--port", "50008"])), [1, 2]);
    assert_eq!(numbers(&tail(&dir, &["--peer", "3", "--direction", "received"])), [0_u64; 0]);
}

#[test]
fn the_last_n_are_the_last_that_pass_from_as_many_segments_as_it_takes() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=2).for_each(|conn| log.open(conn));
    for segment in 0..5 {
        for n in 0..10 {
            let text: &[u8] = if n == 3 { b"rare" } else { b"often" };
            log.frame(1 + n % 2, To::Listed(&to(&[2 - n % 2])), text);
        }
        log.seal();
        if segment < 4 {
            log.rotate("size", &[(1, 0), (2, 0)]);
        }
    }
    let last = |count: &str, more: &[&str]| numbers(&tail(&dir, &[&["-n", count], more].concat()));
    assert_eq!(last("3", &["--text", "rare"]), [24, 34, 44]);
    assert_eq!(last("99", &["--text", "rare"]), [4, 14, 24, 34, 44]);
    assert_eq!(last("2", &["--text", "rare", "--peer", "2"]), [34, 44]);
    assert_eq!(last("0", &["--text", "rare"]), [0_u64; 0]);
}

#[test]
fn with_since_and_no_count_all_are_shown() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=2).for_each(|conn| log.open(conn));
    for segment in 0..3 {
        for _ in 0..10 {
            log.frame(1, To::Listed(&to(&[2])), b"x");
        }
        log.seal();
        if segment < 2 {
            log.rotate("size", &[(1, 0), (2, 0)]);
        }
    }
    let option = format!("--log-dir={}", dir.path().display());
    let shown = |more: &[&str]| numbers(&run(dir.path(), &[&["tail", "--json", &option], more].concat()));
    assert_eq!(shown(&["--since", "2026-01-01"]), (1..=30).collect::<Vec<_>>());
    assert_eq!(shown(&["--since", "2026-01-01", "-n", "4"]), [27, 28, 29, 30]);
    assert_eq!(shown(&["--until", "2030-01-01"]).len(), 10);
    // With the second segment's first frame.
    assert_eq!(shown(&["--since", "2026-01-02T03:04:05.017Z"]), (11..=30).collect::<Vec<_>>());
}

#[test]
fn what_is_not_kept_says_nothing_and_still_has_a_size() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open(1);
    log.frame_of(1, To::Listed(&[]), 700, Kept::Data(b"head of"));
    log.frame_of(1, To::Listed(&[]), 700, Kept::Nothing);
    log.seal();
    assert_eq!(numbers(&tail(&dir, &["--text", "head"])), [1]);
    assert_eq!(numbers(&tail(&dir, &["--size", "700"])), [1, 2]);
}

#[test]
fn in_a_long_segment_the_rare_and_the_frequent_are_found_alike() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=2).for_each(|conn| log.open(conn));
    for n in 1..=80_000 {
        let text: &[u8] = if [5, 79_990].contains(&n) { b"rare" } else { b"often" };
        log.frame(1, To::Listed(&to(&[2])), text);
        if n % 1000 == 0 {
            log.seal();
        }
    }
    assert_eq!(numbers(&tail(&dir, &["--text", "rare"])), [5, 79_990]);
    assert_eq!(numbers(&tail(&dir, &["--text", "rare", "-n1"])), [79_990]);
    assert_eq!(numbers(&tail(&dir, &["--text", "often", "-n2"])), [79_999, 80_000]);
    assert_eq!(numbers(&tail(&dir, &["--text", "often", "-n70000"])).len(), 70_000);
    assert_eq!(numbers(&tail(&dir, &["--text", "never"])), [0_u64; 0]);
    assert_eq!(numbers(&tail(&dir, &["-n", "79999"])).first(), Some(&2));
}
