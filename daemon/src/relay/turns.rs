//! Whose turn it is to read when a round cannot take everybody's chunk.
//!
//! Readers that found no room stand in a queue; while it is not empty, nobody overtakes it. So a
//! client that always has more to say never keeps another one from being heard.

use std::collections::{BTreeSet, VecDeque};
use std::task::Waker;

use crate::room::{CHUNK_BYTES, ROUND_BYTES_MAX, Slot};

/// How many readers one round can take.
const CALLED_MAX: usize = ROUND_BYTES_MAX as usize / CHUNK_BYTES;

/// The queue. It holds one entry a peer at most.
#[derive(Debug, Default)]
pub struct Turns {
    waiting: VecDeque<(Slot, Waker)>,
    queued: BTreeSet<Slot>,
    called: BTreeSet<Slot>,
}

impl Turns {
    /// Whether a reader overtakes nobody.
    pub fn may_go(&self, slot: Slot) -> bool {
        self.waiting.is_empty() || self.called.contains(&slot)
    }

    /// Whether nobody waits, or was called and has not read yet.
    pub fn are_over(&self) -> bool {
        self.waiting.is_empty() && self.called.is_empty()
    }

    /// A reader waits for its turn.
    pub fn wait(&mut self, slot: Slot, reader: &Waker) {
        self.called.remove(&slot);
        if self.queued.insert(slot) {
            self.waiting.push_back((slot, reader.clone()));
        }
    }

    /// Wakes all who wait; their places stay theirs.
    pub fn wake(&self) {
        self.waiting.iter().for_each(|(_, reader)| reader.wake_by_ref());
    }

    /// A reader had its turn. Gives whether somebody who waits should be called instead.
    pub fn done(&mut self, slot: Slot) -> bool {
        self.called.remove(&slot) && !self.waiting.is_empty()
    }

    /// A peer left: its place in the queue goes with it, and nobody inherits it with the slot.
    pub fn forget(&mut self, slot: Slot) {
        self.called.remove(&slot);
        if self.queued.remove(&slot) {
            self.waiting.retain(|&(waiting, _)| waiting != slot);
        }
    }

    /// Calls those who wait longest, as many as a round can take.
    pub fn call(&mut self) {
        let count = CALLED_MAX.saturating_sub(self.called.len()).min(self.waiting.len());
        for (slot, reader) in self.waiting.drain(..count) {
            self.queued.remove(&slot);
            self.called.insert(slot);
            reader.wake();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
    use std::task::Wake;

    use super::*;

    #[derive(Default)]
    struct Woken(AtomicUsize);

    impl Wake for Woken {
        fn wake(self: Arc<Self>) {
            self.0.fetch_add(1, Relaxed);
        }
    }

    #[test]
    fn nobody_overtakes_those_who_wait() {
        let mut turns = Turns::default();
        for slot in 0..40 {
            turns.wait(slot, Waker::noop());
        }
        assert!(!turns.may_go(99));
        let mut heard = Vec::new();
        while !turns.waiting.is_empty() {
            turns.call();
            let called: Vec<Slot> = turns.called.iter().copied().collect();
            assert!(called.len() <= CALLED_MAX);
            for slot in called {
                turns.done(slot);
                heard.push(slot);
            }
        }
        assert_eq!(heard, (0..40).collect::<Vec<_>>());
        assert!(turns.may_go(99));
    }

    #[test]
    fn those_who_leave_take_nobodys_place_along() {
        let mut turns = Turns::default();
        for slot in 0..100 {
            turns.wait(slot, Waker::noop());
        }
        turns.call();
        // Called or still waiting, everybody but the last one leaves.
        (0..99).for_each(|slot| turns.forget(slot));
        turns.call();
        assert!(turns.may_go(99));
        assert_eq!(turns.called.len(), 1);
        // A newcomer in a slot of one who left waits for itself.
        turns.wait(5, Waker::noop());
        assert_eq!(turns.waiting.len(), 1);
    }

    #[test]
    fn a_place_in_the_queue_is_taken_once() {
        let mut turns = Turns::default();
        turns.wait(1, Waker::noop());
        turns.wait(1, Waker::noop());
        assert_eq!(turns.waiting.len(), 1);
    }

    #[test]
    fn who_waits_can_be_woken_and_keeps_its_place() {
        let mut turns = Turns::default();
        let woken = Arc::new(Woken::default());
        turns.wait(7, &Arc::clone(&woken).into());
        turns.wake();
        assert_eq!(woken.0.load(Relaxed), 1);
        assert!(!turns.may_go(9), "nobody overtakes it");
        turns.call();
        assert!(turns.may_go(7));
    }
}
