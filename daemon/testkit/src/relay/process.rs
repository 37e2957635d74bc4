//! The daemon's process, by its own number.

use std::process::{Child, ExitStatus};

use nix::sys::signal::{self, Signal};
use nix::unistd::Pid;

use crate::wait;

/// A started daemon, or a program that was asked to run one.
#[derive(Debug)]
pub(super) struct Process {
    child: Child,
    /// The daemon's own number where another program runs it.
    inner: Option<u32>,
}

impl Process {
    pub(super) fn new(child: Child) -> Process {
        Process { child, inner: None }
    }

    /// Tells it the daemon's own number, as the daemon says.
    pub(super) fn set_daemon_pid(&mut self, pid: u32) {
        self.inner = (pid != self.child.id()).then_some(pid);
    }

    pub(super) fn daemon_pid(&self) -> u32 {
        self.inner.unwrap_or_else(|| self.child.id())
    }

    pub(super) fn has_ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().expect("our own child can be waited for")
    }

    /// A process that has just ended by itself takes no signal; its end is then seen by `wait`.
    pub(super) fn signal(&self, what: Signal) {
        let _ = signal::kill(Pid::from_raw(self.daemon_pid() as i32), what);
    }

    pub(super) fn wait(mut self) -> ExitStatus {
        wait::until_some("the relay's end", || self.has_ended())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // A number may belong to somebody else once its process was waited for.
        if self.has_ended().is_none() {
            self.signal(Signal::SIGKILL);
            let _ = self.child.kill();
            let _ = self.child.wait();
        }
    }
}
