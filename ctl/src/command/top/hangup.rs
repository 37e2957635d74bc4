//! The end of a screen whose terminal is gone.
//!
//! crossterm reads a terminal that was closed for ever, wherever it reads it: nobody comes back from there to
//! look at a flag. So a thread of its own waits for the terminal's end alone, and says it as the kernel says
//! it to whoever has that terminal for its own: with SIGHUP. Whoever still runs a while later is ended by the
//! second one.

use std::io;
use std::os::fd::AsFd as _;
use std::thread;
use std::time::Duration;

use nix::errno::Errno;
use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;

/// How long an end in order may take.
const PATIENCE: Duration = Duration::from_secs(1);

/// Begins to wait for the end of the terminal at our input.
///
/// # Errors
///
/// When there is no thread to be had.
pub(super) fn watch() -> io::Result<()> {
    thread::Builder::new().name("hangup".into()).spawn(|| {
        if wait().is_ok() {
            // A signal to ourselves cannot be refused.
            let _ = kill(Pid::this(), Signal::SIGHUP);
            thread::sleep(PATIENCE);
            let _ = kill(Pid::this(), Signal::SIGHUP);
        }
    })?;
    Ok(())
}

/// Until the terminal is gone. No event is asked for: its end is told unasked (poll(2)).
fn wait() -> nix::Result<()> {
    let stdin = io::stdin();
    loop {
        match poll(&mut [PollFd::new(stdin.as_fd(), PollFlags::empty())], PollTimeout::NONE) {
            Ok(_) => return Ok(()),
            Err(Errno::EINTR) => {}
            Err(errno) => return Err(errno),
        }
    }
}
