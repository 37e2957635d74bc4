//! A token bucket: so many at once, so many a second.

use std::time::Duration;

use super::Rate;

/// What is left of a rate.
#[derive(Debug, Clone, Copy)]
pub struct Bucket {
    tokens: f64,
    at: Duration,
}

impl Bucket {
    /// A bucket from which nothing was taken.
    pub fn full(rate: Rate) -> Bucket {
        Bucket { tokens: f64::from(rate.burst), at: Duration::ZERO }
    }

    /// Whether nothing of what was taken is missing any more.
    pub fn is_full(&self, rate: Rate, now: Duration) -> bool {
        self.tokens(rate, now) >= f64::from(rate.burst)
    }

    /// Takes one; `false` when there is none. Who looked at the clock later may have come first.
    pub fn take(&mut self, rate: Rate, now: Duration) -> bool {
        let tokens = self.tokens(rate, now);
        let is_there = tokens >= 1.0;
        *self = Bucket { tokens: if is_there { tokens - 1.0 } else { tokens }, at: self.at.max(now) };
        is_there
    }

    /// How long until there is one.
    pub fn wait(&self, rate: Rate, now: Duration) -> Duration {
        let missing = (1.0 - self.tokens(rate, now)).max(0.0);
        Duration::from_secs_f64(missing / f64::from(rate.per_second.max(1)))
    }

    fn tokens(&self, rate: Rate, now: Duration) -> f64 {
        let since = now.saturating_sub(self.at).as_secs_f64();
        (self.tokens + since * f64::from(rate.per_second)).min(f64::from(rate.burst.max(1)))
    }
}
