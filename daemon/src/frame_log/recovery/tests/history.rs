//! Made-up histories of a room, and the segments that a writer makes of them.

use proptest::prelude::*;
use tp_proto::frame_log::{Behind, Close, End, Kept, NewFrame, Note, Open, Record, Source, To};
use tp_proto::frame_log::{encode_frame, encode_record, encode_sent};

use super::{NOON, Segment, open};

/// A step of a room; peers are picked by a number that is taken modulo those that are there.
#[derive(Debug, Clone)]
pub(super) enum Step {
    Join,
    Leave(usize),
    Say {
        from: usize,
        listed: bool,
        len: usize,
    },
    /// The kernel takes so many bytes for a peer, or all.
    Take(usize, u64),
    Sent,
    Seal,
    Checkpoint,
    End,
}

/// Steps with frames of at most `len_max` bytes.
pub(super) fn steps(len_max: usize) -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        3 => Just(Step::Join),
        1 => any::<usize>().prop_map(Step::Leave),
        8 => (any::<usize>(), any::<bool>(), 1..=len_max).prop_map(|(from, listed, len)| Step::Say { from, listed, len }),
        6 => (any::<usize>(), 0..2 * len_max as u64).prop_map(|(peer, bytes)| Step::Take(peer, bytes)),
        3 => Just(Step::Sent),
        6 => Just(Step::Seal),
        2 => Just(Step::Checkpoint),
    ];
    (prop::collection::vec(step, 0..80), any::<bool>()).prop_map(|(mut steps, ends)| {
        steps.extend(ends.then_some(Step::End));
        steps
    })
}

/// A peer as it truly is.
#[derive(Debug)]
struct Peer {
    conn: u64,
    rx: u64,
    tx: u64,
    due: u64,
    /// Each frame for it, and what was due with it.
    frames: Vec<(u64, u64)>,
    /// It had all frames through this one when the segment began.
    had: u64,
}

impl Peer {
    /// It has all of its frames through this one.
    fn through(&self) -> u64 {
        self.frames.iter().take_while(|(_, due)| *due <= self.tx).last().map_or(self.had, |(n, _)| *n)
    }
}

/// A room and its segment under construction.
pub(super) struct History {
    /// The sealed blocks.
    pub(super) segment: Segment,
    /// The records that no seal covers yet.
    pub(super) block: Vec<u8>,
    /// How many of them are frames.
    frames: u32,
    peers: Vec<Peer>,
    /// Number of the next frame and of the next peer.
    pub(super) next: u64,
    pub(super) next_conn: u64,
    pub(super) checkpoints: usize,
}

impl History {
    /// A segment that begins with a room of two peers, one of them behind.
    pub(super) fn of(steps: &[Step]) -> History {
        let segment = Segment::empty();
        let mut history = History {
            segment,
            block: Segment::beginning(3),
            frames: 0,
            peers: Vec::new(),
            next: 1,
            next_conn: 3,
            checkpoints: 0,
        };
        history.peers =
            [(1, 0), (2, 700)].map(|(conn, due)| Peer { conn, rx: 5, tx: 0, due, frames: Vec::new(), had: 0 }).into();
        history.opens().iter().for_each(|open| encode_record(&mut history.block, &Record::Open(open.clone())));
        history.sent();
        history.seal();
        steps.iter().for_each(|step| history.step(step));
        history
    }

    fn step(&mut self, step: &Step) {
        let place = |peer: usize| peer % self.peers.len().max(1);
        match *step {
            Step::Join => self.join(),
            Step::Leave(peer) if !self.peers.is_empty() => self.leave(place(peer)),
            Step::Say { from, listed, len } if !self.peers.is_empty() => self.say(place(from), listed, len),
            Step::Take(peer, bytes) if !self.peers.is_empty() => {
                let place = place(peer);
                let peer = &mut self.peers[place];
                peer.tx = peer.due.min(peer.tx + bytes);
            }
            Step::Leave(_) | Step::Say { .. } | Step::Take(..) => {}
            Step::Sent => self.sent(),
            Step::Seal => self.seal(),
            Step::Checkpoint => self.checkpoint(),
            Step::End => {
                encode_record(&mut self.block, &Record::End(End { why: "stop".into(), next: String::new() }));
                self.seal();
            }
        }
    }

    fn join(&mut self) {
        let (conn, had) = (self.next_conn, self.next - 1);
        self.next_conn += 1;
        self.peers.push(Peer { conn, rx: 0, tx: 0, due: 0, frames: Vec::new(), had });
        encode_record(&mut self.block, &open(conn));
    }

    fn leave(&mut self, place: usize) {
        let peer = self.peers.remove(place);
        let (through, undelivered) = (peer.through(), peer.due - peer.tx);
        let Peer { conn, rx, tx, .. } = peer;
        let close = Close { conn, t: NOON, why: "left".into(), rx, tx, through, undelivered };
        encode_record(&mut self.block, &Record::Close(close));
    }

    /// A frame to all others, each of them named or not.
    fn say(&mut self, place: usize, listed: bool, len: usize) {
        let (n, src) = (self.next, Source(self.peers[place].conn, 1023));
        self.peers[place].rx += len as u64;
        let mut to = Vec::new();
        for peer in self.peers.iter_mut().filter(|peer| peer.conn != src.0) {
            peer.due += len as u64;
            peer.frames.push((n, peer.due));
            to.push(Source(peer.conn, 1023));
        }
        let to = if listed { To::Listed(&to) } else { To::Others };
        let data = vec![n as u8; len];
        let frame = NewFrame { n, t: NOON, src, dst: 12345, to, len: len as u64, kept: Kept::Data(&data) };
        encode_frame(&mut self.block, &frame);
        (self.next, self.frames) = (n + 1, self.frames + 1);
    }

    fn sent(&mut self) {
        let behind: Vec<Behind> = self
            .peers
            .iter()
            .filter(|peer| peer.tx < peer.due)
            .map(|peer| Behind(peer.conn, peer.through(), peer.tx))
            .collect();
        encode_sent(&mut self.block, NOON, self.next - 1, &behind);
    }

    fn seal(&mut self) {
        if !self.block.is_empty() {
            self.segment.seal(std::mem::take(&mut self.block), std::mem::take(&mut self.frames));
        }
    }

    fn checkpoint(&mut self) {
        self.seal();
        let (peers, next_conn) = (Some(self.opens()), Some(self.next_conn));
        let note = Note { t: NOON, event: Note::PRESENT.to_owned(), peers, next_conn, ..Note::default() };
        encode_record(&mut self.block, &Record::Note(note));
        self.sent();
        self.seal();
        self.checkpoints += 1;
    }

    fn opens(&self) -> Vec<Open> {
        let as_open = |peer: &Peer| {
            let Record::Open(open) = open(peer.conn) else { panic!("an open record") };
            let backlog = Some(peer.due - peer.tx).filter(|&bytes| bytes > 0);
            Open { rx: peer.rx, tx: peer.tx, backlog, ..open }
        };
        self.peers.iter().map(as_open).collect()
    }
}
