//! One connection: read once, write once, close.
//!
//! tokio's readiness is kept exact without a further system call: a short read or write says that
//! the kernel has no more, or takes no more, so it is handed to tokio as "would block". The next
//! event of an edge-triggered epoll sets it again.

use std::io::{self, ErrorKind, IoSlice};
use std::net::SocketAddr;
use std::os::fd::AsFd;
use std::time::Duration;

use rustix::io::Errno;
use rustix::net::{RecvFlags, SendAncillaryBuffer, SendFlags, recv};
use socket2::SockRef;
use tokio::io::Interest;
use tokio::net::TcpStream;

use crate::room::Why;

/// A client that is gone is an error to be told, and no signal.
const SEND: SendFlags = SendFlags::DONTWAIT.union(SendFlags::NOSIGNAL);

/// Reads once into `space`. [`ErrorKind::WouldBlock`]: nothing is there, readiness is cleared.
pub fn receive(stream: &TcpStream, space: &mut [u8]) -> io::Result<usize> {
    read_once(stream, space, RecvFlags::DONTWAIT)
}

/// As [`receive`], but what it gives stays where it is until it is [taken](take).
pub fn peek(stream: &TcpStream, space: &mut [u8]) -> io::Result<usize> {
    read_once(stream, space, RecvFlags::PEEK | RecvFlags::DONTWAIT)
}

fn read_once(stream: &TcpStream, space: &mut [u8], flags: RecvFlags) -> io::Result<usize> {
    let mut got = 0;
    let result = stream.try_io(Interest::READABLE, || {
        (got, _) = recv(stream, &mut *space, flags)?;
        if got > 0 && got < space.len() { Err(ErrorKind::WouldBlock.into()) } else { Ok(()) }
    });
    counted(got, result)
}

/// Takes exactly as many bytes as `space` has, which have to be there.
pub fn take(stream: impl AsFd, space: &mut [u8]) -> io::Result<()> {
    consume(stream, space, RecvFlags::DONTWAIT)
}

/// Takes exactly as many bytes as `space` has, which have to be there. The kernel forgets them
/// without a copy: `space` only says how many (tcp(7), `MSG_TRUNC`).
pub fn forget(stream: impl AsFd, space: &mut [u8]) -> io::Result<()> {
    consume(stream, space, RecvFlags::DONTWAIT | RecvFlags::TRUNC)
}

fn consume(stream: impl AsFd, space: &mut [u8], flags: RecvFlags) -> io::Result<()> {
    let mut taken = 0;
    while taken < space.len() {
        match recv(&stream, &mut space[taken..], flags) {
            Ok((_, 0)) => return Err(ErrorKind::UnexpectedEof.into()),
            Ok((_, count)) => taken += count,
            Err(Errno::INTR) => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

/// Writes once. Fewer bytes than that: the kernel takes no more, readiness is cleared.
pub fn send(stream: &TcpStream, bytes: &[u8]) -> io::Result<usize> {
    write_once(stream, bytes.len(), || rustix::net::send(stream, bytes, SEND))
}

/// As [`send`], what `slices` hold, `bytes` together.
pub fn send_vectored(stream: &TcpStream, slices: &[IoSlice<'_>], bytes: usize) -> io::Result<usize> {
    write_once(stream, bytes, || rustix::net::sendmsg(stream, slices, &mut SendAncillaryBuffer::default(), SEND))
}

fn write_once(stream: &TcpStream, bytes: usize, write: impl Fn() -> Result<usize, Errno>) -> io::Result<usize> {
    let mut taken = 0;
    let result = stream.try_io(Interest::WRITABLE, || {
        taken = write()?;
        if taken < bytes { Err(ErrorKind::WouldBlock.into()) } else { Ok(()) }
    });
    counted(taken, result)
}

fn counted(count: usize, result: io::Result<()>) -> io::Result<usize> {
    match result {
        Ok(()) => Ok(count),
        Err(error) if count > 0 && error.kind() == ErrorKind::WouldBlock => Ok(count),
        Err(error) => Err(error),
    }
}

/// What a broken connection means for its peer.
pub fn broken_because(error: &io::Error) -> Why {
    match error.kind() {
        ErrorKind::BrokenPipe => Why::Left,
        ErrorKind::TimedOut | ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable => Why::Timeout,
        _ => Why::Reset,
    }
}

/// Closes at once; what the kernel still holds for the client is given up.
pub fn reset(stream: &TcpStream) {
    // An error means that the connection is gone already.
    let _ = SockRef::from(stream).set_linger(Some(Duration::ZERO));
}

/// Ends a connection at once, whoever else has a descriptor of it; what the kernel still holds for
/// the client is given up.
pub fn abort(stream: &TcpStream) {
    // An error means that it has ended already (connect(2), AF_UNSPEC).
    let _ = rustix::net::connect_unspec(stream);
}

/// An IPv4 client of a socket for both kinds shows as what it is.
pub fn canonical(address: SocketAddr) -> SocketAddr {
    SocketAddr::new(address.ip().to_canonical(), address.port())
}
