//! Pause credit: how long a peer with a long backlog may keep the room from reading on.
//!
//! While a peer is over its backlog, the senders of its room wait, and the wait is charged to that
//! peer. What it drains earns credit again. So a peer that sustains 1 MiB/s paces the room as long
//! as it likes, and a stalled one costs it a quarter of a second, once.

use std::time::Duration;

/// What a peer starts with, and the most it ever holds.
pub const CREDIT_MAX: Duration = Duration::from_millis(250);

/// What one byte drained earns: 1 s for each MiB.
const EARNED_PER_BYTE: Duration = Duration::from_nanos(1_000_000_000 / (1024 * 1024));

/// The credit of one peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credit(Duration);

impl Default for Credit {
    fn default() -> Self {
        Credit(CREDIT_MAX)
    }
}

impl Credit {
    /// What is left.
    pub fn left(self) -> Duration {
        self.0
    }

    /// Charges time that the room waited.
    pub fn charge(&mut self, waited: Duration) {
        self.0 = self.0.saturating_sub(waited);
    }

    /// Credits bytes that the kernel took.
    pub fn earn(&mut self, bytes: usize) {
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        self.0 = self.0.saturating_add(EARNED_PER_BYTE.saturating_mul(bytes)).min(CREDIT_MAX);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stalled_peer_costs_the_room_a_quarter_of_a_second_once() {
        let mut credit = Credit::default();
        credit.charge(Duration::from_millis(249));
        assert!(credit.left() > Duration::ZERO);
        credit.charge(Duration::from_secs(9));
        assert_eq!(credit.left(), Duration::ZERO);
    }

    #[test]
    fn a_mebibyte_earns_a_second_and_no_hoard() {
        let mut credit = Credit::default();
        credit.charge(CREDIT_MAX);
        credit.earn(100 * 1024);
        assert!(credit.left() > Duration::from_millis(90) && credit.left() < Duration::from_millis(100));
        credit.earn(50 * 1024 * 1024);
        assert_eq!(credit.left(), CREDIT_MAX);
    }
}
