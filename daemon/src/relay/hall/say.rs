//! What the server says to its peers because somebody wants it said.

use tp_proto::control::Refusal;

use super::Hall;
use crate::relay::orders::{Given, OnRecord, Say};
use crate::room::Slot;

impl Hall {
    /// Puts what the server says among the frames, after all that was read up to now. It is answered
    /// once it is logged.
    pub(super) fn say(&mut self, order: Given<Say>) {
        match self.speak(&order) {
            Ok(said) => self.pending.said.push((order, said)),
            Err(why) => order.answer(Err(why)),
        }
        self.wake_round();
    }

    /// What is said is on record now, or counted where there is a gap.
    pub(super) fn answer_said(&mut self) {
        self.pending.said.drain(..).for_each(|(order, said)| order.answer(Ok(said)));
    }

    /// The place of the member with this number.
    fn slot_of(&self, conn: u64) -> Option<Slot> {
        self.room.members().find(|(_, member)| member.conn == conn).map(|(slot, _)| slot)
    }

    fn speak(&mut self, order: &Given<Say>) -> Result<OnRecord, Refusal> {
        if self.draining {
            return Err(Refusal::Stopping {});
        }
        // What waits for space stays bounded.
        if self.is_full() {
            return Err(self.has_no_space());
        }
        let Say { text, to } = &order.what;
        let slot = match to {
            Some(conn) => Some(self.slot_of(*conn).ok_or(Refusal::HasLeft {})?),
            None => None,
        };
        let nobody = || Refusal::NobodyThere { room: self.facts.name.clone() };
        let frame = self.room.say(text.as_bytes(), slot).ok_or_else(nobody)?;
        let now = self.clock.now();
        self.log_frame(frame, None, now);
        self.log.note("said", Some(format!("frame {frame} by {}", order.by)), now);
        self.facts.set_frames(frame);
        let peers = if to.is_some() { 1 } else { self.room.len() as u64 };
        Ok(OnRecord { frame, peers })
    }
}
