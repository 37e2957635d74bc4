//! How a room goes on where an earlier run of the relay left it: first its frames, then its members.
//!
//! Where a member's cursor stands follows from one number, the bytes that were for it and that the
//! kernel has not taken: so many lie between the cursor and the last frame. It may stand in the
//! middle of a frame. Nothing is guessed: a member whose bytes are not all here is not taken up.

use std::collections::VecDeque;
use std::net::SocketAddr;
use std::time::Duration;

use tp_proto::frame_log::AROUND_BYTES_MAX;

use super::credit::Credit;
use super::index::Entry;
use super::member::Own;
use super::{CHUNK_BYTES, Counts, Cursor, Member, Phase, Recipients, Room, Slot, Why};

/// A peer of an earlier run, as the frame log and the kernel know it.
#[derive(Debug, Clone, Copy)]
pub struct Resumed {
    /// Its number.
    pub conn: u64,
    /// The client's end of its connection.
    pub address: SocketAddr,
    /// What was read from it, and the bytes that the kernel took for it. Its frames, `tx_frames`,
    /// include those that the kernel has not taken whole: the room finds out which these are.
    pub counts: Counts,
    /// Bytes that were for it and that the kernel has not taken.
    pub backlog: u64,
    /// Why it leaves once it has everything, if it does.
    pub leaving: Option<Why>,
}

impl Room {
    /// Takes in a frame that the frame log has, in the order of numbers, as its recipients are sent
    /// it: somebody may be owed it. An empty one, or one that is longer than a chunk and what may
    /// stand around it, is none.
    pub fn restore(&mut self, bytes: &[u8], to: Recipients) -> bool {
        if bytes.is_empty() || bytes.len() > CHUNK_BYTES + AROUND_BYTES_MAX {
            return false;
        }
        self.ring.space(AROUND_BYTES_MAX)[..bytes.len()].copy_from_slice(bytes);
        let start = self.ring.append(bytes.len());
        // It is on record: nobody asks any more what of it is its own.
        self.index.push(Entry { start, len: bytes.len() as u32, label: 0, separator: 0, to });
        self.committed = self.next();
        true
    }

    /// Takes up a member of an earlier run, once all frames are here that it may be owed. `None`:
    /// its backlog is more than they hold.
    pub fn resume(&mut self, peer: Resumed, now: Duration) -> Option<Slot> {
        let (cursor, behind) = self.cursor_before(peer.conn, peer.backlog)?;
        let tx_frames = peer.counts.tx_frames.checked_sub(behind)?;
        let mut member = Member::new(peer.conn, peer.address, self.next(), self.ruled, self.ruled_frames);
        member.label = self.decoration.label(peer.address, None);
        member.cursor = cursor;
        member.own = self.own_of(peer.conn, cursor.n);
        member.counts = Counts { tx_frames, ..peer.counts };
        member.private = peer.counts.tx_bytes + peer.backlog;
        member.private_frames = peer.counts.tx_frames;
        if let Some(why) = peer.leaving {
            member.phase = Phase::Leaving(why);
        }
        member.credit = Credit::new(self.limits.pause_credit);
        member.waiting_since = (peer.backlog > 0).then_some(now);
        let needs_a_look = peer.backlog > 0 || member.phase != Phase::Open;
        let slot = self.members.insert(member);
        if needs_a_look {
            self.attention.insert(slot);
        }
        self.touch(slot, now);
        Some(slot)
    }

    /// The frames from number `from` on that are for everybody but this member.
    fn own_of(&self, conn: u64, from: u64) -> VecDeque<Own> {
        let numbered = (from.max(self.index.first())..).zip(self.index.range(from, self.next()));
        let own = numbered.filter(|(_, entry)| entry.to == Recipients::AllBut(conn));
        own.map(|(n, entry)| Own { n, start: entry.start, end: entry.end() }).collect()
    }

    /// The place behind which `backlog` bytes for a member lie, and how many frames they are of.
    fn cursor_before(&self, conn: u64, backlog: u64) -> Option<(Cursor, u64)> {
        let (mut left, mut n, mut frames) = (backlog, self.next(), 0);
        if left == 0 {
            return Some((Cursor { n, offset: 0 }, 0));
        }
        for entry in self.index.range(self.index.first(), n).rev() {
            n -= 1;
            if entry.to.include(conn) {
                frames += 1;
                let len = u64::from(entry.len);
                if left <= len {
                    return Some((Cursor { n, offset: (len - left) as u32 }, frames));
                }
                left -= len;
            }
        }
        None
    }
}
