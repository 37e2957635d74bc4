//! Segments as the daemon leaves them when it is killed.

use std::fmt;
use std::net::SocketAddr;

use serde_bytes::ByteArray;
use tp_proto::frame_log::{
    Endpoint, Etime, FORMAT_VERSION, Header, Kept, LABEL, LISTED_RECIPIENTS_MAX, Mode, NewFrame, Note, Open, Ordered,
    Payload, Record, Seal, Source, To, encode_frame, encode_record, encode_sent,
};
use tp_relais::frame_log::{LastRun, PeerNumbers, Recovered};

/// A June day, in nanoseconds since the Unix epoch.
const NOON: u64 = 1_781_092_800_000_000_000;

/// Between two checkpoints, at least: so many bytes, and so many times the last one's.
const CHECKPOINT_BYTES: usize = 512 * 1024;
const CHECKPOINT_TIMES: usize = 16;

/// What the segment is of.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// How many are in the room, one of whom talks.
    pub peers: u64,
    /// Length of each frame.
    pub payload_bytes: usize,
    /// Frames that were read before they were written.
    pub round: u64,
}

impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let Shape { peers, payload_bytes, round } = self;
        write!(f, "{peers} peers, {payload_bytes} bytes, {round} a round")
    }
}

/// A segment under construction.
pub struct Segment {
    pub bytes: Vec<u8>,
    shape: Shape,
    block: Vec<u8>,
    chain: u32,
    next: u64,
    checkpoint_at: usize,
}

impl Segment {
    /// A segment of `bytes` that goes on for as long as possible behind its last checkpoint.
    pub fn of(bytes: usize, shape: Shape) -> Segment {
        let (block, checkpoint_at) = (LABEL.to_vec(), usize::MAX);
        let mut segment = Segment { bytes: Vec::new(), shape, block, chain: 0, next: 1, checkpoint_at };
        encode_record(&mut segment.block, &Record::Header(header(shape.peers)));
        for open in segment.peers() {
            encode_record(&mut segment.block, &Record::Open(open));
        }
        segment.seal(0);
        let len = segment.bytes.len();
        segment.checkpoint_is_after(len);
        while segment.bytes.len() < bytes || segment.bytes.len() < segment.checkpoint_at {
            segment.round();
            if segment.bytes.len() >= segment.checkpoint_at && segment.bytes.len() < bytes {
                segment.checkpoint();
            }
        }
        segment
    }

    /// What a recovery has to find.
    pub fn expected(&self) -> Recovered {
        let last = LastRun { mode: Mode::default(), ordered: Ordered::default(), stopped: false };
        let peers = PeerNumbers { next: self.shape.peers + 1, unread: 0 };
        Recovered { next: self.next, peers, open: Vec::new(), last: Some(last) }
    }

    fn round(&mut self) {
        let Shape { peers, payload_bytes, round } = self.shape;
        let payload = vec![b'a'; payload_bytes];
        let listed: Vec<Source> =
            (2..=peers).take(LISTED_RECIPIENTS_MAX).map(|conn| Source(conn, port(conn))).collect();
        let is_listed = peers <= LISTED_RECIPIENTS_MAX as u64;
        for n in self.next..self.next + round {
            let to = if is_listed { To::Listed(&listed) } else { To::Others };
            let (t, src, len) = (self.t(), Source(1, port(1)), payload_bytes as u64);
            encode_frame(&mut self.block, &NewFrame { n, t, src, dst: 12345, to, len, kept: Kept::Data(&payload) });
        }
        self.next += round;
        self.sent();
        self.seal(round as u32);
    }

    fn checkpoint(&mut self) {
        let (t, peers, next_conn) = (self.t(), Some(self.peers()), Some(self.shape.peers + 1));
        let note = Note { t, event: Note::PRESENT.to_owned(), peers, next_conn, ..Note::default() };
        encode_record(&mut self.block, &Record::Note(note));
        self.sent();
        let len = self.block.len();
        self.seal(0);
        self.checkpoint_is_after(len);
    }

    fn checkpoint_is_after(&mut self, len: usize) {
        self.checkpoint_at = self.bytes.len() + CHECKPOINT_BYTES.max(CHECKPOINT_TIMES * len);
    }

    fn sent(&mut self) {
        let t = self.t();
        encode_sent(&mut self.block, t, self.next - 1, &[]);
    }

    fn peers(&self) -> Vec<Open> {
        let said = (self.next - 1) * self.shape.payload_bytes as u64;
        let (peer, local) = (|conn| Endpoint(([192, 168, 1, 20], port(conn)).into()), Endpoint(LOCAL));
        let t = self.t();
        let open = |conn| {
            let (rx, tx) = if conn == 1 { (said, 0) } else { (0, said) };
            Open { conn, t, peer: peer(conn), local, rx, tx, backlog: None, name: None, earlier: None }
        };
        (1..=self.shape.peers).map(open).collect()
    }

    fn seal(&mut self, frames: u32) {
        let (off, first) = (self.bytes.len() as u64, self.next - u64::from(frames));
        let t = self.t();
        self.chain = Seal::append(&mut self.block, self.chain, off, first, frames, t);
        self.bytes.append(&mut self.block);
    }

    fn t(&self) -> u64 {
        NOON + self.next * 15_000
    }
}

const LOCAL: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 1, 2)), 12345);

fn port(conn: u64) -> u16 {
    40_000 + conn as u16
}

fn header(peers: u64) -> Header {
    Header {
        v: FORMAT_VERSION,
        salt: ByteArray::new(*b"\x01\x23\x45\x67\x89\xab\xcd\xef"),
        first: 1,
        time: Etime { unix_ns: NOON },
        room: "12345".into(),
        software: "tp-relais 0.1.0".into(),
        boot: ByteArray::new(*b"0123456789abcdef"),
        mode: Mode::Others,
        payload: Payload::Full,
        next_conn: Some(peers + 1),
        ordered: None,
    }
}
