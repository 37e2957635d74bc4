//! One direction of a connection.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use socket2::SockRef;

use super::fault::{Fault, Plan};

/// How often a line looks up from its work: whether the other direction was reset, or all is over.
pub(super) const LOOK_UP: Duration = Duration::from_millis(20);

/// How long bytes that are to be merged wait for more.
const MERGE_WAITS: u32 = 2;

/// One direction of a connection.
pub(super) struct Line {
    pub(super) from: TcpStream,
    pub(super) to: TcpStream,
    pub(super) plan: Plan,
    /// Whether either direction has broken the connection.
    pub(super) broken: Arc<AtomicBool>,
}

/// Why a line ends.
enum Ending {
    /// The sender's end of file.
    Finished,
    /// A reset, its own or the other direction's, or the end of the test.
    Broken,
}

impl Line {
    /// Takes bytes from one end to the other until there are no more, or the plan says so.
    pub(super) fn run(mut self, over: &AtomicBool) {
        match self.pass_all(over) {
            // A line that was broken from the other end sees an end of file, too.
            Ok(Ending::Finished) if !self.is_over(over) => drop(self.to.shutdown(Shutdown::Write)),
            _ => self.reset(),
        }
    }

    /// Both connections are reset, whichever line comes to its end first.
    fn reset(&self) {
        self.broken.store(true, Ordering::Relaxed);
        for stream in [&self.from, &self.to] {
            let _ = SockRef::from(stream).set_linger(Some(Duration::ZERO));
            // Whoever still waits on it sees an end; the reset leaves with the last handle.
            let _ = stream.shutdown(Shutdown::Read);
        }
    }

    fn pass_all(&mut self, over: &AtomicBool) -> io::Result<Ending> {
        let mut buffer = vec![0; super::HELD_BYTES_MAX];
        let mut left = self.plan.reset_after.unwrap_or(u64::MAX);
        for turn in 0.. {
            let (fault, bytes) = self.plan.fault(turn);
            if let Fault::Stall(time) = fault {
                thread::sleep(time);
            }
            let stretch = &mut buffer[..bytes];
            let Some(count) = self.take(stretch, fault, over)? else { return Ok(Ending::Broken) };
            if count == 0 {
                return Ok(Ending::Finished);
            }
            let passing = count.min(usize::try_from(left).unwrap_or(usize::MAX));
            if let Fault::Delay(time) = fault {
                thread::sleep(time);
            }
            let piece = if fault == Fault::Split { 1 } else { passing.max(1) };
            for piece in buffer[..passing].chunks(piece) {
                if !self.give(piece, over)? {
                    return Ok(Ending::Broken);
                }
            }
            left -= passing as u64;
            if left == 0 {
                return Ok(Ending::Broken);
            }
        }
        Ok(Ending::Broken)
    }

    /// The next bytes: what one read gives, or, when they are to be merged, as many as come in time.
    fn take(&mut self, stretch: &mut [u8], fault: Fault, over: &AtomicBool) -> io::Result<Option<usize>> {
        let (wanted, mut waits) = if let Fault::Merge(wanted) = fault { (wanted, MERGE_WAITS) } else { (1, 0) };
        let mut filled = 0;
        while filled < wanted {
            if self.is_over(over) {
                return Ok(None);
            }
            match self.from.read(&mut stretch[filled..]) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if is_pause(&error) && filled > 0 && waits == 0 => break,
                Err(error) if is_pause(&error) => waits = waits.saturating_sub(u32::from(filled > 0)),
                Err(error) => return Err(error),
            }
        }
        Ok(Some(filled))
    }

    /// Whether all of it could be given.
    fn give(&mut self, mut piece: &[u8], over: &AtomicBool) -> io::Result<bool> {
        while !piece.is_empty() {
            if self.is_over(over) {
                return Ok(false);
            }
            match self.to.write(piece) {
                Ok(count) => piece = &piece[count..],
                Err(error) if is_pause(&error) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }

    fn is_over(&self, over: &AtomicBool) -> bool {
        over.load(Ordering::Relaxed) || self.broken.load(Ordering::Relaxed)
    }
}

/// Nothing came or went for a moment.
fn is_pause(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut | io::ErrorKind::Interrupted)
}
