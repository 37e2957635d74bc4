//! Works out from the log alone whether every frame reached everyone it was for.
//!
//! One pass over a room's records in their order. A frame costs one step, however many peers it is
//! for; what is kept is the table of open peers and the frames that not all of them have yet. Where
//! the log has a hole the audit says so and never guesses: what it can no longer know counts as
//! *unknown*, and the verdict is never "ok".

mod audience;
mod findings;
mod in_flight;
mod members;
mod tally;

use tp_proto::frame_log::{
    AudienceHead, Block, Close, End, FrameHead, Header, Item, Malformed, Record, SegmentName, SentHead,
};

use crate::log::Visitor;
pub(crate) use findings::Findings;
use members::{Members, Settled};
pub(crate) use tally::{Tally, Verdict};

/// The audit of one room.
#[derive(Debug, Default)]
pub(crate) struct Audit {
    tally: Tally,
    findings: Findings,
    members: Members,
    /// Number of the next frame, once the first header was read.
    next: Option<u64>,
    /// The last words of the segment that is being read.
    end: Option<End>,
    /// The current segment's block is its first.
    in_first_block: bool,
    /// The table of open peers is what it was when the log was written. After damage it is not,
    /// until the next segment names all peers anew.
    trusted: bool,
    /// How many were there before the damage.
    crowd: u64,
    /// Retention has removed what was read last.
    overtaken: bool,
    /// This is a part of a log: that the rest is not here is no gap.
    part: bool,
}

impl Audit {
    /// The audit of a segment by itself. Who was there before it stands in its first block; what
    /// comes behind it nobody asks.
    pub(crate) fn of_part() -> Audit {
        Audit { part: true, ..Audit::default() }
    }

    /// The frames through number `last` were relayed, and those behind the log's last were not
    /// logged.
    pub(crate) fn relayed_through(&mut self, last: u64) {
        let next = self.next.unwrap_or(1);
        if let Some(more) = last.checked_sub(next) {
            self.tally.gaps += 1;
            self.findings.unlogged(next, more.saturating_add(1));
        }
    }

    /// What was found. Call it when everything was read.
    pub(crate) fn finish(mut self) -> (Tally, Findings) {
        if let Some(end) = self.end.as_ref().filter(|end| !self.part && promises_more(end)) {
            self.tally.gaps += 1;
            self.findings.no_segment(&end.next);
        }
        self.tally.pending += self.members.pending();
        (self.tally.balanced(), self.findings)
    }

    fn item(&mut self, item: Item<'_>) {
        match item {
            Item::Frame(frame) => self.frame(&frame),
            Item::Sent(sent) => self.sent(sent),
            Item::Other(record) => self.record(*record),
            Item::Unknown => {}
        }
    }

    fn record(&mut self, record: Record) {
        match record {
            Record::Header(header) => self.header(&header),
            Record::Open(open) if self.trusted => {
                self.members.open(&open, self.next.unwrap_or(0));
            }
            Record::Close(close) if self.trusted => self.close(&close),
            Record::Gap(gap) => {
                self.tally.gaps += 1;
                self.findings.gap(&gap);
                self.number(gap.n, gap.count);
                self.members.lose_count();
            }
            Record::End(end) => self.end = Some(end),
            _ => {}
        }
    }

    fn header(&mut self, header: &Header) {
        if std::mem::take(&mut self.overtaken) && self.next.is_some_and(|next| next < header.first) {
            *self = Audit { in_first_block: true, part: self.part, ..Audit::default() };
        }
        // Without its last words a segment may have been cut short, or one may be missing; but
        // as long as no frame is, the table that stands here makes up for it.
        match self.next {
            None => self.tally.first = header.first,
            Some(next) if self.trusted && next == header.first => {}
            Some(next) => {
                self.tally.gaps += u64::from(self.trusted);
                self.findings.missing(next, header.first, !self.trusted);
                self.forget();
            }
        }
        self.members.begin();
        self.members.mode = header.mode;
        self.next = Some(header.first);
        self.trusted = true;
    }

    /// Counts a frame's number, or a gap's numbers, and notices those that are missing.
    fn number(&mut self, n: u64, count: u64) {
        if let Some(next) = self.next.filter(|next| *next != n) {
            self.findings.missing(next, n, !self.trusted);
            if self.trusted {
                self.tally.gaps += 1;
                self.members.lose_count();
            }
        }
        self.next = Some(n.saturating_add(count));
    }

    fn frame(&mut self, frame: &FrameHead<'_>) {
        self.number(frame.n, 1);
        self.tally.frames += 1;
        self.tally.received += u64::from(frame.src.0 != 0);
        if !self.trusted {
            return self.doubt(frame);
        }
        let share = self.members.relay(frame);
        self.tally.deliveries += share.copies + share.missing;
        self.tally.lost += share.missing;
        if share.missing > 0 {
            self.findings.left_out(frame.n, share.missing);
        }
        self.tally.orphans += share.strangers;
    }

    /// A frame of which it is not known who was there: what became of its copies is not either. By
    /// rule it was for as many as were there before the damage.
    fn doubt(&mut self, frame: &FrameHead<'_>) {
        let copies = match frame.to {
            AudienceHead::Listed(listed) => listed.iter().count() as u64,
            AudienceHead::Others => self.crowd.saturating_sub(u64::from(frame.src.0 != 0)),
            AudienceHead::All => self.crowd,
        };
        self.tally.deliveries += copies;
        self.tally.unknown += copies;
    }

    fn sent(&mut self, sent: SentHead) {
        if !self.trusted {
            return;
        }
        // The kernel cannot have taken a frame that was never logged.
        let unlogged = self.next.is_some_and(|next| sent.n >= next && sent.n > 0);
        self.tally.orphans += u64::from(unlogged);
        self.tally.orphans += self.members.sent(sent);
    }

    fn close(&mut self, close: &Close) {
        let Some(settled) = self.members.close(close) else {
            self.tally.orphans += u64::from(close.tx > 0);
            return;
        };
        self.settle(settled, close);
    }

    fn settle(&mut self, settled: Settled, close: &Close) {
        self.tally.orphans += u64::from(settled.orphan);
        self.tally.lost += settled.vanished;
        *match close.why.as_str() {
            // It went away itself, or said that it would.
            "left" | "reset" | "end-word" => &mut self.tally.gone,
            // The daemon died; the kernel may have taken more than the last `sent` says.
            why if Close::is_in_doubt(why) => &mut self.tally.unknown,
            _ => {
                if settled.unsent > 0 {
                    self.findings.undelivered(close, settled.unsent);
                }
                &mut self.tally.lost
            }
        } += settled.unsent;
    }

    /// What is still owed to the peers can no longer be known.
    fn forget(&mut self) {
        self.tally.unknown += self.members.forget();
    }
}

impl Visitor for Audit {
    fn begin(&mut self, _name: SegmentName) {
        self.end = None;
        self.in_first_block = true;
    }

    fn block(&mut self, block: &Block<'_>) -> Result<bool, Malformed> {
        for item in block.records() {
            self.item(item?);
        }
        if self.in_first_block {
            self.in_first_block = false;
            self.tally.unknown += self.members.forget_absent();
        }
        Ok(self.end.is_some())
    }

    fn damage(&mut self) {
        self.tally.gaps += 1;
        if self.trusted {
            self.crowd = self.members.open.len() as u64;
        }
        self.forget();
        self.trusted = false;
        self.in_first_block = false;
    }

    /// What is not in the log any more is no gap in it: the account begins anew where the log does.
    fn overtaken(&mut self) {
        self.overtaken = true;
    }
}

/// The daemon makes the next segment before it ends one of these, so a reader who does not find it
/// knows that it was taken away.
fn promises_more(end: &End) -> bool {
    !end.next.is_empty() && !matches!(end.why.as_str(), "stop" | "recovered")
}
