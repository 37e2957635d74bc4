//! A row of the table: a peer that is there, or one that has left.

use tp_proto::control::PeerRow;

use super::state::{self, State};

/// A peer.
#[derive(Debug, Clone)]
pub(super) struct Peer {
    /// What is known of it; of one that has left, `backlog_bytes` is what was never delivered.
    pub(super) row: PeerRow,
    pub(super) state: State,
    /// How long nothing came from it or went to it, in nanoseconds, where that is known.
    pub(super) idle_ns: Option<u64>,
    /// How it left, if it has.
    pub(super) left: Option<Left>,
}

/// How a peer left.
#[derive(Debug, Clone, Default)]
pub(super) struct Left {
    /// It was there before what is read of the log begins.
    pub(super) joined_before: bool,
    /// When, nanoseconds since the Unix epoch, where the log says so.
    pub(super) t: Option<u64>,
    /// The reason on record; empty where the log has none.
    pub(super) why: String,
    /// The last frame that it got whole.
    pub(super) through: u64,
}

impl Peer {
    /// One that is there at `now`, nanoseconds since the Unix epoch.
    pub(super) fn present(row: PeerRow, now: u64) -> Peer {
        let idle_ns = state::idle_ns(&row, now);
        Peer { state: State::of(&row, now), idle_ns, row, left: None }
    }
}
