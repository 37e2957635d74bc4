//! What the kernel knows of a TCP connection: how far both directions are, to the byte.
//!
//! This crate is the one place of the project with `unsafe`: two calls that no well-kept crate
//! wraps, `getsockopt(TCP_INFO)` with its byte counts and `ioctl(SIOCOUTQ)`. It owns nothing, keeps
//! nothing and writes into its own variables alone.
//!
//! The counts are of the connection, not of a process: whoever has a descriptor of it, a successor
//! of the one that read and wrote included, sees the same.

mod raw;

use std::io;
use std::os::fd::{AsFd, BorrowedFd};

/// How often the counts are read until nothing has moved meanwhile.
const TRIES_MAX: usize = 1000;

/// How far a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Bytes that were ever written to it, whether the other end has them or the kernel still holds
    /// them.
    pub written: u64,
    /// Of those, bytes that the other end has not acknowledged yet.
    pub unacknowledged: u64,
    /// Bytes that were ever read from it.
    pub read: u64,
    /// Bytes that came and were not read yet.
    pub unread: u64,
    /// Nothing goes either way any more: it was reset, or given up.
    pub closed: bool,
}

/// How far a TCP connection is that was accepted, and whose sending side nobody has shut down.
///
/// The counts are exact, but for one that is `closed`: if the other end had shut down its sending
/// side before, that counts as one byte read, and a reset leaves no trace of whether it had.
///
/// # Errors
///
/// It is no TCP socket (`ENOTSUP` or `ENOPROTOOPT`), or it never stands still (`EAGAIN`).
pub fn progress(socket: impl AsFd) -> io::Result<Progress> {
    let socket = socket.as_fd();
    for _ in 0..TRIES_MAX {
        let before = raw::tcp_info(socket)?;
        let (unread, unacknowledged) = (unread(socket)?, unacknowledged(socket)?);
        if raw::tcp_info(socket)? == before {
            // The end of input takes a number of its own in the stream (RFC 9293, section 3.4).
            let received = before.bytes_received - u64::from(before.input_ended && before.bytes_received > 0);
            return Ok(Progress {
                written: before.bytes_acked.saturating_add(unacknowledged),
                unacknowledged,
                read: received.saturating_sub(unread),
                unread,
                closed: before.closed,
            });
        }
    }
    Err(io::ErrorKind::WouldBlock.into())
}

/// Bytes written to a TCP connection that the other end has acknowledged.
///
/// # Errors
///
/// As [`progress`].
pub fn acknowledged(socket: impl AsFd) -> io::Result<u64> {
    Ok(raw::tcp_info(socket.as_fd())?.bytes_acked)
}

/// Bytes that a socket was given and that the other end has not taken: acknowledged, for TCP (tcp(7));
/// read, for a Unix datagram socket, with what the kernel adds to keep them (unix(7)).
///
/// # Errors
///
/// Those of ioctl(2).
pub fn unacknowledged(socket: impl AsFd) -> io::Result<u64> {
    raw::siocoutq(socket.as_fd())
}

fn unread(socket: BorrowedFd<'_>) -> io::Result<u64> {
    Ok(rustix::io::ioctl_fionread(socket)?)
}
