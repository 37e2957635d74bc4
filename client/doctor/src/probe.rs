//! Finding out: names, connections, other ports.
//!
//! Bounds: [`ADDRESSES_MAX`] addresses, [`PORTS`] of each where the port itself says nothing, and for
//! each of the three steps no more than the time that is given. Nothing is ever sent: a relay would
//! pass it on to a whole class.

use std::io::{self, ErrorKind, Read as _};
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpStream, ToSocketAddrs as _, UdpSocket};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};

use crate::facts::{Answer, Facts, Lookup, Outcome, Try};
use crate::here;

/// Most addresses of one name that are tried.
const ADDRESSES_MAX: usize = 8;

/// Where a machine that is up often answers, by a refusal at least: SSH, the web, shared files, a
/// remote desktop, the relay, and one where nobody listens.
const PORTS: [u16; 8] = [22, 80, 443, 139, 445, 3389, 12345, 9];

/// Longest wait for one of these.
const PORT_WAIT: Duration = Duration::from_secs(1);

/// How long a server has to say something of its own accord, or to close.
const GREETING_WAIT: Duration = Duration::from_millis(300);

/// How much of it is looked at.
const GREETING_BYTES_MAX: usize = 256;

/// Finds out about `host` and `port`; each of its steps takes `wait` at most.
pub fn examine(host: &str, port: u16, wait: Duration) -> Facts {
    let (lookup, addresses) = look_up(host, port, wait);
    let tries: Vec<Try> = thread::scope(|scope| {
        let running: Vec<_> =
            addresses.iter().map(|&address| scope.spawn(move || try_address(address, wait))).collect();
        running.into_iter().filter_map(|probe| probe.join().ok()).collect()
    });
    let here = if tries.iter().any(|attempt| attempt.own) { here::look(port) } else { Default::default() };
    Facts { host: host.to_owned(), port, lookup, tries, here }
}

/// The resolver has no time limit of its own that a caller could set: a thread asks it.
fn look_up(host: &str, port: u16, wait: Duration) -> (Lookup, Vec<SocketAddr>) {
    let (sender, receiver) = mpsc::channel();
    let name = host.to_owned();
    thread::spawn(move || {
        let found = (name.as_str(), port).to_socket_addrs().map(|found| found.take(ADDRESSES_MAX).collect::<Vec<_>>());
        let _ = sender.send(found);
    });
    match receiver.recv_timeout(wait) {
        Ok(Ok(mut addresses)) if !addresses.is_empty() => {
            addresses.dedup();
            (Lookup::Found, addresses)
        }
        Ok(Ok(_)) => (Lookup::Unknown(String::new()), Vec::new()),
        Ok(Err(error)) => (Lookup::Unknown(error.to_string()), Vec::new()),
        Err(_) => (Lookup::Slow, Vec::new()),
    }
}

fn try_address(address: SocketAddr, wait: Duration) -> Try {
    let begun = Instant::now();
    let connected = connect(address, wait);
    let after = begun.elapsed();
    let outcome = match connected {
        Ok(stream) => Outcome::Answered(first_moments(stream)),
        Err(error) => outcome(&error),
    };
    let silent = matches!(outcome, Outcome::TimedOut | Outcome::HostUnreachable);
    let answers_on = if silent { other_ports(address, wait.min(PORT_WAIT)) } else { Vec::new() };
    Try { address, own: is_own(address.ip()), outcome, after, answers_on }
}

fn connect(address: SocketAddr, wait: Duration) -> io::Result<TcpStream> {
    let stream = TcpStream::connect_timeout(&address, wait)?;
    // A port among those that the system gives to clients may be given to this very connection.
    if stream.local_addr()? == stream.peer_addr()? {
        return Err(ErrorKind::ConnectionRefused.into());
    }
    Ok(stream)
}

fn outcome(error: &io::Error) -> Outcome {
    match error.kind() {
        ErrorKind::ConnectionRefused => Outcome::Refused,
        ErrorKind::TimedOut | ErrorKind::WouldBlock => Outcome::TimedOut,
        ErrorKind::HostUnreachable => Outcome::HostUnreachable,
        ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => Outcome::NetworkUnreachable,
        ErrorKind::PermissionDenied => Outcome::Denied,
        _ => Outcome::Other { said: error.to_string(), number: error.raw_os_error() },
    }
}

fn first_moments(mut stream: TcpStream) -> Answer {
    let mut greeting = [0; GREETING_BYTES_MAX];
    let read = stream.set_read_timeout(Some(GREETING_WAIT)).and_then(|()| stream.read(&mut greeting));
    match read {
        Ok(0) => Answer::Closed,
        Ok(bytes) => Answer::Spoke(greeting[..bytes].to_vec()),
        Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => Answer::Silent,
        Err(_) => Answer::Closed,
    }
}

/// Other ports of a host that accept or refuse: whoever does either is there.
fn other_ports(address: SocketAddr, wait: Duration) -> Vec<u16> {
    let answers = |port: u16| match connect(SocketAddr::new(address.ip(), port), wait) {
        Ok(_) => true,
        Err(error) => error.kind() == ErrorKind::ConnectionRefused,
    };
    thread::scope(|scope| {
        let ports = PORTS.into_iter().filter(|&port| port != address.port());
        let asked: Vec<_> = ports.map(|port| scope.spawn(move || answers(port).then_some(port))).collect();
        asked.into_iter().filter_map(|asked| asked.join().ok().flatten()).collect()
    })
}

/// Only an address of one's own can be bound. (Who connects to 0.0.0.0 reaches this machine.)
pub fn is_own(ip: IpAddr) -> bool {
    ip.is_unspecified() || ip == IpAddr::V4(Ipv4Addr::LOCALHOST) || UdpSocket::bind((ip, 0)).is_ok()
}
