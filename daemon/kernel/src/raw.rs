//! The two calls themselves.

use std::io;
use std::os::fd::{AsRawFd as _, BorrowedFd};

/// Places in the kernel's `struct tcp_info` (linux/tcp.h), which only ever grows at its end.
const STATE_AT: usize = 0;
const BYTES_ACKED_AT: usize = 120;
const BYTES_RECEIVED_AT: usize = 128;
const INFO_BYTES: usize = 136;

/// States (linux/tcp_states.h). In all but `CLOSE`, the other end has shut down its sending side.
const TCP_TIME_WAIT: u8 = 6;
const TCP_CLOSE: u8 = 7;
const TCP_CLOSE_WAIT: u8 = 8;
const TCP_LAST_ACK: u8 = 9;
const TCP_CLOSING: u8 = 11;

/// What we want of `struct tcp_info`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TcpInfo {
    /// Bytes of ours that were acknowledged (RFC 4898, `tcpEStatsAppHCThruOctetsAcked`).
    pub(crate) bytes_acked: u64,
    /// Bytes that came in order (`tcpEStatsAppHCThruOctetsReceived`), the end of input counted as one.
    pub(crate) bytes_received: u64,
    /// The end of input is among them.
    pub(crate) input_ended: bool,
    /// Nothing goes either way any more.
    pub(crate) closed: bool,
}

/// `getsockopt(IPPROTO_TCP, TCP_INFO)`.
#[expect(unsafe_code, reason = "no well-kept crate gives the byte counts of TCP_INFO")]
pub(crate) fn tcp_info(socket: BorrowedFd<'_>) -> io::Result<TcpInfo> {
    let mut info = [0_u8; INFO_BYTES];
    let mut len = INFO_BYTES as libc::socklen_t;
    // SAFETY: the descriptor is open while it is borrowed. The kernel writes at most `len` bytes, all
    // of which `info` has, and the new length into `len`; it keeps neither pointer (getsockopt(2)).
    let result = unsafe {
        libc::getsockopt(socket.as_raw_fd(), libc::IPPROTO_TCP, libc::TCP_INFO, info.as_mut_ptr().cast(), &raw mut len)
    };
    if result != 0 {
        return Err(io::Error::last_os_error());
    }
    if (len as usize) < INFO_BYTES {
        // Before Linux 4.1 there were no byte counts.
        return Err(io::ErrorKind::Unsupported.into());
    }
    let input_ended = matches!(info[STATE_AT], TCP_TIME_WAIT | TCP_CLOSE_WAIT | TCP_LAST_ACK | TCP_CLOSING);
    Ok(TcpInfo {
        bytes_acked: number_at(&info, BYTES_ACKED_AT),
        bytes_received: number_at(&info, BYTES_RECEIVED_AT),
        input_ended,
        closed: info[STATE_AT] == TCP_CLOSE,
    })
}

/// `ioctl(SIOCOUTQ)`.
#[expect(unsafe_code, reason = "no well-kept crate wraps SIOCOUTQ")]
pub(crate) fn siocoutq(socket: BorrowedFd<'_>) -> io::Result<u64> {
    let mut bytes: libc::c_int = 0;
    // SAFETY: the descriptor is open while it is borrowed. On a socket, this request writes one int
    // through the pointer, which is to one, and does not keep it (tcp(7)); on anything else it is
    // TIOCOUTQ, which does the same, or an error.
    let result = unsafe { libc::ioctl(socket.as_raw_fd(), libc::TIOCOUTQ, &raw mut bytes) };
    if result != 0 {
        return Err(io::Error::last_os_error());
    }
    Ok(u64::try_from(bytes).unwrap_or(0))
}

fn number_at(info: &[u8; INFO_BYTES], at: usize) -> u64 {
    let mut number = [0; 8];
    number.copy_from_slice(&info[at..at + 8]);
    u64::from_ne_bytes(number)
}
