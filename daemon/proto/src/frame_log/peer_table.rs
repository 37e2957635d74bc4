//! Who is in the room at a place of the log: the table that `open` and `close` records keep, and
//! how far each peer has got.
//!
//! A frame costs one step here, however many peers it is for: what a rule relays is counted once
//! for the room, and a peer's share is worked out when somebody asks.

use std::collections::BTreeMap;
use std::ops::Range;

use super::frame_head::{AudienceHead, FrameHead, SentHead};
use super::record::{Audience, Earlier, Endpoint, Frame, Mode, Note, Open, Record, Source};

/// A peer that is open at this place of the log.
#[derive(Debug, Clone)]
pub struct TablePeer {
    /// Its number.
    pub conn: u64,
    /// The client's end.
    pub peer: Endpoint,
    /// The server's end.
    pub local: Endpoint,
    /// What people call it.
    pub name: Option<String>,
    /// When it joined, nanoseconds since the Unix epoch.
    pub since: u64,
    /// Bytes read from it.
    pub rx: u64,
    /// Frames read from it, as far as is on record.
    pub rx_frames: u64,
    /// Length in bytes of the last frame from it since the record that named it last.
    pub last_frame_len: Option<u64>,
    /// Why it leaves once it has everything, if it does.
    pub leaving: Option<String>,
    /// Frames that were for it by list, and those before its `open` record.
    listed_frames: u64,
    /// Frames by rule that were not for it.
    excluded_frames: u64,
    /// Bytes that were for it by list, and those before its `open` record.
    listed: u64,
    /// Bytes of those that the kernel had not taken at its `open` record.
    backlog: u64,
    /// Bytes by rule that were not for it: from before its time, and its own under `others`.
    excluded: u64,
    /// Number of the first frame that can be for it.
    joined: u64,
}

/// How far a peer has got, as the log says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// It has all of its frames through this one.
    pub through: u64,
    /// Bytes the kernel took for it in all.
    pub tx: u64,
}

/// The peers of a room, carried along record by record.
#[derive(Debug, Clone, Default)]
pub struct PeerTable {
    mode: Mode,
    open: BTreeMap<u64, TablePeer>,
    /// Bytes of all frames that were relayed by rule.
    ruled: u64,
    /// And those frames.
    ruled_frames: u64,
    last_sent: Option<SentHead>,
    /// The frames since `last_sent`.
    unsent: Vec<Unsent>,
    /// The peers that those list.
    listed: Vec<u64>,
    /// Number of the next frame.
    next: u64,
}

#[derive(Debug, Clone)]
struct Unsent {
    n: u64,
    src: u64,
    to: Whom,
    /// Bytes that its sender sent.
    len: u64,
    /// Bytes that each recipient is sent.
    delivered: u64,
}

/// Who a frame is for.
#[derive(Debug, Clone)]
enum Whom {
    /// Those at this place of the table's list.
    Listed(Range<usize>),
    Others,
    All,
}

impl PeerTable {
    /// The table of a reader who starts with a checkpoint: what it says of everybody who is there,
    /// once it has taken in the records behind it, is what a reader from the segment's start says.
    /// `next` is the number of the next frame, as the seal of the checkpoint's block has it.
    pub fn at_checkpoint(mode: Mode, next: u64, checkpoint: &Note) -> PeerTable {
        let mut table = PeerTable { mode, next, ..PeerTable::default() };
        checkpoint.peers.iter().flatten().for_each(|peer| table.open(peer));
        table
    }

    /// People call somebody this from now on.
    pub fn rename(&mut self, conn: u64, name: Option<String>) {
        if let Some(peer) = self.open.get_mut(&conn) {
            peer.name = name;
        }
    }

    /// Takes in the next record. A checkpoint changes nothing: it says what is known already.
    ///
    /// A header changes the mode and keeps the peers: the `open` records of a segment's first
    /// block repeat those that were there before.
    pub fn apply(&mut self, record: &Record) {
        match record {
            Record::Header(header) => {
                self.mode = header.mode;
                self.next = self.next.max(header.first);
            }
            Record::Open(open) => self.open(open),
            Record::Close(close) => {
                self.open.remove(&close.conn);
            }
            Record::Frame(frame) => {
                let to = match &frame.to {
                    Audience::Listed(listed) => self.list(listed.iter().copied()),
                    Audience::Others => Whom::Others,
                    Audience::All => Whom::All,
                };
                self.relay(Unsent { n: frame.n, src: frame.src.0, to, len: frame.len, delivered: frame.delivered() });
            }
            Record::Sent(sent) => self.sent(SentHead { t: sent.t, n: sent.n, behind: sent.behind.clone() }),
            Record::Note(note) if note.event == Note::LEAVING => self.leaving(note),
            Record::Gap(_) | Record::Note(_) | Record::Seal(_) | Record::End(_) => {}
        }
    }

    /// Takes in the next record, a frame: it costs no allocation.
    pub fn frame(&mut self, frame: &FrameHead<'_>) {
        let to = match frame.to {
            AudienceHead::Listed(listed) => self.list(listed.iter()),
            AudienceHead::Others => Whom::Others,
            AudienceHead::All => Whom::All,
        };
        self.relay(Unsent { n: frame.n, src: frame.src.0, to, len: frame.len, delivered: frame.delivered() });
    }

    /// Takes in the next record, how far the kernel has taken what was relayed.
    pub fn sent(&mut self, sent: SentHead) {
        self.last_sent = Some(sent);
        self.unsent.clear();
        self.listed.clear();
    }

    /// Takes a peer out of whose leaving there is no record.
    pub fn forget(&mut self, conn: u64) {
        self.open.remove(&conn);
    }

    /// The room's mode.
    pub fn mode(&self) -> Mode {
        self.mode
    }

    /// The peers that are open, by number.
    pub fn peers(&self) -> impl ExactSizeIterator<Item = &TablePeer> {
        self.open.values()
    }

    /// An open peer.
    pub fn get(&self, conn: u64) -> Option<&TablePeer> {
        self.open.get(&conn)
    }

    /// Those that a frame at this place of the log is for.
    ///
    /// A listed recipient that is not open is left out.
    pub fn recipients(&self, frame: &Frame) -> Vec<&TablePeer> {
        match &frame.to {
            Audience::Listed(listed) => listed.iter().filter_map(|source| self.open.get(&source.0)).collect(),
            Audience::Others => self.open.values().filter(|peer| peer.conn != frame.src.0).collect(),
            Audience::All => self.open.values().collect(),
        }
    }

    /// Bytes that were for `peer` since its connection began, taken by the kernel or not.
    pub fn due(&self, peer: &TablePeer) -> u64 {
        peer.listed.saturating_add(self.ruled.saturating_sub(peer.excluded))
    }

    /// Frames that were for `peer` since its connection began, taken by the kernel or not, as far as
    /// is on record.
    pub fn due_frames(&self, peer: &TablePeer) -> u64 {
        peer.listed_frames.saturating_add(self.ruled_frames.saturating_sub(peer.excluded_frames))
    }

    /// How far `peer` has got by the last `sent` record.
    pub fn progress(&self, peer: &TablePeer) -> Progress {
        let last = self.last_sent.as_ref();
        if let Some(behind) = last.and_then(|sent| sent.behind.iter().find(|b| b.0 == peer.conn)) {
            return Progress { through: behind.1, tx: behind.2 };
        }
        let unsent = self.unsent.iter().filter(|frame| self.is_for(frame, peer));
        let before = if last.is_none() { peer.backlog } else { 0 };
        let waiting = unsent.fold(before, |bytes, frame| bytes.saturating_add(frame.delivered));
        Progress { through: last.map_or(0, |sent| sent.n), tx: self.due(peer).saturating_sub(waiting) }
    }

    fn open(&mut self, open: &Open) {
        let (ruled, joined, backlog) = (self.ruled, self.next, open.backlog.unwrap_or(0));
        let excluded_frames = self.ruled_frames;
        self.open.entry(open.conn).or_insert_with(|| {
            let earlier = open.earlier.clone().unwrap_or_else(|| Earlier { since: open.t, ..Earlier::default() });
            TablePeer {
                conn: open.conn,
                peer: open.peer,
                local: open.local,
                name: open.name.clone(),
                since: earlier.since,
                rx: open.rx,
                rx_frames: earlier.rx_frames,
                last_frame_len: None,
                leaving: earlier.leaving,
                listed_frames: earlier.tx_frames.saturating_add(earlier.backlog_frames),
                excluded_frames,
                listed: open.tx.saturating_add(backlog),
                backlog,
                excluded: ruled,
                joined,
            }
        });
    }

    fn leaving(&mut self, note: &Note) {
        for named in note.peers.iter().flatten() {
            let why = named.earlier.as_ref().and_then(|earlier| earlier.leaving.clone());
            if let (Some(peer), Some(why)) = (self.open.get_mut(&named.conn), why) {
                peer.leaving = Some(why);
            }
        }
    }

    fn list(&mut self, sources: impl Iterator<Item = Source>) -> Whom {
        let start = self.listed.len();
        self.listed.extend(sources.map(|source| source.0));
        Whom::Listed(start..self.listed.len())
    }

    fn is_for(&self, frame: &Unsent, peer: &TablePeer) -> bool {
        frame.n >= peer.joined
            && match &frame.to {
                Whom::Listed(place) => self.listed[place.clone()].contains(&peer.conn),
                Whom::Others => frame.src != peer.conn,
                Whom::All => true,
            }
    }

    fn relay(&mut self, frame: Unsent) {
        match &frame.to {
            Whom::Listed(place) => {
                for conn in &self.listed[place.clone()] {
                    if let Some(peer) = self.open.get_mut(conn) {
                        peer.listed = peer.listed.saturating_add(frame.delivered);
                        peer.listed_frames = peer.listed_frames.saturating_add(1);
                    }
                }
            }
            Whom::Others | Whom::All => {
                self.ruled = self.ruled.saturating_add(frame.delivered);
                self.ruled_frames += 1;
            }
        }
        if let Some(sender) = self.open.get_mut(&frame.src) {
            sender.rx = sender.rx.saturating_add(frame.len);
            sender.rx_frames = sender.rx_frames.saturating_add(1);
            sender.last_frame_len = Some(frame.len);
            if matches!(frame.to, Whom::Others) {
                sender.excluded = sender.excluded.saturating_add(frame.delivered);
                sender.excluded_frames += 1;
            }
        }
        self.next = frame.n.saturating_add(1);
        self.unsent.push(frame);
    }
}
