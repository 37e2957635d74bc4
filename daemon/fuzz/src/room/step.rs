//! What can happen to a room.

use tp_proto::frame_log::Mode;

/// Something that happens to a room.
#[derive(Debug, Clone)]
pub enum Step {
    /// A peer joins, if there are fewer than [`PEERS_MAX`](super::PEERS_MAX).
    Join,
    /// A chunk of `len` bytes is read from a peer, if it sends and the room may read.
    Chunk {
        /// Its place among those that are there.
        peer: usize,
        /// 1 at least.
        len: usize,
    },
    /// A peer says the end word.
    EndWord {
        /// Its place.
        peer: usize,
    },
    /// A round, in which the kernel takes so many bytes for each.
    Round {
        /// One for each peer, in turns.
        takes: Vec<usize>,
    },
    /// A peer shuts down its sending side.
    InputEnds {
        /// Its place.
        peer: usize,
    },
    /// A peer's connection breaks.
    Breaks {
        /// Its place.
        peer: usize,
    },
    /// A peer is called something, or nothing any more.
    Name {
        /// Its place.
        peer: usize,
        /// What, by its length; 0 is nothing.
        len: usize,
    },
    /// Time passes.
    Wait {
        /// So much of it.
        ms: u64,
    },
    /// The relay is killed behind a commit, and another one goes on.
    Restart,
    /// The server says something of `len` bytes, to the peer at this place or to everybody.
    Say {
        /// Its place, `None` for all.
        peer: Option<usize>,
        /// 1 at least.
        len: usize,
    },
    /// A peer is ordered to go.
    Kick {
        /// Its place.
        peer: usize,
    },
    /// Nothing is to be read any more, or it is again.
    Hold {
        /// Which of the two.
        held: bool,
    },
    /// The room is to relay in another mode.
    Mode(Mode),
}
