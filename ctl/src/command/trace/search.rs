//! Looks for a frame in a room, then goes on until it is known what became of each copy.
//!
//! It holds the room's table of peers and, once found, the one frame.

use std::rc::Rc;

use tp_proto::frame_log::{Close, End, FrameHead, Gap, Header, Open, PeerTable, Record, SentHead, TablePeer};

use super::absent::Absent;
use super::life::Life;
use crate::log::{Missing, Witness};

/// A search for a frame.
#[derive(Debug)]
pub(super) struct Search {
    n: u64,
    pub(super) room: Rc<str>,
    /// Who is there, and what was for each.
    table: PeerTable,
    pub(super) life: Option<Life>,
    pub(super) absent: Option<Absent>,
    /// What comes behind the frame is wanted.
    onward: bool,
    behind_damage: bool,
    /// The last words of the segment that is being read.
    pub(super) end: Option<End>,
}

impl Search {
    pub(super) fn new(n: u64, room: Rc<str>) -> Search {
        let table = PeerTable::default();
        Search { n, room, table, life: None, absent: None, onward: false, behind_damage: false, end: None }
    }

    /// From here on what became of the copies is wanted.
    pub(super) fn go_on(&mut self) {
        self.onward = true;
    }

    /// Counts what a frame is for each. What is on its way is never asked of this table, so it need
    /// not remember the frame.
    fn count(&mut self, frame: &FrameHead<'_>) {
        self.table.frame(frame);
        self.table.sent(SentHead { t: frame.t, n: frame.n, behind: Vec::new() });
    }

    /// The log goes on with number `next`, which is not the one that is looked for.
    fn passed(&mut self, absent: Absent) {
        if self.life.is_none() && self.absent.is_none() {
            self.absent = Some(if self.behind_damage { Absent::Unreadable } else { absent });
        }
    }
}

impl Witness for Search {
    fn header(&mut self, header: &Header) {
        self.end = None;
        self.table.apply(&Record::Header(header.clone()));
        if header.first > self.n {
            self.passed(Absent::Removed { first: header.first });
        }
        if let Some(life) = &mut self.life {
            life.named_anew();
        }
    }

    fn opened(&mut self, open: &Open) {
        self.table.apply(&Record::Open(open.clone()));
        if let Some(life) = &mut self.life {
            life.saw(open.t);
        }
    }

    fn frame(&mut self, frame: &FrameHead<'_>, _table: &PeerTable) {
        self.count(frame);
        match &mut self.life {
            Some(life) => life.saw(frame.t),
            None if frame.n == self.n => self.life = Some(Life::begin(&self.room, frame, &self.table)),
            None if frame.n > self.n => self.passed(Absent::Removed { first: frame.n }),
            None => self.behind_damage = false,
        }
    }

    fn sent(&mut self, sent: &SentHead) {
        if let Some(life) = &mut self.life {
            life.sent(sent, &self.table);
        }
    }

    fn closed(&mut self, close: &Close, _peer: &TablePeer) {
        if let Some(life) = &mut self.life {
            life.closed(close);
        }
        self.table.forget(close.conn);
    }

    fn vanished(&mut self, conn: u64) {
        if let Some(life) = &mut self.life {
            life.vanished(conn);
        }
        self.table.forget(conn);
    }

    fn gap(&mut self, gap: &Gap) {
        if (gap.n..gap.n.saturating_add(gap.count)).contains(&self.n) {
            self.absent.get_or_insert(Absent::NotLogged(gap.clone()));
        }
    }

    fn missing(&mut self, missing: Missing) {
        if (missing.first..missing.first.saturating_add(missing.count)).contains(&self.n) {
            self.passed(Absent::Missing(missing));
        }
    }

    fn damage(&mut self) {
        self.behind_damage = true;
        if let Some(life) = &mut self.life {
            life.damage();
        }
    }

    fn ended(&mut self, end: &End) {
        self.end = Some(end.clone());
    }

    fn is_full(&self) -> bool {
        match &self.life {
            Some(life) => !self.onward || life.is_settled(),
            None => self.absent.is_some(),
        }
    }
}
