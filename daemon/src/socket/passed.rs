//! Sockets that another process made: what they are, and how a listener among them becomes ours.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;

use socket2::{Domain, Protocol, SockRef, Socket, Type};

use super::listener::{BACKLOG, set_connection_options};

/// What a descriptor is.
#[derive(Debug)]
pub enum Kind {
    /// A TCP socket that listens, and where.
    Listener(TcpListener, SocketAddr),
    /// A TCP socket that is connected, or was before its other end broke it.
    Connection(OwnedFd),
    /// Something else, in words.
    Foreign(&'static str),
}

/// Looks at a descriptor without changing it. One that is of no use is closed.
pub fn kind(descriptor: OwnedFd) -> Kind {
    // The kernel answers for sockets alone (ENOTSOCK).
    let socket = SockRef::from(&descriptor);
    let Ok(domain) = socket.domain() else { return Kind::Foreign("no socket") };
    match (domain, socket.r#type(), socket.protocol()) {
        (Domain::IPV4 | Domain::IPV6, Ok(Type::STREAM), Ok(Some(Protocol::TCP))) => {}
        (Domain::IPV4 | Domain::IPV6, Ok(Type::DGRAM), _) => return Kind::Foreign("a UDP socket"),
        (Domain::UNIX, ..) => return Kind::Foreign("a Unix socket"),
        _ => return Kind::Foreign("a socket of another kind"),
    }
    let local = socket.local_addr().ok().and_then(|address| address.as_socket());
    match (local, socket.is_listener()) {
        (Some(local), Ok(true)) => Kind::Listener(descriptor.into(), local),
        (Some(local), Ok(false)) if local.port() != 0 => Kind::Connection(descriptor),
        _ => Kind::Foreign("a TCP socket that neither listens nor was ever connected"),
    }
}

/// Makes a listener as our own ones are, as far as that is still possible: whoever made it chose
/// its address and what an IPv6 one stands for.
pub fn adopt(listener: TcpListener) -> io::Result<TcpListener> {
    let socket = Socket::from(listener);
    set_connection_options(&socket)?;
    socket.set_nonblocking(true)?;
    // On a socket that listens already this sets the length of its backlog alone (listen(2)).
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}
