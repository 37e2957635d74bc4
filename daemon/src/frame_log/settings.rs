//! What the frame log is told to do, one set for all rooms.

use std::time::Duration;

use tp_proto::frame_log::Payload;

use super::retention::Rules;

/// What the frame log is told to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Size in bytes at which a segment is followed by the next.
    pub segment_bytes: u64,
    /// Age at which a segment that holds something is followed by the next, `None` for never.
    pub segment_age: Option<Duration>,
    /// When what was written is brought to disk.
    pub sync: SyncMode,
    /// What is removed, and when.
    pub retention: Rules,
    /// What happens while there is no space.
    pub on_full: OnFull,
    /// How much of each payload is kept.
    pub payload: PayloadMode,
}

/// When what was written is brought to disk with fdatasync(2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SyncMode {
    /// Before anything of it is sent: a power cut loses no frame that anybody saw.
    Always,
    /// This long after it was written at the latest, off the data path.
    Every(Duration),
    /// Whenever the kernel likes: this process never asks for it.
    Never,
}

/// What happens while the frame log has no space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnFull {
    /// Nothing is read from clients.
    Pause,
    /// Frames are relayed without being logged, and counted.
    Gap,
}

/// How much of each payload is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayloadMode {
    /// All of it.
    Full,
    /// The first so many bytes.
    Head(usize),
    /// A keyed hash.
    Hash,
    /// Its length alone.
    Size,
}

impl PayloadMode {
    /// As a segment's header has it.
    pub fn word(self) -> Payload {
        match self {
            PayloadMode::Full => Payload::Full,
            PayloadMode::Head(_) => Payload::Head,
            PayloadMode::Hash => Payload::Hash,
            PayloadMode::Size => Payload::Size,
        }
    }
}
