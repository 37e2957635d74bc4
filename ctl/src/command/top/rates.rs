//! How fast it goes: what came between two looks, by the time between them.

use std::collections::HashMap;
use std::time::Instant;

use tp_proto::control::PeerRow;

/// Frames and bytes in a second.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Rate {
    /// Frames that it sent.
    pub(super) in_frames: f64,
    /// Bytes that it sent.
    pub(super) in_bytes: f64,
    /// Frames that it was sent.
    pub(super) out_frames: f64,
    /// Bytes that it was sent.
    pub(super) out_bytes: f64,
}

impl Rate {
    /// Whether anything went either way.
    pub(super) fn is_busy(&self) -> bool {
        self.in_bytes + self.out_bytes > 0.0
    }

    /// Both together.
    pub(super) fn and(self, other: Rate) -> Rate {
        Rate {
            in_frames: self.in_frames + other.in_frames,
            in_bytes: self.in_bytes + other.in_bytes,
            out_frames: self.out_frames + other.out_frames,
            out_bytes: self.out_bytes + other.out_bytes,
        }
    }
}

/// What was counted when somebody last looked.
#[derive(Debug, Default)]
pub(super) struct Rates {
    at: Option<Instant>,
    counts: HashMap<u64, [u64; 4]>,
}

impl Rates {
    /// The rate of each peer since the last look. Whoever came since then has all that it did since;
    /// at the first look nobody has any.
    pub(super) fn look(&mut self, at: Instant, peers: &[PeerRow]) -> Vec<Rate> {
        let seconds = self.at.map(|before| at.saturating_duration_since(before).as_secs_f64());
        let rates = peers.iter().map(|peer| match seconds {
            Some(seconds) if seconds > 0.0 => {
                let before = self.counts.get(&peer.number).copied().unwrap_or_default();
                rate(before, counts(peer), seconds)
            }
            _ => Rate::default(),
        });
        let rates = rates.collect();
        self.at = Some(at);
        self.counts = peers.iter().map(|peer| (peer.number, counts(peer))).collect();
        rates
    }

    /// Another daemon counts anew.
    pub(super) fn forget(&mut self) {
        *self = Rates::default();
    }
}

fn counts(peer: &PeerRow) -> [u64; 4] {
    [peer.rx_frames, peer.rx_bytes, peer.tx_frames, peer.tx_bytes]
}

fn rate(before: [u64; 4], now: [u64; 4], seconds: f64) -> Rate {
    let of = |place: usize| now[place].saturating_sub(before[place]) as f64 / seconds;
    Rate { in_frames: of(0), in_bytes: of(1), out_frames: of(2), out_bytes: of(3) }
}
