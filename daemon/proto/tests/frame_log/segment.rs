//! What the tests share: a segment built the way a writer builds it, and a reading of it.

use std::io::Read;

use serde_bytes::{ByteArray, ByteBuf};
use tp_proto::frame_log::{
    Audience, Block, Blocks, Etime, Frame, Header, Kept, LABEL, Mode, NewFrame, Payload, Record, Seal, Source, To,
    encode_frame, encode_record, encode_sent,
};

/// A segment under construction.
pub struct Segment {
    /// The sealed blocks.
    pub bytes: Vec<u8>,
    /// Where each sealed block starts and, last, where the next would.
    pub starts: Vec<usize>,
    block: Vec<u8>,
    chain: u32,
    next: u64,
    count: u32,
}

impl Segment {
    pub fn new(header: &Header) -> Segment {
        let mut block = LABEL.to_vec();
        encode_record(&mut block, &Record::Header(header.clone()));
        Segment { bytes: Vec::new(), starts: vec![0], block, chain: 0, next: header.first, count: 0 }
    }

    /// Appends a record as the daemon does: by hand where there is a hand encoder for it.
    pub fn record(&mut self, record: &Record) -> &mut Segment {
        if let Record::Frame(frame) = record {
            self.count += 1;
            self.next = frame.n + 1;
        }
        match record {
            Record::Frame(frame) => encode_frame(&mut self.block, &new(frame)),
            Record::Sent(sent) => encode_sent(&mut self.block, sent.t, sent.n, &sent.behind),
            other => encode_record(&mut self.block, other),
        }
        self
    }

    /// Closes the block.
    pub fn seal(&mut self, t_last: u64) -> &mut Segment {
        let (off, count) = (self.bytes.len() as u64, std::mem::take(&mut self.count));
        let first = self.next - u64::from(count);
        self.chain = Seal::append(&mut self.block, self.chain, off, first, count, t_last);
        self.bytes.append(&mut self.block);
        self.starts.push(self.bytes.len());
        self
    }

    /// A segment of blocks of one frame each, with these payloads.
    pub fn of_payloads(payloads: impl IntoIterator<Item = Vec<u8>>) -> Segment {
        let mut segment = Segment::new(&header());
        segment.seal(NOON);
        for (n, payload) in (1..).zip(payloads) {
            segment.record(&frame(n, payload)).seal(NOON + n);
        }
        segment
    }
}

/// A June day, in nanoseconds since the Unix epoch.
pub const NOON: u64 = 1_781_092_800_000_000_000;

pub fn header() -> Header {
    Header {
        v: 1,
        salt: ByteArray::new(*b"\x01\x23\x45\x67\x89\xab\xcd\xef"),
        first: 1,
        time: Etime { unix_ns: NOON },
        room: "12345".into(),
        software: "tp-relais 0.1.0".into(),
        boot: ByteArray::new(*b"0123456789abcdef"),
        mode: Mode::Others,
        payload: Payload::Full,
        next_conn: None,
        ordered: None,
    }
}

pub fn frame(n: u64, payload: Vec<u8>) -> Record {
    Record::Frame(Frame {
        n,
        t: NOON + n * 1_000_003,
        src: Source(2, 53112),
        dst: 12345,
        to: Audience::Listed(vec![Source(1, 53110)]),
        len: payload.len() as u64,
        data: Some(ByteBuf::from(payload)),
        hash: None,
    })
}

/// A frame as the hand encoder wants it.
pub fn new(frame: &Frame) -> NewFrame<'_> {
    let Frame { n, t, src, dst, len, .. } = *frame;
    let kept = match (&frame.data, &frame.hash) {
        (Some(data), _) => Kept::Data(data),
        (None, Some(hash)) => Kept::Hash(hash),
        (None, None) => Kept::Nothing,
    };
    NewFrame { n, t, src, dst, to: to(&frame.to), len, kept }
}

pub fn to(audience: &Audience) -> To<'_> {
    match audience {
        Audience::Listed(listed) => To::Listed(listed),
        Audience::Others => To::Others,
        Audience::All => To::All,
    }
}

/// A block that outlives its reader.
#[derive(Debug, Clone, PartialEq)]
pub struct Owned {
    pub offset: u64,
    pub bytes: Vec<u8>,
    pub seal: Seal,
}

impl From<Block<'_>> for Owned {
    fn from(block: Block<'_>) -> Owned {
        Owned { offset: block.offset, bytes: block.bytes.to_vec(), seal: block.seal }
    }
}

/// All blocks up to the first error or the end.
pub fn read_blocks<R: Read>(blocks: &mut Blocks<R>) -> Vec<Owned> {
    std::iter::from_fn(|| blocks.next().ok().flatten().map(Owned::from)).collect()
}

/// Numbers from a seed (splitmix64), for tests that must fail twice in the same way.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % bound as u64) as usize
    }

    pub fn bytes(&mut self, len: usize) -> Vec<u8> {
        (0..len).map(|_| self.below(256) as u8).collect()
    }
}
