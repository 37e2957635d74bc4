//! Orders that a hall has taken and not answered yet: each waits for its place in a round.
//!
//! Bound: every order is of a control session that waits for it, and of those there are sixteen; one
//! that has left behind an order leaves it to the next round, where it is carried out.

use tp_proto::control::Refusal;

use super::Hall;
use crate::relay::orders::{Change, Given, Kick, OnRecord, RoomOrder, Rotate, Say};

/// The orders, each kind in the order it came.
#[derive(Debug, Default)]
pub(super) struct Pending {
    /// To begin a segment: at the end of a round.
    pub(super) rotations: Vec<Given<Rotate>>,
    /// To close connections: once everybody was given what may be given at once.
    pub(super) kicks: Vec<Given<Kick>>,
    /// What was said and is not logged yet.
    pub(super) said: Vec<(Given<Say>, OnRecord)>,
    /// To be another room: at the end of a round, with a new segment.
    pub(super) changes: Vec<Given<Change>>,
}

impl Hall {
    /// Somebody wants something: with the next round.
    pub fn take_order(&mut self, order: RoomOrder) {
        match order {
            RoomOrder::Rotate(order) => self.pending.rotations.push(order),
            RoomOrder::Kick(order) => self.pending.kicks.push(order),
            RoomOrder::Say(order) => self.say(order),
            RoomOrder::Change(order) => self.pending.changes.push(order),
        }
        self.wake_round();
    }

    /// There is no space for what is to be written before a new segment.
    pub(super) fn refuse_for_want_of_space(&mut self) {
        let why = self.has_no_space();
        self.pending.rotations.drain(..).for_each(|order| order.answer(Err(why.clone())));
        self.pending.changes.drain(..).for_each(|order| order.answer(Err(why.clone())));
    }

    pub(super) fn has_no_space(&self) -> Refusal {
        Refusal::NoSpace { room: self.facts.name.clone() }
    }
}
