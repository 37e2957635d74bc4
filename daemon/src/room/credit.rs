//! Pause credit: how long a peer with a long backlog may keep the room from reading on.
//!
//! While a peer is over its backlog, the senders of its room wait, and the wait is charged to that
//! peer. What it drains earns credit again: what its end has acknowledged, for what the kernel takes
//! may wait in the kernel. So a peer that sustains 1 MiB/s paces the room as long as it likes, and a
//! stalled one costs it a quarter of a second, once.

use std::time::Duration;

/// What a peer starts with, and the most it ever holds, where nobody wants it otherwise.
pub const CREDIT_USUAL: Duration = Duration::from_millis(250);

/// What a client's kernel may have acknowledged though the client reads nothing: 0.27 MB measured,
/// twice that to be sure.
const UNREAD_BYTES: u64 = 512 * 1024;

/// What one byte drained earns: 1 s for each MiB.
const EARNED_PER_BYTE: Duration = Duration::from_nanos(1_000_000_000 / (1024 * 1024));

/// The credit of one peer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credit {
    earned: Duration,
    /// The start, and what nobody knows to be earned: it counts only as far as its source's purse goes.
    advance: Duration,
    /// Bytes that earned something.
    acknowledged: u64,
}

impl Default for Credit {
    fn default() -> Self {
        Credit::new(CREDIT_USUAL)
    }
}

impl Credit {
    /// What a peer starts with.
    pub fn new(most: Duration) -> Credit {
        Credit { earned: Duration::ZERO, advance: most, acknowledged: 0 }
    }

    /// What is left, when the source's purse holds `purse` and nobody holds more than `most`.
    pub fn left(self, purse: Duration, most: Duration) -> Duration {
        (self.earned + self.advance.min(purse)).min(most)
    }

    /// Charges time that the room waited. Gives the part of it that was not earned.
    pub fn charge(&mut self, waited: Duration) -> Duration {
        let advanced = waited.saturating_sub(self.earned).min(self.advance);
        self.earned = self.earned.saturating_sub(waited);
        self.advance -= advanced;
        advanced
    }

    /// The peer's end has acknowledged so many bytes of all it ever was sent. While nothing says that
    /// somebody reads them there, they earn no more than an advance.
    pub fn earn(&mut self, acknowledged: u64, most: Duration) {
        let bytes = acknowledged.saturating_sub(self.acknowledged);
        self.acknowledged = self.acknowledged.max(acknowledged);
        let bytes = u32::try_from(bytes).unwrap_or(u32::MAX);
        let is_read = acknowledged > UNREAD_BYTES;
        let account = if is_read { &mut self.earned } else { &mut self.advance };
        *account = account.saturating_add(EARNED_PER_BYTE.saturating_mul(bytes)).min(most);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stalled_peer_costs_the_room_a_quarter_of_a_second_once() {
        let mut credit = Credit::default();
        assert_eq!(credit.charge(Duration::from_millis(249)), Duration::from_millis(249));
        assert!(credit.left(CREDIT_USUAL, CREDIT_USUAL) > Duration::ZERO);
        assert_eq!(credit.charge(Duration::from_secs(9)), Duration::from_millis(1));
        assert_eq!(credit.left(CREDIT_USUAL, CREDIT_USUAL), Duration::ZERO);
    }

    #[test]
    fn a_mebibyte_earns_a_second_and_no_hoard() {
        let mut credit = Credit::default();
        credit.charge(CREDIT_USUAL);
        credit.earn(UNREAD_BYTES, Duration::ZERO);
        credit.earn(UNREAD_BYTES + 100 * 1024, CREDIT_USUAL);
        let left = credit.left(CREDIT_USUAL, CREDIT_USUAL);
        assert!(left > Duration::from_millis(90) && left < Duration::from_millis(100));
        credit.earn(50 * 1024 * 1024, CREDIT_USUAL);
        assert_eq!(credit.left(CREDIT_USUAL, CREDIT_USUAL), CREDIT_USUAL);
    }

    #[test]
    fn what_was_earned_is_spent_first_and_needs_no_purse() {
        let mut credit = Credit::default();
        assert_eq!(credit.left(Duration::ZERO, CREDIT_USUAL), Duration::ZERO);
        credit.earn(UNREAD_BYTES, CREDIT_USUAL);
        assert_eq!(credit.left(Duration::ZERO, CREDIT_USUAL), Duration::ZERO);
        credit.earn(UNREAD_BYTES + 1024 * 1024, CREDIT_USUAL);
        assert_eq!(credit.left(Duration::ZERO, CREDIT_USUAL), CREDIT_USUAL);
        assert_eq!(credit.charge(Duration::from_millis(200)), Duration::ZERO);
        assert_eq!(credit.charge(Duration::from_millis(100)), Duration::from_millis(50));
    }

    #[test]
    fn a_byte_earns_once() {
        let mut credit = Credit::default();
        credit.earn(2 * 1024 * 1024, CREDIT_USUAL);
        credit.charge(CREDIT_USUAL * 2);
        for acknowledged in [2 * 1024 * 1024, 1024 * 1024, 2 * 1024 * 1024] {
            credit.earn(acknowledged, CREDIT_USUAL);
            assert_eq!(credit.left(CREDIT_USUAL, CREDIT_USUAL), Duration::ZERO);
        }
    }
}
