//! Who runs: how each server is started so that it does what the relay does and no more.

use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::load::Dialect;

/// A program that passes messages on.
#[derive(Clone, Copy, PartialEq, Eq, Debug, clap::ValueEnum)]
pub enum Contestant {
    /// Bare epoll, no log: the least that it can cost.
    Yardstick,
    /// tp-relais as it comes: each frame whole in the log, on disk.
    Relais,
    /// tp-relais with as little log as it can be told to keep: sizes alone, in memory, never synced.
    /// It has no switch to turn the log off.
    RelaisLean,
    /// `ncat --broker`.
    Ncat,
    /// Redis, publish and subscribe.
    Redis,
    /// NATS.
    Nats,
    /// Mosquitto, quality of service 0.
    Mosquitto,
}

impl Contestant {
    pub const ALL: [Contestant; 7] = [
        Contestant::Yardstick,
        Contestant::Relais,
        Contestant::RelaisLean,
        Contestant::Ncat,
        Contestant::Redis,
        Contestant::Nats,
        Contestant::Mosquitto,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Contestant::Yardstick => "yardstick",
            Contestant::Relais => "tp-relais",
            Contestant::RelaisLean => "tp-relais, lean log",
            Contestant::Ncat => "ncat --broker",
            Contestant::Redis => "redis",
            Contestant::Nats => "nats",
            Contestant::Mosquitto => "mosquitto",
        }
    }

    pub fn dialect(self) -> Dialect {
        match self {
            Contestant::Redis => Dialect::Redis,
            Contestant::Nats => Dialect::Nats,
            Contestant::Mosquitto => Dialect::Mqtt,
            _ => Dialect::Raw,
        }
    }

    /// ncat waits with select(2), which ends at descriptor 1,023.
    pub fn clients_max(self) -> usize {
        if self == Contestant::Ncat { 1000 } else { usize::MAX }
    }

    /// Connections that it lets wait: ncat listens with a backlog of ten, Mosquitto with one of a hundred.
    pub fn backlog(self) -> usize {
        match self {
            Contestant::Ncat => 8,
            Contestant::Mosquitto => 80,
            _ => usize::MAX,
        }
    }

    /// How long after a run it may still work on what came in it: tp-relais brings its log to disk once a
    /// second.
    pub fn works_on_for(self) -> Duration {
        if self == Contestant::Relais { Duration::from_millis(1200) } else { Duration::ZERO }
    }

    /// Where its files lie: in memory for the lean log, else beside the build.
    pub fn folder(self) -> &'static Path {
        Path::new(if self == Contestant::RelaisLean { "/dev/shm" } else { env!("CARGO_TARGET_TMPDIR") })
    }

    /// The program, if it is here.
    pub fn program(self) -> io::Result<PathBuf> {
        match self {
            Contestant::Yardstick => std::env::current_exe(),
            Contestant::Relais | Contestant::RelaisLean => Ok(env!("CARGO_BIN_EXE_tp-relais").into()),
            Contestant::Ncat => installed("ncat"),
            Contestant::Redis => installed("redis-server"),
            Contestant::Nats => installed("nats-server"),
            Contestant::Mosquitto => installed("mosquitto"),
        }
    }

    /// The command that serves this port of the loopback address, with its files in this folder.
    pub fn command(self, port: u16, folder: &Path) -> io::Result<Command> {
        let arguments: Vec<OsString> = match self {
            Contestant::Yardstick => vec![crate::YARDSTICK.into(), port.to_string().into()],
            Contestant::Relais | Contestant::RelaisLean => self.relais(port, folder)?,
            Contestant::Ncat => words(&format!("--broker --listen --max-conns 20000 127.0.0.1 {port}")),
            Contestant::Redis => words(&format!(
                "--bind 127.0.0.1 --port {port} --tcp-backlog 4096 --appendonly no --maxclients 15000 \
                 --client-output-buffer-limit pubsub 0 0 0 --save"
            ))
            .into_iter()
            .chain(["".into()])
            .collect(),
            Contestant::Nats => words(&format!("-a 127.0.0.1 -p {port}")),
            Contestant::Mosquitto => mosquitto(port, folder)?,
        };
        let mut command = Command::new(self.program()?);
        command.args(arguments).current_dir(folder);
        Ok(command)
    }

    fn relais(self, port: u16, folder: &Path) -> io::Result<Vec<OsString>> {
        let frame_log = if self == Contestant::Relais { "" } else { "payload = \"size\"\nsync = \"never\"\n" };
        let file = folder.join("tp-relais.toml");
        let text = format!(
            "listen = [\"127.0.0.1:{port}\"]\n\
             [limits]\nclients = 15000\nconnects-per-second = 1000000\nconnects-burst = 1000000\n\
             [frame-log]\n{frame_log}"
        );
        fs::write(&file, text)?;
        let (run, log) = (folder.join("run"), folder.join("log"));
        Ok(vec!["--config".into(), file.into(), "--runtime-dir".into(), run.into(), "--log-dir".into(), log.into()])
    }
}

fn mosquitto(port: u16, folder: &Path) -> io::Result<Vec<OsString>> {
    let file = folder.join("mosquitto.conf");
    let text = format!(
        "listener {port} 127.0.0.1\nallow_anonymous true\nset_tcp_nodelay true\n\
         max_queued_messages 0\nmax_connections -1\nuser root\n"
    );
    fs::write(&file, text)?;
    Ok(vec!["-c".into(), file.into()])
}

fn words(line: &str) -> Vec<OsString> {
    line.split_whitespace().map(Into::into).collect()
}

/// Debian keeps some servers where an ordinary user's PATH does not lead.
fn installed(name: &str) -> io::Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin".into()])
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
        .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, format!("{name} is not installed")))
}
