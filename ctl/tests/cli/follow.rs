//! `tail -f`: what comes in is shown, whatever happens to the files meanwhile.

use std::fs;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use tp_proto::frame_log::{Gap, Mode, Record, To};

use crate::support::{Follower, LogWriter, rotated, to};

#[test]
fn following_goes_on_over_rotation_restart_and_new_rooms() {
    let dir = TempDir::new().unwrap();
    let mut log = rotated(dir.path(), 12345, 1);
    let follower = Follower::start(dir.path(), &["-n", "1"]);
    assert_eq!(follower.text(), "12345/10");
    let say = |log: &mut LogWriter, text: &str| {
        log.frame(1, To::Listed(&to(&[2])), text.as_bytes());
        log.seal();
        assert_eq!(follower.text(), text);
    };
    say(&mut log, "avant");
    log.rotate("size", &[(1, 0), (2, 0)]);
    say(&mut log, "rotation");
    log.stop();
    log.begin();
    say(&mut log, "redémarrage");
    let mut other = LogWriter::new(dir.path(), 5000, Mode::Others);
    other.open(1);
    say(&mut other, "salle");
    say(&mut log, "encore");
}

#[test]
fn what_no_seal_covers_is_not_shown_and_may_be_replaced() {
    let dir = TempDir::new().unwrap();
    let mut log = rotated(dir.path(), 12345, 1);
    let follower = Follower::start(dir.path(), &["-n", "1"]);
    assert_eq!(follower.text(), "12345/10");
    // A torn frame, long enough for what replaces it to be shorter, and then longer.
    for text in ["court", "un-texte-qui-est-bien-plus-long-que-la-trame-qui-manque-de-sa-fin-depuis-la-coupure"] {
        log.write(b"\xa1\x65frame\xa7\x61n\x0b\x61t\x01\x64data\x58\x7fdechirure dechirure dechirure dechirure");
        thread::sleep(Duration::from_millis(60)); // gives the follower the chance to take it in
        let file = fs::OpenOptions::new().write(true).open(log.path()).unwrap();
        file.set_len(log.offset()).unwrap();
        log.frame(1, To::Listed(&to(&[2])), text.as_bytes());
        log.seal();
        assert_eq!(follower.text(), text);
    }
}

/// Says something and ends the segment; gives the path of that one.
fn say_and_rotate(log: &mut LogWriter, count: u64) -> std::path::PathBuf {
    say(log, count);
    let path = log.path();
    log.rotate("size", &[(1, 0), (2, 0)]);
    path
}

fn say(log: &mut LogWriter, count: u64) {
    for _ in 0..count {
        let text = log.next.to_string();
        log.frame(1, To::Listed(&to(&[2])), text.as_bytes());
    }
    log.seal();
}

#[test]
fn what_retention_took_meanwhile_is_told_to_the_number_and_once() {
    let dir = TempDir::new().unwrap();
    let mut log = rotated(dir.path(), 12345, 1);
    let follower = Follower::start(dir.path(), &["-n", "1"]);
    assert_eq!(follower.text(), "12345/10");
    follower.stop();
    // The one it holds open, with five frames more that it can still read, and two behind it.
    let gone = [say_and_rotate(&mut log, 5), say_and_rotate(&mut log, 10), say_and_rotate(&mut log, 10)];
    gone.iter().for_each(|path| fs::remove_file(path).unwrap());
    say(&mut log, 2);
    follower.go_on();
    for n in [11, 12, 13, 14, 15, 36, 37] {
        assert_eq!(follower.text(), n.to_string());
    }
    let complaint = follower.complaint();
    assert_eq!(complaint, "tp-ctl: room 12345: frames 16 to 35, 20 frames, are not in the log any more");
    say_and_rotate(&mut log, 1);
    say(&mut log, 1);
    assert_eq!((follower.text().as_str(), follower.text().as_str()), ("38", "39"));
    assert_eq!(follower.rest_of_complaints(), [""; 0]);
}

#[test]
fn a_room_whose_every_segment_was_taken_goes_on_with_the_next() {
    let dir = TempDir::new().unwrap();
    let mut log = rotated(dir.path(), 12345, 1);
    let follower = Follower::start(dir.path(), &["-n", "1", "--peer", "2"]);
    assert_eq!(follower.text(), "12345/10");
    let mut others = LogWriter::new(dir.path(), 5000, Mode::Others);
    others.open(2);
    others.frame(2, To::Listed(&[]), b"salut");
    others.seal();
    assert_eq!(follower.text(), "salut");
    follower.stop();
    for _ in 0..3 {
        fs::remove_file(say_and_rotate(&mut log, 1)).unwrap();
    }
    fs::remove_dir_all(log.path().parent().unwrap()).unwrap();
    follower.go_on();
    others.frame(2, To::Listed(&[]), b"encore");
    others.seal();
    // The first of them it can still read: it holds the file.
    let mut texts = [follower.text(), follower.text()];
    texts.sort();
    assert_eq!(texts, ["11", "encore"]);
    let mut log = LogWriter::from(dir.path(), 12345, Mode::Others, 20);
    log.open(1);
    log.open(2);
    say(&mut log, 1);
    assert_eq!(follower.text(), "20");
    assert!(follower.complaint().contains("frames 12 to 19, 8 frames,"));
}

#[test]
fn frames_that_were_never_logged_are_told() {
    let dir = TempDir::new().unwrap();
    let mut log = rotated(dir.path(), 12345, 1);
    let follower = Follower::start(dir.path(), &["-n", "1"]);
    assert_eq!(follower.text(), "12345/10");
    let (n, count) = (log.next, 5);
    log.record(&Record::Gap(Gap { n, count, bytes: 50, t0: 0, t1: 1, why: "no space\x1b[2J".into() }));
    log.next += count;
    say(&mut log, 1);
    assert_eq!(follower.text(), "16");
    let expected = "frames 11 to 15, 5 frames, were relayed but not logged: no space\\x1b[2J";
    assert!(follower.complaint().ends_with(expected));
}

#[test]
fn filters_and_forms_hold_while_following_over_segments() {
    let dir = TempDir::new().unwrap();
    let mut log = rotated(dir.path(), 12345, 2);
    let follower = Follower::start(dir.path(), &["--json", "--port=50002", "--direction=sent", "-n3"]);
    let mut say = |src: u64, text: &str| {
        log.frame(src, To::Listed(&to(&[3 - src])), text.as_bytes());
        log.seal();
        log.rotate("size", &[(1, 0), (2, 0)]);
    };
    for text in ["un", "deux"] {
        say(1, "pas celle-ci");
        say(2, text);
        let line: serde_json::Value = serde_json::from_str(&follower.line()).unwrap();
        assert_eq!((&line["text"], &line["src"]["ip"]), (&text.into(), &"10.0.0.2".into()));
    }
}

#[test]
fn following_until_a_time_ends_by_itself() {
    let dir = TempDir::new().unwrap();
    rotated(dir.path(), 12345, 1);
    let follower = Follower::start(dir.path(), &["-n", "2", "--until", "2026-01-02T03:04:06Z"]);
    assert_eq!((follower.text().as_str(), follower.text().as_str()), ("12345/9", "12345/10"));
    assert_eq!(follower.wait(), Some(0));
}

#[test]
fn all_since_a_time_are_shown_before_what_comes_in() {
    let dir = TempDir::new().unwrap();
    let mut log = rotated(dir.path(), 12345, 3);
    let follower = Follower::start(dir.path(), &["--since", "2026-01-02T03:04:05.017Z"]);
    for n in 11..=30 {
        assert_eq!(follower.text(), format!("12345/{n}"));
    }
    say(&mut log, 1);
    assert_eq!(follower.text(), "31");
}
