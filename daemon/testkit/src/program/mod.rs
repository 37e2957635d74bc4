//! Programs that a test runs: the project's own, found beside the test, and others of this
//! machine, with a line to type into and an eye on what they print.

mod watched;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, Command, ExitStatus, Output, Stdio};

use crate::wait;
use watched::Watched;

/// Where a program of this workspace lies: `target/<profile>/`, one folder above the test's own.
///
/// # Panics
///
/// When it has not been built.
pub fn workspace_program(name: &str) -> PathBuf {
    let test = std::env::current_exe().expect("a test knows its own file");
    let profile = test.parent().and_then(|deps| deps.parent()).expect("tests lie in target/<profile>/deps");
    let program = profile.join(name);
    assert!(program.is_file(), "{} is missing: run `cargo build --workspace` first", program.display());
    program
}

/// What a program that has ended left behind, as text.
#[derive(Debug)]
pub struct Ended {
    /// Its exit code, `None` when a signal ended it.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: String,
    /// What it complained about.
    pub stderr: String,
}

impl From<Output> for Ended {
    fn from(output: Output) -> Ended {
        Ended {
            code: output.status.code(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Runs a program that ends by itself, or at the end of its input: it has none.
///
/// # Panics
///
/// When it cannot be started, or runs longer than [`PATIENCE`](wait::PATIENCE).
pub fn run(command: &mut Command) -> Ended {
    Program::start(command).finish()
}

/// A running program whose input is typed and whose output is watched.
#[derive(Debug)]
pub struct Program {
    child: Child,
    stdin: Option<ChildStdin>,
    stdout: Watched,
    stderr: Watched,
}

impl Program {
    /// Starts it with all three standard streams in the test's hands.
    ///
    /// # Panics
    ///
    /// When it cannot be started.
    pub fn start(command: &mut Command) -> Program {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        let stdout = Watched::start(child.stdout.take().expect("stdout is piped"));
        let stderr = Watched::start(child.stderr.take().expect("stderr is piped"));
        Program { stdin: child.stdin.take(), child, stdout, stderr }
    }

    /// Its process number.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Types text, the line's end included if there is to be one. A program that reads no more is
    /// left alone.
    pub fn type_text(&mut self, text: &str) {
        if let Some(stdin) = &mut self.stdin {
            let _ = stdin.write_all(text.as_bytes()).and_then(|()| stdin.flush());
        }
    }

    /// Types a line.
    pub fn type_line(&mut self, line: &str) {
        self.type_text(&format!("{line}\n"));
    }

    /// Ends its input.
    pub fn end_input(&mut self) {
        self.stdin = None;
    }

    /// Waits until it has printed `text`.
    ///
    /// # Panics
    ///
    /// When it ends, or [`PATIENCE`](wait::PATIENCE) does, before that.
    pub fn wait_for(&self, text: &str) {
        let seen = self.stdout.wait(|output| String::from_utf8_lossy(output).contains(text));
        assert!(seen, "{text:?} was never printed; stdout: {:?}; stderr: {:?}", self.printed(), self.complained());
    }

    /// Waits until it has printed so many whole lines that start with `prefix`.
    ///
    /// # Panics
    ///
    /// When it ends, or [`PATIENCE`](wait::PATIENCE) does, before that.
    pub fn wait_for_lines_with(&self, prefix: &str, count: usize) {
        let begins = |line: &&[u8]| line.ends_with(b"\n") && line.starts_with(prefix.as_bytes());
        let lines = |output: &[u8]| output.split_inclusive(|&byte| byte == b'\n').filter(begins).count();
        let seen = self.stdout.wait(|output| lines(output) >= count);
        assert!(
            seen,
            "{count} lines with {prefix:?} were never printed; stdout: {:?}; stderr: {:?}",
            self.printed(),
            self.complained()
        );
    }

    /// Waits until it has printed so many bytes.
    ///
    /// # Panics
    ///
    /// When it ends, or [`PATIENCE`](wait::PATIENCE) does, before that.
    pub fn wait_for_bytes(&self, bytes: usize) {
        let seen = self.stdout.wait(|output| output.len() >= bytes);
        assert!(
            seen,
            "{bytes} bytes were never printed; stdout: {:?}; stderr: {:?}",
            self.printed(),
            self.complained()
        );
    }

    /// What it has printed so far.
    pub fn printed(&self) -> String {
        String::from_utf8_lossy(&self.printed_bytes()).into_owned()
    }

    /// What it has printed so far, as bytes.
    pub fn printed_bytes(&self) -> Vec<u8> {
        self.stdout.state().bytes.clone()
    }

    /// What it has complained about so far.
    pub fn complained(&self) -> String {
        String::from_utf8_lossy(&self.stderr.state().bytes).into_owned()
    }

    /// Waits for its end, its input left as it is.
    ///
    /// # Panics
    ///
    /// When it goes on longer than [`PATIENCE`](wait::PATIENCE).
    pub fn wait(mut self) -> Ended {
        let status = self.wait_for_exit();
        self.stdout.wait(|_| false);
        self.stderr.wait(|_| false);
        Ended { code: status.code(), stdout: self.printed(), stderr: self.complained() }
    }

    /// Ends its input and waits for its end.
    pub fn finish(mut self) -> Ended {
        self.end_input();
        self.wait()
    }

    fn wait_for_exit(&mut self) -> ExitStatus {
        let child = &mut self.child;
        wait::until_some("a program's end", || child.try_wait().expect("our own child can be waited for"))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Both fail only when it has ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
