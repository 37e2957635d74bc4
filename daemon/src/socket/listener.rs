//! Listening sockets. Every option is set on the listener: the kernel hands them down to each
//! connection it accepts (`tcp_create_openreq_child` copies the listening socket), so that
//! accepting costs one system call.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::time::Duration;

use socket2::{Domain, Protocol, Socket, TcpKeepalive, Type};

use super::holder::{self, Holder};
use crate::language::{Language, Said, english, here};

pub(super) const BACKLOG: i32 = 1024;
const KEEPALIVE_IDLE: Duration = Duration::from_secs(60);
const KEEPALIVE_INTERVAL: Duration = Duration::from_secs(10);
const KEEPALIVE_PROBES: u32 = 3;
/// How long sent data may stay unacknowledged before the kernel gives the peer up.
const USER_TIMEOUT: Duration = Duration::from_secs(30);
/// Unsent bytes that the kernel takes for one client: a stalled one pins 0.27 MB and not 4.3.
const NOTSENT_LOWAT: u32 = 128 * 1024;

/// How long a port may be held by connections of the past: TIME_WAIT lasts 60 s in Linux.
const TIME_WAIT_PATIENCE: Duration = Duration::from_secs(65);
const TIME_WAIT_RETRY: Duration = Duration::from_millis(500);
/// How often a start that waits is asked whether it may go on waiting.
const STOP_LOOK: Duration = Duration::from_millis(100);

/// A place that cannot be listened on.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum BindError {
    /// Another process listens there.
    InUse {
        /// The place.
        address: SocketAddr,
        /// Who it is, if the kernel lets us see.
        holder: Option<Holder>,
    },
    /// Somebody wanted the start to end while it waited.
    Interrupted {
        /// The place.
        address: SocketAddr,
    },
    /// The kernel refused for another reason.
    Refused {
        /// The place.
        address: SocketAddr,
        /// What the kernel said.
        source: io::Error,
    },
}

impl Said for BindError {
    fn said(&self, words: &Language) -> String {
        match self {
            BindError::InUse { address, holder: None } => words.port_in_use(&address.port().to_string()),
            BindError::InUse { address, holder: Some(Holder { pid, name }) } => {
                words.port_in_use_by(&address.port().to_string(), name, &pid.to_string())
            }
            BindError::Interrupted { address } => words.start_interrupted(&address.port().to_string()),
            BindError::Refused { address, source } => words.cannot_listen(&address.to_string(), &advice(source, words)),
        }
    }
}

/// Listens on `address`. The unspecified IPv6 address stands for IPv4 too, and for IPv4 alone
/// where the machine has no IPv6.
///
/// While only old connections hold the port, waits for them and says so; `stop` is asked every
/// 100 ms of it whether that is to end.
pub fn bind(address: SocketAddr, stop: &dyn Fn() -> bool) -> Result<TcpListener, BindError> {
    let mut waited = Duration::ZERO;
    loop {
        match try_bind(address) {
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => {
                if !holder::only_time_wait(address.port()) || waited >= TIME_WAIT_PATIENCE {
                    return Err(BindError::InUse { address, holder: holder::of(address.port()) });
                }
                if waited.is_zero() {
                    let (port, seconds) = (address.port().to_string(), TIME_WAIT_PATIENCE.as_secs().to_string());
                    tracing::warn!("{}", here().port_in_time_wait(&port, &seconds));
                }
                waited += rest(stop).ok_or(BindError::Interrupted { address })?;
            }
            result => return result.map_err(|source| BindError::Refused { address, source }),
        }
    }
}

/// Waits until the next attempt, and says how long that was; `None` when it was to stop.
fn rest(stop: &dyn Fn() -> bool) -> Option<Duration> {
    let mut rested = Duration::ZERO;
    while rested < TIME_WAIT_RETRY {
        if stop() {
            return None;
        }
        std::thread::sleep(STOP_LOOK);
        rested += STOP_LOOK;
    }
    Some(rested)
}

fn try_bind(address: SocketAddr) -> io::Result<TcpListener> {
    match listen(address) {
        Err(error) if is_any(address) && lacks_ipv6(&error) => {
            listen(SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), address.port()))
        }
        result => result,
    }
}

fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let socket = Socket::new(Domain::for_address(address), Type::STREAM, Some(Protocol::TCP))?;
    if address.is_ipv6() {
        socket.set_only_v6(!is_any(address))?;
    }
    socket.set_reuse_address(true)?;
    set_connection_options(&socket)?;
    socket.set_nonblocking(true)?;
    socket.bind(&address.into())?;
    socket.listen(BACKLOG)?;
    Ok(socket.into())
}

pub(super) fn set_connection_options(socket: &Socket) -> io::Result<()> {
    let keepalive =
        TcpKeepalive::new().with_time(KEEPALIVE_IDLE).with_interval(KEEPALIVE_INTERVAL).with_retries(KEEPALIVE_PROBES);
    // An urgent byte is a byte of the stream: it is relayed, and it is counted (tcp(7), SO_OOBINLINE).
    socket.set_out_of_band_inline(true)?;
    socket.set_tcp_nodelay(true)?;
    socket.set_tcp_keepalive(&keepalive)?;
    socket.set_tcp_user_timeout(Some(USER_TIMEOUT))?;
    socket.set_tcp_notsent_lowat(NOTSENT_LOWAT)
}

fn is_any(address: SocketAddr) -> bool {
    address.is_ipv6() && address.ip().is_unspecified()
}

/// No IPv6 in the kernel, or switched off.
fn lacks_ipv6(error: &io::Error) -> bool {
    use nix::errno::Errno;
    let errno = error.raw_os_error().map(Errno::from_raw);
    matches!(errno, Some(Errno::EAFNOSUPPORT | Errno::EADDRNOTAVAIL))
}

fn advice(error: &io::Error, words: &Language) -> String {
    match error.kind() {
        io::ErrorKind::AddrNotAvailable => words.no_such_address(),
        io::ErrorKind::PermissionDenied => words.port_not_allowed(),
        _ => words.kernel(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Instant;

    #[test]
    fn a_wait_for_time_wait_ends_when_it_is_told_to() {
        let address = tp_testkit::port::in_time_wait();
        let (asked, began) = (std::cell::Cell::new(0), Instant::now());
        let stop = || asked.replace(asked.get() + 1) == 2;
        match bind(address, &stop) {
            Err(BindError::Interrupted { address: told }) => assert_eq!(told, address),
            other => panic!("{other:?}"),
        }
        assert!(began.elapsed() < TIME_WAIT_PATIENCE / 2, "{:?}", began.elapsed());
    }
}
