//! One clock for the data path and the frame log.

use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

/// Monotonic time since the relay began, and the wall clock at that moment.
#[derive(Debug, Clone, Copy)]
pub struct Clock {
    start: Instant,
}

impl Clock {
    /// A clock that begins now.
    pub fn begin() -> Clock {
        Clock { start: Instant::now() }
    }

    /// Monotonic time since it began.
    pub fn now(&self) -> Duration {
        self.start.elapsed()
    }

    /// The moment that [`Clock::now`] reaches `at`.
    pub fn instant(&self, at: Duration) -> Instant {
        self.start + at
    }
}

/// The wall clock, nanoseconds since the Unix epoch.
pub fn unix_ns() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}
