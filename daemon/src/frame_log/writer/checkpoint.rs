//! Checkpoints: every half MiB or so a segment says again who is there and how far, so that a
//! recovery takes in the records of that much and not all of them.
//!
//! They take no more than a sixteenth of a segment, however many peers there are, and no time of a
//! round that has none to write.

use std::time::Duration;

use tp_proto::frame_log::{Note, Open, Record};

use super::{Present, Writer};

/// At least so many bytes of a segment lie in front of a checkpoint, and between two.
pub const CHECKPOINT_BYTES_MIN: u64 = 512 * 1024;

/// And so many times the size of the last one.
const TIMES_ITS_SIZE: u64 = 16;

/// When the next checkpoint is due.
#[derive(Debug, Clone, Copy)]
pub(super) struct Checkpoints {
    /// With the segment's so-manieth byte.
    due_at: u64,
}

impl Checkpoints {
    /// The last one, or the segment's first block, took `len` bytes and ends with the segment's
    /// byte `end`.
    pub(super) fn after(len: u64, end: u64) -> Checkpoints {
        Checkpoints { due_at: end.saturating_add(CHECKPOINT_BYTES_MIN.max(len.saturating_mul(TIMES_ITS_SIZE))) }
    }
}

impl Writer {
    /// Whether the segment has grown by enough since the last checkpoint.
    pub fn wants_checkpoint(&self) -> bool {
        self.unlogged.is_none() && self.segment.bytes() >= self.checkpoints.due_at
    }

    /// Puts a checkpoint on record. Everything has to be committed: it begins the next block.
    ///
    /// In a gap there is none: the segment behind it says who is there.
    pub fn checkpoint(&mut self, present: &Present, next_conn: u64, now: Duration) {
        if self.unlogged.is_some() {
            return;
        }
        let t = self.unix_ns(now);
        let peers = present.opens.iter().map(|open| Open { t, ..open.clone() }).collect();
        let event = Note::PRESENT.to_owned();
        self.record(
            &Record::Note(Note { t, event, detail: None, peers: Some(peers), next_conn: Some(next_conn) }),
            now,
        );
        self.sent(self.next - 1, &present.behind, now);
        let len = self.buffer.len() as u64;
        self.checkpoints = Checkpoints::after(len, self.segment.bytes() + len);
    }
}
