//! What a segment of 64 MiB costs its reader, every seal checked.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use tp_proto::frame_log::{Blocks, Item};

use crate::support::{ROUND, SEGMENT_BYTES, Segment, time_each};

/// Frames from or to a port, as a filter has it; gives how many there are.
fn with_port(segment: &[u8], port: u16) -> u64 {
    let mut blocks = Blocks::new(segment);
    let mut found = 0;
    while let Some(block) = blocks.next().expect("an intact segment") {
        for item in block.records() {
            let Item::Frame(frame) = item.expect("a record") else { continue };
            found += u64::from(frame.src.1 == port || frame.dst == port);
        }
    }
    found
}

fn verified(segment: &[u8]) -> u64 {
    let mut blocks = Blocks::new(segment);
    let mut count = 0;
    while let Some(block) = blocks.next().expect("an intact segment") {
        count += u64::from(block.seal.3);
    }
    count
}

pub fn segment(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("segment of 64 MiB");
    group.sample_size(10);
    for (payload_bytes, round) in [(64, ROUND), (64, 1), (1024, ROUND)] {
        let segment = Segment::of(SEGMENT_BYTES, payload_bytes, round);
        let name = format!("{payload_bytes} bytes, {round} a round");
        group.bench_function(BenchmarkId::new("seals alone", &name), |bencher| {
            time_each(bencher, 1, || assert_eq!(verified(black_box(&segment.bytes)), segment.frames()));
        });
        group.bench_function(BenchmarkId::new("filter by port", &name), |bencher| {
            time_each(bencher, 1, || assert!(with_port(black_box(&segment.bytes), 50_003) > 0));
        });
    }
    group.finish();
}
