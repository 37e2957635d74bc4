//! What a member may be sent, and how far its cursor is once the kernel took some of it.

use std::ops::Range;
use std::time::Duration;

use super::index::Index;
use super::{Cursor, Member, Room, Slot};

/// Most slices that one write to a peer is made of.
const SLICES_MAX: usize = 512;

/// What one member may be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// How many bytes, 0 when there is nothing.
    pub bytes: u64,
    end: Cursor,
    frames: u64,
}

impl Room {
    /// What a member may be sent: spans of the ring, at most 512, into `spans`.
    pub fn offer(&self, slot: Slot, spans: &mut Vec<Range<u64>>) -> Offer {
        spans.clear();
        let member = &self.members[slot];
        // Frames that were released were not for it, whatever its cursor says.
        let start = member.cursor.max(Cursor { n: self.index.first(), offset: 0 });
        let mut offer = Offer { bytes: 0, end: start, frames: 0 };
        let mut skip = u64::from(start.offset);
        for entry in self.index.range(start.n, self.committed) {
            if entry.to.include(member.conn) {
                let span = entry.start + skip..entry.end();
                let full = spans.len() == SLICES_MAX;
                match spans.last_mut() {
                    Some(last) if last.end == span.start => last.end = span.end,
                    _ if full => break,
                    _ => spans.push(span.clone()),
                }
                offer.bytes += span.end - span.start;
                offer.frames += 1;
            }
            offer.end = Cursor { n: offer.end.n + 1, offset: 0 };
            skip = 0;
        }
        offer
    }

    /// The bytes of a span that was offered.
    pub fn span_bytes(&self, span: Range<u64>) -> impl Iterator<Item = &[u8]> {
        self.ring.slices(span)
    }

    /// The kernel took `bytes` of what was offered to a member.
    pub fn took(&mut self, slot: Slot, offer: &Offer, bytes: u64, now: Duration) {
        let member = &mut self.members[slot];
        if bytes == offer.bytes {
            member.cursor = offer.end;
            member.counts.tx_frames += offer.frames;
        } else {
            let (cursor, frames) = advance(&self.index, member, bytes);
            member.cursor = cursor;
            member.counts.tx_frames += frames;
        }
        member.counts.tx_bytes += bytes;
        if bytes > 0 {
            member.active_at = now;
        }
        if member.backlog(self.ruled) == 0 {
            member.waiting_since = None;
        } else {
            if bytes > 0 || member.waiting_since.is_none() {
                member.waiting_since = Some(now);
            }
            self.attention.insert(slot);
        }
    }
}

/// Where a member stands once the kernel took `bytes` more for it, and how many frames that made
/// whole.
fn advance(index: &Index, member: &Member, mut bytes: u64) -> (Cursor, u64) {
    let mut cursor = member.cursor.max(Cursor { n: index.first(), offset: 0 });
    let mut frames = 0;
    for entry in index.range(cursor.n, u64::MAX) {
        if entry.to.include(member.conn) {
            let left = u64::from(entry.len - cursor.offset);
            if bytes < left {
                cursor.offset += bytes as u32;
                break;
            }
            bytes -= left;
            frames += 1;
        }
        cursor = Cursor { n: cursor.n + 1, offset: 0 };
        if bytes == 0 {
            break;
        }
    }
    (cursor, frames)
}
