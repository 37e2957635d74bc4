//! `peers --watch`: the table again and again, on a terminal and in a pipe.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;
use tp_testkit::pane::Pane;
use tp_testkit::wait;

use crate::peers_rows::{class, daemon};
use crate::support::{PATIENCE, command};

fn watching(dir: &TempDir, more: &[&str]) -> Command {
    let option = format!("--runtime-dir={}", dir.path().join("run").display());
    let mut command = command(dir.path(), &[&["peers", "--watch", "0.1", &option], more].concat());
    command.env("LC_ALL", "en_GB.UTF-8");
    command
}

/// One that writes into pipes.
struct Watcher {
    child: Child,
    lines: Receiver<String>,
    complaints: Receiver<String>,
}

impl Watcher {
    fn start(mut command: Command) -> Watcher {
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let lines = lines_of(child.stdout.take().expect("stdout is piped"));
        let complaints = lines_of(child.stderr.take().expect("stderr is piped"));
        Watcher { child, lines, complaints }
    }

    fn line_with(&self, word: &str) -> String {
        let next = || self.lines.recv_timeout(PATIENCE).expect("a line");
        std::iter::repeat_with(next).find(|line| line.contains(word)).expect("a line with it")
    }

    fn interrupt(mut self) -> Option<i32> {
        let pid = Pid::from_raw(i32::try_from(self.child.id()).expect("a process number"));
        kill(pid, Signal::SIGINT).expect("our own child");
        wait::until_some("its end", || self.child.try_wait().expect("our own child")).code()
    }
}

fn lines_of(stream: impl std::io::Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok()));
    lines
}

#[test]
fn in_a_pipe_one_table_comes_behind_the_other_until_it_is_interrupted() {
    let dir = TempDir::new().unwrap();
    let _daemon = daemon(&dir, class());
    let watcher = Watcher::start(watching(&dir, &["--sort", "bytes-out", "-r"]));
    for _ in 0..3 {
        assert!(watcher.line_with("every").contains("6 peers; every 100"));
        assert!(watcher.line_with("192.168").contains("192.168.1.36"));
    }
    assert_eq!(watcher.interrupt(), Some(0));
}

#[test]
fn as_json_each_look_is_an_object_on_a_line() {
    let dir = TempDir::new().unwrap();
    let _daemon = daemon(&dir, class());
    let watcher = Watcher::start(watching(&dir, &["--json"]));
    for _ in 0..2 {
        let line = watcher.line_with("schema");
        let json: serde_json::Value = serde_json::from_str(&line).expect("an object");
        assert_eq!(json["peers"].as_array().map(Vec::len), Some(6));
    }
    assert_eq!(watcher.interrupt(), Some(0));
}

#[test]
fn a_daemon_that_goes_away_is_told_once_and_waited_for() {
    let dir = TempDir::new().unwrap();
    let _daemon = daemon(&dir, class());
    let watcher = Watcher::start(watching(&dir, &[]));
    watcher.line_with("192.168");
    let socket = dir.path().join("run/status.sock");
    fs::remove_file(&socket).unwrap();
    let complaint = watcher.complaints.recv_timeout(PATIENCE).expect("a complaint");
    assert!(complaint.contains("still trying: no daemon is running"), "{complaint}");
    let _again = daemon(&dir, class());
    let complaint = watcher.complaints.recv_timeout(PATIENCE).expect("another");
    assert!(complaint.contains("the daemon is there again"), "{complaint}");
    watcher.line_with("192.168");
    assert_eq!(watcher.interrupt(), Some(0));
}

#[test]
fn without_a_daemon_at_the_beginning_it_does_not_begin() {
    let dir = TempDir::new().unwrap();
    let output = watching(&dir, &[]).output().expect("the program runs");
    assert_eq!((output.status.code(), output.stdout.len()), (Some(3), 0));
}

#[test]
fn on_a_terminal_it_is_drawn_in_place_and_what_was_there_comes_back() {
    let dir = TempDir::new().unwrap();
    let _daemon = daemon(&dir, class());
    // The shell of the pane must not be interrupted with it: the program is, by its number.
    let number = dir.path().join("number");
    let watching = watching(&dir, &["-v"]);
    let mut shell = Command::new("sh");
    shell
        .args(["-c", "echo $$ > \"$0\"; exec \"$@\""])
        .arg(&number)
        .arg(watching.get_program())
        .args(watching.get_args());
    shell.envs(watching.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let Some(pane) = Pane::start(&shell) else { return };
    wait::until("the table on the screen", || pane.screen().contains("waiting for an answer"));
    assert!(!pane.screen().contains("the first line"), "{}", pane.screen());
    // Several looks, and the screen still has one table, and nothing of what is typed.
    let drawn = |raw: &[u8]| raw.windows(3).filter(|window| window == b"\x1b[H").count();
    let before = drawn(&pane.raw());
    pane.press("x");
    wait::until("more looks", || drawn(&pane.raw()) >= before + 3);
    assert_eq!(pane.screen().matches("192.168.1.31").count(), 1, "{}", pane.screen());
    assert!(!pane.raw().windows(4).any(|window| window == b"\x1b[2J"), "it is wiped before it is drawn");
    let number = fs::read_to_string(number).expect("its number").trim().parse().expect("a number");
    kill(Pid::from_raw(number), Signal::SIGINT).expect("our own child");
    assert_eq!(pane.wait_for_exit(), 0);
    assert!(pane.screen().contains("the first line") && !pane.screen().contains("192.168"), "{}", pane.screen());
    assert_eq!(pane.obeyed(), None);
}
