//! A real terminal: a pane of a tmux of the test's own, and an eye on every byte that reaches it.
//!
//! What a terminal obeyed is told by its title, its clipboard, its screen, and by what it typed of
//! itself: a report that an escape sequence asked for.

use std::fs;
use std::process::Command;

use tempfile::TempDir;

use crate::{program, skip, wait};

const COLUMNS: &str = "200";
const ROWS: &str = "50";
/// The title that nobody but an escape sequence changes.
const TITLE: &str = "untouched";
/// Printed first; gone when the screen was cleared or left.
const FIRST_LINE: &str = "the first line";

/// A pane in which one command runs.
#[derive(Debug)]
pub struct Pane {
    /// Holds the socket of the tmux server, which is this pane's alone.
    directory: TempDir,
}

impl Pane {
    /// Runs a command, with its arguments and its environment, in a pane of 200 columns. Says that
    /// the test is left out where there is no tmux.
    ///
    /// # Panics
    ///
    /// When tmux does not start.
    pub fn start(command: &Command) -> Option<Pane> {
        skip::need_program("tmux")?;
        let pane = Pane { directory: tempfile::tempdir().expect("a temporary directory") };
        let script = format!(
            "read start; printf '%s\\n' '{FIRST_LINE}'; {}; printf '%s=%s.\\n' exit $?; exec cat",
            shell_words(command)
        );
        fs::write(pane.directory.path().join("script"), script).expect("a script");
        let file = pane.directory.path().join("script");
        let run = format!("sh {}", quoted(file.to_str().expect("a plain path")));
        pane.tmux(&["new-session", "-d", "-x", COLUMNS, "-y", ROWS, &run]);
        pane.tmux(&["set-option", "-s", "set-clipboard", "on"]);
        pane.tmux(&["select-pane", "-T", TITLE]);
        let raw = pane.directory.path().join("raw");
        pane.tmux(&["pipe-pane", "-O", &format!("cat > {}", quoted(raw.to_str().expect("a plain path")))]);
        wait::until("tmux to record", || raw.is_file());
        pane.tmux(&["send-keys", "Enter"]);
        Some(pane)
    }

    /// Presses a key by its tmux name.
    pub fn press(&self, key: &str) {
        self.tmux(&["send-keys", key]);
    }

    /// Every byte that the terminal got.
    pub fn raw(&self) -> Vec<u8> {
        fs::read(self.directory.path().join("raw")).unwrap_or_default()
    }

    /// The rows of the screen as they are seen.
    pub fn screen(&self) -> String {
        self.tmux(&["capture-pane", "-p", "-J"])
    }

    /// Waits until the terminal got this text.
    ///
    /// # Panics
    ///
    /// When it never comes.
    pub fn wait_for(&self, text: &str) {
        let has = |raw: &[u8]| raw.windows(text.len()).any(|window| window == text.as_bytes());
        wait::until(&format!("{text:?} on the terminal"), || has(&self.raw()));
    }

    /// Waits for the end of the command, and gives its exit code.
    ///
    /// # Panics
    ///
    /// When it does not end.
    pub fn wait_for_exit(&self) -> i32 {
        self.wait_for("exit=");
        wait::until_some("the exit code", || {
            let raw = String::from_utf8_lossy(&self.raw()).into_owned();
            raw.rsplit_once("exit=")?.1.split_once('.')?.0.parse().ok()
        })
    }

    /// What the terminal was made to do, `None` when nothing. After the command's end alone: what the
    /// terminal types of itself is then echoed.
    ///
    /// # Panics
    ///
    /// When tmux does not answer.
    pub fn obeyed(&self) -> Option<String> {
        // What a report asks for is typed only when tmux has read all: this line is behind it.
        self.tmux(&["send-keys", "-l", "the last line"]);
        self.wait_for("the last line");
        // The terminal shows an escape that it typed itself with a caret.
        if self.raw().windows(2).any(|window| window == b"^[") {
            return Some("it typed a report".to_owned());
        }
        let history = self.tmux(&["capture-pane", "-p", "-S", "-"]);
        let cleared = !history.contains(FIRST_LINE);
        self.changed().or_else(|| cleared.then(|| format!("its screen was cleared: {history}")))
    }

    /// What is not as it was of its title and its clipboard, `None` when both are.
    ///
    /// # Panics
    ///
    /// When tmux does not answer.
    pub fn changed(&self) -> Option<String> {
        let title = self.tmux(&["display-message", "-p", "#{pane_title}"]);
        if title.trim_end() != TITLE {
            return Some(format!("its title is {title:?}"));
        }
        let clipboard = self.tmux(&["list-buffers"]);
        (!clipboard.is_empty()).then(|| format!("its clipboard holds {clipboard:?}"))
    }

    fn command(&self) -> Command {
        let mut command = Command::new("tmux");
        command.args(["-u", "-f", "/dev/null", "-S"]).arg(self.directory.path().join("tmux"));
        // Not a pane of the tmux that the tests may run in.
        command.env_remove("TMUX").env("LC_ALL", "C.UTF-8").env("SHELL", "/bin/sh");
        command
    }

    fn tmux(&self, arguments: &[&str]) -> String {
        let ended = program::run(self.command().args(arguments));
        assert_eq!(ended.code, Some(0), "tmux {arguments:?}: {}", ended.stderr);
        ended.stdout
    }
}

impl Drop for Pane {
    fn drop(&mut self) {
        program::run(self.command().arg("kill-server"));
    }
}

/// A command as a shell wants it, its environment in front.
fn shell_words(command: &Command) -> String {
    let text = |word: &std::ffi::OsStr| quoted(word.to_str().expect("plain words"));
    let variables = command
        .get_envs()
        .filter_map(|(name, value)| Some(format!("{}={}", name.to_str().expect("a plain name"), text(value?))));
    let words = std::iter::once(command.get_program()).chain(command.get_args()).map(text);
    variables.chain(words).collect::<Vec<_>>().join(" ")
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}
