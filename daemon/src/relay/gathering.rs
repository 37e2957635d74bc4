//! Whether a round waits for what is on its way.
//!
//! A round costs a write to every recipient, however few frames it carries. When many talk at once, the
//! first round would carry the few frames that came first to everybody, and the next ones the rest. So
//! behind a round with many frames the data path sleeps a moment and looks at the sockets again, for as
//! long as each look finds more: what network cards do with their interrupts. In a burst of 100 clients
//! this makes 100 writes of 190 (counted by perf), and everybody has everything no later.
//!
//! Bounds: a look is an eighth of [`EACH`] a recipient away, all of them together never more than
//! [`WAIT_MAX`]. A conversation of few never waits.

use std::time::Duration;

/// From so many frames in one round on, many talk at once.
const CROWD: u64 = 8;

/// How long a round may wait for each recipient: twice what a write to it takes on loopback.
const EACH: Duration = Duration::from_micros(10);
const WAIT_MAX: Duration = Duration::from_millis(5);
const LOOKS: u32 = 8;

/// What a round has so far.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gathered {
    /// Frames.
    pub frames: u64,
    /// Their bytes.
    pub bytes: u64,
    /// To how many each of them goes.
    pub recipients: usize,
}

/// What is known from one look to the next.
#[derive(Debug, Default)]
pub struct Gathering {
    /// Frames of the round before.
    before: u64,
    /// Frames at the last look.
    seen: u64,
    looks: u32,
}

impl Gathering {
    /// How long a round sleeps before it looks for more; `None` when it begins.
    pub fn pause(&mut self, gathered: Gathered) -> Option<Duration> {
        let Gathered { frames, recipients, .. } = gathered;
        let more = frames > std::mem::replace(&mut self.seen, frames);
        if more && self.before >= CROWD && self.looks < LOOKS {
            self.looks += 1;
            let recipients = u32::try_from(recipients).unwrap_or(u32::MAX);
            return Some(EACH.saturating_mul(recipients).min(WAIT_MAX) / LOOKS);
        }
        if frames > 0 {
            *self = Gathering { before: frames, ..Gathering::default() };
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(frames: u64, recipients: usize) -> Gathered {
        Gathered { frames, recipients, ..Gathered::default() }
    }

    #[test]
    fn a_conversation_of_few_never_waits() {
        let mut gathering = Gathering::default();
        for n in 0..100 {
            assert_eq!(gathering.pause(with(n % CROWD, 1000)), None);
        }
    }

    #[test]
    fn a_crowd_is_waited_for_as_long_as_more_comes() {
        let mut gathering = Gathering::default();
        assert_eq!(gathering.pause(with(20, 80)), None, "nobody knew of a crowd");
        let look = Some(Duration::from_micros(100));
        assert_eq!(gathering.pause(with(1, 80)), look);
        assert_eq!(gathering.pause(with(30, 80)), look);
        assert_eq!(gathering.pause(with(30, 80)), None, "no more has come");
        assert_eq!(gathering.pause(with(0, 80)), None, "a round for another reason");
        assert_eq!(gathering.pause(with(1, 80)), look, "it was a crowd still");
        assert_eq!(gathering.pause(with(1, 80)), None, "one alone");
        assert_eq!(gathering.pause(with(1, 80)), None, "the next one goes at once");
    }

    #[test]
    fn nobody_waits_for_longer_than_the_bound() {
        let mut gathering = Gathering::default();
        gathering.pause(with(CROWD, 0));
        let waited: Duration = (1..).map_while(|frames| gathering.pause(with(frames, usize::MAX))).sum();
        assert_eq!(waited, WAIT_MAX);
    }
}
