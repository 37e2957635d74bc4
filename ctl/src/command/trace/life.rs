//! A frame's life, carried along record by record from the frame on.

use std::rc::Rc;

use tp_proto::frame_log::{AudienceHead, Close, FrameHead, Mode, PeerTable, SentHead};

use super::copy::{Copy, Doubt, Fate};
use crate::entry::{Entry, Party, Recipients};
use crate::output;

/// A log that says nothing for so long, while somebody waits, is not being written any more: the
/// daemon cuts whoever takes nothing for 10 s.
const FRESH_NS: u64 = 60_000_000_000;

/// A frame and its copies.
#[derive(Debug)]
pub(super) struct Life {
    pub(super) frame: Entry,
    /// Bytes of each copy: the frame's, and what stands around them.
    pub(super) copy_bytes: u64,
    /// What stands before them.
    pub(super) label: Option<String>,
    /// What stands behind them.
    pub(super) separator: Option<String>,
    /// What people call its sender.
    pub(super) sender: Option<String>,
    /// What is kept instead of its bytes.
    pub(super) hash: Option<Vec<u8>>,
    /// The room's mode when it came.
    pub(super) mode: Mode,
    /// Whom the record says it is for.
    pub(super) audience: &'static str,
    pub(super) copies: Vec<Copy>,
    /// The latest time on record.
    pub(super) last_t: u64,
    /// Something could not be read: a client may have left in it.
    blind: bool,
}

impl Life {
    /// The life of a frame at this place of the log. `table` has who was there, and what was for
    /// each, this frame included.
    pub(super) fn begin(room: &Rc<str>, frame: &FrameHead<'_>, table: &PeerTable) -> Life {
        let name = |conn| table.get(conn).and_then(|peer| peer.name.clone());
        let entry = Entry::new(room, frame, table, true);
        let copy_bytes = frame.delivered();
        let copy = |party: &Party| match table.get(party.conn) {
            Some(peer) => Copy {
                party: *party,
                name: peer.name.clone(),
                before: table.due(peer).saturating_sub(copy_bytes),
                fate: Fate::Waiting { taken: 0, backlog: None },
            },
            None => Copy { party: *party, name: None, before: 0, fate: Fate::Unknown(Doubt::Stranger) },
        };
        let copies = match &entry.to {
            Recipients::Listed(listed) => listed.iter().map(copy).collect(),
            Recipients::Counted(..) => Vec::new(),
        };
        let audience = match frame.to {
            AudienceHead::Listed(_) => "listed",
            AudienceHead::Others => "others",
            AudienceHead::All => "all",
        };
        let (sender, hash) = (name(frame.src.0), frame.hash.map(<[u8]>::to_vec));
        let (mode, last_t) = (table.mode(), frame.t);
        let [label, separator] = [frame.around.label, frame.around.separator].map(|text| text.map(str::to_owned));
        Life { frame: entry, copy_bytes, label, separator, sender, hash, mode, audience, copies, last_t, blind: false }
    }

    /// Whether it is known of every copy what became of it.
    pub(super) fn is_settled(&self) -> bool {
        !self.copies.iter().any(Copy::is_waiting)
    }

    pub(super) fn saw(&mut self, t: u64) {
        self.last_t = self.last_t.max(t);
    }

    pub(super) fn sent(&mut self, sent: &SentHead, table: &PeerTable) {
        self.saw(sent.t);
        let (n, len, all_named) = (self.frame.n, self.copy_bytes, !self.blind);
        for copy in self.waiting() {
            let due = table.get(copy.party.conn).map_or(0, |peer| table.due(peer));
            copy.sent(n, len, sent, due, all_named);
        }
    }

    pub(super) fn closed(&mut self, close: &Close) {
        self.saw(close.t);
        let (n, len) = (self.frame.n, self.copy_bytes);
        self.waiting().filter(|copy| copy.party.conn == close.conn).for_each(|copy| copy.closed(n, len, close));
    }

    pub(super) fn vanished(&mut self, conn: u64) {
        let gone = self.waiting().filter(|copy| copy.party.conn == conn);
        gone.for_each(|copy| copy.fate = Fate::Unknown(Doubt::Vanished));
    }

    /// Something cannot be read.
    pub(super) fn damage(&mut self) {
        self.blind = true;
    }

    /// A segment begins, which names everybody who is there.
    pub(super) fn named_anew(&mut self) {
        self.blind = false;
    }

    /// Nothing more is there to be read. `over` says that what comes behind is not here.
    pub(super) fn end(&mut self, over: bool) {
        let doubt = match (self.blind, over) {
            (true, _) => Doubt::Damage,
            (false, true) => Doubt::LogEnds,
            (false, false) => return,
        };
        self.waiting().for_each(|copy| copy.fate = Fate::Unknown(doubt));
    }

    /// How long a copy that still waits has waited, in nanoseconds: until now while the log is being
    /// written, else until it was written last.
    pub(super) fn waited(&self) -> u64 {
        let now = output::now();
        let is_fresh = now.saturating_sub(self.last_t) < FRESH_NS;
        (if is_fresh { now } else { self.last_t }).saturating_sub(self.frame.t)
    }

    fn waiting(&mut self) -> impl Iterator<Item = &mut Copy> {
        self.copies.iter_mut().filter(|copy| copy.is_waiting())
    }
}
