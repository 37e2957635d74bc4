//! The watchdog (sd_watchdog_enabled(3)): the service manager ends and restarts a relay that does
//! not say in time that it works.
//!
//! It is told only if every room went through a round, and the thread that brings the frame log to
//! disk looked at its work, since it was last told. So a write or an fdatasync that does not come back
//! silences it; an idle relay does not, for rooms then go through rounds to show that they can, and a
//! full disk does not either.

use std::sync::Arc;
use std::time::Duration;

use sd_notify::NotifyState;

use crate::census::Census;

/// In the time of the watchdog there are so many beats.
const BEATS: u32 = 8;

/// No beat is shorter: whoever wants one would be busy with beating.
const BEAT_MIN: Duration = Duration::from_millis(5);

/// No beat is longer.
const BEAT_MAX: Duration = Duration::from_secs(1);

/// How often what is watched has to show that it works; `None` where nobody watches.
pub fn beat() -> Option<Duration> {
    let silence = sd_notify::watchdog_enabled().filter(|silence| !silence.is_zero())?;
    Some((silence / BEATS).clamp(BEAT_MIN, BEAT_MAX))
}

/// Tells the service manager, as long as everything moves.
pub async fn ping(census: Arc<Census>, beat: Duration) {
    let mut told = beats(&census);
    loop {
        // Two beats: each of them has had the time for one.
        tokio::time::sleep(beat * 2).await;
        let now = beats(&census);
        if told.iter().zip(&now).all(|(before, now)| before != now) {
            super::notify(&[NotifyState::Watchdog]);
            told = now;
        }
    }
}

/// The counts of everything that has to move.
fn beats(census: &Census) -> Vec<u64> {
    let rooms = census.rooms.iter().map(|room| room.beats());
    rooms.chain([census.frame_log.sync_beats()]).collect()
}
