//! A hall's end when a successor goes on with its connections: nothing is closed.

use super::Hall;
use crate::frame_log::{Commit, LogError, Rotation};

impl Hall {
    /// Whether everybody had everything at some moment since the last call, or has it now.
    pub fn has_caught_up(&mut self) -> bool {
        std::mem::take(&mut self.caught_up) || self.room.is_drained()
    }

    /// Whether the other ends have all that was written to them.
    pub fn is_acknowledged(&self) -> bool {
        self.seats.iter().flatten().all(|seat| tp_kernel::unacknowledged(&*seat.stream).unwrap_or(0) == 0)
    }

    /// Puts on record what there is, and leaves log and connections to the next run.
    pub fn hand_over(&mut self) -> Result<(), LogError> {
        let now = self.clock.now();
        let present = self.present();
        if let Rotation::NotNow(_) = self.log.log_again(&present, self.census.next_number(), now)? {
            // Where the log has a hole nobody can be placed, and its numbers are not given out again.
            return self.log.stop(now);
        }
        self.log_sent(now);
        if self.room.is_empty() {
            return self.log.stop(now);
        }
        let detail = format!("{} clients stay connected", self.room.len());
        self.log.note("handed-over", Some(detail), now);
        // What cannot be written now is still in the kernel, and nobody got it.
        if matches!(self.log.commit(now)?, Commit::Written) {
            self.room.commit();
            self.consume();
        }
        self.log.suspend()
    }
}
