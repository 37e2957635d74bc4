//! What a frame costs its writer.
//!
//! The time is one frame's share of a round, its seal included.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use tp_proto::frame_log::{SEAL_BYTES, Seal, To};

use crate::support::{LISTED, ROUND, frame, time_each};

/// A first frame number as a log of some weeks has it.
const FIRST: u64 = 1_000_000;

pub fn encode(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("encode, seal included");
    let cases = [("others", To::Others, 64), ("four listed", LISTED, 64), ("four listed", LISTED, 1024)];
    for (name, to, payload_bytes) in cases {
        let payload = vec![b'a'; payload_bytes];
        let (mut block, mut chain) = (Vec::new(), 0);
        group.bench_function(BenchmarkId::new(name, payload_bytes), |bencher| {
            time_each(bencher, ROUND, || {
                block.clear();
                (FIRST..FIRST + ROUND).for_each(|n| frame(&mut block, n, black_box(to), black_box(&payload)));
                chain = Seal::append(&mut block, chain, 4096, FIRST, ROUND as u32, FIRST);
                assert!(black_box(&block).len() > SEAL_BYTES);
            });
        });
    }
    group.finish();
}
