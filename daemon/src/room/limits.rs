//! The bounds of a room.

use std::time::Duration;

use super::credit::CREDIT_USUAL;

/// The bounds of a room.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// A member with more backlog than this is cut.
    pub backlog_bytes_max: u64,
    /// While a member with credit has more backlog than this, nothing is read from the room.
    pub backlog_bytes_pause: u64,
    /// Credit that a member starts with, and the most it ever holds: so long a stalled one holds up
    /// the room. Four of these a minute are what all members of one source get in advance.
    pub pause_credit: Duration,
    /// A member for whom the kernel took nothing for so long, while there was something, is cut.
    pub stall: Duration,
    /// How long a client that will send no more is still given what is for it.
    pub half_close: Duration,
    /// A member that neither sent nor was sent anything for so long leaves, `None` for never.
    pub idle: Option<Duration>,
    /// Bytes that are kept for members that are behind.
    pub held_bytes_max: u64,
    /// Frames that are kept for members that are behind.
    pub held_frames_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            backlog_bytes_max: 8 * 1024 * 1024,
            backlog_bytes_pause: 2 * 1024 * 1024,
            pause_credit: CREDIT_USUAL,
            stall: Duration::from_secs(10),
            half_close: Duration::from_secs(30),
            idle: None,
            held_bytes_max: 128 * 1024 * 1024,
            held_frames_max: 1024 * 1024,
        }
    }
}
