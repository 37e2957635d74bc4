//! What a client knows of its connection.

use std::net::SocketAddr;

use crate::stream::{Digest, Stream};

/// What one client sent and received over one connection.
#[derive(Debug, Clone)]
pub struct Account {
    /// The client's end, by which its peer is found in the log.
    pub addr: SocketAddr,
    /// When it began to connect, nanoseconds since the Unix epoch: ports are used again.
    pub since: u64,
    /// What it sent, `None` when nobody kept count.
    pub sent: Option<Stream>,
    /// What it received, `None` when nobody kept count.
    pub received: Option<Digest>,
    /// Whether the relay owes it everything: all it sent is logged, all that was for it arrived.
    pub whole: bool,
    /// Whether it read up to an orderly end of file: then it has all that the kernel ever took for
    /// it.
    pub read_to_end: bool,
}

impl Account {
    /// Of a client whose bytes are all known, and that the relay owes everything.
    pub fn literal(addr: SocketAddr, sent: &[u8], received: &[u8]) -> Account {
        Account {
            addr,
            since: 0,
            sent: Some(Stream::Literal(sent.to_owned())),
            received: Some(Digest::of(received)),
            whole: true,
            read_to_end: true,
        }
    }

    /// It was cut off, or cut itself off: the relay does not owe it everything.
    pub fn cut(mut self) -> Account {
        self.whole = false;
        self.read_to_end = false;
        self
    }
}

/// How far the relay's clock may be behind the client's: its times are one reading of the wall
/// clock plus monotonic time, and the wall clock may be set meanwhile.
const CLOCK_SLACK_NS: u64 = 100_000_000;

/// The accounts that no peer of the log has been found for yet.
#[derive(Debug)]
pub(super) struct Unclaimed(Vec<Account>);

impl Unclaimed {
    pub(super) fn new(mut accounts: Vec<Account>) -> Unclaimed {
        accounts.sort_by_key(|account| account.since);
        Unclaimed(accounts)
    }

    /// The account of the peer that joined from `addr` at `t`: the last that began before.
    pub(super) fn claim(&mut self, addr: SocketAddr, t: u64) -> Option<Account> {
        let fits = |account: &Account| {
            account.addr.port() == addr.port()
                && account.addr.ip().to_canonical() == addr.ip().to_canonical()
                && account.since <= t.saturating_add(CLOCK_SLACK_NS)
        };
        let place = self.0.iter().rposition(fits)?;
        Some(self.0.remove(place))
    }

    pub(super) fn into_rest(self) -> Vec<Account> {
        self.0
    }
}
