//! `metrics`: what a monitoring system wants to count.
//!
//! Counters are since the daemon was started and only rise; the names that they get outside are
//! `tp-ctl`'s affair.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::FrameLogStatus;

/// Upper bounds of the buckets of [`RoomMetrics::latency`], in nanoseconds; one more is without.
pub const LATENCY_BOUNDS_NS: [u64; 14] = [
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000,
    25_000_000,
    50_000_000,
    100_000_000,
    250_000_000,
    1_000_000_000,
];

/// Everything that is counted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Metrics {
    /// The daemon's version.
    pub version: String,
    /// When it was started, nanoseconds since the Unix epoch.
    pub started: u64,
    /// The rooms, in the order they were configured.
    pub rooms: Vec<RoomMetrics>,
    /// The frame log of all rooms.
    pub frame_log: FrameLogStatus,
    /// Clients that were not let in, by reason, as [`Status::refused`](super::Status::refused).
    pub refused: BTreeMap<String, u64>,
    /// Lines of the diagnostics that were dropped.
    pub dropped_lines: u64,
    /// Bans that hold.
    pub bans: u64,
}

/// What is counted of a room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomMetrics {
    /// Its name.
    pub room: String,
    /// Its peers now.
    pub peers: u64,
    /// Peers that joined.
    pub joins: u64,
    /// Peers that left, by the reason of their `close` record.
    pub departures: BTreeMap<String, u64>,
    /// Frames read from clients.
    pub received_frames: u64,
    /// Bytes read from clients.
    pub received_bytes: u64,
    /// Copies that the kernel took whole.
    pub sent_frames: u64,
    /// Bytes that the kernel took.
    pub sent_bytes: u64,
    /// Bytes that are for peers and that the kernel has not taken, each copy by itself.
    pub backlog_bytes: u64,
    /// Memory that holds what peers are owed.
    pub held_bytes: u64,
    /// Rounds with frames, by how long they took from reading the first frame until the log had them
    /// all and each copy was offered to the kernel.
    pub latency: Latency,
}

/// How many rounds took how long.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latency {
    /// Rounds by the first of [`LATENCY_BOUNDS_NS`] that they stayed within; last those above all.
    pub rounds: Vec<u64>,
    /// The time of all together, in nanoseconds.
    pub sum_ns: u64,
}
