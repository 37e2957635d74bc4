//! What a start costs after a kill, when the last segment is full: `cargo bench -p tp-relais --bench recovery`.
//!
//! From the lock on the frame log to the recovered numbers, with the segment in the page cache, as
//! it is when only the relay died. The time is the thread's processor time: what else the machine
//! does is not in it. `by the clock` has that and the fsync of what is appended in it;
//! `TMPDIR=/dev/shm` leaves the disk out.

mod segment;

use std::collections::BTreeSet;
use std::fs::{self, OpenOptions};
use std::path::Path;
use std::time::Duration;

use criterion::{BenchmarkId, Criterion};
use nix::time::{ClockId, clock_gettime};
use tp_relais::config::FileConfig;
use tp_relais::frame_log::{Recovered, Store};

use self::segment::{Segment, Shape};

const PORT: u16 = 12345;

/// What a segment is rotated at.
const SEGMENT_BYTES: usize = 64 * 1024 * 1024;

const SHAPES: [Shape; 6] = [
    Shape { peers: 2, payload_bytes: 64, round: 1 },
    Shape { peers: 2, payload_bytes: 64, round: 64 },
    Shape { peers: 2, payload_bytes: 1024, round: 1 },
    Shape { peers: 1000, payload_bytes: 64, round: 1 },
    Shape { peers: 1000, payload_bytes: 64, round: 64 },
    Shape { peers: 1000, payload_bytes: 1024, round: 64 },
];

fn now(clock: ClockId) -> Duration {
    clock_gettime(clock).expect("every Linux has this clock").into()
}

const CLOCKS: [(&str, ClockId); 2] =
    [("processor", ClockId::CLOCK_THREAD_CPUTIME_ID), ("by the clock", ClockId::CLOCK_MONOTONIC)];

/// One recovery; gives how long it took. The segment is left as it was found.
fn recover_once(frames: &Path, file: &Path, expected: &Recovered, clock: ClockId) -> Duration {
    let sealed = fs::metadata(file).expect("the segment").len();
    let begin = now(clock);
    let mut store = Store::open(frames, FileConfig::default().frame_log.settings()).expect("the frame log");
    let recovered = store.recover(PORT, &BTreeSet::new()).expect("a recovery");
    let took = now(clock) - begin;
    assert_eq!(&recovered, expected);
    let segment = OpenOptions::new().write(true).open(file).expect("the segment");
    assert!(segment.metadata().expect("its length").len() > sealed, "it was not brought to an end");
    segment.set_len(sealed).and_then(|()| segment.sync_all()).expect("the segment as it was");
    took
}

fn recovery(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("recovery of 64 MiB");
    group.sample_size(20);
    for shape in SHAPES {
        let frames = tempfile::tempdir().expect("a folder");
        let room = frames.path().join(PORT.to_string());
        fs::create_dir(&room).expect("a room's folder");
        let file = room.join("frames-00000000000000000001.cborseq");
        let segment = Segment::of(SEGMENT_BYTES, shape);
        fs::write(&file, &segment.bytes).expect("a segment");
        OpenOptions::new().write(true).open(&file).and_then(|file| file.sync_all()).expect("a segment on disk");
        let expected = segment.expected();
        drop(segment);
        for (what, clock) in CLOCKS {
            group.bench_function(BenchmarkId::new(what, shape), |bencher| {
                bencher.iter_custom(|count| {
                    (0..count).map(|_| recover_once(frames.path(), &file, &expected, clock)).sum()
                });
            });
        }
    }
    group.finish();
}

criterion::criterion_group!(benches, recovery);
criterion::criterion_main!(benches);
