//! The connections that the service manager kept while no process ran, by the numbers of their peers.

use std::collections::{BTreeMap, BTreeSet};
use std::net::{SocketAddr, TcpStream};
use std::os::fd::OwnedFd;

use crate::language::here;
use crate::socket;

/// Bytes of a name that could be one of ours.
const NAME_BYTES_MAX: usize = 255;

/// So many clients at most were accepted and not put on record any more.
const FRESH_MAX: u64 = 1024 * 1024;

/// The connections that came back.
#[derive(Debug, Default)]
pub struct Returned {
    by_number: BTreeMap<u64, TcpStream>,
    strangers: Vec<Leaver>,
}

/// A connection that is closed in order.
#[derive(Debug)]
pub struct Leaver {
    /// The name it is kept under.
    pub name: String,
    /// The connection.
    pub stream: TcpStream,
}

/// A client that was accepted just before the last run ended: nobody has read from it, written to it
/// or put it on record.
#[derive(Debug)]
pub struct Fresh {
    /// The number that it was to get.
    pub conn: u64,
    /// The port that it came in on.
    pub port: u16,
    /// The connection.
    pub stream: TcpStream,
}

impl Returned {
    /// Sorts connections by the names they were kept under.
    pub fn sort(connections: impl IntoIterator<Item = (String, OwnedFd)>) -> Returned {
        let mut returned = Returned::default();
        for (name, descriptor) in connections {
            let stream = TcpStream::from(descriptor);
            match number(&name) {
                Some(conn) if !returned.by_number.contains_key(&conn) => {
                    returned.by_number.insert(conn, stream);
                }
                _ => returned.strangers.push(Leaver { name, stream }),
            }
        }
        returned
    }

    /// Whether nothing came back.
    pub fn is_empty(&self) -> bool {
        self.by_number.is_empty() && self.strangers.is_empty()
    }

    /// The numbers of the peers whose connections are there.
    pub fn numbers(&self) -> BTreeSet<u64> {
        self.by_number.keys().copied().collect()
    }

    /// The connection of a peer.
    pub fn take(&mut self, conn: u64) -> Option<TcpStream> {
        self.by_number.remove(&conn)
    }

    /// Those that were not put on record any more: in a room on one of these ports, with a number from
    /// the port's own on. A room puts its newcomers on record in the order of their numbers, but another
    /// room may have been quicker. No record has a number from `next` on.
    pub fn fresh(&mut self, unrecorded: &BTreeMap<u16, u64>, next: u64) -> Vec<Fresh> {
        let Some(&from) = unrecorded.values().min() else { return Vec::new() };
        let most = next.saturating_add(FRESH_MAX);
        let mut fresh = Vec::new();
        for (conn, stream) in self.by_number.split_off(&from) {
            let port = stream.local_addr().ok().map(|local| local.port());
            let room = port.and_then(|port| unrecorded.get_key_value(&port));
            match room.filter(|&(_, &from)| conn >= from && conn < most && is_untouched(&stream)) {
                Some((&port, _)) => fresh.push(Fresh { conn, port, stream }),
                None => drop(self.by_number.insert(conn, stream)),
            }
        }
        fresh
    }

    /// What is left belongs to nobody who is open on record.
    pub fn into_leavers(self) -> Vec<Leaver> {
        let ours = self.by_number.into_iter().map(|(conn, stream)| Leaver { name: conn.to_string(), stream });
        let leavers: Vec<Leaver> = ours.chain(self.strangers).collect();
        for Leaver { name, stream } in &leavers {
            let peer = ends(stream).map_or_else(|| here().nobody(), |(peer, _)| peer.to_string());
            tracing::warn!("{}", here().connection_of_nobody(&name.escape_default().to_string(), &peer));
        }
        leavers
    }
}

/// The number of the next new peer where `next` is on no record. Those who came back have theirs until
/// their connections are closed: another by the same name would go with them.
pub fn behind_all(numbers: &BTreeSet<u64>, next: u64) -> u64 {
    let believable = numbers.range(..next.saturating_add(FRESH_MAX));
    believable.max().map_or(next, |&last| next.max(last + 1))
}

/// Both ends of a connection, the client's first.
pub fn ends(stream: &TcpStream) -> Option<(SocketAddr, SocketAddr)> {
    let (peer, local) = (stream.peer_addr().ok()?, stream.local_addr().ok()?);
    Some((socket::canonical(peer), socket::canonical(local)))
}

fn is_untouched(stream: &TcpStream) -> bool {
    tp_kernel::progress(stream).is_ok_and(|now| (now.read, now.written) == (0, 0) && !now.closed)
}

/// A peer's number as it is written, and in no other way.
fn number(name: &str) -> Option<u64> {
    let number = name.parse().ok().filter(|&number: &u64| number > 0)?;
    (number.to_string() == name).then_some(number)
}

impl Leaver {
    /// The name, if a manager can be told it.
    pub fn name(&self) -> Option<String> {
        let is_plain = self.name.len() <= NAME_BYTES_MAX && self.name.bytes().all(|byte| (b' '..=b'~').contains(&byte));
        is_plain.then(|| self.name.clone())
    }
}
