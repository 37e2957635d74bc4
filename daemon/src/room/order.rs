//! What people order of a room while it runs: another mode, silence, a word of the server's own.
//!
//! A member that has everything may have a cursor that stands far behind: where only those get a frame
//! whom it names, nobody else is looked at. So whatever makes a frame for many puts the cursors of those
//! who have everything where they belong first.

use std::time::Duration;

use tp_proto::frame_log::Mode;

use super::{CHUNK_BYTES, Cursor, Recipients, Room, Slot};

impl Room {
    /// From the next frame on the room relays like this. Who is there stays, and is owed what it was
    /// owed; under `ack` it is answered when it speaks next.
    pub fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
        self.catch_up();
    }

    /// From now on nothing is read, or again. Nobody has been idle who was not heard.
    pub fn set_held(&mut self, held: bool, now: Duration) {
        if self.held && !held {
            self.members.iter_mut().for_each(|(_, member)| member.active_at = now);
        }
        self.held = held;
        self.idle_next = Duration::ZERO;
    }

    /// Whether somebody ordered that nothing is read.
    pub fn is_held(&self) -> bool {
        self.held
    }

    /// The server says something, to everybody who is there or to one member alone. Gives the frame's
    /// number; `None` where there is nobody, or nothing to say, or more than a chunk.
    pub fn say(&mut self, text: &[u8], to: Option<Slot>) -> Option<u64> {
        let recipients = match to {
            Some(slot) => Recipients::Only(self.members.get(slot)?.conn),
            None if self.members.is_empty() => return None,
            None => Recipients::All,
        };
        if text.is_empty() || text.len() > CHUNK_BYTES {
            return None;
        }
        self.ring.space()[..text.len()].copy_from_slice(text);
        if to.is_none() {
            self.catch_up();
            self.attention.extend(self.members.iter().map(|(slot, _)| slot));
        }
        Some(self.append(text.len(), recipients, to))
    }

    /// The cursor of everybody who has everything stands before the next frame, and whoever has not is
    /// looked at.
    fn catch_up(&mut self) {
        let next = Cursor { n: self.next(), offset: 0 };
        for (slot, member) in &mut self.members {
            if member.backlog(self.ruled) == 0 {
                member.cursor = next;
            } else {
                self.attention.insert(slot);
            }
        }
    }
}
