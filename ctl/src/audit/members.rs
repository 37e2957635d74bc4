//! The peers that are open, and what is owed to each.
//!
//! What a rule relays is counted once for the room; a peer's share is that count less what was not
//! for it, so a frame costs the same with two peers and with a thousand.

use foldhash::HashMap;
use tp_proto::frame_log::{Close, FrameHead, Mode, Open, SentHead};

use super::audience::Share;
use super::in_flight::{Audience, InFlight, Load};

/// The account of a peer that closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Settled {
    /// Copies that were due to it and that the kernel never took whole.
    pub(super) unsent: u64,
    /// At least so many copies that count as taken and whose bytes the kernel was never given.
    pub(super) vanished: u64,
    /// The kernel took more bytes for it than the log holds.
    pub(super) orphan: bool,
}

/// An open peer.
#[derive(Debug)]
pub(super) struct Member {
    /// Number of the first frame that can be for it.
    joined: u64,
    /// Bytes that were for it by list, and those before its `open`.
    listed_bytes: u64,
    /// Bytes by rule that were not for it: from before its time, and its own under `others`.
    excluded_bytes: u64,
    /// Bytes for it that were on their way when the log that we have began.
    carried: u64,
    /// All bytes that were ever for it are in those counts.
    whole: bool,
    /// The current segment has not named it yet.
    absent: bool,
    /// An orphan was already seen on it.
    orphan: bool,
    /// Number of the last frame that was for it by list.
    pub(super) last_listed: Option<u64>,
    /// Recipients of its last frame that went to all it should, and when that was so.
    pub(super) complete: (u64, Vec<u8>),
}

/// The peers of a room.
#[derive(Debug, Default)]
pub(super) struct Members {
    /// The room's mode.
    pub(super) mode: Mode,
    pub(super) open: HashMap<u64, Member>,
    in_flight: InFlight,
    /// Bytes of all frames that went out by rule.
    ruled_bytes: u64,
    /// Rises whenever somebody joins or leaves.
    pub(super) turn: u64,
    /// Everybody who is not behind has all frames through this one.
    sent: u64,
    /// Those who are behind: the frame they are at.
    behind: HashMap<u64, u64>,
}

impl Members {
    /// A segment begins, which names all peers anew.
    pub(super) fn begin(&mut self) {
        self.turn += 1;
        for member in self.open.values_mut() {
            member.absent = true;
        }
    }

    /// A peer joins, or is named anew. `next` is the number of the next frame.
    pub(super) fn open(&mut self, open: &Open, next: u64) {
        let excluded_bytes = self.ruled_bytes;
        let carried = open.backlog.unwrap_or(0);
        self.turn += 1;
        let member = self.open.entry(open.conn).or_insert_with(|| Member {
            joined: next,
            listed_bytes: open.tx.saturating_add(carried),
            excluded_bytes,
            carried,
            whole: true,
            absent: false,
            orphan: false,
            last_listed: None,
            complete: (0, Vec::new()),
        });
        member.absent = false;
    }

    /// A peer leaves; `None` when it was not there.
    pub(super) fn close(&mut self, close: &Close) -> Option<Settled> {
        let member = self.open.remove(&close.conn)?;
        let owed = self.in_flight.owed(close.conn, member.joined, close.through);
        let due = self.due_bytes(&member);
        // A partial frame alone leaves bytes behind: never more than the frames that are owed.
        let unsent = owed.copies.max(u64::from(close.undelivered > member.carried && member.whole));
        let accounted = close.tx.saturating_add(owed.bytes).saturating_add(member.carried);
        let vanished = member.whole && accounted < due && !Close::is_in_doubt(&close.why);
        let orphan = member.whole && !member.orphan && close.tx > due;
        self.leave(close.conn);
        Some(Settled { unsent, vanished: u64::from(vanished), orphan })
    }

    /// A frame goes out.
    pub(super) fn relay(&mut self, frame: &FrameHead<'_>) -> Share {
        let src = frame.src.0;
        let (audience, share) = self.audience(frame);
        if share.copies > 0 {
            self.charge(&audience, src, frame.delivered());
            self.in_flight.push(frame.n, src, frame.delivered(), audience);
        }
        share
    }

    /// The kernel took frames. Gives the number of peers for which it took more than was logged.
    pub(super) fn sent(&mut self, sent: SentHead) -> u64 {
        self.sent = sent.n;
        self.behind.clear();
        let mut orphans = 0;
        let mut through = sent.n;
        for behind in sent.behind {
            let (conn, n, tx) = (behind.0, behind.1, behind.2);
            let Some(due) = self.open.get(&conn).map(|member| self.due_bytes(member)) else { continue };
            if let Some(member) = self.open.get_mut(&conn)
                && member.whole
                && !member.orphan
                && tx > due
            {
                member.orphan = true;
                orphans += 1;
            }
            self.behind.insert(conn, n);
            through = through.min(n);
        }
        self.in_flight.drop_through(through);
        orphans
    }

    /// Copies that are still on their way to open peers.
    pub(super) fn pending(&self) -> u64 {
        self.open.iter().map(|(&conn, member)| self.owed(conn, member).copies).sum()
    }

    /// Frames were relayed that are not logged: bytes can no longer be compared.
    pub(super) fn lose_count(&mut self) {
        for member in self.open.values_mut() {
            member.whole = false;
        }
    }

    /// Forgets everybody; gives the copies that were on their way to them.
    pub(super) fn forget(&mut self) -> u64 {
        let pending = self.pending();
        self.open.clear();
        self.behind.clear();
        self.in_flight.clear();
        self.turn += 1;
        pending
    }

    /// Forgets those whom this segment did not name; gives the copies that were on their way.
    pub(super) fn forget_absent(&mut self) -> u64 {
        let absent: Vec<u64> = self.open.iter().filter(|(_, member)| member.absent).map(|(&conn, _)| conn).collect();
        let mut pending = 0;
        for conn in absent {
            pending += self.open.get(&conn).map_or(0, |member| self.owed(conn, member).copies);
            self.open.remove(&conn);
            self.leave(conn);
        }
        pending
    }

    fn leave(&mut self, conn: u64) {
        self.behind.remove(&conn);
        self.turn += 1;
        if self.open.is_empty() {
            self.in_flight.clear();
        }
    }

    fn owed(&self, conn: u64, member: &Member) -> Load {
        let through = self.behind.get(&conn).copied().unwrap_or(self.sent);
        self.in_flight.owed(conn, member.joined, through)
    }

    /// Bytes that were ever for `member`.
    fn due_bytes(&self, member: &Member) -> u64 {
        member.listed_bytes.saturating_add(self.ruled_bytes).saturating_sub(member.excluded_bytes)
    }

    /// Adds a frame to what its recipients are owed.
    fn charge(&mut self, audience: &Audience, src: u64, bytes: u64) {
        match audience {
            Audience::All => self.ruled_bytes = self.ruled_bytes.saturating_add(bytes),
            Audience::Others => {
                self.ruled_bytes = self.ruled_bytes.saturating_add(bytes);
                if let Some(sender) = self.open.get_mut(&src) {
                    sender.excluded_bytes = sender.excluded_bytes.saturating_add(bytes);
                }
            }
            Audience::One(one) => self.charge_one(*one, bytes),
            Audience::Listed(listed) => listed.iter().for_each(|&conn| self.charge_one(conn, bytes)),
        }
    }

    fn charge_one(&mut self, conn: u64, bytes: u64) {
        if let Some(member) = self.open.get_mut(&conn) {
            member.listed_bytes = member.listed_bytes.saturating_add(bytes);
        }
    }
}
