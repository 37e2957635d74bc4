//! Runs the program and takes what it says.

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::os::unix::process::CommandExt as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// Longest wait for something that must come, on a busy machine.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);
/// A user without any rights.
const NOBODY: u32 = 65_534;

/// What a run came to.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    pub(crate) fn new(output: Output) -> Ran {
        Ran {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// What it printed is one JSON value.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// The program, in `home` and in no place of this machine's user, one hour east of Greenwich.
pub(crate) fn command(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tp-ctl"));
    command.args(args).env_clear().env("TZ", "CET-1").env("HOME", home);
    command.env("XDG_RUNTIME_DIR", home.join("run")).env("XDG_STATE_HOME", home.join("state"));
    command
}

pub(crate) fn run(home: &Path, args: &[&str]) -> Ran {
    run_to_end(&mut command(home, args))
}

/// Runs it as somebody who may not do much, or `None` when this user cannot become somebody else.
pub(crate) fn run_as_nobody(home: &Path, args: &[&str]) -> Option<Ran> {
    run_as_nobody_in("C", home, args)
}

/// The same in this locale.
pub(crate) fn run_as_nobody_in(locale: &str, home: &Path, args: &[&str]) -> Option<Ran> {
    if fs::metadata("/proc/self").expect("ourselves").uid() != 0 {
        eprintln!("skipped: only root can become another user");
        return None;
    }
    fs::set_permissions(home, fs::Permissions::from_mode(0o755)).expect("our own directory");
    // Nobody may look into the directories that lead to where the program was built. A process of
    // its own makes the copy: a descriptor of ours, open for writing, would be inherited by the
    // children that other tests start in this moment, and keep the copy from being run.
    let program = home.join("tp-ctl");
    let copied = Command::new("cp").arg(env!("CARGO_BIN_EXE_tp-ctl")).arg(&program).status().expect("cp");
    assert!(copied.success());
    let mut command = Command::new(&program);
    command.args(args).env_clear().env("HOME", home).env("XDG_RUNTIME_DIR", home);
    command.env("LC_ALL", locale).uid(NOBODY).gid(NOBODY);
    Some(run_to_end(&mut command))
}

/// A program that never ends is a failure, and not the end of all tests.
pub(crate) fn run_to_end(command: &mut Command) -> Ran {
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a program");
    let pid = Pid::from_raw(i32::try_from(child.id()).expect("a process number"));
    let (sender, ended) = mpsc::channel();
    thread::spawn(move || sender.send(child.wait_with_output()));
    let output = ended.recv_timeout(PATIENCE).unwrap_or_else(|_| {
        kill(pid, Signal::SIGKILL).expect("our own child");
        panic!("it hangs: {command:?}")
    });
    Ran::new(output.expect("the program's end"))
}
