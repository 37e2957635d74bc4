//! The frames of one room that are wanted and not shown yet.
//!
//! Its bound: the last N where the last N are wanted, else one batch.

use std::collections::VecDeque;
use std::rc::Rc;

use tp_proto::frame_log::{Close, FrameHead, Gap, Open, PeerTable, TablePeer};

use super::last_frames::LastFrames;
use crate::entry::Entry;
use crate::filter::Filter;
use crate::log::{Hole, Missing, Witness};

/// Most bytes of payload in a batch; one block more is possible.
const BATCH_BYTES: usize = 1024 * 1024;
/// Most frames in it.
const BATCH_FRAMES: usize = 4096;
/// Most holes that are remembered until it is known which frames are shown.
const HOLES_MAX: usize = 1024;

/// Keeps the frames that are wanted.
#[derive(Debug)]
pub(super) struct Frames {
    pub(super) room: Rc<str>,
    pub(super) filter: Filter,
    /// Recipients by rule are wanted one by one.
    expanded: bool,
    /// Frames below this number are not kept.
    cut: u64,
    /// One of those passed.
    passed_below: bool,
    /// The last ones, where those are wanted; else all are.
    last: Option<LastFrames>,
    entries: VecDeque<Entry>,
    bytes: usize,
    /// What is not to be told before it is known which frames are the last.
    holes: VecDeque<Hole>,
}

impl Frames {
    /// All frames that pass.
    pub(super) fn all(room: Rc<str>, filter: Filter, expanded: bool) -> Frames {
        let (entries, holes) = (VecDeque::new(), VecDeque::new());
        Frames { room, filter, expanded, cut: 0, passed_below: false, last: None, entries, bytes: 0, holes }
    }

    /// The last `count` of those that pass, none of them with a number below `cut`.
    pub(super) fn last(room: Rc<str>, filter: Filter, expanded: bool, count: usize, cut: u64) -> Frames {
        Frames { cut, last: Some(LastFrames::new(count)), ..Frames::all(room, filter, expanded) }
    }

    /// All is read of which the last are wanted: they are kept from here on.
    pub(super) fn keep_last(&mut self) {
        self.entries.extend(self.last.iter_mut().flat_map(LastFrames::take));
        self.bytes = self.entries.iter().map(bytes).sum();
    }

    /// The first of those that are kept.
    pub(super) fn front(&self) -> Option<&Entry> {
        self.entries.front()
    }

    /// Takes the first of those that are kept.
    pub(super) fn pop(&mut self) -> Option<Entry> {
        let entry = self.entries.pop_front()?;
        self.bytes -= bytes(&entry);
        Some(entry)
    }

    /// Whether a frame passed that is not kept for its number.
    pub(super) fn passed_below(&self) -> bool {
        self.passed_below
    }

    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Puts those of an earlier part of the log in front, and what is missing between the two.
    pub(super) fn prepend(&mut self, earlier: Frames, between: Option<Missing>) {
        for entry in earlier.entries.into_iter().rev() {
            self.bytes += bytes(&entry);
            self.entries.push_front(entry);
        }
        self.filter.saw_before(earlier.filter);
        let between = between.map(Hole::missing);
        let later = std::mem::take(&mut self.holes);
        self.holes = earlier.holes.into_iter().chain(between).chain(later).collect();
    }

    /// From now on every frame is wanted that passes.
    pub(super) fn follow(&mut self) {
        self.last = None;
        self.cut = 0;
        self.holes.clear();
    }

    /// Tells of the frames that are missing behind number `first`.
    pub(super) fn tell_holes(&mut self, first: u64) {
        for hole in self.holes.drain(..).filter(|hole| hole.end() > first) {
            hole.tell(&self.room);
        }
    }

    /// Tells that none of the frames below number `end` is in the log; `false` where there are none.
    pub(super) fn tell_all_is_gone(&mut self, end: u64) -> bool {
        let known = self.holes.front().map_or(end, Hole::first);
        if known > 1 {
            let which = Missing { first: 1, count: known - 1, unreadable: false };
            self.holes.push_front(Hole::missing(which));
        }
        let any = !self.holes.is_empty();
        self.tell_holes(0);
        any
    }

    fn hole(&mut self, hole: Hole) {
        if self.last.is_none() {
            return hole.tell(&self.room);
        }
        self.holes.push_back(hole);
        if self.holes.len() > HOLES_MAX {
            self.holes.pop_front();
        }
    }
}

impl Witness for Frames {
    fn opened(&mut self, open: &Open) {
        self.filter.opened(open);
    }

    fn renamed(&mut self, peer: &TablePeer) {
        self.filter.renamed(peer);
    }

    fn closed(&mut self, close: &Close, _peer: &TablePeer) {
        self.filter.closed(close.conn);
    }

    fn vanished(&mut self, conn: u64) {
        self.filter.closed(conn);
    }

    fn changing(&mut self, table: &PeerTable) {
        if let Some(last) = &mut self.last {
            last.look_up(&self.room, table, self.expanded);
        }
    }

    fn gap(&mut self, gap: &Gap) {
        self.hole(Hole::gap(gap));
    }

    fn missing(&mut self, missing: Missing) {
        self.hole(Hole::missing(missing));
    }

    fn frame(&mut self, frame: &FrameHead<'_>, table: &PeerTable) {
        if frame.n < self.cut {
            self.passed_below = self.passed_below || self.filter.passes(frame);
            return;
        }
        if !self.filter.passes(frame) {
            return;
        }
        if let Some(last) = &mut self.last {
            return last.push(frame);
        }
        let entry = Entry::new(&self.room, frame, table, self.expanded);
        self.bytes += bytes(&entry);
        self.entries.push_back(entry);
    }

    fn is_full(&self) -> bool {
        self.last.is_none() && (self.entries.len() >= BATCH_FRAMES || self.bytes >= BATCH_BYTES)
    }
}

fn bytes(entry: &Entry) -> usize {
    entry.data.as_ref().map_or(0, Vec::len)
}
