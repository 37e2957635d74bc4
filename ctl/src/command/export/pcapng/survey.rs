//! The first pass over a room's log: what has to be known before the first packet is written.
//!
//! It holds a word for each peer that is there or that did not get everything, and nothing of the
//! frames. What is wrong with the log is said by the second pass.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs::File;
use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use tp_proto::frame_log::{
    AudienceHead, BlockError, Blocks, Close, FrameHead, Open, PeerTable, SegmentName, SentHead, TablePeer,
};

use super::super::merged::Place;
use crate::log::{LogError, Metered, Room, Visitor as _, Walk, Witness, file};
use crate::output::Progress;

/// How far the kernel took what was for a peer that did not get everything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limit {
    /// It got all of its frames through this one.
    pub(super) through: u64,
    /// Bytes that the kernel took for it in all, where the log says.
    pub(super) tx: Option<u64>,
}

/// The two ends of a connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Ends {
    /// The client's.
    pub(super) peer: SocketAddr,
    /// The server's.
    pub(super) local: SocketAddr,
}

impl Ends {
    /// As an `open` record says, IPv4 as IPv4.
    pub(super) fn of(open: &Open) -> Ends {
        let canonical = |address: SocketAddr| SocketAddr::new(address.ip().to_canonical(), address.port());
        Ends { peer: canonical(open.peer.0), local: canonical(open.local.0) }
    }
}

/// The name that belongs to an address; `None` where there are several.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_address: BTreeMap<IpAddr, Option<String>>,
}

impl Names {
    fn note(&mut self, address: IpAddr, name: &str) {
        let known = self.by_address.entry(address).or_insert_with(|| Some(name.to_owned()));
        if known.as_deref() != Some(name) {
            *known = None;
        }
    }

    /// Those that are unique for an address.
    pub(super) fn unique(&self) -> impl Iterator<Item = (IpAddr, &str)> {
        self.by_address.iter().filter_map(|(&address, name)| Some((address, name.as_deref()?)))
    }
}

/// What is known of a room beforehand.
#[derive(Debug)]
pub(super) struct Survey {
    /// Where its last block begins.
    pub(super) last: Place,
    /// The peers that did not get everything that was for them.
    pub(super) limits: HashMap<u64, Limit>,
    /// The ends of peers whose frames stand before the first `open` that names them.
    pub(super) strangers: HashMap<u64, Option<Ends>>,
    /// A room's server end.
    pub(super) local: Option<SocketAddr>,
}

impl Survey {
    /// Reads a room's segments as they are now.
    pub(super) fn of(
        room: &Room,
        names: &mut Names,
        progress: &Rc<Progress>,
        interrupted: &AtomicBool,
    ) -> Result<Survey, LogError> {
        let mut visitor = Metered::new(Walk::new(Surveyor::new(names), &room.names), progress);
        for name in room.segments.list()? {
            // One that retention takes meanwhile is missing in the second pass too.
            if let Ok(file) = file::open(&room.segments.path(name)) {
                visitor.begin(name);
                survey_segment(name, file, &mut visitor, interrupted);
            }
        }
        Ok(visitor.visitor.witness.finish())
    }
}

/// Reads a segment as far as it can be read, as a [`RoomReader`](crate::log::RoomReader) does.
fn survey_segment(name: SegmentName, file: File, visitor: &mut Metered<Walk<Surveyor<'_>>>, interrupted: &AtomicBool) {
    let mut blocks = Blocks::new(file);
    while !interrupted.load(Ordering::Relaxed) {
        match blocks.next() {
            Ok(None) => return,
            Ok(Some(block)) => {
                let place = (name, block.offset);
                if visitor.block(&block).is_err() {
                    visitor.damage();
                }
                visitor.visitor.witness.survey.last = place;
            }
            Err(BlockError::Damaged { .. } | BlockError::NotAFrameLog) => {
                visitor.damage();
                if !matches!(blocks.resync(), Ok(Some(_))) {
                    return;
                }
            }
            Err(BlockError::Io { .. } | BlockError::Version(_)) => return,
        }
    }
}

/// Notes what a survey needs.
struct Surveyor<'a> {
    survey: Survey,
    names: &'a mut Names,
    /// Who is there.
    open: HashSet<u64>,
    /// The last record of how far everybody is.
    sent: Option<SentHead>,
}

impl Surveyor<'_> {
    fn new(names: &mut Names) -> Surveyor<'_> {
        // Before any block there is.
        let last = (SegmentName { first: 0, turn: 0 }, 0);
        let (limits, strangers) = Default::default();
        let survey = Survey { last, limits, strangers, local: None };
        Surveyor { survey, names, open: HashSet::new(), sent: None }
    }

    /// Nothing more is known of the peers that are still there.
    fn finish(mut self) -> Survey {
        for conn in std::mem::take(&mut self.open) {
            self.limit(conn);
        }
        self.survey
    }

    /// A peer got what the last record says and nothing that is known of beyond.
    fn limit(&mut self, conn: u64) {
        let sent = self.sent.as_ref();
        let behind = sent.and_then(|sent| sent.behind.iter().find(|behind| behind.0 == conn));
        let limit = match behind {
            Some(behind) => Limit { through: behind.1, tx: Some(behind.2) },
            None => Limit { through: sent.map_or(0, |sent| sent.n), tx: None },
        };
        self.survey.limits.insert(conn, limit);
    }

    fn meet(&mut self, conn: u64, table: &PeerTable) {
        if conn != 0 && table.get(conn).is_none() {
            self.survey.strangers.entry(conn).or_default();
        }
    }
}

impl Witness for Surveyor<'_> {
    fn opened(&mut self, open: &Open) {
        let ends = Ends::of(open);
        self.open.insert(open.conn);
        self.survey.local.get_or_insert(ends.local);
        if let Some(unknown) = self.survey.strangers.get_mut(&open.conn) {
            *unknown = Some(ends);
        }
        if let Some(name) = &open.name {
            self.names.note(ends.peer.ip(), name);
        }
    }

    fn frame(&mut self, frame: &FrameHead<'_>, table: &PeerTable) {
        self.meet(frame.src.0, table);
        if let AudienceHead::Listed(listed) = frame.to {
            listed.iter().for_each(|source| self.meet(source.0, table));
        }
    }

    fn sent(&mut self, sent: &SentHead) {
        self.sent = Some(sent.clone());
    }

    fn closed(&mut self, close: &Close, _peer: &TablePeer) {
        self.open.remove(&close.conn);
        if close.undelivered > 0 {
            let limit = Limit { through: close.through, tx: Some(close.tx) };
            self.survey.limits.insert(close.conn, limit);
        }
    }

    fn vanished(&mut self, conn: u64) {
        if self.open.remove(&conn) {
            self.limit(conn);
        }
    }
}
