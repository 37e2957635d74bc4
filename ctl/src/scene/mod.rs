//! What happened in a room, boiled down to what a picture can hold.
//!
//! One pass over the records, in bounded memory whatever the log's size: the frames of the
//! beginning and the end and runs of those between ([`Strip`]), at most [`roster::PEERS_MAX`] peers
//! with their counts ([`Roster`]), and traffic over time in a fixed number of intervals
//! ([`Timeline`]). It knows nothing of how any of it is drawn.

mod audience;
mod load;
mod roster;
mod strip;
mod timeline;

use std::rc::Rc;

use tp_proto::frame_log::{Close, FrameHead, Gap, Header, Mode, Open, PeerTable, SentHead, TablePeer};

use crate::args::FilterArgs;
use crate::filter::Filter;
use crate::log::{Hole, Missing, Witness};
use audience::Audiences;
pub(crate) use audience::To;
pub(crate) use load::Load;
pub(crate) use roster::{Fate, Person, Roster};
pub(crate) use strip::{Crowd, Run, Step, Strip};
pub(crate) use timeline::{Bin, Timeline};

/// Bytes of a frame that are kept to be shown: what fits a wide line.
const TEXT_BYTES_MAX: usize = 160;

/// A room as it is looked at.
pub(crate) struct Scene {
    room: Rc<str>,
    pub(crate) filter: Filter,
    since: u64,
    until: u64,
    /// Frames still to be left out before the first that is wanted.
    skip: u64,
    /// When the first frame or event of those that are wanted came, and the last.
    pub(crate) period: Option<(u64, u64)>,
    /// The room's mode, by the last header.
    pub(crate) mode: Mode,
    /// The number from which on peers are new, by the segment's header.
    next_conn: u64,
    audiences: Audiences,
    /// Who was there.
    pub(crate) roster: Roster,
    /// What they said, in order.
    pub(crate) strip: Strip,
    /// When.
    pub(crate) timeline: Timeline,
    /// All frames that are wanted.
    pub(crate) frames: Load,
    /// All copies of them.
    pub(crate) copies: Load,
}

impl Scene {
    /// The room `room`, of which the frames are wanted that pass, but the first `skip` of those.
    pub(crate) fn new(room: &str, options: &FilterArgs, skip: u64) -> Scene {
        Scene {
            room: Rc::from(room),
            filter: Filter::new(options),
            since: options.since.map_or(0, |since| since.0),
            until: options.until.map_or(u64::MAX, |until| until.0),
            skip,
            period: None,
            mode: Mode::default(),
            next_conn: 0,
            audiences: Audiences::default(),
            roster: Roster::default(),
            strip: Strip::default(),
            timeline: Timeline::default(),
            frames: Load::default(),
            copies: Load::default(),
        }
    }

    /// Whether what happens at `t` is wanted.
    fn wants(&self, t: u64) -> bool {
        self.skip == 0 && (self.since..=self.until).contains(&t)
    }

    fn extend(&mut self, t: u64) {
        let (first, last) = self.period.unwrap_or((t, t));
        self.period = Some((first.min(t), last.max(t)));
    }

    fn take(&mut self, frame: &FrameHead<'_>, table: &PeerTable) {
        let to = self.audiences.of(frame, table);
        let (bytes, copies, delivered) = (frame.len, to.count(), frame.delivered());
        self.extend(frame.t);
        self.frames.add(1, bytes);
        self.copies.add(copies, copies.saturating_mul(delivered));
        self.timeline.add(frame.t, Bin::of(bytes, copies, delivered));
        self.roster.relay(frame.src.0, &to, bytes, delivered);
        self.strip.push(Step::Run(run(frame, to)));
    }
}

fn run(frame: &FrameHead<'_>, to: To) -> Run {
    let kept = frame.data.map(|data| &data[..data.len().min(TEXT_BYTES_MAX)]);
    let cut = kept.is_some_and(|kept| (kept.len() as u64) < frame.len);
    let text = kept.map(Box::from);
    Run { first: frame.n, last: frame.n, count: 1, t: frame.t, src: frame.src.0, to, bytes: frame.len, text, cut }
}

impl Witness for Scene {
    fn header(&mut self, header: &Header) {
        self.mode = header.mode;
        self.next_conn = header.next_conn.unwrap_or(0);
    }

    fn opened(&mut self, open: &Open) {
        self.filter.opened(open);
        self.audiences.turn();
        let was_there = open.conn < self.next_conn || open.rx > 0 || open.tx > 0 || open.backlog.is_some();
        self.roster.open(open, was_there);
        if !was_there && self.wants(open.t) {
            self.extend(open.t);
            self.roster.involve(open.conn);
            self.strip.push(Step::Joined { conn: open.conn, t: open.t });
        }
    }

    fn frame(&mut self, frame: &FrameHead<'_>, table: &PeerTable) {
        if !self.filter.passes(frame) {
            return;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        self.take(frame, table);
    }

    fn sent(&mut self, sent: &SentHead) {
        self.roster.sent(sent);
    }

    fn closed(&mut self, close: &Close, _peer: &TablePeer) {
        self.filter.closed(close.conn);
        self.audiences.turn();
        self.roster.close(close);
        if self.wants(close.t) {
            self.extend(close.t);
            self.roster.involve(close.conn);
            self.strip.push(Step::Left { conn: close.conn, t: close.t, why: Rc::from(close.why.as_str()) });
        }
    }

    fn vanished(&mut self, conn: u64) {
        self.filter.closed(conn);
        self.audiences.turn();
        self.roster.vanish(conn);
    }

    fn gap(&mut self, gap: &Gap) {
        if self.wants(gap.t0) {
            Hole::gap(gap).tell(&self.room);
            self.strip.push(Step::Missing { first: gap.n, count: gap.count });
        }
    }

    fn missing(&mut self, missing: Missing) {
        // What is missing has no time: it is told where the frames around it are.
        if self.skip == 0 && self.frames.count > 0 {
            Hole::missing(missing).tell(&self.room);
            self.strip.push(Step::Missing { first: missing.first, count: missing.count });
        }
    }
}

/// Counts the frames that pass, so that the last of them can be told.
pub(crate) struct Count {
    filter: Filter,
    /// How many there are.
    pub(crate) frames: u64,
}

impl Count {
    /// Nothing is counted yet.
    pub(crate) fn new(options: &FilterArgs) -> Count {
        Count { filter: Filter::new(options), frames: 0 }
    }
}

impl Witness for Count {
    fn opened(&mut self, open: &Open) {
        self.filter.opened(open);
    }

    fn frame(&mut self, frame: &FrameHead<'_>, _table: &PeerTable) {
        self.frames += u64::from(self.filter.passes(frame));
    }

    fn closed(&mut self, close: &Close, _peer: &TablePeer) {
        self.filter.closed(close.conn);
    }

    fn vanished(&mut self, conn: u64) {
        self.filter.closed(conn);
    }
}
