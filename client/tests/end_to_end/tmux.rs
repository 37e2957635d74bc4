//! A real terminal: a pane of 80 by 24 in a tmux of the test's own, ended with the test.

use std::net::SocketAddr;
use std::process::Command;
use std::time::Instant;

use tempfile::TempDir;

use crate::common::{WAIT, pause};

/// A pane in which a shell runs the client, then says its exit code and the terminal's settings.
pub(crate) struct Pane {
    /// Holds the socket of the tmux server, which is this pane's alone.
    directory: TempDir,
}

impl Pane {
    /// Starts the client against `address`; `None`, with a line that says so, where tmux is missing.
    pub(crate) fn start(address: SocketAddr) -> Option<Self> {
        Pane::start_with(address, "")
    }

    /// The same with an option.
    pub(crate) fn start_with(address: SocketAddr, option: &str) -> Option<Self> {
        if Command::new("tmux").arg("-V").output().is_err() {
            eprintln!("skipped: tmux is missing, so nothing was tried on a real terminal");
            return None;
        }
        let pane = Pane { directory: tempfile::tempdir().unwrap() };
        let client = env!("CARGO_BIN_EXE_tp-client");
        let script =
            format!("sh -c 'echo pid=$$.; exec \"{client}\" {address} {option}'; echo exit=$?.; stty -a; exec cat");
        pane.tmux(&["new-session", "-d", "-x", "80", "-y", "24", &script]);
        pane.wait_for("connected to ");
        Some(pane)
    }

    /// Types `text` as it stands.
    pub(crate) fn type_text(&self, text: &str) {
        self.tmux(&["send-keys", "-l", text]);
    }

    /// Presses a key by its tmux name.
    pub(crate) fn press(&self, key: &str) {
        self.tmux(&["send-keys", key]);
    }

    /// Gives the pane another width.
    pub(crate) fn resize(&self, columns: u16) {
        self.tmux(&["resize-window", "-x", &columns.to_string()]);
    }

    /// The rows of the screen; rows that the terminal wrapped are joined.
    pub(crate) fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p", "-J"])
    }

    /// The rows of the screen with their colours, as escape sequences.
    pub(crate) fn painted(&self) -> String {
        self.tmux(&["capture-pane", "-p", "-e"])
    }

    /// Waits until `text` is on the screen, and returns the screen.
    pub(crate) fn wait_for(&self, text: &str) -> String {
        self.wait_until(text, |screen| screen.contains(text))
    }

    /// Waits until one row of the screen is `row` and nothing else, and returns the screen.
    pub(crate) fn wait_for_row(&self, row: &str) -> String {
        self.wait_until(row, |screen| screen.lines().any(|line| line.trim_end() == row))
    }

    /// Waits for the end of the client and checks that the terminal is as it was before.
    pub(crate) fn expect_end(&self, code: u8) -> String {
        self.wait_for(&format!("exit={code}."));
        // `stty` writes these two last.
        let screen = self.wait_until("the settings", |screen| screen.contains("echoctl") && screen.contains("echoke"));
        for setting in ["icanon", "isig", "icrnl", "opost", "echo"] {
            assert!(screen.split_whitespace().any(|word| word == setting), "{setting} is off:\n{screen}");
        }
        screen
    }

    /// The client's process number.
    pub(crate) fn client_pid(&self) -> String {
        let screen = self.screen();
        let after = screen.split_once("pid=").unwrap().1;
        after.split_once('.').unwrap().0.to_owned()
    }

    fn wait_until(&self, what: &str, done: impl Fn(&str) -> bool) -> String {
        let deadline = Instant::now() + WAIT;
        loop {
            let screen = self.screen();
            if done(&screen) {
                return screen;
            }
            assert!(Instant::now() < deadline, "{what:?} does not come:\n{screen}");
            pause();
        }
    }

    fn command(&self) -> Command {
        let mut command = Command::new("tmux");
        command.args(["-u", "-f", "/dev/null", "-S"]).arg(self.directory.path().join("tmux"));
        // Not a pane of the tmux that the tests may run in.
        command.env_remove("TMUX").env("LC_ALL", "C.UTF-8");
        command
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let output = self.command().args(arguments).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Pane {
    fn drop(&mut self) {
        let _ = self.command().arg("kill-server").output();
    }
}
