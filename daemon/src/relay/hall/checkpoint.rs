//! When a hall has its log say again who is there.

use std::time::Duration;

use super::Hall;
use crate::frame_log::LogError;

impl Hall {
    /// Puts a checkpoint into the segment when one is due.
    pub(super) fn checkpoint(&mut self, now: Duration) -> Result<(), LogError> {
        if !self.log.wants_checkpoint() || !self.commit_now(now)? {
            return Ok(());
        }
        let present = self.present();
        self.log.checkpoint(&present, self.census.next_number(), now);
        // Without space it stays in front of what comes next, and is as true there.
        self.commit_now(now).map(drop)
    }
}
