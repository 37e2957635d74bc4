//! What a hall's room calls its members, where it labels their frames with names.

use super::Hall;
use crate::room::{Label, Slot};

impl Hall {
    /// Calls a member what the census says now, from its next frame on.
    pub(super) fn relabel(&mut self, slot: Slot) {
        if self.room.decoration().label != Label::Name {
            return;
        }
        let Some((conn, address)) = self.room.member(slot).map(|member| (member.conn, member.address)) else { return };
        self.room.set_name(slot, self.census.names.get().of(conn, address));
    }

    /// Calls every member what the census says now.
    pub fn relabel_all(&mut self) {
        let slots: Vec<Slot> = self.room.members().map(|(slot, _)| slot).collect();
        slots.into_iter().for_each(|slot| self.relabel(slot));
    }
}
