//! What a hall puts on record, and when it reaches the frame log's file.

use std::net::SocketAddr;
use std::time::Duration;

use tp_proto::frame_log::{Behind, Close, Earlier, Endpoint, LISTED_RECIPIENTS_MAX, Open, Source, To};

use super::Hall;
use crate::frame_log::{Commit, LogError, Present};
use crate::room::{Departed, Laggard, Member, Phase, Recipients, Slot, Why};

/// How long a record that no frame hurries may wait for its write.
pub(super) const IDLE_COMMIT: Duration = Duration::from_millis(10);

/// While peers are behind, how often that is put on record.
pub(super) const BEHIND_EVERY: Duration = Duration::from_millis(10);

impl Hall {
    /// Brings what has come together into the frame log, when there is a frame among it or it
    /// waited long enough. `false`: there is no space, nothing may be sent.
    pub(super) fn commit(&mut self, now: Duration) -> Result<bool, LogError> {
        let waited_enough = self.log.pending_since().is_some_and(|since| now.saturating_sub(since) >= IDLE_COMMIT);
        if !self.room.has_uncommitted() && !waited_enough {
            return Ok(true);
        }
        self.commit_now(now)
    }

    pub(super) fn commit_now(&mut self, now: Duration) -> Result<bool, LogError> {
        match self.log.commit(now)? {
            Commit::Written => {
                self.room.commit();
                self.consume();
                self.log_has_space(now);
                Ok(true)
            }
            Commit::Unlogged => {
                self.room.commit();
                self.consume();
                Ok(true)
            }
            Commit::Full { error, for_good } => {
                let relays_on = self.log_is_full(&error, for_good, now);
                if relays_on {
                    self.consume();
                }
                Ok(relays_on)
            }
        }
    }

    /// Puts on record how far the kernel has taken everything.
    pub(super) fn log_sent(&mut self, now: Duration) {
        if !self.sent_due {
            return;
        }
        let mut behind = std::mem::take(&mut self.scratch.behind);
        let (n, laggards) = self.room.sent();
        behind.clear();
        behind.extend(laggards.map(place));
        if behind.is_empty() || now.saturating_sub(self.sent_at) >= BEHIND_EVERY {
            self.log.sent(n, &behind, now);
            self.sent_due = false;
            self.sent_at = now;
        }
        self.scratch.behind = behind;
    }

    /// Puts a frame of `sender`, or of the server itself, on record.
    pub(super) fn log_frame(&mut self, n: u64, sender: Option<Slot>, now: Duration) {
        let src = sender.and_then(|slot| self.room.member(slot)).map_or(Source(0, self.facts.port), source);
        let recipients = self.room.frame_recipients(n);
        let listed = &mut self.scratch.listed;
        listed.clear();
        let members = self.room.members().map(|(_, member)| member).filter(|member| recipients.include(member.conn));
        let to = match recipients {
            Recipients::All if self.room.len() > LISTED_RECIPIENTS_MAX => To::All,
            Recipients::AllBut(_) if self.room.len() > LISTED_RECIPIENTS_MAX + 1 => To::Others,
            Recipients::Nobody => To::Listed(&[]),
            Recipients::Only(_) if sender.is_some() => {
                listed.push(src);
                To::Listed(listed)
            }
            Recipients::All | Recipients::AllBut(_) | Recipients::Only(_) => {
                listed.extend(members.map(source));
                To::Listed(listed)
            }
        };
        let (around, data) = self.room.frame(n);
        self.log.frame(n, src, to, data, around, now);
    }

    /// Who is there and how far; the log puts its own time to it.
    pub(super) fn present(&self) -> Present {
        let opens = self.room.members().filter_map(|(slot, _)| self.open_of(slot));
        Present { opens: opens.collect(), behind: self.room.sent().1.map(place).collect() }
    }

    /// What there is to say of a member that is there already.
    pub(super) fn open_of(&self, slot: Slot) -> Option<Open> {
        let (member, seat) = (self.room.member(slot)?, self.seats.get(slot)?.as_ref()?);
        let backlog = Some(self.room.backlog(slot)).filter(|&bytes| bytes > 0);
        let (rx, tx) = (member.counts.rx_bytes, member.counts.tx_bytes);
        // Only a successor asks for it, and without a store there is none.
        let earlier = self.peeks().then(|| Earlier {
            since: seat.facts.since(),
            rx_frames: member.counts.rx_frames,
            tx_frames: member.counts.tx_frames,
            backlog_frames: self.room.backlog_frames(slot),
            leaving: if let Phase::Leaving(why) = member.phase { Some(why.word().to_owned()) } else { None },
        });
        Some(Open { rx, tx, backlog, earlier, ..open(member.conn, 0, member.address, seat.facts.local()) })
    }
}

fn place(laggard: Laggard) -> Behind {
    Behind(laggard.conn, laggard.through, laggard.tx_bytes)
}

fn source(member: &Member) -> Source {
    Source(member.conn, member.address.port())
}

pub(super) fn open(conn: u64, t: u64, peer: SocketAddr, local: SocketAddr) -> Open {
    Open {
        conn,
        t,
        peer: Endpoint(peer),
        local: Endpoint(local),
        rx: 0,
        tx: 0,
        backlog: None,
        name: None,
        earlier: None,
    }
}

pub(super) fn close(departed: &Departed, why: Why, t: u64) -> Close {
    Close {
        conn: departed.conn,
        t,
        why: why.word().to_owned(),
        rx: departed.counts.rx_bytes,
        tx: departed.counts.tx_bytes,
        through: departed.through,
        undelivered: departed.undelivered,
    }
}
