//! When a hall goes on in a new segment: by size, by age, and when somebody orders it.
//!
//! Always at the end of a round, when everything that was read is logged and was offered to all:
//! the new segment's first block says how far everybody is.

use std::time::Duration;

use super::Hall;
use tp_proto::control::Happening;

use crate::frame_log::{LogError, Rotation};
use crate::relay::orders::RotateOrder;

/// How often a segment that could not be begun is tried again.
const RETRY: Duration = Duration::from_millis(500);

impl Hall {
    /// Somebody wants a new segment: with the next round.
    pub fn order_rotation(&mut self, order: RotateOrder) {
        self.rotations.push(order);
        self.wake_round();
    }

    /// Begins the next segment if it is time, or ordered.
    pub(super) fn rotate(&mut self, now: Duration) -> Result<(), LogError> {
        let due = self.log.rotation_due(now).filter(|_| now >= self.rotate_after);
        if due.is_none() && self.rotations.is_empty() {
            return Ok(());
        }
        if !self.commit_now(now)? {
            self.refuse_rotations();
            return Ok(());
        }
        let ordered = self.rotations.first().map(|order| ("rotated", format!("by {}", order.by)));
        let why = due.filter(|_| ordered.is_none()).map_or("rotate", |due| due.word());
        let present = self.present();
        match self.log.rotate(why, ordered, &present, self.census.next_number(), now)? {
            Rotation::Done => {
                let name = self.log.segment_name();
                let (room, segment) = (self.facts.name.clone(), name.clone());
                self.census.events.record(Happening::Rotated { room, segment, why: why.to_owned() });
                self.rotations.drain(..).for_each(|order| order.answer(Ok(name.clone())));
            }
            Rotation::NotNow(error) => {
                let why = format!("room {}: the next segment cannot be begun yet: {error}", self.facts.name);
                if let Some(times) = self.failed_rotations.tell() {
                    tracing::warn!("{why} ({times} times)");
                }
                self.rotations.drain(..).for_each(|order| order.answer(Err(why.clone())));
                self.rotate_after = now + RETRY;
            }
        }
        Ok(())
    }

    /// There is no space for what is to be written before.
    pub(super) fn refuse_rotations(&mut self) {
        let why = format!("room {}: the frame log has no space", self.facts.name);
        self.rotations.drain(..).for_each(|order| order.answer(Err(why.clone())));
    }

    /// When the segment will have its age.
    pub(super) fn rotation_deadline(&self) -> Option<Duration> {
        self.log.age_due().map(|at| at.max(self.rotate_after))
    }
}
