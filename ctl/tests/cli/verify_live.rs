//! `verify` on a log that retention is at work on.

use std::fs;
use std::path::Path;
use std::process::{Child, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;
use tp_proto::frame_log::{Mode, SegmentName};
use tp_proto::places;

use crate::support::{LogWriter, PATIENCE, Ran, command};
use crate::verify::chat;

/// How often it may be too fast to be caught.
const ATTEMPTS: usize = 20;

#[test]
fn what_retention_takes_under_its_hands_is_no_gap() {
    let ran = (0..ATTEMPTS).find_map(|_| verified_under_retention()).expect("it waits for the first segment's end");
    let expected = "12 received, 24 copies, 0 orphans, 0 lost (from frame 25 on): OK\n";
    assert_eq!((ran.stdout.as_str(), ran.code), (expected, 0), "{ran:?}");
}

/// Verifies a log of three segments of which the first two go while it reads the first one; `None`
/// when it was too fast for that. The first has no last words, and is waited for a moment.
fn verified_under_retention() -> Option<Ran> {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    (1..=3).for_each(|conn| log.open(conn));
    spoken(&mut log, 12);
    log.begin();
    (1..=3).for_each(|conn| log.open_with(conn, 40, None));
    spoken(&mut log, 24);
    log.rotate("size", &[(1, 80), (2, 80), (3, 80)]);
    spoken(&mut log, 36);

    let option = format!("--log-dir={}", dir.path().display());
    let mut command = command(dir.path(), &["verify", &option]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
    let [first, second] = [1, 13].map(|first| {
        let name = SegmentName { first, turn: 1 };
        places::frames_dir(dir.path()).join("12345").join(name.to_string())
    });
    wait_for(&mut child, &first);
    signal(&child, Signal::SIGSTOP);
    let caught = has_open(&child, &first);
    [first, second].iter().for_each(|path| fs::remove_file(path).unwrap());
    signal(&child, Signal::SIGCONT);
    let output = child.wait_with_output().expect("the program's end");
    caught.then(|| Ran::new(output))
}

fn spoken(log: &mut LogWriter, through: u64) {
    chat(log);
    log.sent(through, &[]);
    log.seal();
}

/// Waits until it reads `path`, or has ended.
fn wait_for(child: &mut Child, path: &Path) {
    let start = Instant::now();
    while !has_open(child, path) && child.try_wait().expect("our own child").is_none() {
        assert!(start.elapsed() < PATIENCE, "it never opened {}", path.display());
        thread::sleep(Duration::from_millis(1));
    }
}

fn has_open(child: &Child, path: &Path) -> bool {
    let Ok(descriptors) = fs::read_dir(format!("/proc/{}/fd", child.id())) else { return false };
    descriptors.flatten().any(|entry| fs::read_link(entry.path()).is_ok_and(|target| target == path))
}

fn signal(child: &Child, signal: Signal) {
    // It may have ended by itself: then nothing was caught.
    let _ = kill(Pid::from_raw(i32::try_from(child.id()).expect("a process number")), signal);
}
