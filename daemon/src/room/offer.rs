//! What a member may be sent, and how far its cursor is once the kernel took some of it.

use std::ops::Range;
use std::time::Duration;

use super::index::Index;
use super::member::Own;
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
        // It may have joined behind frames that wait for space in the log.
        if start.n >= self.committed {
            return Offer { bytes: 0, end: start, frames: 0 };
        }
        if self.index.is_by_rule(start.n) {
            return self.offer_by_rule(member, start, spans);
        }
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

    /// What a member may be sent where every frame goes by rule: whatever lies between its own. Frames
    /// lie side by side, so it costs what the member has said, and not what all have.
    fn offer_by_rule(&self, member: &Member, start: Cursor, spans: &mut Vec<Range<u64>>) -> Offer {
        let mut from = self.position(start.n) + u64::from(start.offset);
        let last = Own { n: self.committed, start: self.position(self.committed), end: 0 };
        if member.own.is_empty() {
            spans.push(from..last.start);
            let end = Cursor { n: last.n, offset: 0 };
            return Offer { bytes: last.start - from, end, frames: last.n - start.n };
        }
        let mut offer = Offer { bytes: 0, end: start, frames: 0 };
        let ahead = member.own.iter().filter(|own| own.n >= start.n && own.n < self.committed);
        for own in ahead.chain([&last]) {
            if from < own.start {
                if spans.len() == SLICES_MAX {
                    return offer;
                }
                spans.push(from..own.start);
                offer.bytes += own.start - from;
                offer.frames += own.n - offer.end.n;
            }
            from = own.end;
            offer.end = Cursor { n: own.n + 1, offset: 0 };
        }
        offer.end.n = self.committed;
        offer
    }

    /// The place of a frame's first byte, retained or the next one.
    pub(super) fn position(&self, n: u64) -> u64 {
        self.index.get(n).map_or(self.ring.head(), |entry| entry.start)
    }

    /// The bytes of a span that was offered, when they lie in one piece.
    pub fn span_in_one(&self, span: &Range<u64>) -> Option<&[u8]> {
        self.ring.slice(span)
    }

    /// The bytes of a span that was offered.
    pub fn span_bytes(&self, span: Range<u64>) -> impl Iterator<Item = &[u8]> {
        self.ring.slices(span)
    }

    /// The kernel took `bytes` of what was offered to a member. Gives whether there may be more for it.
    pub fn took(&mut self, slot: Slot, offer: &Offer, bytes: u64, now: Duration) -> bool {
        let member = &mut self.members[slot];
        if bytes == offer.bytes {
            member.cursor = offer.end;
            member.counts.tx_frames += offer.frames;
        } else {
            let (cursor, frames) = advance(&self.index, member, bytes);
            member.cursor = cursor;
            member.counts.tx_frames += frames;
        }
        while member.own.front().is_some_and(|own| own.n < member.cursor.n) {
            member.own.pop_front();
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
        member.cursor.n < self.committed
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
