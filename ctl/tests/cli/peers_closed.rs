//! `peers --closed`: who has left, when and why, by the files alone.

use tempfile::TempDir;
use tp_proto::frame_log::{Mode, To};

use crate::diagram_logs::{localized, named, room};
use crate::support::{LogWriter, Ran, to};

const ENGLISH: &str = "en_GB.UTF-8";

/// Five who leave for reasons of all kinds, and one who stays.
fn class(dir: &TempDir) {
    let mut log = room(dir);
    (1..=3).for_each(|conn| log.open(conn));
    named(&mut log, 4, "Léa");
    named(&mut log, 5, "\u{1b}[2J");
    log.open(6);
    log.frame(1, To::Listed(&to(&[2, 3, 4, 5, 6])), b"bonjour");
    log.sent(1, &[]);
    log.close(1, "left", 0, 1, 0);
    log.close(2, "slow", 7, 1, 70_000);
    log.wait(5000);
    log.close(4, "end-word", 7, 1, 0);
    log.close(5, "comet", 7, 1, 0);
    log.close(3, "restart", 7, 1, 0);
    log.seal();
}

fn closed(dir: &TempDir, locale: &str, args: &[&str]) -> Ran {
    let ran = localized(dir, locale, &[&["peers", "--closed"], args].concat());
    assert_eq!((ran.code, ran.stderr.as_str()), (0, ""), "{ran:?}");
    ran
}

fn numbers(dir: &TempDir, args: &[&str]) -> Vec<u64> {
    let json = closed(dir, ENGLISH, &[args, &["--json"]].concat()).json();
    json["closed"].as_array().unwrap().iter().map(|peer| peer["number"].as_u64().unwrap()).collect()
}

#[test]
fn those_who_left_are_told_with_when_and_why() {
    let dir = TempDir::new().unwrap();
    class(&dir);
    insta::assert_snapshot!("closed_english", closed(&dir, ENGLISH, &[]).stdout);
    insta::assert_snapshot!("closed_french", closed(&dir, "fr_FR.UTF-8", &["-v"]).stdout);
}

#[test]
fn the_last_ones_are_shown_or_those_of_a_time_or_those_asked_for() {
    let dir = TempDir::new().unwrap();
    class(&dir);
    assert_eq!(numbers(&dir, &[]), [1, 2, 4, 5, 3]);
    assert_eq!(numbers(&dir, &["-n", "2"]), [5, 3]);
    assert!(numbers(&dir, &["-n", "0"]).is_empty());
    assert_eq!(numbers(&dir, &["--since", "2026-01-02T03:04:09Z"]), [4, 5, 3]);
    assert_eq!(numbers(&dir, &["--until", "2026-01-02T03:04:09Z"]), [1, 2]);
    assert_eq!(numbers(&dir, &["--sort", "number", "-r"]), [5, 4, 3, 2, 1]);
    assert_eq!(numbers(&dir, &["--name", "Léa"]), [4]);
    assert_eq!(numbers(&dir, &["--ip", "10.0.0.2/31"]), [2, 3]);
    assert_eq!(numbers(&dir, &["-n", "1", "--peer", "2"]), [2]);
}

#[test]
fn a_number_or_a_name_with_which_nobody_left_is_a_slip() {
    let dir = TempDir::new().unwrap();
    class(&dir);
    for (who, words) in [(["--peer", "6"], "no peer 6 has left"), (["--name", "Lea"], "nobody called \"Lea\" has left")]
    {
        for more in [&[][..], &["--json"]] {
            let ran = localized(&dir, ENGLISH, &[&["peers", "--closed"], &who[..], more].concat());
            assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().count()), (1, "", 1), "{ran:?}");
            assert!(ran.stderr.contains(words) && ran.stderr.contains("3 (10.0.0.3:50003), 5 ("), "{ran:?}");
        }
    }
    // Somebody who left at another time is no slip.
    assert!(numbers(&dir, &["--peer", "1", "--since", "2026-01-02T03:04:09Z"]).is_empty());
}

#[test]
fn as_json_every_fact_has_its_key() {
    let dir = TempDir::new().unwrap();
    class(&dir);
    let json = closed(&dir, ENGLISH, &["--json", "--peer", "2"]).json();
    let expected = serde_json::json!({"schema": 1, "closed": [{
        "number": 2, "room": "12345", "peer": "10.0.0.2:50002", "local": "10.0.0.254:12345", "name": "",
        "since": "2026-01-02T04:04:05+01:00", "until": "2026-01-02T04:04:05+01:00", "why": "slow",
        "rx_bytes": 0, "tx_bytes": 7, "through": 1, "undelivered_bytes": 70_000,
    }]});
    assert_eq!(json, expected);
}

#[test]
fn who_was_there_before_the_log_begins_is_said_to_have_been() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::from(dir.path(), 12345, Mode::Others, 500);
    // As a segment names those who were there: with the time at which it was begun.
    named(&mut log, 1, "Léa");
    log.seal();
    log.open(2);
    log.close(1, "left", 0, 499, 0);
    log.close(2, "left", 0, 499, 0);
    log.seal();
    let json = closed(&dir, ENGLISH, &["--json"]).json();
    assert!(json["closed"][0]["since"].is_null() && json["closed"][1]["since"].is_string(), "{json}");
    assert!(closed(&dir, ENGLISH, &["--peer", "1"]).stdout.contains("  before  "));
}

#[test]
fn nobody_who_left_and_no_log_are_two_things() {
    let dir = TempDir::new().unwrap();
    let mut log = room(&dir);
    log.open(1);
    log.seal();
    let ran = closed(&dir, ENGLISH, &[]);
    assert_eq!(ran.stdout, "nobody has left, as far as the log goes back\n");
    let ran = localized(&dir, ENGLISH, &["peers", "--closed", "--room", "7"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("no room 7") && ran.stderr.contains("12345"), "{ran:?}");
    let empty = TempDir::new().unwrap();
    assert_eq!(localized(&empty, ENGLISH, &["peers", "--closed"]).code, 1);
}
