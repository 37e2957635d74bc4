//! Sockets that another process made: what they are, and how a listener among them becomes ours.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::os::fd::OwnedFd;

use socket2::{Domain, Protocol, SockRef, Socket, Type};

use super::listener::{BACKLOG, set_connection_options};
use crate::language::{Language, Phrase};

/// What a descriptor is.
#[derive(Debug)]
pub enum Kind {
    /// A TCP socket that listens, and where.
    Listener(TcpListener, SocketAddr),
    /// A TCP socket that is connected, or was before its other end broke it.
    Connection(OwnedFd),
    /// Something else, in words.
    Foreign(Phrase),
}

/// Looks at a descriptor without changing it. One that is of no use is closed.
pub fn kind(descriptor: OwnedFd) -> Kind {
    // The kernel answers for sockets alone (ENOTSOCK).
    let socket = SockRef::from(&descriptor);
    let Ok(domain) = socket.domain() else { return Kind::Foreign(Language::kind_no_socket) };
    match (domain, socket.r#type(), socket.protocol()) {
        (Domain::IPV4 | Domain::IPV6, Ok(Type::STREAM), Ok(Some(Protocol::TCP))) => {}
        (Domain::IPV4 | Domain::IPV6, Ok(Type::DGRAM), _) => return Kind::Foreign(Language::kind_udp),
        (Domain::UNIX, ..) => return Kind::Foreign(Language::kind_unix),
        _ => return Kind::Foreign(Language::kind_other),
    }
    let local = socket.local_addr().ok().and_then(|address| address.as_socket());
    match (local, socket.is_listener()) {
        (Some(local), Ok(true)) => Kind::Listener(descriptor.into(), local),
        (Some(local), Ok(false)) if local.port() != 0 => Kind::Connection(descriptor),
        _ => Kind::Foreign(Language::kind_idle),
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
