//! What the service manager is told (sd_notify(3)). Without `$NOTIFY_SOCKET` nobody is told.

mod inherited;

use sd_notify::NotifyState;

pub use inherited::{Inherited, InheritedError, PassedConnection, PassedListener};

/// Clients are accepted and the control sockets answer.
pub fn ready(status: &str) {
    notify(&[NotifyState::Ready, NotifyState::Status(status)]);
}

/// How it is, in a sentence.
pub fn status(status: &str) {
    notify(&[NotifyState::Status(status)]);
}

/// The relay is on its way out.
pub fn stopping() {
    notify(&[NotifyState::Stopping]);
}

fn notify(states: &[NotifyState<'_>]) {
    if let Err(error) = sd_notify::notify(states) {
        tracing::warn!("the service manager could not be told: {error}");
    }
}
