//! `export`: where it goes, what it refuses, and that it leaves nothing half done.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use nix::sys::signal::{self, Signal};
use nix::unistd::Pid;
use tempfile::TempDir;
use tp_proto::frame_log::{Mode, To};

use crate::support::{LogWriter, Ran, command, rotated, run, to};

/// A room in which three say a word each.
fn small_log(dir: &Path, room: u16) -> LogWriter {
    let mut log = LogWriter::new(dir, room, Mode::Others);
    (1..=3).for_each(|conn| log.open(conn));
    log.frame(1, To::Listed(&to(&[2, 3])), b"bonjour");
    log.frame(2, To::Listed(&to(&[1, 3])), b"salut, \"toi\"\n");
    log.sent(2, &[]);
    log.seal();
    log
}

fn export(dir: &TempDir, arguments: &[&str]) -> Ran {
    run(dir.path(), &[&["export"], arguments, &[&dir.path().display().to_string()]].concat())
}

fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn the_lines_are_those_of_tail() {
    let dir = TempDir::new().unwrap();
    small_log(dir.path(), 12345);
    small_log(dir.path(), 5000);
    let lines = export(&dir, &["--jsonl", "-"]);
    assert_eq!((lines.code, lines.stderr.as_str()), (0, ""));
    let tail = run(dir.path(), &["tail", "--json", "-n", "100", &dir.path().display().to_string()]);
    assert_eq!(lines.stdout, tail.stdout);
    let only = export(&dir, &["--jsonl", "-", "--room", "5000", "--text", "bonjour"]);
    assert_eq!(only.stdout.lines().count(), 1);
    let csv = export(&dir, &["--csv", "-", "--room", "5000"]);
    let mut rows = csv.stdout.lines();
    assert_eq!(rows.next(), Some("room,n,t,src_conn,src_ip,src_port,dst_ip,dst_port,to,len,text,data"));
    let first = rows.next().unwrap();
    assert!(
        first.starts_with("5000,1,2026-01-02T04:04:05.004000000+01:00,1,10.0.0.1,50001,10.0.0.254,5000,"),
        "{first}"
    );
    assert!(csv.stdout.contains("\"salut, \"\"toi\"\"\\n\""), "{}", csv.stdout);
}

#[test]
fn rooms_stand_in_the_order_of_time_and_each_in_its_own() {
    let dir = TempDir::new().unwrap();
    let (mut one, mut other) = (small_log(dir.path(), 1000), small_log(dir.path(), 2000));
    for _ in 0..40 {
        one.frame(1, To::Listed(&to(&[2, 3])), b"eins");
        one.seal();
        other.frame(1, To::Listed(&to(&[2, 3])), b"deux");
        other.seal();
        other.frame(1, To::Listed(&to(&[2, 3])), b"trois");
    }
    other.seal();
    let lines = export(&dir, &["--jsonl", "-"]).stdout;
    let frames: Vec<serde_json::Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(frames.len(), 2 + 40 + 2 + 80);
    let times: Vec<&str> = frames.iter().map(|frame| frame["t"].as_str().unwrap()).collect();
    assert!(times.is_sorted(), "{times:?}");
    for room in ["1000", "2000"] {
        let numbers: Vec<u64> =
            frames.iter().filter(|frame| frame["room"] == room).map(|frame| frame["n"].as_u64().unwrap()).collect();
        assert!(numbers.is_sorted_by(|a, b| a + 1 == *b), "{numbers:?}");
    }
}

#[test]
fn a_file_that_is_there_is_kept_unless_forced() {
    let dir = TempDir::new().unwrap();
    small_log(dir.path(), 12345);
    let file = dir.path().join("out");
    fs::write(&file, "precious").unwrap();
    let name = file.to_str().unwrap();
    for format in ["--pcapng", "--jsonl", "--csv"] {
        let ran = export(&dir, &[format, name]);
        assert_eq!(ran.code, 1);
        assert!(ran.stderr.contains(name) && ran.stderr.contains("--force"), "{}", ran.stderr);
        assert_eq!(fs::read(&file).unwrap(), b"precious");
    }
    let ran = export(&dir, &["--jsonl", name, "--force"]);
    assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.as_str()), (0, "", ""));
    assert_eq!(fs::read_to_string(&file).unwrap(), export(&dir, &["--jsonl", "-"]).stdout);
    assert_eq!(names(dir.path()), ["frames", "out"]);
}

#[test]
fn a_link_is_followed_and_stays_one() {
    let dir = TempDir::new().unwrap();
    small_log(dir.path(), 12345);
    let (link, real) = (dir.path().join("link"), dir.path().join("real"));
    fs::write(&real, "old").unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    assert_eq!(export(&dir, &["--csv", link.to_str().unwrap()]).code, 1);
    assert_eq!(export(&dir, &["--csv", link.to_str().unwrap(), "--force"]).code, 0);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert!(fs::read_to_string(&real).unwrap().starts_with("room,"));
}

#[test]
fn what_is_no_file_is_written_as_it_is() {
    let dir = TempDir::new().unwrap();
    small_log(dir.path(), 12345);
    assert_eq!(export(&dir, &["--pcapng", "/dev/null"]).code, 0);
    let piped = export(&dir, &["--csv", "/dev/stdout"]);
    assert_eq!((piped.code, piped.stdout), (0, export(&dir, &["--csv", "-"]).stdout));
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let dir = TempDir::new().unwrap();
    small_log(dir.path(), 12345);
    let nowhere = dir.path().join("no/such/place");
    for place in [dir.path(), &nowhere] {
        let ran = export(&dir, &["--jsonl", place.to_str().unwrap()]);
        assert_eq!(ran.code, 1);
        assert!(
            ran.stderr.contains(place.to_str().unwrap()) && !ran.stderr.contains("tp-ctl-export"),
            "{}",
            ran.stderr
        );
    }
}

#[test]
fn wrong_words_are_a_usage_error() {
    let dir = TempDir::new().unwrap();
    small_log(dir.path(), 12345);
    let file = dir.path().join("out");
    let name = file.to_str().unwrap();
    assert_eq!(export(&dir, &[]).code, 2);
    assert_eq!(export(&dir, &["--jsonl", name, "--csv", name]).code, 2);
    let filters = [["--peer", "1"], ["--name", "a"], ["--ip", "10.0.0.1"], ["--port", "1"]];
    let more = [["--size", "1"], ["--text", "a"], ["--regex", "a"]];
    for filter in filters.iter().chain(&more) {
        let ran = export(&dir, &["--pcapng", name, filter[0], filter[1]]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(filter[0]) && ran.stderr.contains("whole conversations"), "{}", ran.stderr);
    }
    assert!(!file.exists());
}

#[test]
fn where_there_is_no_log_nothing_is_made() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("out");
    for format in ["--pcapng", "--jsonl"] {
        let ran = export(&dir, &[format, file.to_str().unwrap()]);
        assert_eq!(ran.code, 1);
        assert!(ran.stderr.contains("no frame log"), "{}", ran.stderr);
    }
    assert!(!file.exists());
}

#[test]
fn what_cannot_be_read_is_named_and_the_rest_exported() {
    let dir = TempDir::new().unwrap();
    let mut log = small_log(dir.path(), 12345);
    let sealed = log.offset() as usize;
    log.frame(1, To::Listed(&to(&[2, 3])), b"perdu");
    log.seal();
    let segment = log.path();
    let name = segment.to_str().unwrap();
    let whole = fs::read(&segment).unwrap();
    for format in ["--jsonl", "--csv", "--pcapng"] {
        // The last block; then the label, with the first block behind it.
        for (place, kept, lost) in [(sealed + 20, "bonjour", "perdu"), (3, "perdu", "bonjour")] {
            let mut damaged = whole.clone();
            damaged[place] ^= 4;
            fs::write(&segment, &damaged).unwrap();
            let out = dir.path().join("out");
            let ran = export(&dir, &[format, out.to_str().unwrap(), "--force"]);
            assert_eq!(ran.code, 1, "{format}, {place}: {ran:?}");
            assert!(ran.stderr.contains(name) && ran.stderr.contains("offset"), "{format}, {place}: {ran:?}");
            assert_eq!(ran.stderr.lines().count(), 1, "it is said once: {ran:?}");
            let exported = String::from_utf8_lossy(&fs::read(&out).unwrap()).into_owned();
            assert!(exported.contains(kept) && !exported.contains(lost), "{format}, {place}: {exported}");
        }
    }
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let dir = TempDir::new().unwrap();
    let mut log = small_log(dir.path(), 12345);
    for _ in 0..100 {
        log.frame(1, To::Listed(&to(&[2, 3])), &[b'x'; 10_000]);
        log.seal();
    }
    for format in ["--pcapng", "--jsonl", "--csv"] {
        let mut child = command(dir.path(), &["export", format, "-", &dir.path().display().to_string()])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let ended = Ran::new(child.wait_with_output().unwrap());
        assert_eq!((ended.code, ended.stderr.as_str()), (0, ""), "{format}");
    }
}

/// Segments without last words keep a reader waiting for a second each.
#[test]
fn who_is_interrupted_leaves_nothing_behind() {
    let dir = TempDir::new().unwrap();
    let mut log = small_log(dir.path(), 12345);
    for _ in 0..60 {
        log.begin();
        log.frame(1, To::Listed(&to(&[2, 3])), b"bonjour");
        log.seal();
    }
    let out = TempDir::new().unwrap();
    for format in ["--jsonl", "--pcapng"] {
        let file = out.path().join("out");
        let arguments = ["export", format, file.to_str().unwrap(), &dir.path().display().to_string()];
        let child = command(dir.path(), &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        while names(out.path()).is_empty() {
            thread::sleep(Duration::from_millis(2));
        }
        signal::kill(Pid::from_raw(child.id() as i32), Signal::SIGINT).unwrap();
        let ended = Ran::new(child.wait_with_output().unwrap());
        assert_eq!(ended.code, 1, "{ended:?}");
        assert!(ended.stderr.contains("interrupted"), "{ended:?}");
        assert_eq!(names(out.path()), [""; 0]);
    }
}

/// The program itself needs a third of it.
#[test]
fn memory_does_not_grow_with_the_log() {
    const LIMIT_KIB: u64 = 60 * 1024;
    let dir = TempDir::new().unwrap();
    let mut log = small_log(dir.path(), 12345);
    for _ in 0..1000 {
        log.frame(1, To::Listed(&to(&[2, 3])), &[b'x'; 64 * 1024]);
        log.seal();
    }
    let home = dir.path().display().to_string();
    for format in ["--pcapng", "--jsonl", "--csv"] {
        let limited = format!("ulimit -v {LIMIT_KIB}; exec \"$0\" \"$@\"");
        let ended = Command::new("sh")
            .args(["-c", &limited, env!("CARGO_BIN_EXE_tp-ctl"), "export", format, "/dev/null", &home])
            .output()
            .unwrap();
        assert_eq!(Ran::new(ended).code, 0, "{format}");
    }
}

#[test]
fn a_frame_log_is_never_written_over() {
    let dir = TempDir::new().unwrap();
    let segment = rotated(dir.path(), 12345, 2).path();
    let before = fs::read(&segment).unwrap();
    for form in ["--jsonl", "--csv", "--pcapng"] {
        let ran = export(&dir, &[form, segment.to_str().unwrap(), "--force"]);
        assert_eq!(ran.code, 1, "{ran:?}");
        assert!(ran.stderr.contains("holds a frame log"), "{ran:?}");
    }
    assert_eq!(fs::read(&segment).unwrap(), before);
}

#[test]
fn frames_that_are_missing_are_told_whatever_the_form() {
    let dir = TempDir::new().unwrap();
    let mut log = rotated(dir.path(), 12345, 1);
    log.rotate("size", &[(1, 0), (2, 0)]);
    log.frame(1, To::Listed(&to(&[2])), b"11");
    log.seal();
    let middle = log.path();
    log.rotate("size", &[(1, 0), (2, 0)]);
    log.frame(1, To::Listed(&to(&[2])), b"12");
    log.seal();
    fs::remove_file(middle).unwrap();
    let option = format!("--log-dir={}", dir.path().display());
    let told = "tp-ctl: room 12345: frame 11 is not in the log any more\n";
    for verb in [&["export", "--jsonl", "-"][..], &["export", "--csv", "-"], &["export", "--pcapng", "-"], &["diagram"]]
    {
        let ran = command(dir.path(), &[verb, &[option.as_str()]].concat()).output().unwrap();
        assert_eq!(String::from_utf8_lossy(&ran.stderr), told, "{verb:?}");
    }
}
