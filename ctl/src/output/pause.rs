//! Waiting, with an eye on whoever reads our output. A signal ends a wait.

use std::io;
use std::os::fd::AsFd as _;
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};

/// As [`pause`], without a wait.
pub(crate) fn check_reader() -> io::Result<()> {
    pause(Duration::ZERO)
}

/// Waits for `duration`. An error of kind `BrokenPipe` says that stdout's reader has gone, which a
/// program that has nothing to write would not notice.
pub(crate) fn pause(duration: Duration) -> io::Result<()> {
    let stdout = io::stdout();
    let mut fds = [PollFd::new(stdout.as_fd(), PollFlags::empty())];
    let timeout = PollTimeout::try_from(duration).unwrap_or(PollTimeout::MAX);
    match poll(&mut fds, timeout) {
        Ok(0) | Err(Errno::EINTR) => Ok(()),
        Ok(_) => Err(io::ErrorKind::BrokenPipe.into()),
        Err(errno) => Err(errno.into()),
    }
}
