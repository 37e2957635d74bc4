//! Goes through a room's records and keeps the table of its peers, so that whoever looks at a frame
//! knows who was there.
//!
//! What it holds is the table and nothing of the frames. A segment names all peers anew in its first
//! block: those that it does not name have gone, whether or not their `close` could be read.

use std::collections::HashSet;
use std::rc::Rc;

use tp_names::Book;
use tp_proto::frame_log::{
    Block, Close, End, FrameHead, Gap, Header, Item, Malformed, Open, PeerTable, Record, SegmentName, SentHead,
    TablePeer,
};

use super::names_file::{Names, call, others};
use super::room_reader::Visitor;

/// Frames that the log does not hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Missing {
    /// Number of the first of them.
    pub(crate) first: u64,
    /// How many.
    pub(crate) count: u64,
    /// They are in what is damaged; else they have gone.
    pub(crate) unreadable: bool,
}

/// What a walk shows the records to. What is not wanted need not be taken.
pub(crate) trait Witness {
    /// A segment begins.
    fn header(&mut self, _header: &Header) {}

    /// A peer joined, or was there when what is left of the log begins.
    fn opened(&mut self, _open: &Open) {}

    /// Somebody is about to come or go: `table` has who was there for all frames until now.
    fn changing(&mut self, _table: &PeerTable) {}

    /// People call somebody who is there otherwise from now on.
    fn renamed(&mut self, _peer: &TablePeer) {}

    /// A frame; `table` has who was there.
    fn frame(&mut self, frame: &FrameHead<'_>, table: &PeerTable);

    /// How far the kernel has taken what was relayed.
    fn sent(&mut self, _sent: &SentHead) {}

    /// A peer left.
    fn closed(&mut self, _close: &Close, _peer: &TablePeer) {}

    /// A peer has gone, and the log does not hold when and why.
    fn vanished(&mut self, _conn: u64) {}

    /// Frames were relayed and not logged.
    fn gap(&mut self, _gap: &Gap) {}

    /// Frames are not in the log any more, or cannot be read.
    fn missing(&mut self, _missing: Missing) {}

    /// Something of the log cannot be read: who came and left in it, only the next segment tells.
    fn damage(&mut self) {}

    /// A segment's last words.
    fn ended(&mut self, _end: &End) {}

    /// Whether nothing more should come for now.
    fn is_full(&self) -> bool {
        false
    }
}

/// A walk through a room's records, for one witness.
#[derive(Debug)]
pub(crate) struct Walk<W> {
    /// Who looks on.
    pub(crate) witness: W,
    names: Names,
    /// What they say, as it is shown to the witness.
    book: Rc<Book>,
    table: PeerTable,
    /// Number of the next frame, once anything was read.
    next: Option<u64>,
    /// Whom the present segment's first block has named; `None` behind that block.
    named: Option<HashSet<u64>>,
    ended: bool,
    /// Something could not be read since the last number.
    damaged: bool,
}

impl<W: Witness> Walk<W> {
    /// A walk from wherever its reader begins, among peers who are called as `names` says.
    pub(crate) fn new(witness: W, names: &Names) -> Walk<W> {
        let (names, book) = (names.clone(), names.book());
        Walk {
            witness,
            names,
            book,
            table: PeerTable::default(),
            next: None,
            named: None,
            ended: false,
            damaged: false,
        }
    }

    /// Number of the next frame, once anything was read.
    pub(crate) fn next(&self) -> Option<u64> {
        self.next
    }

    /// Whether something could not be read since the last frame.
    pub(crate) fn is_behind_damage(&self) -> bool {
        self.damaged
    }

    /// All is read for now: the witness may look at the table once more.
    pub(crate) fn rest(&mut self) {
        self.witness.changing(&self.table);
    }

    fn take(&mut self, item: Item<'_>) {
        match item {
            Item::Frame(frame) => {
                self.number(frame.n, 1);
                self.witness.frame(&frame, &self.table);
            }
            Item::Sent(sent) => {
                // It stands behind the names in a segment's first block, and is about them alone.
                self.forget_unnamed();
                self.witness.sent(&sent);
            }
            Item::Other(record) => self.record(*record),
            Item::Unknown => {}
        }
    }

    fn record(&mut self, mut record: Record) {
        if let Record::Open(open) = &mut record {
            call(open, &self.book);
        }
        match &record {
            Record::Header(header) => {
                self.number(header.first, 0);
                self.table.apply(&record);
                self.witness.header(header);
            }
            Record::Open(open) => {
                self.named.as_mut().map(|named| named.insert(open.conn));
                if self.table.get(open.conn).is_none() {
                    self.witness.changing(&self.table);
                    self.table.apply(&record);
                    self.witness.opened(open);
                }
            }
            Record::Close(close) => {
                if let Some(peer) = self.table.get(close.conn) {
                    self.witness.changing(&self.table);
                    self.witness.closed(close, peer);
                }
                self.table.apply(&record);
            }
            Record::Gap(gap) => {
                self.number(gap.n, gap.count);
                self.witness.gap(gap);
            }
            Record::End(end) => {
                self.ended = true;
                self.witness.ended(end);
            }
            Record::Note(_) | Record::Frame(_) | Record::Sent(_) | Record::Seal(_) => {}
        }
    }

    /// Takes up what people call those who are there now: for whoever follows a log. All else is shown by
    /// the names with which a walk begins.
    pub(crate) fn look_at_names(&mut self) {
        let now = self.names.book();
        if Rc::ptr_eq(&now, &self.book) {
            return;
        }
        let others = others(&self.book, &now, self.table.peers());
        self.book = now;
        if !others.is_empty() {
            self.witness.changing(&self.table);
        }
        for (conn, name) in others {
            self.table.rename(conn, name);
            if let Some(peer) = self.table.get(conn) {
                self.witness.renamed(peer);
            }
        }
    }

    /// Numbers `n` and the `count - 1` behind it are here; tells which should have come before.
    fn number(&mut self, n: u64, count: u64) {
        let next = self.next.unwrap_or(n);
        let unreadable = std::mem::take(&mut self.damaged);
        if n > next {
            self.witness.missing(Missing { first: next, count: n - next, unreadable });
        }
        self.next = Some(next.max(n.saturating_add(count)));
    }

    /// Those whom the segment's first block did not name are not there any more.
    #[inline]
    fn forget_unnamed(&mut self) {
        // Nearly always there is nothing to do, and a set is much to move.
        if self.named.is_some() {
            self.forget_all_but_named();
        }
    }

    #[inline(never)]
    fn forget_all_but_named(&mut self) {
        let named = self.named.take().unwrap_or_default();
        let gone: Vec<u64> = self.table.peers().map(|peer| peer.conn).filter(|conn| !named.contains(conn)).collect();
        if !gone.is_empty() {
            self.witness.changing(&self.table);
        }
        for conn in gone {
            self.table.forget(conn);
            self.witness.vanished(conn);
        }
    }
}

impl<W: Witness> Visitor for Walk<W> {
    fn begin(&mut self, _name: SegmentName) {
        self.ended = false;
        self.named = Some(HashSet::new());
    }

    fn block(&mut self, block: &Block<'_>) -> Result<bool, Malformed> {
        for item in block.records() {
            self.take(item?);
        }
        self.forget_unnamed();
        Ok(self.ended)
    }

    fn damage(&mut self) {
        // Whoever came or left in what cannot be read is set right by the next segment.
        self.named = None;
        self.damaged = true;
        self.witness.damage();
    }

    fn is_full(&self) -> bool {
        self.witness.is_full()
    }
}
