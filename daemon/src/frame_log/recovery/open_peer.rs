//! A peer that is open at the end of a room's log: all that the log knows of it.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use tp_proto::frame_log::{Behind, Close, Earlier, Endpoint, Open, TablePeer};

use super::remains::Remains;
use super::survey::Survey;

/// A peer whose `open` record no `close` follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenPeer {
    /// Its number.
    pub conn: u64,
    /// The client's end of its connection.
    pub peer: SocketAddr,
    /// The server's end.
    pub local: SocketAddr,
    /// When it joined, nanoseconds since the Unix epoch.
    pub since: u64,
    /// Bytes read from it.
    pub rx: u64,
    /// Frames read from it.
    pub rx_frames: u64,
    /// Length in bytes of the last of them, if it is later than the record that names it last.
    pub last_frame_len: Option<u64>,
    /// Bytes that were for it, taken by the kernel or not.
    pub due: u64,
    /// Frames that were for it.
    pub due_frames: u64,
    /// Bytes that the kernel took for it, as far as is on record: it may have taken more.
    pub tx: u64,
    /// It has all of its frames through this one, as far as is on record.
    pub through: u64,
    /// The word for why it leaves once it has everything, if it does.
    pub leaving: Option<String>,
}

impl OpenPeer {
    pub(super) fn of(survey: &Survey, peer: &TablePeer) -> OpenPeer {
        let progress = survey.peers.progress(peer);
        OpenPeer {
            conn: peer.conn,
            peer: peer.peer.0,
            local: peer.local.0,
            since: peer.since,
            rx: peer.rx,
            rx_frames: peer.rx_frames,
            last_frame_len: peer.last_frame_len,
            due: survey.peers.due(peer),
            due_frames: survey.peers.due_frames(peer),
            tx: progress.tx,
            through: progress.through,
            leaving: peer.leaving.clone(),
        }
    }

    /// Its `open` record in the next segment, when the kernel has taken `tx` bytes for it and
    /// `tx_frames` frames whole.
    pub fn open(&self, tx: u64, tx_frames: u64) -> Open {
        let earlier = Earlier {
            since: self.since,
            rx_frames: self.rx_frames,
            tx_frames,
            backlog_frames: self.due_frames.saturating_sub(tx_frames),
            leaving: self.leaving.clone(),
        };
        Open {
            conn: self.conn,
            t: 0,
            peer: Endpoint(self.peer),
            local: Endpoint(self.local),
            rx: self.rx,
            tx,
            backlog: Some(self.due.saturating_sub(tx)).filter(|&bytes| bytes > 0),
            name: None,
            earlier: Some(earlier),
        }
    }

    /// How far it is, if it has not got everything.
    pub fn behind(&self) -> Option<Behind> {
        (self.tx < self.due).then_some(Behind(self.conn, self.through, self.tx))
    }

    /// Its `close` record.
    pub fn close(&self, why: &str, t: u64) -> Close {
        let (conn, rx, tx, through) = (self.conn, self.rx, self.tx, self.through);
        let undelivered = self.due.saturating_sub(tx);
        Close { conn, t, why: why.to_owned(), rx, tx, through, undelivered }
    }
}

/// Those whom a segment leaves open once it has its end. One that has it already cannot close
/// anybody any more; one that is damaged says of nobody for certain.
pub(super) fn left_open(survey: &Survey, stay: &BTreeSet<u64>) -> Vec<OpenPeer> {
    if matches!(survey.remains, Remains::Damaged { .. }) {
        return Vec::new();
    }
    let open = survey.peers.peers().filter(|peer| survey.ended || stay.contains(&peer.conn));
    open.map(|peer| OpenPeer::of(survey, peer)).collect()
}
