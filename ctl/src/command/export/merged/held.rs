//! A block of a room that waits until the other rooms have come as far.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tp_proto::frame_log::{Block, Item, LABEL, Malformed, Record, Seal, SegmentName};

use crate::log::{Visitor, Walk, Witness};

/// Where a block stands in a room's log.
pub(in crate::command::export) type Place = (SegmentName, u64);

/// Shows a walk a room's records, one by one when asked, and never more than was asked for.
#[derive(Debug)]
pub(super) struct Held<W> {
    walk: Walk<W>,
    /// There is no other room to wait for: nothing is held.
    alone: bool,
    /// The last block to show.
    last: Option<Place>,
    /// One behind it came.
    over: bool,
    interrupted: Arc<AtomicBool>,
    segment: Option<SegmentName>,
    block: Vec<u8>,
    offset: u64,
    seal: Option<Seal>,
    /// What of the block was shown.
    shown: usize,
    waiting: VecDeque<Unit>,
}

/// What is shown at once: a record, or all that a segment begins with up to its first frame. A walk
/// wants to see at once who is there.
#[derive(Debug)]
struct Unit {
    t: u64,
    /// Where it ends in the block.
    end: usize,
}

impl<W: Witness> Held<W> {
    pub(super) fn new(walk: Walk<W>, alone: bool, last: Option<Place>, interrupted: Arc<AtomicBool>) -> Held<W> {
        Held {
            walk,
            alone,
            last,
            over: false,
            interrupted,
            segment: None,
            block: Vec::new(),
            offset: 0,
            seal: None,
            shown: 0,
            waiting: VecDeque::new(),
        }
    }

    pub(super) fn witness(&self) -> &W {
        &self.walk.witness
    }

    /// The time of what is shown next.
    pub(super) fn next_t(&self) -> Option<u64> {
        self.waiting.front().map(|unit| unit.t)
    }

    /// Shows it.
    pub(super) fn show(&mut self) {
        let (Some(unit), Some(seal)) = (self.waiting.pop_front(), self.seal) else { return };
        let bytes = &self.block[self.shown..unit.end];
        let block = Block::new(self.offset + self.shown as u64, bytes, seal);
        self.shown = unit.end;
        // Whether it is a record was seen when it was taken in.
        let _ = self.walk.block(&block);
    }

    /// Whether nothing more should be read.
    pub(super) fn is_stopped(&self) -> bool {
        self.interrupted.load(Ordering::Relaxed) || self.walk.is_full()
    }

    /// Takes a block in, as far as it is records; says whether its segment ends with it.
    fn hold(&mut self, block: &Block<'_>) -> Result<bool, Malformed> {
        self.block.clear();
        self.block.extend_from_slice(block.bytes);
        (self.offset, self.seal, self.shown) = (block.offset, Some(block.seal), 0);
        let mut is_beginning = block.bytes.starts_with(&LABEL);
        let mut rest = block.bytes.strip_prefix(&LABEL).unwrap_or(block.bytes);
        let (mut ended, mut t) = (false, None);
        while !rest.is_empty() {
            let at = block.bytes.len() - rest.len();
            let (item, behind) =
                Item::decode(rest).map_err(|what| Malformed { offset: block.offset + at as u64, what })?;
            ended |= matches!(&item, Item::Other(record) if matches!(**record, Record::End(_)));
            is_beginning &= !matches!(item, Item::Frame(_));
            t = time(&item).or(t);
            rest = behind;
            let unit = Unit { t: t.unwrap_or(0), end: block.bytes.len() - rest.len() };
            match self.waiting.back_mut().filter(|_| is_beginning) {
                Some(beginning) => beginning.end = unit.end,
                None => self.waiting.push_back(unit),
            }
        }
        Ok(ended)
    }
}

impl<W: Witness> Visitor for Held<W> {
    fn begin(&mut self, name: SegmentName) {
        self.segment = Some(name);
        self.walk.begin(name);
    }

    fn block(&mut self, block: &Block<'_>) -> Result<bool, Malformed> {
        let here = self.segment.map(|segment| (segment, block.offset));
        self.over |= self.last.is_some() && here > self.last;
        if self.over {
            return Ok(false);
        }
        if self.alone { self.walk.block(block) } else { self.hold(block) }
    }

    fn damage(&mut self) {
        self.walk.damage();
    }

    fn is_full(&self) -> bool {
        self.over || !self.waiting.is_empty() || self.is_stopped()
    }
}

/// When a record was written, where it says so.
fn time(item: &Item<'_>) -> Option<u64> {
    match item {
        Item::Frame(frame) => Some(frame.t),
        Item::Sent(sent) => Some(sent.t),
        Item::Unknown => None,
        Item::Other(record) => match &**record {
            Record::Header(header) => Some(header.time.unix_ns),
            Record::Open(open) => Some(open.t),
            Record::Close(close) => Some(close.t),
            Record::Gap(gap) => Some(gap.t0),
            Record::Note(note) => Some(note.t),
            Record::Frame(_) | Record::Sent(_) | Record::Seal(_) | Record::End(_) => None,
        },
    }
}
