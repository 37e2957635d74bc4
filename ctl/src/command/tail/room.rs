//! A room that is tailed: its place in the log, its peers, the frames not yet shown.

use std::rc::Rc;

use tp_proto::frame_log::SegmentName;

use super::frames::Frames;
use crate::args::TailArgs;
use crate::entry::Entry;
use crate::filter::Filter;
use crate::log::{LastSeal, LogError, Names, Room, RoomReader, Segments, State, Walk, header_of};

/// What is wanted of every room.
#[derive(Debug)]
pub(super) struct Wants {
    pub(super) filter: Filter,
    /// Recipients by rule one by one.
    pub(super) expanded: bool,
    /// What comes in later, too.
    pub(super) follow: bool,
}

impl Wants {
    pub(super) fn new(options: &TailArgs) -> Wants {
        let expanded = options.json || options.csv;
        Wants { filter: Filter::new(&options.filter), expanded, follow: options.follow }
    }

    /// Whether a segment holds nothing that is wanted, by what it says at its two ends.
    pub(super) fn exclude(&self, segments: &Segments, name: SegmentName) -> bool {
        let path = segments.path(name);
        let first = || header_of(&path).map(|header| header.time.unix_ns);
        self.filter.excludes(first, || LastSeal::of(&path).map(|seal| seal.t))
    }
}

/// A room that is tailed.
#[derive(Debug)]
pub(super) struct TailedRoom {
    pub(super) segments: Segments,
    pub(super) names: Names,
    reader: RoomReader,
    pub(super) walk: Walk<Frames>,
    /// Something could not be read that is not this reader's.
    pub(super) damaged: bool,
    state: State,
}

impl TailedRoom {
    /// A room from the first segment on that may hold what is wanted. A segment's times never go
    /// back, so what it says last is the latest.
    pub(super) fn all(room: Room, wants: &Wants) -> Result<TailedRoom, LogError> {
        let names = room.segments.list()?;
        let last = |name: SegmentName| LastSeal::of(&room.segments.path(name)).map(|seal| seal.t);
        let holds = |name: &&SegmentName| !wants.filter.excludes(|| None, || last(**name));
        let first = names.iter().find(holds).or(names.last()).copied();
        let frames = Frames::all(Rc::from(room.name), wants.filter.clone(), wants.expanded);
        Ok(TailedRoom::new(room.segments, room.names, first, frames))
    }

    pub(super) fn new(segments: Segments, names: Names, first: Option<SegmentName>, frames: Frames) -> TailedRoom {
        let reader = RoomReader::new(segments.clone(), first);
        let walk = Walk::new(frames, &names);
        TailedRoom { segments, names, reader, walk, damaged: false, state: State::Full }
    }

    pub(super) fn frames(&mut self) -> &mut Frames {
        &mut self.walk.witness
    }

    pub(super) fn name(&self) -> &Rc<str> {
        &self.walk.witness.room
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.damaged || self.reader.is_damaged()
    }

    /// Reads what is there; whoever follows does not wait for what may yet be written.
    pub(super) fn catch_up(&mut self, wants: &Wants) -> Result<(), LogError> {
        if wants.follow {
            self.reader.catch_up(&mut self.walk)?;
        } else {
            self.reader.read_to_end(&mut self.walk)?;
        }
        self.walk.rest();
        self.frames().keep_last();
        Ok(())
    }

    /// All that was there is read.
    pub(super) fn is_read(&mut self) {
        self.state = State::AtEnd;
    }

    /// Whether no frame of it is wanted, of those that were read.
    pub(super) fn is_empty(&self) -> bool {
        self.walk.witness.len() == 0
    }

    /// Tells of the frames there were, none of which the log holds; `false` where there were none.
    pub(super) fn tell_all_is_gone(&mut self) -> bool {
        let end = self.walk.next().unwrap_or(1);
        self.frames().tell_all_is_gone(end)
    }

    /// Reads on.
    pub(super) fn advance(&mut self, wants: &Wants) -> Result<State, LogError> {
        self.state = if wants.follow {
            self.walk.look_at_names();
            self.reader.advance(&mut self.walk)?
        } else {
            self.reader.advance_to_end(&mut self.walk)?
        };
        if self.state == State::AtEnd {
            self.reader.check_allowed()?;
        }
        Ok(self.state)
    }

    /// The time of its next frame. `Err` when that has to be read first.
    pub(super) fn next_time(&self) -> Result<Option<u64>, NotRead> {
        match self.walk.witness.front() {
            Some(entry) => Ok(Some(entry.t)),
            None if self.state == State::Full => Err(NotRead),
            None => Ok(None),
        }
    }

    pub(super) fn pop(&mut self) -> Option<Entry> {
        self.walk.witness.pop()
    }
}

/// The next frame of a room has not been read yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct NotRead;
