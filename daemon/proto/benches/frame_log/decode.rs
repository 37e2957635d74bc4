//! What a frame costs its reader once its block is verified.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion};
use tp_proto::frame_log::{FrameHead, Item, item};

use crate::support::{LISTED, ROUND, frame, time_each};

pub fn decode(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("decode");
    for payload_bytes in [64, 1024] {
        let mut block = Vec::new();
        (1..=ROUND).for_each(|n| frame(&mut block, 1_000_000 + n, LISTED, &vec![b'a'; payload_bytes]));
        group.bench_function(BenchmarkId::new("frame", payload_bytes), |bencher| {
            time_each(bencher, ROUND, || {
                let mut rest = black_box(&block[..]);
                while let Some((head, behind)) = FrameHead::decode(rest) {
                    black_box(head);
                    rest = behind;
                }
                assert!(rest.is_empty());
            });
        });
        group.bench_function(BenchmarkId::new("item", payload_bytes), |bencher| {
            time_each(bencher, ROUND, || {
                let mut rest = black_box(&block[..]);
                while let Ok((item, behind)) = Item::decode(rest) {
                    black_box(&item);
                    rest = behind;
                }
                assert!(rest.is_empty());
            });
        });
        group.bench_function(BenchmarkId::new("length", payload_bytes), |bencher| {
            time_each(bencher, ROUND, || {
                let mut rest = black_box(&block[..]);
                while let Ok(len) = item::len(rest) {
                    rest = &rest[len..];
                }
                assert!(rest.is_empty());
            });
        });
    }
    group.finish();
}
