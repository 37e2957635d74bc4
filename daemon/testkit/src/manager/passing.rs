//! How a service manager starts a service with descriptors (sd_listen_fds(3)) and a watchdog
//! (sd_watchdog_enabled(3)).

use std::ffi::OsString;
use std::os::fd::OwnedFd;
use std::process::Command;
use std::time::Duration;

use command_fds::{CommandFdExt as _, FdMapping};

/// The first descriptor that is passed; the others follow.
const FIRST: i32 = 3;

/// What a service is started with.
#[derive(Debug, Default)]
pub(crate) struct Passing {
    /// Descriptors with their names, in order.
    pub(crate) descriptors: Vec<(String, OwnedFd)>,
    /// How long the service may be silent.
    pub(crate) watchdog: Option<Duration>,
}

impl Passing {
    /// Words in front of the program: `LISTEN_PID` and `WATCHDOG_PID` have to be its own number,
    /// which a shell in its place knows before it becomes the program.
    pub(crate) fn words(&self) -> Vec<OsString> {
        let mut shell = String::new();
        if !self.descriptors.is_empty() {
            shell.push_str("export LISTEN_PID=$$; ");
        }
        if self.watchdog.is_some() {
            shell.push_str("export WATCHDOG_PID=$$; ");
        }
        if shell.is_empty() { Vec::new() } else { ["sh", "-c", &(shell + "exec \"$0\" \"$@\"")].map(Into::into).into() }
    }

    /// Gives a command its descriptors, and the variables that tell of them.
    pub(crate) fn apply(self, command: &mut Command) {
        if let Some(silence) = self.watchdog {
            command.env("WATCHDOG_USEC", silence.as_micros().to_string());
        }
        if self.descriptors.is_empty() {
            return;
        }
        let (names, descriptors): (Vec<String>, Vec<OwnedFd>) = self.descriptors.into_iter().unzip();
        command.env("LISTEN_FDS", names.len().to_string()).env("LISTEN_FDNAMES", names.join(":"));
        let numbered = descriptors.into_iter().zip(FIRST..);
        let mappings = numbered.map(|(parent_fd, child_fd)| FdMapping { parent_fd, child_fd }).collect();
        command.fd_mappings(mappings).expect("one number each");
    }
}
