//! A room that is tailed: its place in the log, its peers, the frames not yet shown.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::rc::Rc;

use tp_proto::frame_log::{Close, FrameHead, Open, PeerTable, SEAL_BYTES, Seal, SegmentName, TablePeer};

use super::lines;
use crate::args::TailArgs;
use crate::entry::Entry;
use crate::filter::Filter;
use crate::log::{LogError, Missing, Room, RoomReader, Segments, State, Walk, Witness};
use crate::output;

/// Most bytes of payload in a batch of followed frames; one block more is possible.
const BATCH_BYTES: usize = 1024 * 1024;
/// Most frames in it.
const BATCH_FRAMES: usize = 4096;

/// A room that is tailed.
pub(super) struct TailedRoom {
    reader: RoomReader,
    walk: Walk<Frames>,
}

impl TailedRoom {
    /// A room of which the last frames are wanted.
    pub(super) fn last(room: Room, options: &TailArgs) -> Result<TailedRoom, LogError> {
        let filter = Filter::new(&options.filter);
        // How far back the last N lie that pass a filter, nobody can say.
        let (segment, cut) = if filter.is_open() { beginning(&room.segments, lines(options))? } else { (None, 0) };
        let reader = RoomReader::new(room.segments, segment);
        let frames = Frames { cut, last: Some(lines(options)), ..Frames::new(room.name, filter, options) };
        Ok(TailedRoom { reader, walk: Walk::new(frames) })
    }

    /// A room that has just come, of which every frame is wanted.
    pub(super) fn whole(room: Room, options: &TailArgs) -> TailedRoom {
        let frames = Frames::new(room.name, Filter::new(&options.filter), options);
        TailedRoom { reader: RoomReader::new(room.segments, None), walk: Walk::new(frames) }
    }

    /// From now on every frame is wanted.
    pub(super) fn follow(&mut self) {
        self.walk.witness.last = None;
        self.walk.witness.cut = 0;
    }

    pub(super) fn name(&self) -> &str {
        &self.walk.witness.room
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.reader.is_damaged()
    }

    /// Reads on.
    pub(super) fn advance(&mut self) -> Result<State, LogError> {
        self.reader.advance(&mut self.walk)
    }

    /// What was read since the last time.
    pub(super) fn take(&mut self) -> VecDeque<Entry> {
        let frames = &mut self.walk.witness;
        frames.bytes = 0;
        std::mem::take(&mut frames.entries)
    }
}

/// Keeps the frames that are wanted.
struct Frames {
    room: Rc<str>,
    filter: Filter,
    /// Recipients by rule are wanted one by one.
    expanded: bool,
    /// Frames below this number are not wanted.
    cut: u64,
    /// How many of the last are wanted; `None` for all.
    last: Option<usize>,
    entries: VecDeque<Entry>,
    bytes: usize,
}

impl Frames {
    fn new(room: String, filter: Filter, options: &TailArgs) -> Frames {
        Frames {
            room: Rc::from(room),
            filter,
            expanded: options.json || options.csv,
            cut: 0,
            last: None,
            entries: VecDeque::new(),
            bytes: 0,
        }
    }
}

impl Witness for Frames {
    fn opened(&mut self, open: &Open) {
        self.filter.opened(open);
    }

    fn closed(&mut self, close: &Close, _peer: &TablePeer) {
        self.filter.closed(close.conn);
    }

    fn vanished(&mut self, conn: u64) {
        self.filter.closed(conn);
    }

    fn missing(&mut self, Missing { first, count }: Missing) {
        let last = first.saturating_add(count) - 1;
        output::complain(&format!("room {}: frames {first} to {last} are not in the log any more", self.room));
    }

    fn frame(&mut self, frame: &FrameHead<'_>, table: &PeerTable) {
        if frame.n < self.cut || self.last == Some(0) || !self.filter.passes(frame) {
            return;
        }
        let entry = Entry::new(&self.room, frame, table, self.expanded);
        self.bytes += entry.data.as_ref().map_or(0, Vec::len);
        self.entries.push_back(entry);
        if self.last.is_some_and(|last| self.entries.len() > last) {
            self.entries.pop_front();
        }
    }

    fn is_full(&self) -> bool {
        self.last.is_none() && (self.entries.len() >= BATCH_FRAMES || self.bytes >= BATCH_BYTES)
    }
}

/// The segment from which to read so as to see the last `lines` frames, and the first number
/// that can be among them.
fn beginning(segments: &Segments, lines: usize) -> Result<(Option<SegmentName>, u64), LogError> {
    let names = segments.list()?;
    let Some(&newest) = names.last() else { return Ok((None, 0)) };
    let path = segments.path(newest);
    let next = next_number(&path).map_err(|source| LogError::Io { path, source })?.unwrap_or(newest.first);
    let cut = next.saturating_sub(lines as u64);
    let segment = names.iter().rev().find(|name| name.first <= cut).or(names.first());
    Ok((segment.copied(), cut))
}

/// Number of the next frame, by the seal that the segment ends with. `None` while it ends with
/// anything else.
fn next_number(path: &Path) -> io::Result<Option<u64>> {
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    let Some(place) = length.checked_sub(SEAL_BYTES as u64) else { return Ok(None) };
    let mut bytes = [0; SEAL_BYTES];
    file.read_exact_at(&mut bytes, place)?;
    let seal = Seal::read(&bytes).filter(|seal| seal.offset() == Some(place));
    Ok(seal.and_then(|seal| seal.n_next()))
}
