//! Requests from outside to end: SIGINT and SIGTERM, Ctrl-C on Windows.
//!
//! They are handled only while the terminal is in raw mode, which must be restored, and after a loss
//! with `--reconnect`, when a later session may be in raw mode; elsewhere the system's default, to end
//! at once, is right. A handler stays for the rest of the process, so after raw mode nothing may take
//! long that does not listen here.

use std::future::pending;

/// Comes back when the program is asked to end. Where that cannot be heard, never.
pub(crate) async fn requested() {
    tokio::select! {
        Ok(()) = tokio::signal::ctrl_c() => {}
        () = terminate() => {}
    }
}

#[cfg(unix)]
async fn terminate() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => drop(terminate.recv().await),
        Err(_) => pending().await,
    }
}

#[cfg(not(unix))]
async fn terminate() {
    pending().await
}
