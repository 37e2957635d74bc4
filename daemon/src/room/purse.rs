//! The credit that strangers get in advance, by where they come from.
//!
//! A peer starts with a quarter of a second of credit that it has not earned. Whoever stalls and
//! connects again, and again, would get it every time; so what is used of it comes out of a purse
//! that all peers of one source share, and that four peers a minute can empty. A wait that several
//! of them cause together is paid once.
//!
//! Bound: a purse is kept while it is not full, and it fills within a minute.

use std::collections::BTreeMap;
use std::time::Duration;

use crate::source::Source;

/// What a purse holds: the starting credit of so many peers.
const PEERS: u32 = 4;

/// How long an empty purse takes to fill.
const FILL: Duration = Duration::from_secs(60);

/// The purses that are not full.
#[derive(Debug, Default)]
pub struct Purses(BTreeMap<Source, Purse>);

#[derive(Debug, Clone, Copy)]
struct Purse {
    left: Duration,
    at: Duration,
}

impl Purse {
    fn left(self, now: Duration, full: Duration) -> Duration {
        let filled = now.saturating_sub(self.at).mul_f64(full.as_secs_f64() / FILL.as_secs_f64());
        (self.left + filled).min(full)
    }
}

impl Purses {
    /// What the purse of a source holds at `now`, where a peer starts with `credit`.
    pub fn left(&self, source: Source, now: Duration, credit: Duration) -> Duration {
        let full = credit.saturating_mul(PEERS);
        self.0.get(&source).map_or(full, |purse| purse.left(now, full))
    }

    /// Takes `waited` out of a source's purse.
    pub fn charge(&mut self, source: Source, waited: Duration, now: Duration, credit: Duration) {
        let left = self.left(source, now, credit).saturating_sub(waited);
        self.0.insert(source, Purse { left, at: now });
    }

    /// Forgets the purses that are full again.
    pub fn tidy(&mut self, now: Duration, credit: Duration) {
        let full = credit.saturating_mul(PEERS);
        self.0.retain(|_, purse| purse.left(now, full) < full);
    }
}

#[cfg(test)]
mod tests {
    use super::super::credit::CREDIT_USUAL;
    use super::*;

    fn source() -> Source {
        Source::of("192.0.2.1".parse().unwrap())
    }

    #[test]
    fn four_stalled_peers_a_minute_empty_it_and_a_minute_fills_it() {
        let mut purses = Purses::default();
        let now = Duration::from_secs(100);
        for _ in 0..4 {
            assert!(purses.left(source(), now, CREDIT_USUAL) > Duration::ZERO);
            purses.charge(source(), CREDIT_USUAL, now, CREDIT_USUAL);
        }
        assert_eq!(purses.left(source(), now, CREDIT_USUAL), Duration::ZERO);
        assert_eq!(purses.left(source(), now + FILL / 4, CREDIT_USUAL), CREDIT_USUAL);
        purses.tidy(now + FILL / 2, CREDIT_USUAL);
        assert_eq!(purses.0.len(), 1);
        purses.tidy(now + FILL, CREDIT_USUAL);
        assert_eq!((purses.0.len(), purses.left(source(), now + FILL, CREDIT_USUAL)), (0, CREDIT_USUAL * PEERS));
    }
}
