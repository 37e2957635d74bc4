//! The last frames of a log and those that come, for a verb that shows them in its own way.
//!
//! Its bound: the last N of each room, then one batch a room.

use std::collections::HashSet;
use std::rc::Rc;

use super::merge;
use super::room::{TailedRoom, Wants};
use crate::args::FilterArgs;
use crate::entry::Entry;
use crate::filter::Filter;
use crate::log::{FrameLog, LogError};

/// A log that is followed. A room that cannot be read is left out; who asks about it has `verify`.
#[derive(Debug)]
pub(in crate::command) struct Recent {
    log: FrameLog,
    rooms: Vec<TailedRoom>,
    known: HashSet<Rc<str>>,
    wants: Wants,
}

impl Recent {
    /// A log with the last `count` frames of each room, in one order.
    pub(in crate::command) fn open(log: FrameLog, count: usize) -> Result<(Recent, Vec<Entry>), LogError> {
        let wants = Wants { filter: Filter::new(&FilterArgs::default()), expanded: false, follow: true };
        let found = log.rooms(None)?;
        let known = found.iter().map(|room| Rc::from(room.name.as_str())).collect();
        let mut rooms: Vec<TailedRoom> =
            found.into_iter().filter_map(|room| TailedRoom::last(room, &wants, count).ok()).collect();
        rooms.iter_mut().for_each(TailedRoom::is_read);
        let last = merge::ready(&mut rooms);
        rooms.iter_mut().for_each(|room| room.frames().follow());
        Ok((Recent { log, rooms, known, wants }, last))
    }

    /// What came since, as far as it is in order: more may be there.
    pub(in crate::command) fn read_on(&mut self) -> Vec<Entry> {
        let wants = &self.wants;
        self.rooms.retain_mut(|room| room.advance(wants).is_ok());
        merge::ready(&mut self.rooms)
    }

    /// Rooms that have come.
    pub(in crate::command) fn find_rooms(&mut self) {
        for room in self.log.rooms(None).unwrap_or_default() {
            if self.known.insert(Rc::from(room.name.as_str())) {
                self.rooms.extend(TailedRoom::all(room, &self.wants));
            }
        }
    }
}
