//! The real daemon as a fixture: its own directories, its own ports, ready when the test goes on.
//!
//! A relay ends with its value, by its own process number. It can be killed or stopped before,
//! and started again on the same directories and ports.

mod control;
mod process;
mod setup;

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus};
use std::time::Duration;

use nix::sys::signal::Signal;
use tp_proto::control::{PeerRow, RoomStatus, Status};

use crate::manager::Manager;
use crate::program::{self, Ended, workspace_program};
use crate::{Account, Check, Client, Report, wait};
use process::Process;
pub use setup::Setup;

/// A running relay.
#[derive(Debug)]
pub struct Relay {
    setup: Setup,
    process: Option<Process>,
    /// Listens as long as the relay may have something to tell, over restarts too.
    manager: Manager,
    rooms: Vec<RoomStatus>,
    ready_after: Duration,
}

impl Relay {
    /// A relay to be configured and then started.
    pub fn setup() -> Setup {
        Setup::new()
    }

    /// A relay with one room in mode `others`, started.
    pub fn start() -> Relay {
        Relay::setup().start()
    }

    /// A relay with one room in the given mode, started.
    pub fn start_mode(mode: &str) -> Relay {
        Relay::setup().listen(&format!("127.0.0.1:0={mode}")).start()
    }

    /// Where a client connects to its first room.
    pub fn addr(&self) -> SocketAddr {
        self.addr_of(0)
    }

    /// Where a client connects to a room, counted from 0.
    pub fn addr_of(&self, room: usize) -> SocketAddr {
        let listen = self.rooms[room].listen.first().copied().expect("a room listens");
        let ip = if listen.ip().is_unspecified() { IpAddr::from(Ipv4Addr::LOCALHOST) } else { listen.ip() };
        SocketAddr::new(ip, listen.port())
    }

    /// The folder of its first room's frame log.
    pub fn room_dir(&self) -> PathBuf {
        self.room_dir_of(0)
    }

    /// The folder of a room's frame log.
    pub fn room_dir_of(&self, room: usize) -> PathBuf {
        tp_proto::places::frames_dir(&self.setup.log_dir()).join(&self.rooms[room].room)
    }

    /// Its directory with everything that is its own.
    pub fn home(&self) -> &Path {
        self.setup.home()
    }

    /// Its log directory.
    pub fn log_dir(&self) -> PathBuf {
        self.setup.log_dir()
    }

    /// Its runtime directory.
    pub fn runtime_dir(&self) -> PathBuf {
        self.setup.runtime_dir()
    }

    /// The process number of the daemon itself.
    ///
    /// # Panics
    ///
    /// When it does not run.
    pub fn pid(&self) -> u32 {
        self.process().daemon_pid()
    }

    /// From the start of its process to READY=1.
    pub fn ready_after(&self) -> Duration {
        self.ready_after
    }

    /// What it has printed in this run.
    pub fn stdout(&self) -> String {
        self.setup.output_of_run("stdout")
    }

    /// What it has complained about in this run.
    pub fn stderr(&self) -> String {
        self.setup.output_of_run("stderr")
    }

    /// Waits until it has complained of that in this run: a thread of its own writes it down.
    pub fn wait_for_complaint(&self, text: &str) {
        wait::until(&format!("a complaint that says: {text}"), || self.stderr().contains(text));
    }

    /// What it has told its service manager in this run, message by message.
    pub fn told_manager(&self) -> Vec<String> {
        self.manager.messages().into_iter().map(|message| message.text).collect()
    }

    /// Its service manager.
    pub fn manager(&self) -> &Manager {
        &self.manager
    }

    /// How it says it is.
    ///
    /// # Panics
    ///
    /// When it does not answer.
    pub fn status(&self) -> Status {
        control::status(&self.runtime_dir()).expect("a running relay says how it is")
    }

    /// Its peers, of all rooms, page by page.
    ///
    /// # Panics
    ///
    /// When it does not answer.
    pub fn peers(&self) -> Vec<PeerRow> {
        control::peers(&self.runtime_dir()).expect("a running relay says who is there")
    }

    /// Waits until it has exactly so many peers.
    pub fn wait_for_peers(&self, count: usize) -> Vec<PeerRow> {
        wait::until_some(&format!("{count} peers"), || Some(self.peers()).filter(|peers| peers.len() == count))
    }

    /// Waits until a client is a peer, and gives its row.
    pub fn wait_for_peer(&self, client: SocketAddr) -> PeerRow {
        wait::until_some(&format!("the peer {client}"), || self.peers().into_iter().find(|row| row.peer == client))
    }

    /// Waits until a client is no peer any more.
    pub fn wait_for_leave(&self, client: SocketAddr) {
        wait::until(&format!("{client} to leave"), || self.peers().iter().all(|row| row.peer != client));
    }

    /// Waits until all that these clients sent is logged, all that they received is counted and
    /// nobody is owed anything, and gives their rows of that moment.
    pub fn wait_until_quiet(&self, clients: &[Client]) -> Vec<PeerRow> {
        let is_settled = |row: &PeerRow| {
            let client = clients.iter().find(|client| client.has_row(row));
            client.is_none_or(|client| {
                row.rx_bytes == client.sent_bytes() && client.received_bytes().is_none_or(|bytes| bytes == row.tx_bytes)
            })
        };
        wait::until_some("the room to be quiet", || {
            let mut rows = self.peers();
            let quiet = rows.iter().all(|row| row.backlog_bytes == 0 && is_settled(row));
            rows.retain(|row| clients.iter().any(|client| client.has_row(row)));
            quiet.then_some(rows)
        })
    }

    /// The good end of a test: waits until all is quiet, stops the relay, and holds the log of its
    /// first room against what everybody knows. These clients must have had everything; `others`
    /// as they say themselves.
    ///
    /// # Panics
    ///
    /// When anything is missing.
    pub fn finish(mut self, clients: Vec<Client>, others: Vec<Account>) -> Report {
        self.stop_and_check(clients, others)
    }

    /// [`finish`](Self::finish), with the directories left to be looked at.
    pub fn stop_and_check(&mut self, clients: Vec<Client>, others: Vec<Account>) -> Report {
        let rows = self.wait_until_quiet(&clients);
        let room = self.status().rooms.swap_remove(0);
        let status = self.stop();
        assert_eq!(status.code(), Some(0), "the relay stopped with {status}: {}", self.stderr());
        let accounts = clients.into_iter().map(Client::finish).chain(others);
        Check::room(self.room_dir()).accounts(accounts).counters(&rows, &room).assert_ok()
    }

    /// Runs `tp-ctl` against it.
    pub fn tp_ctl(&self, arguments: &[&str]) -> Ended {
        program::run(&mut self.tp_ctl_command(arguments))
    }

    /// A `tp-ctl` against it, to be started.
    pub fn tp_ctl_command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(workspace_program("tp-ctl"));
        command
            .args(arguments)
            .env(tp_proto::places::RUNTIME_DIR_VARIABLE, self.runtime_dir())
            .env(tp_proto::places::LOG_DIR_VARIABLE, self.log_dir())
            .env("LC_ALL", "C.UTF-8");
        command
    }

    /// Sends it a signal.
    pub fn signal(&self, signal: Signal) {
        self.process().signal(signal);
    }

    /// SIGTERM, then waits for its end.
    ///
    /// # Panics
    ///
    /// When it does not run, or does not end.
    pub fn stop(&mut self) -> ExitStatus {
        self.signal(Signal::SIGTERM);
        self.wait_for_exit()
    }

    /// Waits for its end.
    ///
    /// # Panics
    ///
    /// When it does not run, or does not end.
    pub fn wait_for_exit(&mut self) -> ExitStatus {
        self.process.take().expect("the relay runs").wait()
    }

    /// SIGKILL: it has no time for last words.
    pub fn kill9(&mut self) {
        self.signal(Signal::SIGKILL);
        self.wait_for_exit();
    }

    /// Starts it again, on the same directories and ports, after it has ended.
    ///
    /// # Panics
    ///
    /// When it still runs, or does not become ready.
    pub fn start_again(&mut self) {
        assert!(self.process.is_none(), "the relay still runs");
        self.setup.fix_ports(&self.rooms);
        self.manager.next_run();
        let started = self.setup.launch(&self.manager);
        let started = started.unwrap_or_else(|ended| panic!("the relay did not start again: {ended:?}"));
        self.process = Some(started.process);
        self.rooms = started.rooms;
        self.ready_after = started.ready_after;
    }

    fn process(&self) -> &Process {
        self.process.as_ref().expect("the relay runs")
    }
}
