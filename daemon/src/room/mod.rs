//! A room: one order of frames, and for every peer a cursor on it.
//!
//! The room is a pure state machine. What was read goes in, what may be written comes out; it
//! knows no socket, no clock and no frame log. Time is a [`Duration`] since some fixed moment,
//! given with every call that needs it.
//!
//! A round goes through it like this: [`Room::space`] and [`Room::received`] for each chunk that
//! was read; [`Room::commit`] once the frame log has them; [`Room::offer`] and [`Room::took`] for
//! each recipient; [`Room::settle`], which says who has to leave and whether the room may be read
//! on.
//!
//! Bounds: a round ends at [`ROUND_BYTES_MAX`]; a member's backlog at
//! [`Limits::backlog_bytes_max`], where the member is cut; all that is retained for members at
//! [`Limits::held_bytes_max`] and [`Limits::held_frames_max`], where the one that is furthest
//! behind is cut. Nothing is ever dropped for a member that stays.

mod credit;
mod end_word;
mod index;
mod member;
mod ring;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::ops::Range;
use std::time::Duration;

use slab::Slab;
use tp_proto::frame_log::Mode;

pub use end_word::EndWord;
pub use index::Recipients;
use index::{Entry, Index};
pub use member::{Counts, Cursor, Member, Phase, Why};
pub use ring::CHUNK_BYTES;
use ring::Ring;

/// Payload after which a round takes no further chunk before it is written out.
pub const ROUND_BYTES_MAX: u64 = 1024 * 1024;

/// Most slices that one write to a peer is made of.
const SLICES_MAX: usize = 512;

/// How long a client that will send no more is still given what is for it.
const HALF_CLOSE: Duration = Duration::from_secs(30);

/// A member's place in the room, used again after it left. Its number is not.
pub type Slot = usize;

/// The bounds of a room.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// A member with more backlog than this is cut.
    pub backlog_bytes_max: u64,
    /// While a member with credit has more backlog than this, nothing is read from the room.
    pub backlog_bytes_pause: u64,
    /// A member for whom the kernel took nothing for so long, while there was something, is cut.
    pub stall: Duration,
    /// Bytes that are kept for members that are behind.
    pub held_bytes_max: u64,
    /// Frames that are kept for members that are behind.
    pub held_frames_max: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            backlog_bytes_max: 8 * 1024 * 1024,
            backlog_bytes_pause: 2 * 1024 * 1024,
            stall: Duration::from_secs(10),
            held_bytes_max: 128 * 1024 * 1024,
            held_frames_max: 1024 * 1024,
        }
    }
}

/// What one member may be sent now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// How many bytes, 0 when there is nothing.
    pub bytes: u64,
    end: Cursor,
    frames: u64,
}

/// A member that has to leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Departure {
    /// Its place.
    pub slot: Slot,
    /// Why.
    pub why: Why,
}

/// How far a member was when it left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Departed {
    /// Its number.
    pub conn: u64,
    /// What it has sent and got.
    pub counts: Counts,
    /// The kernel took all of its frames through this one.
    pub through: u64,
    /// Bytes that were for it and that the kernel never took.
    pub undelivered: u64,
}

/// A member that has not got everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Laggard {
    /// Its number.
    pub conn: u64,
    /// The kernel took all of its frames through this one.
    pub through: u64,
    /// Bytes the kernel took for it.
    pub tx_bytes: u64,
}

/// The state machine.
#[derive(Debug)]
pub struct Room {
    mode: Mode,
    end_word: EndWord,
    limits: Limits,
    ring: Ring,
    index: Index,
    members: Slab<Member>,
    /// Number of the first frame that the frame log does not have yet.
    committed: u64,
    /// Bytes read since the last commit.
    round_bytes: u64,
    /// Bytes of all frames that went to members by rule.
    ruled: u64,
    /// Members that are behind or on their way out; all others need no look.
    attention: BTreeSet<Slot>,
    /// When the present pause began to be charged.
    paused_since: Option<Duration>,
}

impl Room {
    /// An empty room whose first frame will have the number `next`.
    pub fn new(mode: Mode, end_word: EndWord, limits: Limits, next: u64) -> Room {
        Room {
            mode,
            end_word: if mode == Mode::Ack { EndWord::off() } else { end_word },
            limits,
            ring: Ring::default(),
            index: Index::new(next),
            members: Slab::new(),
            committed: next,
            round_bytes: 0,
            ruled: 0,
            attention: BTreeSet::new(),
            paused_since: None,
        }
    }

    /// Whom the room relays to.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// Number of the next frame.
    pub fn next(&self) -> u64 {
        self.index.next()
    }

    /// Memory that the ring holds, in bytes.
    pub fn held_bytes(&self) -> usize {
        self.ring.held_bytes()
    }

    /// How many members there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is no member.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The members with their places.
    pub fn members(&self) -> impl Iterator<Item = (Slot, &Member)> {
        self.members.iter()
    }

    /// A member.
    pub fn member(&self, slot: Slot) -> Option<&Member> {
        self.members.get(slot)
    }

    /// Bytes that are for a member and that the kernel has not taken.
    pub fn backlog(&self, slot: Slot) -> u64 {
        self.members.get(slot).map_or(0, |member| member.backlog(self.ruled))
    }

    /// A peer joins: every frame from now on can be for it.
    pub fn join(&mut self, conn: u64, address: SocketAddr) -> Slot {
        self.members.insert(Member::new(conn, address, self.next(), self.ruled))
    }

    /// Whether a chunk may be read now: the round has room and nobody has the room paused.
    pub fn may_read(&self) -> bool {
        self.round_bytes < ROUND_BYTES_MAX && self.paused_since.is_none()
    }

    /// Where the next chunk goes, [`CHUNK_BYTES`] at least.
    pub fn space(&mut self) -> &mut [u8] {
        self.ring.space()
    }

    /// The first `len` bytes, at least 1, of what [`Room::space`] gave came from a member: they
    /// are a frame now. Gives its number.
    pub fn received(&mut self, slot: Slot, len: usize, now: Duration) -> u64 {
        let sender = &mut self.members[slot];
        let conn = sender.conn;
        sender.counts.rx_frames += 1;
        sender.counts.rx_bytes += len as u64;
        let to = match self.mode {
            Mode::Others => Recipients::AllBut(conn),
            Mode::All => Recipients::All,
            Mode::Echo => Recipients::Only(conn),
            Mode::Ack => Recipients::Nobody,
        };
        let n = self.append(len, to, slot);
        if self.is_end_word(n) {
            self.begin_leaving(slot, Why::EndWord, now);
        }
        n
    }

    /// Mode `ack`: the server answers a member, which then leaves. Gives the answer's number.
    pub fn answer(&mut self, slot: Slot, now: Duration) -> u64 {
        let Member { conn, address, .. } = self.members[slot];
        let text = format!("OK, message reçu depuis l'adresse {address}");
        self.ring.space()[..text.len()].copy_from_slice(text.as_bytes());
        let n = self.append(text.len(), Recipients::Only(conn), slot);
        self.begin_leaving(slot, Why::Answered, now);
        n
    }

    /// The bytes of a retained frame.
    pub fn frame_bytes(&self, n: u64) -> &[u8] {
        self.index.get(n).and_then(|entry| self.ring.slices(entry.start..entry.end()).next()).unwrap_or_default()
    }

    /// Who gets a retained frame.
    pub fn frame_recipients(&self, n: u64) -> Recipients {
        self.index.get(n).map_or(Recipients::Nobody, |entry| entry.to)
    }

    /// A member will send no more.
    pub fn input_ended(&mut self, slot: Slot, now: Duration) {
        if self.members[slot].phase == Phase::Open {
            self.members[slot].phase = Phase::HalfClosed { until: now + HALF_CLOSE };
            self.attention.insert(slot);
        }
    }

    /// A member gets what it is owed and then leaves; nothing more is read from it.
    pub fn begin_leaving(&mut self, slot: Slot, why: Why, now: Duration) {
        self.members[slot].phase = Phase::Leaving { why, until: now + HALF_CLOSE };
        self.attention.insert(slot);
    }

    /// A member's connection is broken, or it has to go for another reason: at once.
    pub fn fail(&mut self, slot: Slot, why: Why) {
        self.members[slot].phase = Phase::Gone(why);
        self.attention.insert(slot);
    }

    /// The frame log has every frame up to now: they may be sent.
    pub fn commit(&mut self) {
        self.committed = self.next();
        self.round_bytes = 0;
    }

    /// Whether there are frames that the frame log does not have yet.
    pub fn has_uncommitted(&self) -> bool {
        self.committed < self.next()
    }

    /// The places of those who may be owed something, into `slots`.
    pub fn recipients(&self, slots: &mut Vec<Slot>) {
        slots.clear();
        match self.mode {
            Mode::Others | Mode::All => slots.extend(self.members.iter().map(|(slot, _)| slot)),
            Mode::Echo | Mode::Ack => slots.extend(&self.attention),
        }
    }

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
        member.credit.earn(usize::try_from(bytes).unwrap_or(usize::MAX));
        if member.backlog(self.ruled) == 0 {
            member.waiting_since = None;
        } else {
            if bytes > 0 || member.waiting_since.is_none() {
                member.waiting_since = Some(now);
            }
            self.attention.insert(slot);
        }
    }

    /// Ends a round: applies the limits, gives up what nobody needs, decides on a pause. Those who
    /// have to leave go into `departures`; each wants [`Room::leave`].
    pub fn settle(&mut self, now: Duration, departures: &mut Vec<Departure>) {
        departures.clear();
        self.charge_pause(now);
        self.relax();
        for &slot in &self.attention {
            if let Some(why) = self.verdict(&self.members[slot], now) {
                departures.push(Departure { slot, why });
            }
        }
        self.release(departures);
        self.decide_pause(now, departures);
    }

    /// When [`Room::settle`] has to be called again even if nothing happens.
    pub fn deadline(&self) -> Option<Duration> {
        self.attention.iter().filter_map(|&slot| self.member_deadline(&self.members[slot])).min()
    }

    /// A member leaves. Gives how far it was.
    pub fn leave(&mut self, slot: Slot) -> Departed {
        self.attention.remove(&slot);
        let member = self.members.remove(slot);
        let undelivered = member.backlog(self.ruled);
        Departed {
            conn: member.conn,
            counts: member.counts,
            through: if undelivered == 0 { self.next() - 1 } else { member.cursor.n - 1 },
            undelivered,
        }
    }

    /// Number of the last frame that may be sent, and the members that do not have all up to it.
    pub fn sent(&self) -> (u64, impl Iterator<Item = Laggard>) {
        let laggards = self.attention.iter().map(|&slot| &self.members[slot]).filter(|m| m.backlog(self.ruled) > 0);
        let laggards = laggards.map(|member| Laggard {
            conn: member.conn,
            through: member.cursor.n - 1,
            tx_bytes: member.counts.tx_bytes,
        });
        (self.committed - 1, laggards)
    }

    /// Whether every member has everything.
    pub fn is_drained(&self) -> bool {
        self.attention.iter().all(|&slot| self.backlog(slot) == 0)
    }

    fn append(&mut self, len: usize, to: Recipients, slot: Slot) -> u64 {
        let start = self.ring.append(len);
        let bytes = len as u64;
        self.round_bytes += bytes;
        let n = self.next();
        match to {
            Recipients::AllBut(_) => {
                self.ruled += bytes;
                self.members[slot].excluded += bytes;
            }
            Recipients::All => self.ruled += bytes,
            Recipients::Only(_) => self.owe(slot, n, bytes),
            Recipients::Nobody => {}
        }
        self.index.push(Entry { start, len: len as u32, to })
    }

    /// A frame is for one member alone: that member is owed it.
    fn owe(&mut self, slot: Slot, n: u64, bytes: u64) {
        let member = &mut self.members[slot];
        if member.backlog(self.ruled) == 0 {
            member.cursor = Cursor { n, offset: 0 };
        }
        member.private += bytes;
        self.attention.insert(slot);
    }

    fn is_end_word(&self, n: u64) -> bool {
        self.end_word.is(self.frame_bytes(n))
    }

    /// Members that are healthy again need no look.
    fn relax(&mut self) {
        let (members, ruled) = (&self.members, self.ruled);
        self.attention.retain(|&slot| members[slot].phase != Phase::Open || members[slot].backlog(ruled) > 0);
    }

    /// Why a member has to leave now, if it has to.
    fn verdict(&self, member: &Member, now: Duration) -> Option<Why> {
        let backlog = member.backlog(self.ruled);
        let nothing_comes = matches!(self.mode, Mode::Echo | Mode::Ack);
        match member.phase {
            Phase::Gone(why) => return Some(why),
            Phase::Leaving { why, until } if backlog == 0 || until <= now => return Some(why),
            Phase::HalfClosed { until } if until <= now || (nothing_comes && backlog == 0) => return Some(Why::Left),
            _ => {}
        }
        if backlog > self.limits.backlog_bytes_max {
            Some(Why::Slow)
        } else if member.waiting_since.is_some_and(|since| now.saturating_sub(since) >= self.limits.stall) {
            Some(Why::Stalled)
        } else {
            None
        }
    }

    fn member_deadline(&self, member: &Member) -> Option<Duration> {
        let phase = match member.phase {
            Phase::HalfClosed { until } | Phase::Leaving { until, .. } => Some(until),
            Phase::Open | Phase::Gone(_) => None,
        };
        let stall = member.waiting_since.map(|since| since + self.limits.stall);
        let credit = self.paused_since.filter(|_| self.pauses(member)).map(|since| since + member.credit.left());
        [phase, stall, credit].into_iter().flatten().min()
    }

    /// Gives up what no member needs any more, and cuts those furthest behind while too much is
    /// held.
    fn release(&mut self, departures: &mut Vec<Departure>) {
        let mut behind: Vec<(u64, Slot)> = self
            .attention
            .iter()
            .filter(|&&slot| !departures.iter().any(|departure| departure.slot == slot))
            .filter(|&&slot| self.members[slot].backlog(self.ruled) > 0)
            .map(|&slot| (self.members[slot].cursor.n, slot))
            .collect();
        behind.sort_unstable_by(|a, b| b.cmp(a));
        while let Some(&(n, slot)) = behind.last()
            && self.held_too_much(n)
        {
            departures.push(Departure { slot, why: Why::Slow });
            behind.pop();
        }
        let needed = behind.last().map_or(self.committed, |&(n, _)| n.min(self.committed));
        // A frame that the log does not have yet is needed by the log.
        let position = self.index.get(needed).map_or(self.ring.head(), |entry| entry.start);
        self.index.release(needed);
        self.ring.release(position);
    }

    fn held_too_much(&self, from: u64) -> bool {
        let frames = usize::try_from(self.next() - from).unwrap_or(usize::MAX);
        let position = self.index.get(from).map_or(self.ring.head(), |entry| entry.start);
        frames > self.limits.held_frames_max || self.ring.head() - position > self.limits.held_bytes_max
    }

    fn pauses(&self, member: &Member) -> bool {
        member.backlog(self.ruled) > self.limits.backlog_bytes_pause && member.credit.left() > Duration::ZERO
    }

    fn charge_pause(&mut self, now: Duration) {
        let Some(since) = self.paused_since else { return };
        let waited = now.saturating_sub(since);
        for &slot in &self.attention {
            let member = &mut self.members[slot];
            if member.backlog(self.ruled) > self.limits.backlog_bytes_pause {
                member.credit.charge(waited);
            }
        }
    }

    fn decide_pause(&mut self, now: Duration, departures: &[Departure]) {
        let stays = |slot: Slot| !departures.iter().any(|departure| departure.slot == slot);
        let paused = self.attention.iter().any(|&slot| stays(slot) && self.pauses(&self.members[slot]));
        self.paused_since = paused.then_some(now);
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
