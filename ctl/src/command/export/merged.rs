//! Reads several rooms as one log, in the order of time.
//!
//! Inside a room the order is the log's. One room is read straight through; of several, one block
//! each is held until its turn comes.

mod held;
mod lane;

use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::log::{LogError, Metered, Room, RoomReader, Walk, Witness};
use crate::output::Progress;
use held::Held;
pub(super) use held::Place;
use lane::Lane;

/// How much of a log could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Readable {
    /// All.
    Whole,
    /// Not all.
    Part,
    /// Nothing of what is there.
    Nothing,
}

/// Rooms that are read together.
#[derive(Debug)]
pub(super) struct Merged<W> {
    lanes: Vec<Lane<W>>,
}

impl<W: Witness> Merged<W> {
    /// The rooms, each with who looks on and, where that matters, the last block to show.
    pub(super) fn new(
        rooms: Vec<(Room, W, Option<Place>)>,
        progress: &Rc<Progress>,
        interrupted: &Arc<AtomicBool>,
    ) -> Merged<W> {
        let alone = rooms.len() == 1;
        let lane = |(room, witness, last): (Room, W, Option<Place>)| {
            let held = Held::new(Walk::new(witness, &room.names), alone, last, Arc::clone(interrupted));
            Lane::new(RoomReader::new(room.segments, None), Metered::new(held, progress))
        };
        Merged { lanes: rooms.into_iter().map(lane).collect() }
    }

    /// Who looks on.
    pub(super) fn witnesses(&self) -> impl Iterator<Item = &W> {
        self.lanes.iter().map(Lane::witness)
    }

    /// Shows everything, until a witness is full or somebody interrupts. Says how much could be read.
    pub(super) fn read(&mut self) -> Result<Readable, LogError> {
        loop {
            for lane in &mut self.lanes {
                lane.fill()?;
            }
            let next = self.lanes.iter_mut().filter_map(|lane| Some((lane.next_t()?, lane))).min_by_key(|(t, _)| *t);
            let Some((_, lane)) = next else { break };
            lane.show();
            if lane.is_stopped() {
                break;
            }
        }
        Ok(if self.lanes.iter().all(Lane::holds_nothing) {
            Readable::Nothing
        } else if self.lanes.iter().any(Lane::is_damaged) {
            Readable::Part
        } else {
            Readable::Whole
        })
    }
}
