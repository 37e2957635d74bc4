//! How a relay is configured and started.

use std::ffi::OsString;
use std::fs::{self, File};
use std::net::TcpListener;
use std::os::fd::OwnedFd;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tp_proto::control::RoomStatus;

use super::process::Process;
use super::{Relay, control};
use crate::manager::{Manager, Passing};
use crate::program::{self, Ended, Program, workspace_program};

/// A relay that has not started yet.
#[derive(Debug)]
pub struct Setup {
    home: TempDir,
    listens: Vec<String>,
    config: Option<String>,
    args: Vec<OsString>,
    env: Vec<(OsString, OsString)>,
    prefix: Vec<OsString>,
    program: Option<PathBuf>,
    log_dir: Option<PathBuf>,
    runtime_dir: Option<PathBuf>,
    passed: Vec<(String, OwnedFd)>,
    /// Ports that are passed: they are not to be bound too.
    passed_ports: Vec<u16>,
    /// The rooms to listen in again are known.
    ports_fixed: bool,
    watchdog: Option<Duration>,
    stored_max: usize,
    /// How often it was started.
    runs: u32,
}

/// A relay that has said READY=1.
pub(super) struct Started {
    pub(super) process: Process,
    pub(super) rooms: Vec<RoomStatus>,
    pub(super) ready_after: Duration,
}

impl Setup {
    pub(super) fn new() -> Setup {
        let home = tempfile::Builder::new().prefix("tp-relais-test-").tempdir().expect("a temporary directory");
        Setup {
            home,
            listens: Vec::new(),
            config: None,
            args: Vec::new(),
            env: Vec::new(),
            prefix: Vec::new(),
            program: None,
            log_dir: None,
            runtime_dir: None,
            passed: Vec::new(),
            passed_ports: Vec::new(),
            ports_fixed: false,
            watchdog: None,
            stored_max: 0,
            runs: 0,
        }
    }

    /// A room, as `--listen` takes it. Without any there is one on a free port of 127.0.0.1.
    pub fn listen(mut self, listen: &str) -> Setup {
        self.listens.push(listen.to_owned());
        self
    }

    /// The text of a configuration file.
    pub fn config(mut self, text: &str) -> Setup {
        self.config = Some(text.to_owned());
        self
    }

    /// A further argument.
    pub fn arg(mut self, argument: impl Into<OsString>) -> Setup {
        self.args.push(argument.into());
        self
    }

    /// A variable of its environment.
    pub fn env(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Setup {
        self.env.push((name.into(), value.into()));
        self
    }

    /// Words in front of the daemon's own: a program that runs it.
    pub fn prefix<W: Into<OsString>>(mut self, words: impl IntoIterator<Item = W>) -> Setup {
        self.prefix.extend(words.into_iter().map(Into::into));
        self
    }

    /// The program lies here, and not beside the test.
    pub fn program_at(mut self, file: impl Into<PathBuf>) -> Setup {
        self.program = Some(file.into());
        self
    }

    /// Its frame log is to lie here, and not in its own directory.
    pub fn log_dir_at(mut self, dir: impl Into<PathBuf>) -> Setup {
        self.log_dir = Some(dir.into());
        self
    }

    /// Its sockets are to lie here, and not in its own directory.
    pub fn runtime_dir_at(mut self, dir: impl Into<PathBuf>) -> Setup {
        self.runtime_dir = Some(dir.into());
        self
    }

    /// Passes it a listening socket by this name, at every start.
    ///
    /// # Panics
    ///
    /// When the socket has no address.
    pub fn pass_listener(mut self, name: &str, listener: TcpListener) -> Setup {
        self.passed_ports.push(listener.local_addr().expect("a listener has an address").port());
        self.pass(name, listener)
    }

    /// Passes it a descriptor of whatever kind by this name, at every start.
    pub fn pass(mut self, name: &str, descriptor: impl Into<OwnedFd>) -> Setup {
        self.passed.push((name.to_owned(), descriptor.into()));
        self
    }

    /// Its manager ends it, so it is told, when it is silent for so long (`WatchdogSec=`).
    pub fn watchdog(mut self, silence: Duration) -> Setup {
        self.watchdog = Some(silence);
        self
    }

    /// Its manager keeps so many descriptors for it (`FileDescriptorStoreMax=`), and tells it so.
    pub fn fd_store(mut self, descriptors_max: usize) -> Setup {
        self.stored_max = descriptors_max;
        self
    }

    /// The directory that holds everything of this relay.
    pub fn home(&self) -> &Path {
        self.home.path()
    }

    /// Where its frame log will lie.
    pub fn log_dir(&self) -> PathBuf {
        self.log_dir.clone().unwrap_or_else(|| self.home().join("log"))
    }

    /// Where its sockets will lie.
    pub fn runtime_dir(&self) -> PathBuf {
        self.runtime_dir.clone().unwrap_or_else(|| self.home().join("run"))
    }

    /// Starts it and waits until it is ready.
    ///
    /// # Panics
    ///
    /// When it ends before that; what it complained about is in the message.
    pub fn start(mut self) -> Relay {
        if self.listens.is_empty() && self.config.is_none() && self.passed.is_empty() {
            self.listens.push("127.0.0.1:0=others".to_owned());
        }
        let manager = Manager::start(self.home().join("notify"), self.stored_max);
        let started = self.launch(&manager).unwrap_or_else(|ended| panic!("the relay did not start: {ended:?}"));
        let Started { process, rooms, ready_after } = started;
        Relay { setup: self, process: Some(process), manager, rooms, ready_after }
    }

    /// Runs a relay that is expected to end by itself. No room is added to those that were named.
    pub fn run_to_end(&mut self) -> Ended {
        let mut command = self.command(Vec::new());
        program::run(&mut command)
    }

    /// Starts it, and does not wait until it is ready.
    pub fn begin(&mut self) -> Program {
        Program::start(&mut self.command(Vec::new()))
    }

    /// From here on it listens where it has listened.
    pub(super) fn fix_ports(&mut self, rooms: &[RoomStatus]) {
        // As it was first: a mode may be another by order.
        if !self.listens.is_empty() && !std::mem::replace(&mut self.ports_fixed, true) {
            let own = rooms.iter().filter(|room| !self.passed_ports.contains(&room.listen[0].port()));
            self.listens = own.map(|room| format!("{}={}", room.listen[0], room.mode)).collect();
        }
    }

    pub(super) fn launch(&mut self, manager: &Manager) -> Result<Started, Ended> {
        self.runs += 1;
        let mut command = self.command(manager.handles());
        command
            .env("NOTIFY_SOCKET", manager.path())
            .stdin(Stdio::null())
            .stdout(self.output_file("stdout"))
            .stderr(self.output_file("stderr"));
        let began = Instant::now();
        let child = command.spawn().unwrap_or_else(|error| panic!("cannot start {command:?}: {error}"));
        let mut process = Process::new(child);
        if let Err(code) = manager.wait_for_ready(|| process.has_ended().map(|status| status.code())) {
            let [stdout, stderr] = ["stdout", "stderr"].map(|name| self.output_of_run(name));
            return Err(Ended { code, stdout, stderr });
        }
        let ready_after = began.elapsed();
        let status = control::status(&self.runtime_dir()).expect("a ready relay answers");
        process.set_daemon_pid(status.pid);
        Ok(Started { process, rooms: status.rooms, ready_after })
    }

    /// What this run has written to one of its streams.
    pub(super) fn output_of_run(&self, name: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.output_path(name)).unwrap_or_default()).into_owned()
    }

    /// What starts it, with the descriptors that its manager has kept.
    fn command(&self, stored: Vec<(String, OwnedFd)>) -> Command {
        let program = self.program.clone().unwrap_or_else(|| workspace_program("tp-relais")).into_os_string();
        let passing = self.passing(stored);
        let shell = passing.words();
        let mut words = self.prefix.iter().chain(&shell).chain([&program]);
        let mut command = Command::new(words.next().expect("at least the daemon"));
        command.args(words);
        command.arg("--log-dir").arg(self.log_dir()).arg("--runtime-dir").arg(self.runtime_dir());
        for listen in &self.listens {
            command.arg("--listen").arg(listen);
        }
        if let Some(text) = &self.config {
            let file = self.home().join("tp-relais.toml");
            fs::write(&file, text).expect("a configuration file");
            command.arg("--config").arg(file);
        }
        if self.stored_max > 0 {
            command.env("FDSTORE", self.stored_max.to_string());
        }
        passing.apply(&mut command);
        command.args(&self.args).env("LC_ALL", "C.UTF-8").envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }

    /// Sockets first, then what was kept, as systemd has it.
    fn passing(&self, stored: Vec<(String, OwnedFd)>) -> Passing {
        let handle = |(name, passed): &(String, OwnedFd)| (name.clone(), passed.try_clone().expect("a second handle"));
        let descriptors = self.passed.iter().map(handle).chain(stored).collect();
        Passing { descriptors, watchdog: self.watchdog }
    }

    fn output_path(&self, name: &str) -> PathBuf {
        self.home().join(format!("{name}-{}", self.runs))
    }

    fn output_file(&self, name: &str) -> File {
        File::create(self.output_path(name)).expect("a file for what the relay prints")
    }
}
