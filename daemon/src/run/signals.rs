//! Signals, and who asks for the same in another way.

use std::io;
use std::sync::Arc;

use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::Notify;

/// The signals that end the relay, one that has it read its configuration, and one that must not
/// end it.
pub struct Signals {
    /// A file at its size limit is a full disk, not the end (setrlimit(2)): whoever listens is
    /// not killed, and write(2) says EFBIG.
    _file_size: Signal,
    terminate: Signal,
    interrupt: Signal,
    /// Whoever wants to hear of it takes it; until then one waits here.
    hangup: Option<Signal>,
    /// One came while the relay started, and was not in time to prevent it.
    pending: bool,
    /// Somebody asks on the control socket for what they ask.
    asked: Arc<Notify>,
}

impl Signals {
    /// From here on none of them ends the process by itself.
    pub fn listen() -> io::Result<Signals> {
        Ok(Signals {
            _file_size: signal(SignalKind::from_raw(nix::libc::SIGXFSZ))?,
            terminate: signal(SignalKind::terminate())?,
            interrupt: signal(SignalKind::interrupt())?,
            hangup: Some(signal(SignalKind::hangup())?),
            pending: false,
            asked: Arc::default(),
        })
    }

    /// The one that has the configuration read again.
    pub fn take_hangup(&mut self) -> Option<Signal> {
        self.hangup.take()
    }

    /// Where somebody may ask that the relay ends.
    pub fn stops(&self) -> Arc<Notify> {
        Arc::clone(&self.asked)
    }

    /// What ended the start's wait is to end the relay too.
    pub fn again(&mut self) {
        self.pending = true;
    }

    /// Waits for one that ends the relay.
    pub async fn stop(&mut self) {
        if std::mem::take(&mut self.pending) {
            return;
        }
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
            () = self.asked.notified() => {}
        }
    }
}
