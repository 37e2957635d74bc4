//! A running `tail -f`, its lines as they come.

use std::io::{BufRead as _, BufReader, Read};
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Instant;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

use super::run::{PATIENCE, command};

/// It ends with its value, if not before.
pub(crate) struct Follower {
    child: Child,
    lines: Receiver<String>,
    complaints: Receiver<String>,
}

impl Follower {
    /// Follows the log directory `log_dir`.
    pub(crate) fn start(log_dir: &Path, more: &[&str]) -> Follower {
        let option = format!("--log-dir={}", log_dir.display());
        let mut command = command(log_dir, &[&["tail", "-f", &option], more].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the program");
        let lines = lines_of(child.stdout.take().expect("stdout is piped"));
        let complaints = lines_of(child.stderr.take().expect("stderr is piped"));
        Follower { child, lines, complaints }
    }

    /// The next line.
    pub(crate) fn line(&self) -> String {
        self.lines.recv_timeout(PATIENCE).expect("a line")
    }

    /// The text of the next line: its last word.
    pub(crate) fn text(&self) -> String {
        self.line().split_whitespace().last().unwrap_or_default().to_owned()
    }

    /// The next line of what it complains about.
    pub(crate) fn complaint(&self) -> String {
        self.complaints.recv_timeout(PATIENCE).expect("a complaint")
    }

    /// Ends it, and gives what it complained about and nobody has taken.
    pub(crate) fn rest_of_complaints(mut self) -> Vec<String> {
        self.child.kill().expect("our own child");
        self.complaints.iter().collect()
    }

    /// Keeps it from running until [`go_on`](Self::go_on).
    pub(crate) fn stop(&self) {
        self.signal(Signal::SIGSTOP);
    }

    /// Lets it run.
    pub(crate) fn go_on(&self) {
        self.signal(Signal::SIGCONT);
    }

    /// Waits until it has ended by itself; gives its exit code.
    pub(crate) fn wait(mut self) -> Option<i32> {
        let start = Instant::now();
        while start.elapsed() < PATIENCE {
            if let Some(status) = self.child.try_wait().expect("our own child") {
                return status.code();
            }
            thread::sleep(std::time::Duration::from_millis(5));
        }
        None
    }

    fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(i32::try_from(self.child.id()).expect("a process number")), signal).expect("our own child");
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        // Both fail only when it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn lines_of(stream: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || BufReader::new(stream).lines().map_while(Result::ok).all(|line| sender.send(line).is_ok()));
    lines
}
