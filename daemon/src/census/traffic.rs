//! What went through a room, for `metrics`: counted where somebody leaves or a round ends, never for
//! a frame. What the present peers sent and got is counted with each of them, and added when asked.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tp_proto::control::{LATENCY_BOUNDS_NS, Latency, RoomMetrics};

use crate::room::Counts;

/// The counters of a room.
#[derive(Debug, Default)]
pub struct Traffic {
    departed: Mutex<Departed>,
    held_bytes: AtomicU64,
    rounds: [AtomicU64; LATENCY_BOUNDS_NS.len() + 1],
    rounds_ns: AtomicU64,
}

#[derive(Debug, Default)]
struct Departed {
    counts: Counts,
    reasons: BTreeMap<&'static str, u64>,
}

impl Traffic {
    /// A peer left with these counts.
    pub fn left(&self, counts: &Counts, why: &'static str) {
        let mut departed = self.departed.lock().unwrap_or_else(PoisonError::into_inner);
        let sum = &mut departed.counts;
        sum.rx_frames += counts.rx_frames;
        sum.rx_bytes += counts.rx_bytes;
        sum.tx_frames += counts.tx_frames;
        sum.tx_bytes += counts.tx_bytes;
        *departed.reasons.entry(why).or_default() += 1;
    }

    /// So much memory holds what peers are owed.
    pub fn set_held(&self, bytes: u64) {
        self.held_bytes.store(bytes, Relaxed);
    }

    /// A round took so long. One thread alone counts: a load and a store are enough.
    pub fn relayed(&self, time: Duration) {
        let ns = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let place = LATENCY_BOUNDS_NS.partition_point(|&bound| bound < ns);
        self.rounds[place].store(self.rounds[place].load(Relaxed) + 1, Relaxed);
        self.rounds_ns.store(self.rounds_ns.load(Relaxed).saturating_add(ns), Relaxed);
    }

    /// What is counted of the room without its present peers.
    pub fn metrics(&self, room: &str, peers: u64) -> RoomMetrics {
        let departed = self.departed.lock().unwrap_or_else(PoisonError::into_inner);
        let departures: BTreeMap<String, u64> =
            departed.reasons.iter().map(|(&why, &count)| (why.to_owned(), count)).collect();
        RoomMetrics {
            room: room.to_owned(),
            peers,
            joins: peers + departures.values().sum::<u64>(),
            departures,
            received_frames: departed.counts.rx_frames,
            received_bytes: departed.counts.rx_bytes,
            sent_frames: departed.counts.tx_frames,
            sent_bytes: departed.counts.tx_bytes,
            backlog_bytes: 0,
            held_bytes: self.held_bytes.load(Relaxed),
            latency: Latency {
                rounds: self.rounds.iter().map(|count| count.load(Relaxed)).collect(),
                sum_ns: self.rounds_ns.load(Relaxed),
            },
        }
    }
}

/// Adds a present peer.
pub fn add(room: &mut RoomMetrics, counts: &Counts, backlog_bytes: u64) {
    room.received_frames += counts.rx_frames;
    room.received_bytes += counts.rx_bytes;
    room.sent_frames += counts.tx_frames;
    room.sent_bytes += counts.tx_bytes;
    room.backlog_bytes += backlog_bytes;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_round_is_counted_in_the_first_bucket_that_it_stays_within() {
        let traffic = Traffic::default();
        let last = LATENCY_BOUNDS_NS.len();
        for (ns, place) in [(0, 0), (25_000, 0), (25_001, 1), (1_000_000_000, last - 1), (1_000_000_001, last)] {
            let before = traffic.metrics("1", 0).latency.rounds[place];
            traffic.relayed(Duration::from_nanos(ns));
            assert_eq!(traffic.metrics("1", 0).latency.rounds[place], before + 1, "{ns} ns");
        }
        assert_eq!(traffic.metrics("1", 0).latency.sum_ns, 2_000_050_002);
    }
}
