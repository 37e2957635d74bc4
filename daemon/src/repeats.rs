//! Something that may happen a thousand times a second is told at most once in ten.

use std::cell::Cell;
use std::time::{Duration, Instant};

const EVERY: Duration = Duration::from_secs(10);

/// Counts one kind of event between two tellings.
#[derive(Debug, Default)]
pub struct Repeats {
    told: Cell<Option<Instant>>,
    untold: Cell<u64>,
}

impl Repeats {
    /// It happened. Gives how often since it was last told, when it is to be told now.
    pub fn tell(&self) -> Option<u64> {
        self.tell_at(Instant::now())
    }

    fn tell_at(&self, now: Instant) -> Option<u64> {
        let times = self.untold.get() + 1;
        let is_due = self.told.get().is_none_or(|told| now.duration_since(told) >= EVERY);
        if is_due {
            self.told.set(Some(now));
        }
        self.untold.set(if is_due { 0 } else { times });
        is_due.then_some(times)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeats_are_told_once_in_ten_seconds_with_their_count() {
        let repeats = Repeats::default();
        let start = Instant::now();
        assert_eq!(repeats.tell_at(start), Some(1));
        for ms in 1..1000 {
            assert_eq!(repeats.tell_at(start + Duration::from_millis(ms)), None);
        }
        assert_eq!(repeats.tell_at(start + EVERY), Some(1000));
    }
}
