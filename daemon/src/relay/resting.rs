//! Whether the data path rests behind a round because somebody talks without a pause.
//!
//! Who sends small messages one after the other, and waits for none of them, has the next ones there
//! before a round is over. Then each round carries what came in the few microseconds of the one before,
//! and costs as much as one that carries fifty times that. So where it was like that for some rounds in a
//! row, the thread sleeps a moment behind each: as a network card does that holds its interrupts back.
//!
//! Nobody who waits for an answer is kept waiting. What such a client says next comes later than
//! [`AT_ONCE`], and alone: some rounds of a stream carry several messages, which shows in their sizes. Where
//! it looks like a stream all the same, the rest makes the round behind it no larger: then there is none
//! any more, and the next try comes later and later.

use std::time::Duration;

/// What was read so soon behind a round was there before that round was over.
const AT_ONCE: Duration = Duration::from_micros(10);

/// How long the thread sleeps; the kernel makes about twice that of it (timer slack, prctl(2)).
const REST: Duration = Duration::from_micros(50);

/// Rounds in a row before the first rest, and most of them behind rests that brought nothing.
const PATIENCE: u32 = 8;
const PATIENCE_MAX: u32 = 8192;

/// Several messages are so many times larger than one, at least: the largest round of a streak than its
/// smallest; and the round behind a rest than they were, or that rest was the last one.
const GROWTH: u64 = 2;

/// A round of so many bytes is large enough, and one of so many frames is a crowd's
/// ([`Gathering`](super::gathering::Gathering)).
const LARGE_BYTES: u64 = 16 * 1024;
const CROWD: u64 = 8;

/// A round that is over.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    /// Frames that it took through; 0 where each was for one peer alone.
    pub frames: u64,
    /// And their bytes.
    pub bytes: u64,
    /// When the first of them was read.
    pub since: Duration,
}

/// What is known from one round to the next.
#[derive(Debug)]
pub struct Resting {
    /// When the round before was over, and the rest behind it.
    over: Duration,
    /// Rounds without a rest, in a row, of which the frames were there at once; and their bytes: of all, of
    /// the smallest, and of the largest.
    streak: u32,
    bytes: u64,
    least: u64,
    most: u64,
    /// How long such a streak is before a rest is tried.
    patience: u32,
    /// There was a rest behind the round before.
    rested: bool,
}

impl Default for Resting {
    fn default() -> Resting {
        Resting { over: Duration::ZERO, streak: 0, bytes: 0, least: 0, most: 0, patience: PATIENCE, rested: false }
    }
}

impl Resting {
    /// How long the thread is to sleep behind a round that ends `now`.
    pub fn behind(&mut self, round: &Round, now: Duration) -> Option<Duration> {
        let is_dense = if std::mem::take(&mut self.rested) { self.has_helped(round) } else { self.goes_on(round) };
        self.over = now;
        if !is_dense {
            self.streak = 0;
        }
        let is_small = round.bytes < LARGE_BYTES && (1..CROWD).contains(&round.frames);
        let ran_together = self.most >= GROWTH * self.least;
        self.rested = is_dense && is_small && ran_together && self.streak >= self.patience;
        self.rested.then_some(REST)
    }

    /// The rest is over.
    pub fn is_over(&mut self, now: Duration) {
        self.over = now;
    }

    fn goes_on(&mut self, round: &Round) -> bool {
        if self.streak == 0 {
            (self.bytes, self.least, self.most) = (0, u64::MAX, 0);
        }
        self.streak = self.streak.saturating_add(1);
        self.bytes += round.bytes;
        self.least = self.least.min(round.bytes);
        self.most = self.most.max(round.bytes);
        round.since.saturating_sub(self.over) <= AT_ONCE
    }

    fn has_helped(&mut self, round: &Round) -> bool {
        let usual = self.bytes / u64::from(self.streak.max(1));
        let has_helped = round.bytes >= GROWTH * usual;
        self.patience = if has_helped { PATIENCE } else { (self.patience * 2).min(PATIENCE_MAX) };
        has_helped
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sender, and the data path's clock.
    struct Talk {
        resting: Resting,
        now: Duration,
    }

    impl Talk {
        fn new() -> Talk {
            Talk { resting: Resting::default(), now: Duration::ZERO }
        }

        /// So much is read so long after what was before, and relayed; gives whether there is a rest then.
        fn round(&mut self, gap: Duration, bytes: u64) -> bool {
            let since = self.now + gap;
            self.now = since + Duration::from_micros(12);
            let rest = self.resting.behind(&Round { frames: 1, bytes, since }, self.now);
            if let Some(rest) = rest {
                self.now += rest;
                self.resting.is_over(self.now);
            }
            rest.is_some()
        }

        fn rests(&mut self, rounds: u32, gap: Duration, bytes: u64) -> u32 {
            (0..rounds).map(|_| u32::from(self.round(gap, bytes))).sum()
        }

        /// Of one message and of several, in turn.
        fn uneven(&mut self, rounds: u32, gap: Duration, bytes: u64) -> u32 {
            (0..rounds).map(|n| u32::from(self.round(gap, bytes * u64::from(1 + n % 3)))).sum()
        }
    }

    const SOON: Duration = Duration::from_micros(3);
    const LATER: Duration = Duration::from_micros(15);

    #[test]
    fn whoever_waits_for_an_answer_is_never_kept_waiting() {
        let mut talk = Talk::new();
        assert_eq!(talk.uneven(10_000, LATER, 64), 0);
        assert_eq!(talk.rests(10_000, SOON, 64), 0, "each message alone");
        // Some are quick by chance.
        let mut talk = Talk::new();
        for _ in 0..1000 {
            assert_eq!(talk.uneven(PATIENCE - 1, SOON, 64) + talk.uneven(1, LATER, 64), 0);
        }
    }

    #[test]
    fn a_stream_is_rested_behind_as_long_as_that_makes_rounds_larger() {
        let mut talk = Talk::new();
        assert_eq!(talk.uneven(PATIENCE - 1, SOON, 64), 0);
        assert!(talk.round(SOON, 128));
        assert_eq!(talk.rests(100, SOON, 1280), 100);
        assert!(!talk.round(SOON, 128), "it is over");
        assert_eq!(talk.uneven(PATIENCE - 1, SOON, 64), 0, "and begins anew with its patience");
    }

    #[test]
    fn rests_that_bring_nothing_become_rare() {
        let mut talk = Talk::new();
        let rests = talk.uneven(100_000, SOON, 64);
        assert!((10..30).contains(&rests), "held up {rests} times of 100,000");
    }

    #[test]
    fn large_rounds_and_crowds_are_not_rested_behind() {
        let mut talk = Talk::new();
        assert_eq!(talk.uneven(1000, SOON, LARGE_BYTES), 0);
        let round = |since| Round { frames: CROWD, bytes: 64, since };
        let mut resting = Resting::default();
        assert!(
            (0..1000).all(|n| resting.behind(&round(Duration::from_micros(n)), Duration::from_micros(n)).is_none())
        );
    }
}
