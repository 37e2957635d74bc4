//! Ports that are not free.

use std::net::{Ipv4Addr, SocketAddr, TcpStream};

use socket2::{Domain, Socket, Type};

/// A port that one finished connection holds (TIME_WAIT), which its server closed first: nobody
/// listens there, and without SO_REUSEADDR set by that server nobody can for a minute.
///
/// # Panics
///
/// When the kernel gives no sockets on loopback.
pub fn in_time_wait() -> SocketAddr {
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    listener.bind(&SocketAddr::from((Ipv4Addr::LOCALHOST, 0)).into()).expect("a free port");
    listener.listen(1).expect("our own socket");
    let address = listener.local_addr().expect("bound").as_socket().expect("an IPv4 address");
    let client = TcpStream::connect(address).expect("somebody listens");
    drop(listener.accept().expect("a client"));
    drop((client, listener));
    address
}
