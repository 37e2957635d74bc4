//! `tail`: what it shows of a log that is there.

use std::fs;
use std::process::{Child, ChildStdout, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tp_proto::frame_log::{Mode, To};

use crate::support::{LogWriter, PATIENCE, Ran, command, rotated, run, to};

fn tail(dir: &TempDir, more: &[&str]) -> Ran {
    let option = format!("--log-dir={}", dir.path().display());
    run(dir.path(), &[&["tail", &option], more].concat())
}

/// Two peers in `others`, three frames.
fn small(dir: &TempDir) -> LogWriter {
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open(1);
    log.open(2);
    log.frame(1, To::Listed(&to(&[2])), "Hello, serveur ! é".as_bytes());
    log.frame(2, To::Listed(&to(&[1])), b"\x1b]52;c;Zm9v\x07\n");
    log.close(2, "left", 0, 2, 0);
    log.frame(1, To::Listed(&[]), b"fin\xff");
    log.seal();
    log
}

#[test]
fn a_frame_is_one_line_and_nothing_of_it_reaches_the_terminal() {
    let dir = TempDir::new().unwrap();
    small(&dir);
    let ran = tail(&dir, &[]);
    let expected = "\
2026-01-02T04:04:05.003+01:00      1  10.0.0.1:50001        → 12345  to 10.0.0.2:50002     19  Hello, serveur ! é
2026-01-02T04:04:05.004+01:00      2  10.0.0.2:50002        → 12345  to 10.0.0.1:50001     13  \\x1b]52;c;Zm9v\\x07\\n
2026-01-02T04:04:05.006+01:00      3  10.0.0.1:50001        → 12345  to nobody              4  fin\\xff
";
    assert_eq!((ran.stdout.as_str(), ran.code, ran.stderr.as_str()), (expected, 0, ""));
}

#[test]
fn where_the_locale_is_not_utf_8_marks_are_ascii_and_what_a_peer_sent_is_as_it_was() {
    let dir = TempDir::new().unwrap();
    small(&dir);
    let ran = crate::diagram_logs::localized(&dir, "C", &["tail"]);
    assert!(ran.stdout.contains(" > 12345  to ") && ran.stdout.contains("serveur ! é"), "{ran:?}");
    assert!(!ran.stdout.contains('→'), "{ran:?}");
}

#[test]
fn json_has_every_field_and_the_bytes_as_they_were() {
    let dir = TempDir::new().unwrap();
    small(&dir);
    let ran = tail(&dir, &["--json"]);
    let lines: Vec<serde_json::Value> = ran.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let expected = serde_json::json!({
        "n": 1, "t": "2026-01-02T04:04:05.003000000+01:00", "room": "12345",
        "src": {"conn": 1, "ip": "10.0.0.1", "port": 50001}, "dst": {"ip": "10.0.0.254", "port": 12345},
        "to": [{"conn": 2, "ip": "10.0.0.2", "port": 50002}], "len": 19,
        "text": "Hello, serveur ! é", "data": "SGVsbG8sIHNlcnZldXIgISDDqQ==",
    });
    assert_eq!(lines[0], expected);
    assert_eq!((&lines[2]["text"], &lines[2]["data"]), (&serde_json::Value::Null, &"Zmlu/w==".into()));
}

#[test]
fn a_crowd_is_counted_for_people_and_named_for_programs() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=20).for_each(|conn| log.open(conn));
    log.frame(3, To::Others, b"x");
    log.seal();
    assert!(tail(&dir, &[]).stdout.contains("to others (19) "));
    let recipients = tail(&dir, &["--json"]).json()["to"].clone();
    assert_eq!(recipients.as_array().unwrap().len(), 19);
    assert_eq!(recipients[2], serde_json::json!({"conn": 4, "ip": "10.0.0.4", "port": 50004}));
}

#[test]
fn the_servers_own_words_are_from_the_server() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Ack);
    log.open(1);
    log.frame(0, To::Listed(&to(&[1])), b"OK");
    log.seal();
    let line = tail(&dir, &[]).stdout;
    assert!(line.contains("server                → 12345  to 10.0.0.1:50001"), "{line}");
    let source = tail(&dir, &["--json"]).json()["src"].clone();
    assert_eq!(source, serde_json::json!({"conn": 0, "ip": "10.0.0.254", "port": 12345}));
}

/// The texts of the lines, which are their last words.
fn texts(stdout: &str) -> Vec<&str> {
    stdout.lines().filter_map(|line| line.split_whitespace().last()).collect()
}

#[test]
fn the_last_frames_come_from_as_many_segments_as_it_takes() {
    let dir = TempDir::new().unwrap();
    rotated(dir.path(), 12345, 3);
    for wanted in [0, 1, 10, 11, 25, 30, 31] {
        let ran = tail(&dir, &["-n", &wanted.to_string()]);
        let expected: Vec<String> = (31 - wanted.min(30)..=30).map(|n| format!("12345/{n}")).collect();
        assert_eq!(texts(&ran.stdout), expected, "-n {wanted}");
    }
}

#[test]
fn rooms_are_merged_by_time() {
    let dir = TempDir::new().unwrap();
    rotated(dir.path(), 12345, 1);
    rotated(dir.path(), 5000, 1);
    let ran = tail(&dir, &["-n", "4"]);
    assert_eq!(texts(&ran.stdout), ["5000/9", "12345/9", "5000/10", "12345/10"]);
    let ran = tail(&dir, &["-n", "2", "--room", "5000"]);
    assert_eq!(texts(&ran.stdout), ["5000/9", "5000/10"]);
}

#[test]
fn what_is_readable_around_damage_is_shown_and_the_damage_is_named() {
    let dir = TempDir::new().unwrap();
    let mut log = small(&dir);
    let place = log.offset() as usize + 30;
    log.frame(1, To::Listed(&[]), b"perdu");
    log.seal();
    log.frame(1, To::Listed(&[]), b"apres");
    log.seal();
    let mut bytes = fs::read(log.path()).unwrap();
    bytes[place] ^= 1;
    fs::write(log.path(), bytes).unwrap();
    let ran = tail(&dir, &[]);
    assert_eq!((ran.code, ran.stdout.lines().count()), (1, 4), "{ran:?}");
    let offset = format!("offset {}", place - 30);
    assert!(ran.stderr.contains(&offset) && ran.stderr.contains(log.path().to_str().unwrap()), "{ran:?}");
}

/// Waits until `child` has ended by itself.
fn wait(mut child: Child) -> Option<i32> {
    let start = Instant::now();
    while start.elapsed() < PATIENCE {
        if let Some(status) = child.try_wait().unwrap() {
            return status.code();
        }
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    None
}

fn unread(dir: &TempDir, args: &[&str]) -> (Child, ChildStdout) {
    let mut child = command(dir.path(), args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let stdout = child.stdout.take().unwrap();
    (child, stdout)
}

#[test]
fn a_reader_that_goes_away_is_success_even_when_nothing_more_comes() {
    let dir = TempDir::new().unwrap();
    rotated(dir.path(), 12345, 1);
    let option = format!("--log-dir={}", dir.path().display());
    for args in [["tail", "-f", "-n1", &option], ["tail", "-n10", "--json", &option]] {
        let (mut child, stdout) = unread(&dir, &args);
        drop(stdout);
        let stderr = child.stderr.take().unwrap();
        assert_eq!(wait(child), Some(0));
        assert_eq!(std::io::read_to_string(stderr).unwrap(), "");
    }
}

#[test]
fn a_port_where_a_path_is_wanted_is_answered_with_the_option_for_rooms() {
    for (locale, words) in
        [("en_GB.UTF-8", "a room is named by --room 12345"), ("fr_FR.UTF-8", "un salon se nomme par --room 12345")]
    {
        let dir = TempDir::new().unwrap();
        let mut command = command(dir.path(), &["tail", "12345"]);
        let ran = Ran::new(command.current_dir(dir.path()).env("LC_ALL", locale).output().expect("the program runs"));
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.stderr.replace('\u{a0}', " ").contains(words), "{ran:?}");
    }
}
