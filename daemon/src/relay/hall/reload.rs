//! What changes in a hall when the configuration is read again.

use crate::relay::orders::Tuning;

use super::Hall;

impl Hall {
    /// From now on this holds, and the log says since when. A log without space says it not: what
    /// waits for space stays bounded.
    pub fn tune(&mut self, tuning: &Tuning) {
        let now = self.clock.now();
        self.room.set_rules(tuning.end_word.clone(), tuning.limits);
        self.facts.set_end_word(tuning.end_word.clone());
        self.log.tune(&tuning.frame_log);
        if !self.is_full() {
            self.log.note("reloaded", Some(tuning.by.clone()), now);
        }
        self.wake_round();
    }
}
