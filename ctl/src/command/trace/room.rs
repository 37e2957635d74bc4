//! A frame in one room: finds the segment by the names, and reads no other before it has to.

use std::rc::Rc;

use tp_proto::frame_log::SegmentName;

use super::absent::Absent;
use super::life::Life;
use super::search::Search;
use crate::log::{LogError, Room, RoomReader, Segments, Walk};

/// A frame in a room, as far as it was read.
pub(super) struct Traced {
    reader: RoomReader,
    walk: Walk<Search>,
    /// All that there is of the room is one segment.
    part: bool,
}

impl Traced {
    /// Looks for frame `n`.
    pub(super) fn locate(room: &Room, n: u64) -> Result<Traced, LogError> {
        let mut search = Search::new(n, Rc::from(room.name.as_str()));
        let first = match holder(&room.segments, n)? {
            Ok(first) => first,
            Err(absent) => {
                search.absent = Some(absent);
                None
            }
        };
        let mut reader = RoomReader::new(room.segments.clone(), first);
        let mut walk = Walk::new(search, &room.names);
        if walk.witness.absent.is_none() {
            reader.read_to_end(&mut walk)?;
        }
        Ok(Traced { reader, walk, part: room.segments.is_file() })
    }

    pub(super) fn room(&self) -> &str {
        &self.walk.witness.room
    }

    pub(super) fn holds_nothing(&self) -> bool {
        self.reader.holds_nothing()
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.reader.is_damaged()
    }

    /// The frame, if it was found.
    pub(super) fn life(&self) -> Option<&Life> {
        self.walk.witness.life.as_ref()
    }

    /// Why it was not found.
    pub(super) fn absent(&self) -> Absent {
        let next = self.walk.next();
        match (&self.walk.witness.absent, next) {
            (Some(absent), _) => absent.clone(),
            (None, Some(next)) if self.part => Absent::Behind { next },
            (None, next) => Absent::NotYet { next },
        }
    }

    /// Reads on until it is known what became of each copy, or to the log's end.
    pub(super) fn go_on(&mut self) -> Result<(), LogError> {
        self.walk.witness.go_on();
        self.reader.read_to_end(&mut self.walk)?;
        let over = self.walk.witness.end.is_some();
        if let Some(life) = &mut self.walk.witness.life {
            life.end(over);
        }
        Ok(())
    }
}

/// The segment that holds frame `n` if any does, or why none does; `Ok(None)` where only reading
/// tells.
fn holder(segments: &Segments, n: u64) -> Result<Result<Option<SegmentName>, Absent>, LogError> {
    if segments.is_file() {
        return Ok(Ok(None));
    }
    let names = segments.list()?;
    let last_possible = SegmentName { first: n, turn: u32::MAX };
    Ok(match (names.range(..=last_possible).next_back(), names.first()) {
        (Some(&holder), _) => Ok(Some(holder)),
        (None, Some(oldest)) => Err(Absent::Removed { first: oldest.first }),
        (None, None) => Err(Absent::NotYet { next: None }),
    })
}
