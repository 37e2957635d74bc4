//! Writes frame logs, with the contract's own encoder and nothing of the daemon's.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde_bytes::ByteArray;
use tp_proto::frame_log::{
    Behind, Close, End, Endpoint, Etime, FORMAT_VERSION, Header, Kept, LABEL, Mode, NewFrame, Open, Payload, Record,
    SEAL_BYTES, Seal, SegmentName, Source, To, encode_frame, encode_record, encode_sent,
};
use tp_proto::places;

/// 2026-01-02T03:04:05Z.
pub(crate) const T0: u64 = 1_767_323_045_000_000_000;
const MS: u64 = 1_000_000;

/// A list of recipients.
pub(crate) fn to(conns: &[u64]) -> Vec<Source> {
    conns.iter().map(|&conn| Source(conn, port(conn))).collect()
}

/// Every peer has a port of its own.
fn port(conn: u64) -> u16 {
    50_000 + u16::try_from(conn).unwrap()
}

/// A room of two peers with `segments` segments of ten frames.
pub(crate) fn rotated(log_dir: &Path, room: u16, segments: u64) -> LogWriter {
    let mut log = LogWriter::new(log_dir, room, Mode::Others);
    log.open(1);
    log.open(2);
    for turn in 1..=segments {
        for _ in 0..10 {
            let text = format!("{room}/{}", log.next);
            log.frame(1, To::Listed(&to(&[2])), text.as_bytes());
        }
        log.seal();
        if turn < segments {
            log.rotate("size", &[(1, 0), (2, 0)]);
        }
    }
    log
}

/// The log of one room, in the making.
pub(crate) struct LogWriter {
    room: u16,
    pub(crate) mode: Mode,
    dir: PathBuf,
    name: SegmentName,
    block: Vec<u8>,
    offset: u64,
    chain: u32,
    first: u64,
    count: u32,
    /// Number of the next frame.
    pub(crate) next: u64,
    t: u64,
}

impl LogWriter {
    /// A room of the log directory `log_dir` that begins with frame 1.
    pub(crate) fn new(log_dir: &Path, room: u16, mode: Mode) -> LogWriter {
        LogWriter::from(log_dir, room, mode, 1)
    }

    /// A room of which retention has taken what was before `next`.
    pub(crate) fn from(log_dir: &Path, room: u16, mode: Mode, next: u64) -> LogWriter {
        let dir = places::frames_dir(log_dir).join(room.to_string());
        fs::create_dir_all(&dir).unwrap();
        let name = SegmentName { first: next, turn: 1 };
        let (block, t) = (Vec::new(), T0);
        let mut log = LogWriter { room, mode, dir, name, block, offset: 0, chain: 0, first: next, count: 0, next, t };
        log.begin();
        log
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.dir.join(self.name.to_string())
    }

    pub(crate) fn offset(&self) -> u64 {
        self.offset
    }

    /// Begins the segment for the next frame.
    pub(crate) fn begin(&mut self) {
        self.name = SegmentName { first: self.next, turn: 1 };
        while self.path().exists() {
            self.name.turn += 1;
        }
        (self.offset, self.chain, self.first, self.count) = (0, 0, self.next, 0);
        self.block = LABEL.to_vec();
        let header = Header {
            v: FORMAT_VERSION,
            salt: ByteArray::new([7; 8]),
            first: self.next,
            time: Etime { unix_ns: T0 },
            room: self.room.to_string(),
            software: "test".into(),
            boot: ByteArray::new([0; 16]),
            mode: self.mode,
            payload: Payload::Full,
            next_conn: None,
            ordered: None,
        };
        self.record(&Record::Header(header));
    }

    /// Time goes by.
    pub(crate) fn wait(&mut self, ms: u64) {
        self.t += ms * MS;
    }

    /// A millisecond goes by.
    fn tick(&mut self) -> u64 {
        self.t += MS;
        self.t
    }

    pub(crate) fn record(&mut self, record: &Record) {
        encode_record(&mut self.block, record);
    }

    pub(crate) fn open(&mut self, conn: u64) {
        self.open_with(conn, 0, None);
    }

    /// A peer joins, or was there: the kernel took `tx` bytes for it, `backlog` are on their way.
    pub(crate) fn open_with(&mut self, conn: u64, tx: u64, backlog: Option<u64>) {
        let open = self.peer(conn);
        self.record(&Record::Open(Open { tx, backlog, ..open }));
    }

    /// A peer joins that people call by a name.
    pub(crate) fn open_named(&mut self, conn: u64, name: &str) {
        let open = self.peer(conn);
        self.record(&Record::Open(Open { name: Some(name.to_owned()), ..open }));
    }

    fn peer(&mut self, conn: u64) -> Open {
        let peer = Endpoint(SocketAddr::from(([10, 0, (conn >> 8) as u8, conn as u8], port(conn))));
        let local = Endpoint(SocketAddr::from(([10, 0, 0, 254], self.room)));
        Open { conn, t: self.tick(), peer, local, rx: 0, tx: 0, backlog: None, name: None, earlier: None }
    }

    /// A peer leaves; the kernel took `tx` bytes for it and all of its frames through `through`.
    pub(crate) fn close(&mut self, conn: u64, why: &str, tx: u64, through: u64, undelivered: u64) {
        let t = self.tick();
        self.record(&Record::Close(Close { conn, t, why: why.into(), rx: 0, tx, through, undelivered }));
    }

    /// A frame; gives its number.
    pub(crate) fn frame(&mut self, src: u64, to: To<'_>, data: &[u8]) -> u64 {
        self.frame_of(src, to, data.len() as u64, Kept::Data(data))
    }

    /// A frame of `len` bytes, of which the log keeps what it keeps; gives its number.
    pub(crate) fn frame_of(&mut self, src: u64, to: To<'_>, len: u64, kept: Kept<'_>) -> u64 {
        let (n, t) = (self.next, self.tick());
        let source = if src == 0 { Source(0, self.room) } else { Source(src, port(src)) };
        encode_frame(&mut self.block, &NewFrame { n, t, src: source, dst: self.room, to, len, kept });
        self.next += 1;
        self.count += 1;
        n
    }

    pub(crate) fn sent(&mut self, n: u64, behind: &[Behind]) {
        let t = self.tick();
        encode_sent(&mut self.block, t, n, behind);
    }

    /// Writes what is there as one sealed block.
    pub(crate) fn seal(&mut self) {
        let t = self.tick();
        self.chain = Seal::append(&mut self.block, self.chain, self.offset, self.first, self.count, t);
        let block = std::mem::take(&mut self.block);
        self.write(&block);
        self.offset += block.len() as u64;
        (self.first, self.count) = (self.next, 0);
        assert!(block.len() > SEAL_BYTES);
    }

    /// Appends bytes that no seal covers.
    pub(crate) fn write(&self, bytes: &[u8]) {
        let mut file = OpenOptions::new().create(true).append(true).open(self.path()).unwrap();
        file.write_all(bytes).unwrap();
    }

    /// Ends the segment with `why`, and begins the next one with an `open` for each of `peers`,
    /// which had `tx` bytes before. As the daemon does it: the next one first.
    pub(crate) fn rotate(&mut self, why: &str, peers: &[(u64, u64)]) {
        let old = (self.path(), self.offset, self.chain, self.first, self.count);
        let mut block = std::mem::take(&mut self.block);
        self.begin();
        for &(conn, tx) in peers {
            self.open_with(conn, tx, None);
        }
        self.seal();
        encode_record(&mut block, &Record::End(End { why: why.into(), next: self.name.to_string() }));
        Seal::append(&mut block, old.2, old.1, old.3, old.4, self.t);
        let mut file = OpenOptions::new().create(true).append(true).open(old.0).unwrap();
        file.write_all(&block).unwrap();
    }

    /// The daemon stops.
    pub(crate) fn stop(&mut self) {
        self.record(&Record::End(End { why: "stop".into(), next: String::new() }));
        self.seal();
    }
}
