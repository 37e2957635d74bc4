//! A room that becomes another one while it runs: its mode, and whether it is read.
//!
//! Both stand in the header of a segment, so the change is a new segment: a reader knows of each frame
//! what held for it, and a successor goes by the last header.

use std::time::Duration;

use super::Hall;
use crate::frame_log::{LogError, Rotation, Standing};
use crate::relay::orders::{Before, Change};

impl Hall {
    /// Makes the changes that were ordered, one after the other, at the end of a round: everything that
    /// was read is logged and was offered to all.
    pub(super) fn change(&mut self, now: Duration) -> Result<(), LogError> {
        if self.pending.changes.is_empty() {
            return Ok(());
        }
        if !self.commit_now(now)? {
            self.refuse_for_want_of_space();
            return Ok(());
        }
        for order in std::mem::take(&mut self.pending.changes) {
            let before = self.log.standing().clone();
            let was = Before { mode: before.mode, paused: before.paused.is_some() };
            let (next, event) = changed(&before, order.what, &order.by);
            if next == before {
                order.answer(Ok(was));
                continue;
            }
            self.log.set_standing(next);
            let present = self.present();
            let number = self.census.next_number();
            match self.log.rotate("rotate", Some(event), &present, number, now)? {
                Rotation::Done => {
                    self.apply_standing(now);
                    order.answer(Ok(was));
                }
                Rotation::NotNow(error) => {
                    self.log.set_standing(before);
                    order.answer(Err(self.no_next_segment(&error)));
                }
            }
        }
        Ok(())
    }

    /// Whether somebody ordered that nobody is heard.
    pub fn is_held(&self) -> bool {
        self.room.is_held()
    }

    /// From now on the room is what its log says.
    pub(super) fn apply_standing(&mut self, now: Duration) {
        let Standing { mode, paused, .. } = self.log.standing();
        let (mode, paused) = (*mode, paused.is_some());
        if self.room.mode() != mode {
            self.room.set_mode(mode);
        }
        self.room.set_held(paused, now);
        if paused {
            // Who waits for a turn looks whether its client leaves meanwhile.
            self.turns.wake();
        }
        self.facts.set_mode(mode);
        self.facts.set_paused(paused);
        self.wake_round();
    }
}

/// What holds after a change, and the note that says so.
fn changed(before: &Standing, change: Change, by: &str) -> (Standing, (&'static str, String)) {
    let by_whom = format!("by {by}");
    match change {
        // Who paused it first is who paused it.
        Change::Pause => {
            let paused = before.paused.clone().or(Some(by.to_owned()));
            (Standing { paused, ..before.clone() }, ("paused", by_whom))
        }
        Change::Resume => (Standing { paused: None, ..before.clone() }, ("unpaused", by_whom)),
        Change::Mode(mode) => (Standing { mode, ..before.clone() }, ("mode", format!("{mode} {by_whom}"))),
    }
}
