//! What the benchmarks share: rounds and segments as the daemon writes them, and the clock.
//!
//! The clock is the thread's processor time: what else the machine does is not measured.

use std::time::Duration;

use criterion::Bencher;
use nix::time::{ClockId, clock_gettime};
use serde_bytes::ByteArray;
use tp_proto::frame_log::{
    Etime, FORMAT_VERSION, Header, Kept, LABEL, Mode, NewFrame, Payload, Record, Seal, Source, To, encode_frame,
    encode_record, encode_sent,
};

/// Frames of a round in which everybody talks at once.
pub const ROUND: u64 = 64;
/// What a segment is rotated at.
pub const SEGMENT_BYTES: usize = 64 * 1024 * 1024;
/// A June day, in nanoseconds since the Unix epoch.
const NOON: u64 = 1_781_092_800_000_000_000;

/// Measures `round`, which works on `items` things, so that the time shown is that of one of them.
pub fn time_each(bencher: &mut Bencher<'_>, items: u64, mut round: impl FnMut()) {
    bencher.iter_custom(|count| {
        let rounds = count.div_ceil(items);
        let begin = processor_time();
        (0..rounds).for_each(|_| round());
        (processor_time() - begin).mul_f64(count as f64 / (rounds * items) as f64)
    });
}

fn processor_time() -> Duration {
    clock_gettime(ClockId::CLOCK_THREAD_CPUTIME_ID).expect("every Linux has this clock").into()
}

/// Four recipients, as a small class has them.
pub const LISTED: To<'static> =
    To::Listed(&[Source(1, 53_110), Source(2, 53_112), Source(4, 40_022), Source(31, 61_000)]);

/// Appends frame `n`, of one of four peers, which is relayed to `to`.
pub fn frame(out: &mut Vec<u8>, n: u64, to: To<'_>, payload: &[u8]) {
    let (t, src, len) = (NOON + n * 15_000, Source(5 + n % 4, 50_000 + (n % 4) as u16), payload.len() as u64);
    let kept = Kept::Data(payload);
    encode_frame(out, &NewFrame { n, t, src, dst: 12_345, to, len, kept });
}

/// A segment under construction.
pub struct Segment {
    pub bytes: Vec<u8>,
    block: Vec<u8>,
    chain: u32,
    next: u64,
}

impl Segment {
    /// A segment of `bytes` or a little more: frames of `payload` bytes, so many a round.
    pub fn of(bytes: usize, payload: usize, round: u64) -> Segment {
        let mut segment = Segment { bytes: Vec::new(), block: LABEL.to_vec(), chain: 0, next: 1 };
        encode_record(&mut segment.block, &Record::Header(header()));
        segment.seal(0);
        let payload: Vec<u8> = (0..payload).map(|at| (at * 31 + 7) as u8).collect();
        while segment.bytes.len() < bytes {
            for n in segment.next..segment.next + round {
                frame(&mut segment.block, n, LISTED, &payload);
            }
            segment.next += round;
            encode_sent(&mut segment.block, NOON + segment.next * 15_000, segment.next - 1, &[]);
            segment.seal(round as u32);
        }
        segment
    }

    /// How many frames it holds.
    pub fn frames(&self) -> u64 {
        self.next - 1
    }

    fn seal(&mut self, count: u32) {
        let (off, first) = (self.bytes.len() as u64, self.next - u64::from(count));
        let t_last = NOON + self.next * 15_000;
        self.chain = Seal::append(&mut self.block, self.chain, off, first, count, t_last);
        self.bytes.append(&mut self.block);
    }
}

fn header() -> Header {
    Header {
        v: FORMAT_VERSION,
        salt: ByteArray::new(*b"\x01\x23\x45\x67\x89\xab\xcd\xef"),
        first: 1,
        time: Etime { unix_ns: NOON },
        room: "12345".into(),
        software: "tp-relais".into(),
        boot: ByteArray::new([0; 16]),
        mode: Mode::Others,
        payload: Payload::Full,
        next_conn: None,
        ordered: None,
    }
}
