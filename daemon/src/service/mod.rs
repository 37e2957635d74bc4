//! What the service manager is told (sd_notify(3)), and what it passes. Without `$NOTIFY_SOCKET`
//! nobody is told.

mod inherited;
mod line;
pub mod watchdog;

use std::time::Duration;
use std::{env, io, thread};

use sd_notify::NotifyState;

use crate::exit::Exit;
use crate::language::here;
use crate::repeats::Repeats;
pub use inherited::{Inherited, InheritedError, PassedConnection, PassedListener};
pub use line::status_line;

/// How long a start that failed waits before its end, where a service manager tries it again.
const HOLD_BACK: Duration = Duration::from_secs(1);

/// Whether a service manager started this process, and may start it again.
pub fn is_managed() -> bool {
    env::var_os("NOTIFY_SOCKET").is_some()
}

/// A start failed that may succeed later: the next one is not to come so soon that the manager gives
/// up, and closes the connections that it keeps. Whoever starts the relay by hand waits for nothing.
pub fn hold_back() {
    if is_managed() {
        thread::sleep(HOLD_BACK);
    }
}

/// How a start ends while the manager keeps connections. Where nothing but a change by somebody helps, it
/// would give the unit up and close them: it is to try again instead, and goes on once that is mended.
pub fn for_waiting_clients(exit: Exit) -> Exit {
    if exit != Exit::Usage {
        return exit;
    }
    hold_back();
    Exit::Failed
}

/// Clients are accepted and the control sockets answer.
pub fn ready(status: &str) {
    notify(&[NotifyState::Ready, NotifyState::Status(status)]);
}

/// The configuration is being read again; [`ready`] ends that.
pub fn reloading() {
    let told = NotifyState::monotonic_usec_now().and_then(|now| sd_notify::notify(&[NotifyState::Reloading, now]));
    complain(told);
}

/// How it is, in a sentence.
pub fn status(status: &str) {
    notify(&[NotifyState::Status(status)]);
}

/// The relay is on its way out, and why.
pub fn stopping(status: &str) {
    notify(&[NotifyState::Stopping, NotifyState::Status(status)]);
}

fn notify(states: &[NotifyState<'_>]) {
    complain(sd_notify::notify(states));
}

fn complain(told: io::Result<()>) {
    thread_local! {
        static FAILURES: Repeats = Repeats::default();
    }
    if let Err(error) = told
        && let Some(times) = FAILURES.with(Repeats::tell)
    {
        tracing::warn!("{}", here().manager_untold(times, &here().kernel(&error)));
    }
}
