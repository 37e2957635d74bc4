//! Makes the connection, and says why when there is none.
//!
//! All addresses of a name are tried, one after the other, within one time limit: each gets an
//! equal share of what is left, so a dead address does not eat the time of a live one.

use std::io;
use std::net::SocketAddr;
use std::time::Duration;

use thiserror::Error;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout, timeout_at};

use crate::language::{language, why};
use crate::target::Target;

/// Most addresses of one name that are tried.
const ADDRESSES_MAX: usize = 16;

/// A connection and its two ends.
#[derive(Debug)]
pub(crate) struct Connection {
    pub(crate) stream: TcpStream,
    /// Address and port of the server.
    pub(crate) peer: SocketAddr,
    /// Address and port on this machine.
    pub(crate) local: SocketAddr,
    /// When it was made.
    pub(crate) since: Instant,
}

/// Why there is no connection, and what to try.
#[derive(Debug, Error)]
pub(crate) enum ConnectError {
    #[error("{}", language().unknown_host(host, &why(source)))]
    UnknownHost { host: String, source: io::Error },
    #[error("{}", language().slow_lookup(host, &language().tenths(*seconds)))]
    SlowLookup { host: String, seconds: f64 },
    #[error("{}", refused(*address))]
    Refused { address: SocketAddr },
    #[error("{}", language().timed_out(&address.to_string(), &language().tenths(*seconds)))]
    TimedOut { address: SocketAddr, seconds: f64 },
    #[error("{}", language().unreachable(&address.to_string(), &why(source)))]
    Unreachable { address: SocketAddr, source: io::Error },
    #[error("{}", language().not_connected(&address.to_string(), &why(source)))]
    Other { address: SocketAddr, source: io::Error },
}

impl ConnectError {
    fn new(address: SocketAddr, wait: Duration, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::ConnectionRefused => ConnectError::Refused { address },
            io::ErrorKind::TimedOut => ConnectError::TimedOut { address, seconds: wait.as_secs_f64() },
            io::ErrorKind::HostUnreachable | io::ErrorKind::NetworkUnreachable | io::ErrorKind::NetworkDown => {
                ConnectError::Unreachable { address, source }
            }
            _ => ConnectError::Other { address, source },
        }
    }

    /// How much the error tells: of several addresses, the one that refused is nearest to a server.
    fn weight(&self) -> u8 {
        match self {
            ConnectError::Refused { .. } => 3,
            ConnectError::TimedOut { .. } => 2,
            ConnectError::Unreachable { .. } => 1,
            _ => 0,
        }
    }
}

/// On another machine nobody starts a server from here.
fn refused(address: SocketAddr) -> String {
    let (language, shown) = (language(), address.to_string());
    if tp_doctor::is_own(address.ip()) { language.refused(&shown) } else { language.refused_there(&shown) }
}

/// Connects to `target`, or fails within `wait`.
pub(crate) async fn connect(target: &Target, wait: Duration) -> Result<Connection, ConnectError> {
    let deadline = Instant::now() + wait;
    let addresses = look_up(target, wait, deadline).await?;
    let mut failures = Vec::new();
    for (tried, address) in addresses.iter().enumerate() {
        match try_address(*address, share(deadline, addresses.len() - tried)).await {
            Ok(connection) => return Ok(connection),
            Err(failure) => failures.push(failure),
        }
    }
    // Of equals, max_by_key takes the last; the resolver's first choice is what a person expects.
    Err(failures.into_iter().rev().max_by_key(ConnectError::weight).unwrap_or_else(|| unknown(target, no_address())))
}

async fn look_up(target: &Target, wait: Duration, deadline: Instant) -> Result<Vec<SocketAddr>, ConnectError> {
    match timeout_at(deadline, lookup_host((target.host.as_str(), target.port))).await {
        Ok(Ok(addresses)) => Ok(addresses.take(ADDRESSES_MAX).collect()),
        Ok(Err(source)) => Err(unknown(target, source)),
        Err(_) => Err(ConnectError::SlowLookup { host: target.host.clone(), seconds: wait.as_secs_f64() }),
    }
}

async fn try_address(address: SocketAddr, wait: Duration) -> Result<Connection, ConnectError> {
    let connected = timeout(wait, TcpStream::connect(address)).await;
    let stream = connected.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
    let connection = stream.and_then(|stream| {
        // Without it a short line can wait 40 ms for the acknowledgement of the one before.
        stream.set_nodelay(true)?;
        Ok(Connection { peer: stream.peer_addr()?, local: stream.local_addr()?, since: Instant::now(), stream })
    });
    connection.map_err(|source| ConnectError::new(address, wait, source))
}

/// An equal share of the time that is left, for each address that is left.
fn share(deadline: Instant, addresses_left: usize) -> Duration {
    let addresses_left = u32::try_from(addresses_left).unwrap_or(u32::MAX).max(1);
    deadline.saturating_duration_since(Instant::now()) / addresses_left
}

fn unknown(target: &Target, source: io::Error) -> ConnectError {
    ConnectError::UnknownHost { host: target.host.clone(), source }
}

fn no_address() -> io::Error {
    io::Error::new(io::ErrorKind::NotFound, "the name has no address")
}
