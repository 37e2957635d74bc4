//! Row 20: whatever a peer, a file or a daemon says, no view lets it reach the terminal.
//!
//! A view runs in a real terminal. What it wrote there is searched for what a terminal would obey or
//! hide, and the terminal is asked whether it obeyed anything.

use std::fs;
use std::process::Command;

use tempfile::TempDir;
use tp_proto::places::{LOG_DIR_VARIABLE, RUNTIME_DIR_VARIABLE};
use tp_testkit::pane::Pane;
use tp_testkit::program::workspace_program;
use tp_testkit::{Client, Relay};

use crate::hostile::{self, Daemon, PAYLOADS, reached};

/// Everything that shows what is in a log. `--raw` is refused, which is looked at, too.
const LOG_VIEWS: [&str; 18] = [
    "tail -n 100",
    "tail -n 100 --json",
    "tail -n 100 --csv",
    "tail -n 100 --hex",
    "tail -n 100 --raw",
    "trace 1",
    "trace 3 --all",
    "trace 8 --json",
    "trace 22",
    "verify",
    "verify --json",
    "diagram",
    "diagram --lang fr --ascii",
    "diagram --format mermaid",
    "diagram --format svg",
    "export --csv -",
    "export --jsonl -",
    "report --html -",
];

const DAEMON_VIEWS: [&str; 7] = ["peers", "peers --json", "peers -v", "status", "status --json", "rotate", "banner"];

fn tp_ctl(home: &TempDir, view: &str) -> Command {
    let mut command = Command::new(workspace_program("tp-ctl"));
    command.args(view.split(' ')).env("LC_ALL", "C.UTF-8");
    command.env(RUNTIME_DIR_VARIABLE, home.path().join("run")).env(LOG_DIR_VARIABLE, home.path().join("log"));
    command
}

/// Holds a terminal to it that nothing has reached it.
fn judge(pane: &Pane, view: &str) {
    let raw = pane.raw();
    let found = reached(&raw).or_else(|| pane.obeyed());
    assert_eq!(found, None, "{view}: {}", String::from_utf8_lossy(&raw).escape_debug());
}

/// Runs the views side by side, a few at a time; gives the exit codes. `None` without a terminal.
fn codes(home: &TempDir, views: &[&str]) -> Option<Vec<i32>> {
    let mut codes = Vec::new();
    for view in views {
        let pane = Pane::start(&tp_ctl(home, view))?;
        codes.push(pane.wait_for_exit());
        judge(&pane, view);
    }
    Some(codes)
}

/// Else all of this would pass with a terminal that obeys nothing.
#[test]
fn the_judge_sees_what_a_terminal_obeys() {
    let home = TempDir::new().expect("a temporary directory");
    for payload in &PAYLOADS[..9] {
        let file = home.path().join("payload");
        fs::write(&file, payload).expect("a file");
        let mut cat = Command::new("cat");
        cat.arg(&file);
        let Some(pane) = Pane::start(&cat) else { return };
        pane.wait_for_exit();
        assert!(reached(&pane.raw()).is_some(), "{}", payload.escape_ascii());
        // Links are hard to see from outside, and this terminal answers no DCS.
        let silent = payload.starts_with(b"\x1b]8") || payload.starts_with(b"\x1bP");
        assert!(silent || pane.obeyed().is_some(), "{} did nothing", payload.escape_ascii());
    }
    for payload in &PAYLOADS[..PAYLOADS.len() - 1] {
        assert!(reached(payload).is_some(), "{}", payload.escape_ascii());
    }
}

#[test]
fn nothing_of_a_log_that_a_stranger_made_reaches_the_terminal() {
    let home = TempDir::new().expect("a temporary directory");
    hostile::log(&home.path().join("log"));
    let Some(codes) = codes(&home, &LOG_VIEWS) else { return };
    let shown = LOG_VIEWS.iter().zip(codes).filter(|(_, code)| *code == 0).count();
    assert!(shown >= LOG_VIEWS.len() - 4, "only {shown} views showed anything");
}

#[test]
fn nothing_that_a_strange_daemon_says_reaches_the_terminal() {
    for (kind, expected) in [(Daemon::Answers, 0), (Daemon::Refuses, 1), (Daemon::Babbles, 1), (Daemon::Later, 1)] {
        let home = TempDir::new().expect("a temporary directory");
        hostile::daemon(&home.path().join("run"), kind);
        let Some(codes) = codes(&home, &DAEMON_VIEWS) else { return };
        assert!(codes.iter().all(|&code| code == expected), "{codes:?}, not {expected}");
    }
}

/// The last thing that is sent: when it is there, all else was shown.
const LAST: &[u8] = b"that was all";

#[test]
fn nothing_that_a_peer_sends_reaches_the_terminal_of_those_who_listen() {
    let relay = Relay::start();
    let mut client = Command::new(workspace_program("tp-client"));
    client.arg(relay.addr().to_string()).env("LC_ALL", "C.UTF-8").env("TERM", "tmux-256color");
    let Some(chat) = Pane::start(&client) else { return };
    relay.wait_for_peers(1);
    let tail = Pane::start(&relay.tp_ctl_command(&["tail", "-f"])).expect("as the one before");
    let mut peer = Client::connect(relay.addr());
    relay.wait_for_peers(2);
    for (turn, payload) in PAYLOADS.iter().chain([&LAST]).enumerate() {
        peer.send(payload);
        // One frame each: the next one waits until this one is in the log.
        tp_testkit::wait::until("the frame", || relay.status().rooms[0].frames == turn as u64 + 1);
    }
    for (pane, view) in [(&chat, "tp-client"), (&tail, "tp-ctl tail -f")] {
        pane.wait_for("that was all");
        judge_running(pane, view);
    }
    let said = relay.stderr() + &relay.stdout();
    assert_eq!(reached(said.as_bytes()), None, "the daemon's diagnostics: {said:?}");
}

/// A program that still runs has the keyboard: only what it wrote is looked at, and what the
/// terminal was made to be.
fn judge_running(pane: &Pane, view: &str) {
    let raw = pane.raw();
    assert_eq!(reached(&raw), None, "{view}: {}", String::from_utf8_lossy(&raw).escape_debug());
    assert_eq!(pane.changed(), None, "{view}");
}
