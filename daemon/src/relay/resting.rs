//! Whether the data path rests behind a round because somebody talks without a pause.
//!
//! Who sends small messages one after the other, and waits for none of them, has the next ones there
//! soon behind a round. Then each round carries what came in the few microseconds of the one before, and
//! costs as much as one that carries fifty times that. So where it was like that for some rounds in a
//! row, the thread sleeps a moment behind each, and more comes together: as a network card does that holds
//! its interrupts back.
//!
//! Whoever waits for what it is sent would say less in the same time. So a few rests are a trial: only if
//! the rounds behind them are larger, and bring as much in the same time as those before, there are more,
//! and after a term of them it is measured anew. Where a trial fails, the next one comes later and later.
//! Messages that come alone, as they do where each is waited for, are not tried: some rounds of a stream
//! carry several, which shows in their sizes.
//!
//! Bounds: everybody on the thread waits along, one rest for each room that rests.

use std::time::Duration;

/// What is read later than this behind a round came after a pause.
const PAUSE: Duration = Duration::from_micros(50);

/// How long the thread sleeps; the kernel makes about twice that of it (timer slack, prctl(2)).
const REST: Duration = Duration::from_micros(50);

/// Rounds in a row before a trial, and most of them where trials failed.
const PATIENCE: u32 = 16;
const PATIENCE_MAX: u32 = 8192;

/// Rounds behind rests: of a trial, and of a term behind one that was good. No pause ends a term: whoever
/// sends flat out up to some bound pauses each time it is reached.
const TRIAL: u32 = 2;
const TERM: u32 = 64;

/// Several messages are so many times larger than one, at least: the largest round of a streak than its
/// smallest, and those behind rests than those of the streak.
const GROWTH: u64 = 2;

/// A round of so many bytes is large enough, and one of so many frames is a crowd's
/// ([`Gathering`](super::gathering::Gathering)).
const LARGE_BYTES: u64 = 16 * 1024;
const CROWD: u64 = 8;

/// A round that is over.
#[derive(Debug, Clone, Copy)]
pub struct Round {
    /// Frames that it took through; 0 where nobody can say how many a larger one would have.
    pub frames: u64,
    /// And their bytes.
    pub bytes: u64,
    /// When the first of them was read.
    pub since: Duration,
}

/// Rounds in a row.
#[derive(Debug, Clone, Copy)]
struct Streak {
    rounds: u32,
    /// Of all, of the smallest and of the largest.
    bytes: u64,
    least: u64,
    most: u64,
    /// How long they took, with what was between them.
    time: Duration,
}

/// What is known from one round to the next.
#[derive(Debug)]
pub struct Resting {
    /// When the round before was over, and when the rest behind it was.
    over: Duration,
    rested: Duration,
    /// How long a streak is before a trial.
    patience: u32,
    /// Rounds without rests.
    streak: Streak,
    stage: Stage,
}

#[derive(Debug, Clone, Copy)]
enum Stage {
    /// Nobody rests.
    Streak,
    /// A few rests, and the rounds behind them.
    Trial(Streak),
    /// So many more.
    Term(u32),
}

impl Streak {
    const NONE: Streak = Streak { rounds: 0, bytes: 0, least: u64::MAX, most: 0, time: Duration::ZERO };

    fn add(&mut self, bytes: u64, time: Duration) {
        self.rounds += 1;
        self.bytes += bytes;
        self.least = self.least.min(bytes);
        self.most = self.most.max(bytes);
        self.time += time;
    }

    fn is_uneven(&self) -> bool {
        self.most >= self.least.saturating_mul(GROWTH)
    }

    /// Whether its rounds are larger than the other's, and bring as much in the same time, or nearly.
    fn is_worth_it(&self, other: &Streak) -> bool {
        let a_round = |streak: &Streak| streak.bytes as f64 / f64::from(streak.rounds);
        let a_second = |streak: &Streak| streak.bytes as f64 / streak.time.as_secs_f64();
        a_round(self) >= GROWTH as f64 * a_round(other) && a_second(self) >= 0.8 * a_second(other)
    }
}

impl Default for Resting {
    fn default() -> Resting {
        let (over, rested) = (Duration::ZERO, Duration::ZERO);
        Resting { over, rested, patience: PATIENCE, streak: Streak::NONE, stage: Stage::Streak }
    }
}

impl Resting {
    /// How long the thread is to sleep behind a round that ends `now`.
    pub fn behind(&mut self, round: &Round, now: Duration) -> Option<Duration> {
        let pause = round.since.saturating_sub(self.rested);
        let time = now.saturating_sub(self.over);
        (self.over, self.rested) = (now, now);
        let is_small = round.bytes < LARGE_BYTES && (1..CROWD).contains(&round.frames);
        let is_in_term = matches!(self.stage, Stage::Term(_));
        if !is_small || pause > PAUSE && !is_in_term {
            self.begin_anew();
            return None;
        }
        match &mut self.stage {
            Stage::Streak => {
                self.streak.add(round.bytes, time);
                if self.streak.rounds >= self.patience && self.streak.is_uneven() {
                    self.stage = Stage::Trial(Streak::NONE);
                }
            }
            Stage::Trial(trial) => {
                trial.add(round.bytes, time);
                if trial.rounds == TRIAL {
                    let is_good = trial.is_worth_it(&self.streak);
                    self.end_trial(is_good);
                }
            }
            Stage::Term(0) => self.begin_anew(),
            Stage::Term(left) => *left -= 1,
        }
        (!matches!(self.stage, Stage::Streak)).then_some(REST)
    }

    /// The rest is over.
    pub fn is_over(&mut self, now: Duration) {
        self.rested = now;
    }

    fn begin_anew(&mut self) {
        (self.streak, self.stage) = (Streak::NONE, Stage::Streak);
    }

    fn end_trial(&mut self, is_good: bool) {
        if is_good {
            (self.patience, self.stage) = (PATIENCE, Stage::Term(TERM));
        } else {
            self.patience = (self.patience * 2).min(PATIENCE_MAX);
            self.begin_anew();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RELAYING: Duration = Duration::from_micros(12);
    const SOON: Duration = Duration::from_micros(3);
    const LATER: Duration = Duration::from_micros(60);

    /// What a sender does, and the data path's clock.
    #[derive(Default)]
    struct Talk {
        resting: Resting,
        now: Duration,
        rests: u32,
    }

    impl Talk {
        fn round(&mut self, frames: u64, pause: Duration, bytes: u64) {
            let since = self.now + pause;
            self.now = since + RELAYING;
            if self.resting.behind(&Round { frames, bytes, since }, self.now).is_some() {
                // As the kernel does it.
                self.now += REST * 2;
                self.resting.is_over(self.now);
                self.rests += 1;
            }
        }

        /// So many rounds; each has what `bytes` makes of its number and of how long ago the one before was over.
        /// Gives how many were rested behind.
        fn rounds(&mut self, count: u64, pause: Duration, bytes: impl Fn(u64, Duration) -> u64) -> u32 {
            let before = self.rests;
            for n in 0..count {
                let since = self.now + pause - self.resting.over;
                self.round(1, pause, bytes(n, since));
            }
            self.rests - before
        }
    }

    /// 64 bytes for each four microseconds, and some unevenness.
    fn stream(n: u64, since: Duration) -> u64 {
        let messages = (since + RELAYING).as_micros() as u64 / 4 + n % 4;
        64 * messages
    }

    /// Of one message or of several, as it happens.
    fn uneven(n: u64, _: Duration) -> u64 {
        64 * (1 + n % 3)
    }

    #[test]
    fn messages_that_come_alone_or_after_a_pause_are_never_rested_behind() {
        let mut talk = Talk::default();
        assert_eq!(talk.rounds(10_000, SOON, |_, _| 64), 0);
        assert_eq!(talk.rounds(10_000, LATER, uneven), 0);
        for _ in 0..1000 {
            assert_eq!(talk.rounds(u64::from(PATIENCE) - 1, SOON, uneven) + talk.rounds(1, LATER, uneven), 0);
        }
    }

    #[test]
    fn a_stream_is_rested_behind_for_nearly_all_of_its_time() {
        let mut talk = Talk::default();
        assert_eq!(talk.rounds(u64::from(PATIENCE) - 1, SOON, stream), 0);
        let rests = talk.rounds(10_000, SOON, stream);
        assert!(rests > 6000, "{rests} of 10,000 rounds");
        assert!(talk.rounds(1000, LATER, stream) <= TERM, "a pause before each");
    }

    #[test]
    fn a_stream_with_pauses_is_rested_behind_too() {
        let mut talk = Talk::default();
        let rests: u32 = (0..1000).map(|_| talk.rounds(1, LATER * 5, stream) + talk.rounds(29, SOON, stream)).sum();
        assert!(rests > 18_000, "{rests} of 30,000 rounds");
    }

    #[test]
    fn who_says_no_more_in_a_round_for_a_rest_is_hardly_ever_held_up() {
        let mut talk = Talk::default();
        let (first, then) = (talk.rounds(2000, SOON, uneven), talk.rounds(100_000, SOON, uneven));
        assert!((TRIAL..20).contains(&first), "held up {first} times of 2,000");
        assert!((TRIAL..70).contains(&then), "held up {then} times of 100,000");
    }

    #[test]
    fn who_says_more_in_a_round_for_a_rest_but_less_in_all_is_hardly_ever_held_up() {
        // Eight messages at most are under way, and a rest brings all of them together.
        let windowed = |n, since: Duration| if since > REST { 512 } else { uneven(n, since) };
        let mut talk = Talk::default();
        let rests = talk.rounds(100_000, SOON, windowed);
        assert!((TRIAL..70).contains(&rests), "held up {rests} times of 100,000");
    }

    #[test]
    fn who_begins_to_wait_where_a_stream_was_is_held_up_for_a_term_at_most() {
        let mut talk = Talk::default();
        talk.rounds(500, SOON, stream);
        let rests = talk.rounds(10_000, SOON, |_, _| 4096);
        assert!(rests <= TERM + TRIAL, "held up {rests} times");
    }

    #[test]
    fn large_rounds_and_those_of_crowds_or_for_one_alone_are_not_rested_behind() {
        let mut talk = Talk::default();
        assert_eq!(talk.rounds(1000, SOON, |n, _| LARGE_BYTES * (1 + n % 3)), 0);
        for frames in [0, CROWD] {
            (0..1000).for_each(|n| talk.round(frames, SOON, uneven(n, SOON)));
        }
        assert_eq!(talk.rests, 0);
        // One of them among the others begins it anew.
        for _ in 0..1000 {
            talk.rounds(u64::from(PATIENCE) - 1, SOON, uneven);
            talk.round(CROWD, SOON, 64);
        }
        assert_eq!(talk.rests, 0);
    }
}
