//! Those who leave a room, as its log is walked through.

use std::collections::{HashMap, HashSet, VecDeque};

use tp_proto::control::{PeerRow, PeerState};
use tp_proto::frame_log::{Close, FrameHead, Header, Open, PeerTable, TablePeer};

use super::super::peer::{Left, Peer};
use super::super::select;
use super::super::state::State;
use crate::args::PeerFilterArgs;
use crate::log::Witness;

/// The last ones who left.
#[derive(Debug)]
pub(super) struct Leavers {
    room: String,
    wanted: PeerFilterArgs,
    count: usize,
    peers: VecDeque<Peer>,
    /// Those who are there, as their `open` has them.
    present: HashMap<u64, Open>,
    /// How many frames came from each of them, of those that were read.
    frames: HashMap<u64, u64>,
    /// Those of them of whom the log does not hold when they came.
    earlier: HashSet<u64>,
    /// When the segment that is being read was begun.
    begun: Option<u64>,
    /// The first segment is the room's first: nobody was there before it.
    from_the_start: bool,
}

impl Leavers {
    /// Nobody yet, and never more than `count`. `from_the_oldest` says that the oldest segment that
    /// there is comes first.
    pub(super) fn new(room: &str, wanted: &PeerFilterArgs, count: usize, from_the_oldest: bool) -> Leavers {
        Leavers {
            room: room.to_owned(),
            wanted: wanted.clone(),
            count,
            peers: VecDeque::new(),
            present: HashMap::new(),
            frames: HashMap::new(),
            earlier: HashSet::new(),
            begun: None,
            from_the_start: from_the_oldest,
        }
    }

    /// All of them.
    pub(super) fn finish(self) -> Vec<Peer> {
        self.peers.into()
    }

    fn left(&mut self, conn: u64, left: Left, traffic: [u64; 3]) {
        let Some(open) = self.present.remove(&conn) else { return };
        let joined_before = self.earlier.remove(&conn);
        let rx_frames = self.frames.remove(&conn).unwrap_or(0);
        let mut peer = peer(&self.room, open, Left { joined_before, ..left }, traffic);
        // What came before the first segment that was read is not counted.
        peer.row.rx_frames = rx_frames.max(u64::from(peer.row.rx_bytes > 0));
        if self.count == 0 || !select::is_wanted(&peer, &self.wanted) {
            return;
        }
        if self.peers.len() == self.count {
            self.peers.pop_front();
        }
        self.peers.push_back(peer);
    }
}

impl Witness for Leavers {
    fn header(&mut self, header: &Header) {
        self.from_the_start &= self.begun.is_none() && header.first == 1;
        self.begun = Some(header.time.unix_ns);
    }

    fn opened(&mut self, open: &Open) {
        // A segment names those who were there before with the time at which it was begun.
        let named_anew = self.begun == Some(open.t) && !self.from_the_start;
        if named_anew && open.earlier.is_none() {
            self.earlier.insert(open.conn);
        }
        let before = open.earlier.as_ref().map_or(0, |earlier| earlier.rx_frames);
        let frames = self.frames.entry(open.conn).or_default();
        *frames = before.max(*frames);
        self.present.insert(open.conn, open.clone());
    }

    fn frame(&mut self, frame: &FrameHead<'_>, _table: &PeerTable) {
        if let Some(frames) = self.frames.get_mut(&frame.src.0) {
            *frames += 1;
        }
    }

    fn closed(&mut self, close: &Close, _peer: &TablePeer) {
        let left = Left { t: Some(close.t), why: close.why.clone(), through: close.through, joined_before: false };
        self.left(close.conn, left, [close.rx, close.tx, close.undelivered]);
    }

    fn vanished(&mut self, conn: u64) {
        self.left(conn, Left::default(), [0; 3]);
    }
}

fn peer(room: &str, open: Open, left: Left, [rx_bytes, tx_bytes, undelivered]: [u64; 3]) -> Peer {
    let row = PeerRow {
        number: open.conn,
        room: room.to_owned(),
        peer: open.peer.0,
        local: open.local.0,
        name: open.name.unwrap_or_default(),
        since: open.earlier.map_or(open.t, |earlier| earlier.since),
        state: PeerState::Leaving,
        rx_frames: 0,
        rx_bytes,
        tx_frames: 0,
        tx_bytes,
        backlog_bytes: undelivered,
        last_rx: None,
        last_tx: None,
        unanswered_frames: 0,
    };
    Peer { row, state: State::Leaving, idle_ns: None, left: Some(left) }
}
