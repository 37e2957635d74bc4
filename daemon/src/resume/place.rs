//! Where a connection stands, by the frame log and by the kernel. Pure: it compares numbers.

use std::net::SocketAddr;

use tp_kernel::Progress;

use crate::frame_log::OpenPeer;
use crate::language::{Language, Said, english};

/// Where a connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Bytes that the kernel took for it.
    pub written: u64,
    /// Bytes that are for it and that the kernel has not taken.
    pub backlog: u64,
    /// Bytes that are a frame in the log, and that nobody has taken out of the kernel yet.
    pub unconsumed: u64,
}

/// Why a connection cannot be placed.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum Unplaced {
    /// The kernel does not say how far it is.
    Unknown(#[source] std::io::Error),
    /// It is another connection.
    Address {
        /// The client's end of the connection.
        its_peer: SocketAddr,
        /// The server's.
        its_local: SocketAddr,
    },
    /// More was written to it than was for it.
    Written {
        /// By the kernel.
        written: u64,
        /// By the log.
        due: u64,
    },
    /// What was read from it is not what is logged.
    Read {
        /// By the kernel.
        read: u64,
        /// By the log.
        logged: u64,
    },
    /// What it is owed is not in the log.
    Missing {
        /// By log and kernel.
        backlog: u64,
    },
    /// The log has its last frame, and the connection does not.
    Consume(#[source] std::io::Error),
    /// It leaves for a reason of which nothing is known here.
    Leaving(String),
    /// Its frame is logged and the answer to it is not.
    Unanswered,
}

impl Said for Unplaced {
    fn said(&self, words: &Language) -> String {
        match self {
            Unplaced::Unknown(_) => words.unplaced_unknown(),
            Unplaced::Address { its_peer, its_local } => {
                words.unplaced_address(&its_peer.to_string(), &its_local.to_string())
            }
            Unplaced::Written { written, due } => words.unplaced_written(*written, &due.to_string()),
            Unplaced::Read { read, logged } => words.unplaced_read(*read, &logged.to_string()),
            Unplaced::Missing { backlog } => words.unplaced_missing(*backlog),
            Unplaced::Consume(_) => words.unplaced_consume(),
            Unplaced::Leaving(why) => words.unplaced_leaving(why),
            Unplaced::Unanswered => words.unplaced_unanswered(),
        }
    }
}

/// Compares what the log has of a peer with what the kernel has of its connection, whose ends are
/// `(peer, local)`.
///
/// # Errors
///
/// The two do not fit each other.
pub fn place(logged: &OpenPeer, ends: (SocketAddr, SocketAddr), now: &Progress) -> Result<Place, Unplaced> {
    let (its_peer, its_local) = ends;
    if (logged.peer, logged.local) != (its_peer, its_local) {
        return Err(Unplaced::Address { its_peer, its_local });
    }
    let (written, due) = (now.written, logged.due);
    let backlog = due.checked_sub(written).ok_or(Unplaced::Written { written, due })?;
    Ok(Place { written, backlog, unconsumed: unconsumed(logged, now)? })
}

/// A frame is consumed in one piece, and before the next one is looked at.
fn unconsumed(logged: &OpenPeer, now: &Progress) -> Result<u64, Unplaced> {
    let fits = |read: u64| {
        let rest = logged.rx.checked_sub(read)?;
        (rest == 0 || (Some(rest) == logged.last_frame_len && rest <= now.unread)).then_some(rest)
    };
    // A reset leaves no trace of whether the input had ended before, which counts as one byte.
    let without_end = now.closed.then(|| now.read.checked_sub(1).and_then(fits)).flatten();
    match (fits(now.read), without_end) {
        (Some(rest), None) | (None, Some(rest)) => Ok(rest),
        _ => Err(Unplaced::Read { read: now.read, logged: logged.rx }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn logged() -> OpenPeer {
        OpenPeer {
            conn: 7,
            peer: ([192, 0, 2, 1], 5000).into(),
            local: ([192, 0, 2, 9], 12345).into(),
            since: 1,
            rx: 100,
            rx_frames: 3,
            last_frame_len: Some(40),
            due: 1000,
            due_frames: 9,
            tx: 900,
            through: 5,
            leaving: None,
        }
    }

    fn now(written: u64, read: u64, unread: u64) -> Progress {
        Progress { written, unacknowledged: 0, read, unread, closed: false }
    }

    fn check(now: Progress, expected: Option<(u64, u64)>) {
        let logged = logged();
        let placed = place(&logged, (logged.peer, logged.local), &now).ok();
        assert_eq!(placed.map(|place| (place.backlog, place.unconsumed)), expected, "{now:?}");
    }

    #[test]
    fn a_connection_is_placed_only_where_every_number_fits() {
        check(now(1000, 100, 0), Some((0, 0)));
        check(now(950, 100, 5000), Some((50, 0)));
        check(now(950, 60, 40), Some((50, 40)));
        check(now(950, 60, 41), Some((50, 40)));
        check(now(950, 60, 39), None);
        check(now(950, 61, 90), None);
        check(now(950, 101, 0), None);
        check(now(1001, 100, 0), None);
    }

    #[test]
    fn a_reset_may_hide_an_end_of_input_and_is_never_guessed() {
        let closed = |read, unread| Progress { closed: true, ..now(1000, read, unread) };
        check(closed(100, 0), Some((0, 0)));
        check(closed(101, 0), Some((0, 0)));
        check(closed(61, 40), Some((0, 40)));
        check(closed(102, 0), None);
        let one_byte = OpenPeer { last_frame_len: Some(1), ..logged() };
        let ends = (one_byte.peer, one_byte.local);
        assert!(place(&one_byte, ends, &closed(100, 1)).is_err(), "the frame was consumed, or the input had ended");
    }

    #[test]
    fn another_connection_is_not_taken_for_it() {
        let logged = logged();
        let other = ([192, 0, 2, 1], 5001).into();
        let placed = place(&logged, (other, logged.local), &now(1000, 100, 0));
        assert!(matches!(placed, Err(Unplaced::Address { .. })));
    }
}
