//! Who watches over a relay while it runs: bans, events, metrics, the full screen. Each as a user has
//! it, with `tp-ctl` against a real daemon.

mod ban;
mod events;
mod hangup;
mod metrics;
mod top;
mod top_load;

use std::io::Read as _;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};

use serde_json::Value;
use socket2::{Domain, Socket, Type};
use tp_testkit::Relay;

/// A connection to `to` from an address of this machine.
fn connect_from(last_byte: u8, to: SocketAddr) -> TcpStream {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    let from = SocketAddr::from((Ipv4Addr::new(127, 0, 0, last_byte), 0));
    socket.bind(&from.into()).expect("an address of this machine");
    socket.connect(&to.into()).expect("the relay listens");
    socket.into()
}

/// Waits until the relay closes a connection.
fn is_closed(mut stream: TcpStream) -> bool {
    !matches!(stream.read(&mut [0; 16]), Ok(count) if count > 0)
}

/// What `tp-ctl` says, a JSON object a line.
fn lines(relay: &Relay, arguments: &[&str]) -> Vec<Value> {
    let ended = relay.tp_ctl(arguments);
    assert_eq!((ended.code, ended.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    ended.stdout.lines().map(|line| serde_json::from_str(line).expect("a JSON line")).collect()
}
