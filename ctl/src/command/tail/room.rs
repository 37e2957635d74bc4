//! A room that is tailed: its place in the log, its peers, the frames not yet shown.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::rc::Rc;

use tp_proto::frame_log::{Block, FrameHead, Item, Malformed, PeerTable, Record, SEAL_BYTES, Seal, SegmentName};

use super::entry::Entry;
use crate::args::TailArgs;
use crate::log::{self, LogError, Room, RoomReader, State, Visitor};

/// Most bytes of payload in a batch of followed frames; one block more is possible.
const BATCH_BYTES: usize = 1024 * 1024;
/// Most frames in it.
const BATCH_FRAMES: usize = 4096;

/// A room that is tailed.
pub(super) struct TailedRoom {
    reader: RoomReader,
    frames: Frames,
}

impl TailedRoom {
    /// A room of which the last frames are wanted.
    pub(super) fn last(room: Room, options: &TailArgs) -> Result<TailedRoom, LogError> {
        let (segment, cut) = beginning(&room.dir, options.lines)?;
        let reader = RoomReader::new(room.dir, segment);
        let frames = Frames { cut, last: Some(options.lines), ..Frames::new(room.name, options.json) };
        Ok(TailedRoom { reader, frames })
    }

    /// A room that has just come, of which every frame is wanted.
    pub(super) fn whole(room: Room, options: &TailArgs) -> TailedRoom {
        TailedRoom { reader: RoomReader::new(room.dir, None), frames: Frames::new(room.name, options.json) }
    }

    /// From now on every frame is wanted.
    pub(super) fn follow(&mut self) {
        self.frames.last = None;
        self.frames.cut = 0;
    }

    pub(super) fn name(&self) -> &str {
        &self.frames.room
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.reader.is_damaged()
    }

    /// Reads on.
    pub(super) fn advance(&mut self) -> Result<State, LogError> {
        self.reader.advance(&mut self.frames)
    }

    /// What was read since the last time.
    pub(super) fn take(&mut self) -> VecDeque<Entry> {
        self.frames.bytes = 0;
        std::mem::take(&mut self.frames.entries)
    }
}

/// Takes in the records of a room.
struct Frames {
    room: Rc<str>,
    table: PeerTable,
    /// Recipients by rule are wanted one by one.
    expanded: bool,
    /// Frames below this number are not wanted.
    cut: u64,
    /// How many of the last are wanted; `None` for all.
    last: Option<usize>,
    entries: VecDeque<Entry>,
    bytes: usize,
    ended: bool,
}

impl Frames {
    fn new(room: String, expanded: bool) -> Frames {
        Frames {
            room: Rc::from(room),
            table: PeerTable::default(),
            expanded,
            cut: 0,
            last: None,
            entries: VecDeque::new(),
            bytes: 0,
            ended: false,
        }
    }

    fn frame(&mut self, frame: &FrameHead<'_>) {
        if frame.n < self.cut || self.last == Some(0) {
            return;
        }
        let entry = Entry::new(&self.room, frame, &self.table, self.expanded);
        self.bytes += entry.data.as_ref().map_or(0, Vec::len);
        self.entries.push_back(entry);
        if self.last.is_some_and(|last| self.entries.len() > last) {
            self.entries.pop_front();
        }
    }
}

impl Visitor for Frames {
    fn begin(&mut self, _name: SegmentName) {
        self.ended = false;
        // The segment names all peers anew; those that it does not name have gone.
        self.table = PeerTable::default();
    }

    fn block(&mut self, block: &Block<'_>) -> Result<bool, Malformed> {
        for item in block.records() {
            match item? {
                Item::Frame(frame) => self.frame(&frame),
                Item::Other(record) => match *record {
                    Record::End(_) => self.ended = true,
                    Record::Header(_) | Record::Open(_) | Record::Close(_) => self.table.apply(&record),
                    _ => {}
                },
                Item::Sent(_) | Item::Unknown => {}
            }
        }
        Ok(self.ended)
    }

    fn damage(&mut self) {}

    fn is_full(&self) -> bool {
        self.last.is_none() && (self.entries.len() >= BATCH_FRAMES || self.bytes >= BATCH_BYTES)
    }
}

/// The segment from which to read so as to see the last `lines` frames, and the first number
/// that can be among them.
fn beginning(dir: &Path, lines: usize) -> Result<(Option<SegmentName>, u64), LogError> {
    let segments = log::segments(dir)?;
    let Some(&newest) = segments.last() else { return Ok((None, 0)) };
    let path = dir.join(newest.to_string());
    let next = next_number(&path).map_err(|source| LogError::Io { path, source })?.unwrap_or(newest.first);
    let cut = next.saturating_sub(lines as u64);
    let segment = segments.iter().rev().find(|name| name.first <= cut).or(segments.first());
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
