//! The last N frames that passed a filter, of many: most of them are only replaced by later ones.
//!
//! A frame is put down as it stands in the log, in the memory of one that was dropped. Who its
//! endpoints were is looked up when somebody comes or goes, or when all is read.

use std::collections::VecDeque;
use std::rc::Rc;

use tp_proto::frame_log::{AudienceHead, FrameHead, Kept, NewFrame, PeerTable, Source, To, encode_frame};

use crate::entry::Entry;

/// The last frames, never more than were asked for.
#[derive(Debug)]
pub(super) struct LastFrames {
    count: usize,
    /// Those that were looked up.
    entries: VecDeque<Entry>,
    /// Those behind them, encoded.
    encoded: VecDeque<Vec<u8>>,
    /// Recipients of the frame that is being put down.
    listed: Vec<Source>,
}

impl LastFrames {
    /// None yet; `count` at most.
    pub(super) fn new(count: usize) -> LastFrames {
        LastFrames { count, entries: VecDeque::new(), encoded: VecDeque::new(), listed: Vec::new() }
    }

    /// Puts down a frame, in the place of the first if there are enough.
    pub(super) fn push(&mut self, frame: &FrameHead<'_>) {
        let Some(mut place) = self.place() else { return };
        self.listed.clear();
        let to = match frame.to {
            AudienceHead::Listed(list) => {
                self.listed.extend(list.iter());
                To::Listed(&self.listed)
            }
            AudienceHead::Others => To::Others,
            AudienceHead::All => To::All,
        };
        let kept = frame.data.map(Kept::Data).or(frame.hash.map(Kept::Hash)).unwrap_or(Kept::Nothing);
        let FrameHead { n, t, src, dst, len, .. } = *frame;
        encode_frame(&mut place, &NewFrame { n, t, src, dst, to, len, kept });
        self.encoded.push_back(place);
    }

    /// Memory for a frame more; `None` when none is wanted.
    fn place(&mut self) -> Option<Vec<u8>> {
        if self.entries.len() + self.encoded.len() < self.count {
            return Some(Vec::new());
        }
        if self.entries.pop_front().is_some() {
            return Some(Vec::new());
        }
        let mut place = self.encoded.pop_front()?;
        place.clear();
        Some(place)
    }

    /// Looks up the endpoints of all that were put down, in the table that they had.
    pub(super) fn look_up(&mut self, room: &Rc<str>, table: &PeerTable, expanded: bool) {
        let frames = self.encoded.iter().filter_map(|bytes| FrameHead::decode(bytes));
        self.entries.extend(frames.map(|(frame, _)| Entry::new(room, &frame, table, expanded)));
        self.encoded.clear();
    }

    /// Those that were looked up.
    pub(super) fn take(&mut self) -> VecDeque<Entry> {
        std::mem::take(&mut self.entries)
    }
}
