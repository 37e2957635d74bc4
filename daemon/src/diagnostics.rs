//! What the daemon prints about itself, on standard error and, where a directory is configured, in a
//! file a day: never what a client sent.
//!
//! The data path never waits for either: a thread each prints, from a bounded queue. What does not fit
//! in is dropped and counted. On the way out the queues are printed to their end, for a bounded time.

mod format;
mod queue;

use std::env;
use std::fs;
use std::io;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::PathBuf;
use std::sync::OnceLock;

use nix::sys::stat::fstat;
use tracing_appender::rolling::{InitError, RollingFileAppender, Rotation};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Layer as _, fmt};

use format::{Journal, LocalTime};
use queue::Queue;

use crate::language::{Language, Said, english, here, told};

/// The target of the lines that say who changed something: they are printed whatever the level.
pub const AUDIT: &str = "audit";

/// Environment variable that says how much is printed, as `tracing` has it; `info` by default.
const LEVEL_VARIABLE: &str = "TP_RELAIS_LOG";

/// The files are `tp-relais.2026-11-22.log` and so on, days in UTC.
const PREFIX: &str = "tp-relais";
const SUFFIX: &str = "log";

/// Members of the group may read them.
const DIRECTORY_MODE: u32 = 0o750;

/// The queues of this process, for their counts.
static QUEUES: OnceLock<Vec<queue::Dropped>> = OnceLock::new();

/// A directory with a file a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    /// Where they lie.
    pub directory: PathBuf,
    /// How many are kept: the oldest goes when the next is begun.
    pub kept: usize,
}

/// The files cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum DiagnosticsError {
    /// The directory.
    Directory {
        /// The directory.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// The first file.
    File {
        /// The directory.
        path: PathBuf,
        /// What the kernel said.
        source: InitError,
    },
}

impl Said for DiagnosticsError {
    fn said(&self, words: &Language) -> String {
        match self {
            DiagnosticsError::Directory { path, .. } => words.diagnostics_no_directory(&path.to_string_lossy()),
            DiagnosticsError::File { path, .. } => words.diagnostics_no_file(&path.to_string_lossy()),
        }
    }
}

/// Prints what is still on its way when it is dropped.
#[derive(Debug)]
pub struct Guard {
    queues: Vec<Queue>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.queues.iter_mut().for_each(Queue::finish);
    }
}

/// Starts printing, to `files` too if they are given.
///
/// # Errors
///
/// The files cannot be written. What is wrong is printed on standard error alone then.
pub fn start(files: Option<&Files>) -> Result<Guard, DiagnosticsError> {
    let stderr = Queue::start(io::stderr());
    let file = files.map(appender).transpose();
    let (file, failed) = match file {
        Ok(file) => (file.map(Queue::start), None),
        Err(error) => (None, Some(error)),
    };
    let filter = with_audit(EnvFilter::try_from_env(LEVEL_VARIABLE).unwrap_or_else(|_| EnvFilter::new("info")));
    let plain = || fmt::layer().with_target(false).with_ansi(false);
    let in_file = file.as_ref().map(|queue| plain().with_timer(LocalTime).with_writer(queue.writer()).boxed());
    let printed = if is_journal() {
        plain().event_format(Journal).with_writer(stderr.writer()).boxed()
    } else if env::var_os("JOURNAL_STREAM").is_some() {
        // Somebody else's journal, but a service manager's surroundings: times are its own.
        plain().without_time().with_writer(stderr.writer()).boxed()
    } else {
        plain().with_timer(LocalTime).with_writer(stderr.writer()).boxed()
    };
    let layers: Vec<_> = [Some(printed), in_file].into_iter().flatten().collect();
    tracing_subscriber::registry().with(filter).with(layers).init();
    let queues: Vec<Queue> = [Some(stderr), file].into_iter().flatten().collect();
    // Started once a process.
    let _ = QUEUES.set(queues.iter().map(Queue::dropped).collect());
    let guard = Guard { queues };
    match failed {
        None => Ok(guard),
        Some(error) => {
            tracing::error!("{}", told(&error, here()));
            Err(error)
        }
    }
}

fn with_audit(filter: EnvFilter) -> EnvFilter {
    match format!("{AUDIT}=info").parse() {
        Ok(always) => filter.add_directive(always),
        Err(_) => filter,
    }
}

/// Lines that were dropped since the start.
pub fn dropped_lines() -> u64 {
    QUEUES.get().map_or(0, |queues| queues.iter().map(queue::Dropped::lines).sum())
}

fn appender(files: &Files) -> Result<RollingFileAppender, DiagnosticsError> {
    let path = files.directory.clone();
    let made = fs::DirBuilder::new().recursive(true).mode(DIRECTORY_MODE).create(&path);
    made.map_err(|source| DiagnosticsError::Directory { path: path.clone(), source })?;
    RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix(PREFIX)
        .filename_suffix(SUFFIX)
        .max_log_files(files.kept)
        .build(&path)
        .map_err(|source| DiagnosticsError::File { path, source })
}

/// Whether standard error is the journal's (systemd.exec(5), `$JOURNAL_STREAM`).
fn is_journal() -> bool {
    let Ok(stat) = fstat(io::stderr()) else { return false };
    env::var("JOURNAL_STREAM").is_ok_and(|named| named == format!("{}:{}", stat.st_dev, stat.st_ino))
}
