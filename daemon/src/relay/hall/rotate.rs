//! When a hall goes on in a new segment: by size, by age, and when somebody orders it.
//!
//! Always at the end of a round, when everything that was read is logged and was offered to all:
//! the new segment's first block says how far everybody is.

use std::io;
use std::time::Duration;

use tp_proto::control::{Happening, Refusal};

use super::Hall;
use crate::frame_log::{LogError, Rotation};
use crate::language::here;

/// How often a segment that could not be begun is tried again.
const RETRY: Duration = Duration::from_millis(500);

impl Hall {
    /// Begins the next segment if it is time, or ordered.
    pub(super) fn rotate(&mut self, now: Duration) -> Result<(), LogError> {
        let due = self.log.rotation_due(now).filter(|_| now >= self.rotate_after);
        if due.is_none() && self.pending.rotations.is_empty() {
            return Ok(());
        }
        if !self.commit_now(now)? {
            self.refuse_for_want_of_space();
            return Ok(());
        }
        let ordered = self.pending.rotations.first().map(|order| ("rotated", format!("by {}", order.by)));
        let why = due.filter(|_| ordered.is_none()).map_or("rotate", |due| due.word());
        let present = self.present();
        match self.log.rotate(why, ordered, &present, self.census.next_number(), now)? {
            Rotation::Done => {
                let name = self.log.segment_name();
                let (room, segment) = (self.facts.name.clone(), name.clone());
                self.census.events.record(Happening::Rotated { room, segment, why: why.to_owned() });
                self.pending.rotations.drain(..).for_each(|order| order.answer(Ok(name.clone())));
            }
            Rotation::NotNow(error) => {
                let why = self.no_next_segment(&error);
                if let Some(times) = self.failed_rotations.tell() {
                    let what = here().log_no_next(&self.facts.name, &here().kernel(&error));
                    tracing::warn!("{}", here().times(&what, times));
                }
                self.pending.rotations.drain(..).for_each(|order| order.answer(Err(why.clone())));
                self.rotate_after = now + RETRY;
            }
        }
        Ok(())
    }

    /// Why there is no next segment.
    pub(super) fn no_next_segment(&self, error: &io::Error) -> Refusal {
        Refusal::NoSegment { room: self.facts.name.clone(), cause: error.into() }
    }

    /// When the segment will have its age.
    pub(super) fn rotation_deadline(&self) -> Option<Duration> {
        self.log.age_due().map(|at| at.max(self.rotate_after))
    }
}
