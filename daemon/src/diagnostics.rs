//! What the daemon prints about itself, on standard error: never what a client sent.

use std::env;
use std::io;

use tracing_appender::non_blocking::{NonBlocking, WorkerGuard};
use tracing_subscriber::EnvFilter;

/// Environment variable that says how much is printed, as `tracing` has it; `info` by default.
const LEVEL_VARIABLE: &str = "TP_RELAIS_LOG";

/// Starts printing. What is still on its way is printed when the guard is dropped.
///
/// The data path never waits for standard error: a thread prints, from a bounded queue.
pub fn start() -> WorkerGuard {
    let (writer, guard) = tracing_appender::non_blocking(io::stderr());
    let filter = EnvFilter::try_from_env(LEVEL_VARIABLE).unwrap_or_else(|_| EnvFilter::new("info"));
    let format = tracing_subscriber::fmt().with_env_filter(filter).with_target(false).with_ansi(false);
    // The journal has times of its own.
    if env::var_os("JOURNAL_STREAM").is_some() {
        format.without_time().with_writer(writer).init();
    } else {
        format.with_timer(LocalTime).with_writer::<NonBlocking>(writer).init();
    }
    guard
}

/// RFC 3339 in local time, to the millisecond.
struct LocalTime;

impl tracing_subscriber::fmt::time::FormatTime for LocalTime {
    fn format_time(&self, w: &mut tracing_subscriber::fmt::format::Writer<'_>) -> std::fmt::Result {
        write!(w, "{}", jiff::Zoned::now().strftime("%Y-%m-%dT%H:%M:%S%.3f%:z"))
    }
}
