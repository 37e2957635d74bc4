//! What a hall does while its log has no space: wait, or relay and count.

use std::io;
use std::time::Duration;

use tp_proto::control::FrameLogState;

use super::Hall;
use crate::census::Trouble;
use crate::frame_log::{LogError, Rotation};
use crate::language::here;

/// How soon a log without space is tried again: at first a removed segment may make room at once,
/// later on somebody has to.
const RETRY_FIRST: Duration = Duration::from_millis(50);
const RETRY: Duration = Duration::from_millis(500);
const FIRST: Duration = Duration::from_secs(1);

/// How long room may be looked for before frames are relayed without being logged.
const PATIENCE: Duration = Duration::from_secs(1);

/// How a hall's log is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Logging {
    /// It is written.
    On,
    /// It has no space: nothing is read, and no new frame is sent, before it has.
    Waits {
        /// Since when.
        since: Duration,
    },
    /// It has no space: frames are sent all the same, and counted.
    Off {
        /// When it is tried again.
        retry: Duration,
    },
}

impl Hall {
    /// Whether the frame log has no space and the room waits for it: nobody new is let in, so that
    /// what waits to be logged stays bounded.
    pub fn is_full(&self) -> bool {
        matches!(self.logging, Logging::Waits { .. })
    }

    /// There is no space, `for_good` if nobody can make some. Gives whether what came may be sent.
    pub(super) fn log_is_full(&mut self, error: &io::Error, for_good: bool, now: Duration) -> bool {
        let since = match self.logging {
            Logging::Waits { since } => since,
            Logging::On | Logging::Off { .. } => now,
        };
        if self.log.may_relay_unlogged() && (for_good || now.saturating_sub(since) >= PATIENCE) {
            self.log.relay_unlogged(self.census.next_number());
            self.room.commit();
            self.logging = Logging::Off { retry: now + RETRY };
            self.tell_trouble(FrameLogState::Degraded, error);
            return true;
        }
        if !self.is_full() {
            self.logging = Logging::Waits { since };
            self.tell_trouble(FrameLogState::Paused, error);
        }
        false
    }

    /// What came together could be written.
    pub(super) fn log_has_space(&mut self, now: Duration) {
        if let Logging::Waits { since } = self.logging {
            let waited = now.saturating_sub(since).as_millis();
            self.logging = Logging::On;
            self.census.frame_log.set_trouble(&self.facts.name, None);
            self.log.note("paused", Some(format!("no space for {waited} ms")), now);
        }
    }

    /// When a log that waits for space is tried again.
    pub(super) fn next_try(&self, now: Duration) -> Duration {
        let is_first = matches!(self.logging, Logging::Waits { since } if now.saturating_sub(since) < FIRST);
        now + if is_first { RETRY_FIRST } else { RETRY }
    }

    /// Tries to log again. What was relayed until now is in the gap, and has been sent.
    pub(super) fn end_gap(&mut self, now: Duration) -> Result<(), LogError> {
        let Logging::Off { retry } = self.logging else { return Ok(()) };
        if now < retry {
            return Ok(());
        }
        let present = self.present();
        match self.log.log_again(&present, self.census.next_number(), now)? {
            Rotation::Done => {
                self.logging = Logging::On;
                self.census.frame_log.set_trouble(&self.facts.name, None);
            }
            Rotation::NotNow(_) => self.logging = Logging::Off { retry: now + RETRY },
        }
        Ok(())
    }

    fn tell_trouble(&self, state: FrameLogState, error: &io::Error) {
        let trouble = Trouble { state, why: error.into(), here: here().kernel(error) };
        self.census.frame_log.set_trouble(&self.facts.name, Some(trouble));
    }
}
