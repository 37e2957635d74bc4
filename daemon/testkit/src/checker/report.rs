//! What a check has found.

use std::fmt;
use std::net::SocketAddr;

/// What was broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Invariant {
    /// A sender's frames are what it sent.
    I1,
    /// A peer received what was for it.
    I2,
    /// A prefix only where the log says so.
    I3,
    /// Numbers rise by one.
    I4,
    /// Nothing received is missing from the log.
    I5,
    /// Counters equal the log.
    I6,
    /// The log is no log of format 1.
    Format,
}

/// A sentence about what was broken.
#[derive(Debug, Clone)]
pub struct Violation {
    /// Which promise.
    pub invariant: Invariant,
    /// How.
    pub text: String,
}

/// What a check has found.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Frames in the log.
    pub frames: u64,
    /// Bytes of their payloads.
    pub bytes: u64,
    /// Copies of them that were for somebody.
    pub deliveries: u64,
    /// Files that the log consists of.
    pub segments: usize,
    /// Every peer that the log has known, by number.
    pub peers: Vec<PeerFacts>,
    /// Everything that was broken.
    pub violations: Vec<Violation>,
    /// The `event` of every `note`.
    pub notes: Vec<String>,
    /// Every `gap`.
    pub gaps: Vec<GapFacts>,
    /// The `why` of every `end`.
    pub ends: Vec<String>,
}

/// A `gap` record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GapFacts {
    /// Number of the first frame that was relayed and not logged.
    pub n: u64,
    /// How many there were.
    pub count: u64,
    /// Their bytes.
    pub bytes: u64,
    /// The reason.
    pub why: String,
}

/// A peer as the log has it.
#[derive(Debug, Clone)]
pub struct PeerFacts {
    /// Its number.
    pub conn: u64,
    /// The client's end.
    pub addr: SocketAddr,
    /// Bytes that it sent and that are logged.
    pub rx: u64,
    /// Bytes that were for it.
    pub due: u64,
    /// Bytes that its client says it received.
    pub received: Option<u64>,
    /// Its `close` record.
    pub close: Option<CloseFacts>,
}

/// A `close` record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CloseFacts {
    /// The reason.
    pub why: String,
    /// Bytes the kernel took for it.
    pub tx: u64,
    /// The last frame it has whole.
    pub through: u64,
    /// Bytes the kernel never took.
    pub undelivered: u64,
}

impl Report {
    /// The peer of a client.
    ///
    /// # Panics
    ///
    /// When the log has none.
    pub fn peer(&self, addr: SocketAddr) -> &PeerFacts {
        let found = self.peers.iter().find(|peer| peer.addr == addr);
        found.unwrap_or_else(|| panic!("the log knows no peer {addr}"))
    }

    /// The reason of a client's leave, empty while it is there.
    pub fn why(&self, addr: SocketAddr) -> &str {
        self.peer(addr).close.as_ref().map_or("", |close| &close.why)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        for violation in &self.violations {
            writeln!(f, "  {:?}: {}", violation.invariant, violation.text)?;
        }
        write!(f, "  {} frames, {} bytes, {} peers", self.frames, self.bytes, self.peers.len())
    }
}
