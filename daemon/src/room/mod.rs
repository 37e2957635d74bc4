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
mod decoration;
mod end_word;
mod index;
mod limits;
mod member;
mod offer;
mod order;
mod purse;
mod resume;
mod ring;
mod rules;

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use slab::Slab;
use tp_proto::frame_log::{Around, Mode};

use credit::Credit;
pub use decoration::{Decoration, Label, Separator};
use decoration::{Parts, around};
pub use end_word::EndWord;
pub use index::Recipients;
use index::{Entry, Index};
pub use limits::Limits;
use member::Own;
pub use member::{Counts, Cursor, Member, Phase, Why};
pub use offer::Offer;
use purse::Purses;
pub use resume::Resumed;
pub use ring::CHUNK_BYTES;
use ring::Ring;

/// Payload after which a round takes no further chunk before it is written out.
pub const ROUND_BYTES_MAX: u64 = 1024 * 1024;

/// A member's place in the room, used again after it left. Its number is not.
pub type Slot = usize;

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
    decoration: Decoration,
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
    /// And how many those are.
    ruled_frames: u64,
    /// Members that are behind or on their way out; all others need no look.
    attention: BTreeSet<Slot>,
    /// When the present pause began to be charged.
    paused_since: Option<Duration>,
    /// Somebody ordered that nothing is read.
    held: bool,
    /// No member is idle for too long before.
    idle_next: Duration,
    purses: Purses,
}

impl Room {
    /// An empty room whose first frame will have the number `next`.
    pub fn new(mode: Mode, end_word: EndWord, limits: Limits, next: u64) -> Room {
        Room {
            mode,
            decoration: Decoration::default(),
            end_word,
            limits,
            ring: Ring::default(),
            index: Index::new(next),
            members: Slab::new(),
            committed: next,
            round_bytes: 0,
            ruled: 0,
            ruled_frames: 0,
            attention: BTreeSet::new(),
            paused_since: None,
            held: false,
            idle_next: Duration::MAX,
            purses: Purses::default(),
        }
    }

    /// The same room, before anybody is in it, with this around its frames.
    pub fn decorated(self, decoration: Decoration) -> Room {
        Room { decoration, ..self }
    }

    /// What stands around the room's frames.
    pub fn decoration(&self) -> Decoration {
        self.decoration
    }

    /// From now on other rules hold, for those who are there too.
    pub fn set_rules(&mut self, end_word: EndWord, limits: Limits) {
        self.end_word = end_word;
        self.limits = limits;
        self.idle_next = Duration::ZERO;
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

    /// Frames that are for a member and that the kernel has not taken whole.
    pub fn backlog_frames(&self, slot: Slot) -> u64 {
        self.members.get(slot).map_or(0, |member| member.backlog_frames(self.ruled_frames))
    }

    /// A peer joins: every frame from now on can be for it.
    pub fn join(&mut self, conn: u64, address: SocketAddr) -> Slot {
        let mut member = Member::new(conn, address, self.next(), self.ruled, self.ruled_frames);
        member.credit = Credit::new(self.limits.pause_credit);
        member.label = self.decoration.label(address, None);
        self.members.insert(member)
    }

    /// People call a member this, or nothing any more: its next frame has it in its label, where
    /// frames are labelled with names.
    pub fn set_name(&mut self, slot: Slot, name: Option<&str>) {
        if let Some(member) = self.members.get_mut(slot) {
            member.label = self.decoration.label(member.address, name);
        }
    }

    /// Whether a chunk may be read now: the round has room and nobody has the room paused.
    pub fn may_read(&self) -> bool {
        self.round_bytes < ROUND_BYTES_MAX && self.paused_since.is_none() && !self.held
    }

    /// Where the next chunk of a member goes, [`CHUNK_BYTES`].
    pub fn space(&mut self, slot: Slot) -> &mut [u8] {
        let (label, separator) = around(self.mode, self.decoration, self.members.get(slot));
        &mut self.ring.space(label.len() + separator.len())[label.len()..][..CHUNK_BYTES]
    }

    /// The first `len` bytes, at least 1, of what [`Room::space`] just gave for a member came from
    /// it: they are a frame now. Gives its number.
    pub fn received(&mut self, slot: Slot, len: usize) -> u64 {
        let parts = self.dress(slot, len);
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
        let n = self.append(parts, to, Some(slot));
        if self.is_end_word(n) {
            self.begin_leaving(slot, Why::EndWord);
        }
        n
    }

    /// Mode `ack`: the server answers a member, which then leaves. Gives the answer's number.
    pub fn answer(&mut self, slot: Slot) -> u64 {
        let Member { conn, address, .. } = self.members[slot];
        let text = format!("OK, message reçu depuis l'adresse {address}");
        let parts = self.utter(text.as_bytes());
        let n = self.append(parts, Recipients::Only(conn), Some(slot));
        self.begin_leaving(slot, Why::Answered);
        n
    }

    /// The bytes of a retained frame as its sender sent them.
    pub fn frame_bytes(&self, n: u64) -> &[u8] {
        self.frame(n).1
    }

    /// What stands around a retained frame, and its own bytes.
    pub fn frame(&self, n: u64) -> (Around<'_>, &[u8]) {
        let Some(entry) = self.index.get(n) else { return Default::default() };
        let bytes = self.ring.slices(entry.start..entry.end()).next().unwrap_or_default();
        decoration::take_apart(bytes, entry.label, entry.separator).unwrap_or_default()
    }

    /// Who gets a retained frame.
    pub fn frame_recipients(&self, n: u64) -> Recipients {
        self.index.get(n).map_or(Recipients::Nobody, |entry| entry.to)
    }

    /// A member will send no more. It is still given what is for it, for [`Limits::half_close`] at least.
    pub fn input_ended(&mut self, slot: Slot, now: Duration) {
        if self.members[slot].phase == Phase::Open {
            self.members[slot].phase = Phase::HalfClosed { until: now + self.limits.half_close };
            self.attention.insert(slot);
        }
    }

    /// A member gets what it is owed and then leaves; nothing more is read from it.
    pub fn begin_leaving(&mut self, slot: Slot, why: Why) {
        self.members[slot].phase = Phase::Leaving(why);
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

    /// How many frames the frame log does not have yet.
    pub fn uncommitted(&self) -> u64 {
        self.next() - self.committed
    }

    /// And how many bytes these have.
    pub fn round_bytes(&self) -> u64 {
        self.round_bytes
    }

    /// Whether there are such frames.
    pub fn has_uncommitted(&self) -> bool {
        self.uncommitted() > 0
    }

    /// The places of those who may be owed something, into `slots`.
    pub fn recipients(&self, slots: &mut Vec<Slot>) {
        slots.clear();
        match self.mode {
            Mode::Others | Mode::All => slots.extend(self.members.iter().map(|(slot, _)| slot)),
            Mode::Echo | Mode::Ack => slots.extend(&self.attention),
        }
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

    /// Members that are behind or on their way out.
    pub fn attention(&self) -> impl Iterator<Item = Slot> {
        self.attention.iter().copied()
    }

    /// Whether every member has everything.
    pub fn is_drained(&self) -> bool {
        self.attention.iter().all(|&slot| self.backlog(slot) == 0)
    }

    /// Takes in a frame; `slot` is the one member that a rule of one names.
    fn append(&mut self, parts: Parts, to: Recipients, slot: Option<Slot>) -> u64 {
        let len = parts.bytes();
        let start = self.ring.append(len as usize);
        let bytes = u64::from(len);
        self.round_bytes += bytes;
        let n = self.next();
        if to.by_rule() {
            self.ruled += bytes;
            self.ruled_frames += 1;
        }
        match (to, slot) {
            (Recipients::AllBut(_), Some(slot)) => {
                let member = &mut self.members[slot];
                member.excluded += bytes;
                member.excluded_frames += 1;
                member.own.push_back(Own { n, start, end: start + bytes });
            }
            (Recipients::Only(_), Some(slot)) => self.owe(slot, n, bytes),
            _ => {}
        }
        self.index.push(Entry { start, len, label: parts.label, separator: parts.separator, to })
    }

    /// A frame is for one member alone: that member is owed it.
    fn owe(&mut self, slot: Slot, n: u64, bytes: u64) {
        let member = &mut self.members[slot];
        if member.backlog(self.ruled) == 0 {
            member.cursor = Cursor { n, offset: 0 };
        }
        member.private += bytes;
        member.private_frames += 1;
        self.attention.insert(slot);
    }

    fn is_end_word(&self, n: u64) -> bool {
        self.mode != Mode::Ack && self.end_word.is(self.frame_bytes(n))
    }
}
