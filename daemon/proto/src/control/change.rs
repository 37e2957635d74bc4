//! What the verbs answer that change something in a relay while it runs.

use std::net::SocketAddr;

use serde::{Deserialize, Serialize};

use crate::frame_log::Mode;

/// Most bytes that the server says at once: they fit a request together with the names in it.
pub const SAY_BYTES_MAX: usize = 3 * 1024;

/// Peers that are none any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kicked {
    /// In the order of their numbers, at most [`PEERS_PER_PAGE`](super::PEERS_PER_PAGE) of them. Whoever
    /// left by itself meanwhile is not among them.
    pub peers: Vec<KickedPeer>,
    /// How many they are in all.
    pub count: u64,
}

/// A peer that is none any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KickedPeer {
    /// Its number.
    pub number: u64,
    /// Its room's name.
    pub room: String,
    /// The client's end of its connection.
    pub peer: SocketAddr,
    /// What people called it, empty when nobody gave it a name.
    pub name: String,
    /// Bytes that were for it and that the kernel had not taken: at 0 it was closed in order.
    pub undelivered: u64,
}

/// The server said something, and it is on record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Said {
    /// In this room.
    pub room: String,
    /// Number of the frame.
    pub frame: u64,
    /// To so many peers.
    pub peers: u64,
}

/// Whether rooms are paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paused {
    /// Those that were asked for, in the order they were configured.
    pub rooms: Vec<PausedRoom>,
}

/// Whether a room is paused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PausedRoom {
    /// Its name.
    pub room: String,
    /// Nothing is read from its clients now.
    pub paused: bool,
    /// It was otherwise before.
    pub changed: bool,
}

/// A room's mode.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModeChanged {
    /// The room's name.
    pub room: String,
    /// Its mode now.
    pub mode: Mode,
    /// Its mode before, which may be the same.
    pub before: Mode,
}

/// The configuration was read again, and all of it is right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reloaded {
    /// The keys whose values are others now, `limits.clients` for one.
    pub changed: Vec<String>,
    /// The keys whose values will be others after a restart.
    pub waiting: Vec<String>,
}

/// The relay is about to end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stopping {
    /// Its process number.
    pub pid: u32,
    /// How many clients are connected.
    pub clients: u64,
    /// A service manager started it, and may start it again.
    pub managed: bool,
}
