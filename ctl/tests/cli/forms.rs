//! In which form frames are shown: for people, for programs, as bytes; in a pipe and on a terminal.

use std::process::Stdio;

use tempfile::TempDir;
use tp_proto::frame_log::{Kept, Mode, To};

use crate::support::{LogWriter, Ran, command, run, run_on_terminal, to};

/// Bytes that a terminal would obey, hide or reorder, and some that it shows.
const HOSTILE: &str = "a\x1b]52;c;Zm9v\x07b\u{9b}31mc\u{202e}d\u{200b}e\u{e0041}f\r\ng\x7f\u{8}\"h,é";

fn option(dir: &TempDir) -> String {
    format!("--log-dir={}", dir.path().display())
}

fn tail(dir: &TempDir, more: &[&str]) -> Ran {
    run(dir.path(), &[&["tail", &option(dir)], more].concat())
}

/// Two peers, three frames.
fn small(dir: &TempDir) {
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open(1);
    log.open_named(2, HOSTILE);
    log.frame(1, To::Listed(&to(&[2])), "Hello, serveur ! é".as_bytes());
    log.frame(2, To::Listed(&to(&[1])), HOSTILE.as_bytes());
    log.frame(1, To::Listed(&[]), b"fin\xff");
    log.seal();
}

#[test]
fn csv_has_headings_quotes_and_the_bytes_as_they_were() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=3).for_each(|conn| log.open(conn));
    log.frame(1, To::Listed(&to(&[2, 3])), "dit \"été\", puis\nfin".as_bytes());
    log.frame(2, To::Others, b"\xff");
    log.frame_of(3, To::Listed(&[]), 5, Kept::Nothing);
    log.seal();
    let expected = "\
room,n,t,src_conn,src_ip,src_port,dst_ip,dst_port,to,len,text,data
12345,1,2026-01-02T04:04:05.004000000+01:00,1,10.0.0.1,50001,10.0.0.254,12345,\
10.0.0.2:50002 10.0.0.3:50003,21,\"dit \"\"été\"\", puis\\nfin\",ZGl0ICLDqXTDqSIsIHB1aXMKZmlu
12345,2,2026-01-02T04:04:05.005000000+01:00,2,10.0.0.2,50002,10.0.0.254,12345,\
10.0.0.1:50001 10.0.0.3:50003,1,,/w==
12345,3,2026-01-02T04:04:05.006000000+01:00,3,10.0.0.3,50003,10.0.0.254,12345,,5,,
";
    let ran = tail(&dir, &["--csv"]);
    assert_eq!((ran.stdout.as_str(), ran.code, ran.stderr.as_str()), (expected, 0, ""));
}

#[test]
fn hex_shows_each_frame_as_hexdump_does_below_its_line() {
    let dir = TempDir::new().unwrap();
    small(&dir);
    let ran = tail(&dir, &["--hex"]);
    let expected = "\
2026-01-02T04:04:05.003+01:00      1  10.0.0.1:50001        → 12345  to 10.0.0.2:50002     19  Hello, serveur ! é
00000000  48 65 6c 6c 6f 2c 20 73  65 72 76 65 75 72 20 21  |Hello, serveur !|
00000010  20 c3 a9                                          | ..|
00000013
";
    assert!(ran.stdout.starts_with(expected), "{}", ran.stdout);
    assert!(ran.stdout.ends_with("00000000  66 69 6e ff                                       |fin.|\n00000004\n"));
}

#[test]
fn raw_is_the_bytes_and_nothing_else() {
    let dir = TempDir::new().unwrap();
    small(&dir);
    let output = command(dir.path(), &["tail", "--raw", &option(&dir)]).stderr(Stdio::inherit()).output().unwrap();
    let expected = ["Hello, serveur ! é".as_bytes(), HOSTILE.as_bytes(), b"fin\xff"].concat();
    assert_eq!((output.stdout, output.status.code()), (expected, Some(0)));
    let output = command(dir.path(), &["tail", "--raw", "-n1", &option(&dir)]).output().unwrap();
    assert_eq!(output.stdout, b"fin\xff");
}

#[test]
fn raw_says_when_the_log_does_not_keep_all_of_it() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.open(1);
    log.frame_of(1, To::Listed(&[]), 9, Kept::Data(b"head"));
    log.frame_of(1, To::Listed(&[]), 9, Kept::Hash(&[7; 16]));
    log.seal();
    let ran = tail(&dir, &["--raw"]);
    assert_eq!((ran.stdout.as_str(), ran.code), ("head", 1), "{ran:?}");
    assert!(ran.stderr.contains("keeps 4 of the 9 bytes of frame 1"), "{ran:?}");
    let lines = tail(&dir, &[]).stdout;
    assert!(lines.contains("head…") && lines.contains("(not kept)"), "{lines}");
    assert_eq!(tail(&dir, &["--hex"]).stdout.matches("00000004\n").count(), 1);
}

#[test]
fn raw_is_refused_on_a_terminal() {
    let dir = TempDir::new().unwrap();
    small(&dir);
    let ran = run_on_terminal(80, dir.path(), &["tail", "--raw", &option(&dir)]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""), "{ran:?}");
    assert!(ran.stderr.contains("--raw") && ran.stderr.contains("pipe"), "{ran:?}");
}

#[test]
fn two_forms_at_once_are_a_usage_error() {
    let dir = TempDir::new().unwrap();
    for two in [["--json", "--csv"], ["--hex", "--raw"], ["--raw", "--json"]] {
        assert_eq!(tail(&dir, &two).code, 2, "{two:?}");
    }
}

#[test]
fn a_terminal_gets_headings_and_lines_that_fit_it() {
    let dir = TempDir::new().unwrap();
    small(&dir);
    for columns in [40, 80, 132] {
        let ran = run_on_terminal(columns, dir.path(), &["tail", &option(&dir)]);
        let lines: Vec<&str> = ran.stdout.lines().collect();
        assert_eq!(lines.len(), 4, "{columns}:\n{}", ran.stdout);
        assert!(lines[0].starts_with("TIME") && lines[0].contains("FROM"), "{columns}:\n{}", ran.stdout);
        assert!(lines.iter().all(|line| line.chars().count() <= columns.into()), "{columns}:\n{}", ran.stdout);
    }
    let ran = run_on_terminal(80, dir.path(), &["tail", &option(&dir)]);
    assert!(ran.stdout.contains("Hello, serve"), "{}", ran.stdout);
    assert!(!tail(&dir, &[]).stdout.contains("FROM"));
}

#[test]
fn nothing_that_a_peer_sent_moves_a_terminal_in_any_view() {
    let dir = TempDir::new().unwrap();
    small(&dir);
    let option = option(&dir);
    let views: [&[&str]; 7] = [
        &["tail", &option],
        &["tail", "--hex", &option],
        &["tail", "--csv", &option],
        &["tail", "--json", &option],
        &["trace", "2", &option],
        &["trace", "1", &option],
        &["trace", "1", "--json", &option],
    ];
    for view in views {
        let ran = run_on_terminal(200, dir.path(), view);
        assert_eq!(ran.code, 0, "{view:?}: {ran:?}");
        let obeyed = |c: char| (c.is_control() && c != '\n') || "\u{202e}\u{200b}\u{e0041}".contains(c);
        assert!(!ran.stdout.contains(obeyed), "{view:?}: {:?}", ran.stdout);
        assert!(ran.stdout.contains('é'), "{view:?}: {}", ran.stdout);
    }
}

#[test]
fn json_has_the_text_as_it_was_sent_and_csv_what_nothing_obeys() {
    let dir = TempDir::new().unwrap();
    small(&dir);
    let line = tail(&dir, &["--json"]).stdout.lines().nth(1).unwrap().to_owned();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&line).unwrap()["text"], HOSTILE);
    let csv = tail(&dir, &["--csv"]).stdout;
    assert!(csv.chars().all(|c| c == '\n' || !c.is_control()), "{csv:?}");
    let mut log = LogWriter::from(dir.path(), 5000, Mode::Others, 1);
    log.open(1);
    for text in ["=1+1", "+2", "-3", "@sum"] {
        log.frame(1, To::Listed(&[]), text.as_bytes());
    }
    log.seal();
    let csv = tail(&dir, &["--csv", "--room", "5000"]).stdout;
    for text in [",'=1+1,", ",'+2,", ",'-3,", ",'@sum,"] {
        assert!(csv.contains(text), "{text}: {csv}");
    }
}
