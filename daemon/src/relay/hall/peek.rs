//! Peek, log, then consume: while connections are kept over a restart, a frame stays in the kernel
//! until the frame log has it. So whatever a kill leaves unlogged is read by the next run, and nothing
//! twice.

use std::time::Duration;

use super::Hall;
use crate::room::{Phase, Slot};
use crate::socket;

impl Hall {
    /// Whether what is read stays in the kernel until it is logged.
    pub fn peeks(&self) -> bool {
        self.store.is_some()
    }

    /// Whether a peer's last frame is still in the kernel too: it must not be read again.
    pub(super) fn is_unconsumed(&self, slot: Slot) -> bool {
        self.seats.get(slot).and_then(Option::as_ref).is_some_and(|seat| seat.unconsumed > 0)
    }

    /// A frame of so many bytes was looked at and is in the log's buffer.
    pub(super) fn peeked(&mut self, slot: Slot, len: usize, now: Duration) {
        if let Some(seat) = self.seats.get_mut(slot).and_then(Option::as_mut) {
            seat.unconsumed = len;
            self.unconsumed.push(slot);
        }
        let leaves = self.room.member(slot).is_some_and(|member| matches!(member.phase, Phase::Leaving(_)));
        if let Some(open) = self.open_of(slot).filter(|_| leaves) {
            self.log.leaving(open, now);
        }
    }

    /// Every frame is logged: the kernel may forget them.
    pub(super) fn consume(&mut self) {
        let mut slots = std::mem::take(&mut self.unconsumed);
        for slot in slots.drain(..) {
            let Some(seat) = self.seats.get_mut(slot).and_then(Option::as_mut) else { continue };
            let bytes = std::mem::take(&mut seat.unconsumed);
            let space = &mut self.scratch.forgotten;
            space.resize(space.len().max(bytes), 0);
            if let Err(error) = socket::forget(&*seat.stream, &mut space[..bytes]) {
                self.room.fail(slot, socket::broken_because(&error));
            }
        }
        self.unconsumed = slots;
    }
}
