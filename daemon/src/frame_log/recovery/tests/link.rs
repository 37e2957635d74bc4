//! A kill between the beginning of a segment and the last words of the one before it.

use std::fs;
use std::path::PathBuf;

use tp_proto::frame_log::{Block, Blocks, End, Item, Record, SEAL_BYTES, encode_record};

use super::{Folder, Segment, open};

const NEXT: &str = "frames-00000000000000000006.cborseq";

/// The segment that goes on with frame 6, both peers still there.
fn next_segment() -> Segment {
    let mut block = Segment::beginning(3);
    encode_record(&mut block, &open(1));
    encode_record(&mut block, &open(2));
    let mut segment = Segment { next: 6, ..Segment::empty() };
    segment.seal(block, 0);
    segment.frame(b"frame 6");
    segment
}

/// A folder with a segment and the one that goes on with frame 6; gives where that is.
fn folder(first: &[u8]) -> (Folder, PathBuf) {
    let folder = Folder::with(first);
    let next = folder.directory.path().join(NEXT);
    fs::write(&next, next_segment().bytes).expect("a segment");
    (folder, next)
}

fn last_record(bytes: &[u8]) -> Option<Record> {
    let mut blocks = Blocks::new(bytes);
    let mut last = None;
    while let Some(block) = blocks.next().expect("a sound segment") {
        last = last_of(&block);
    }
    assert!(blocks.tail().is_empty());
    last
}

fn last_of(block: &Block<'_>) -> Option<Record> {
    match block.records().last() {
        Some(Ok(Item::Other(record))) => Some(*record),
        _ => None,
    }
}

#[test]
fn the_segment_before_gets_its_end_and_nothing_else() {
    let first = Segment::of_five().bytes;
    let (folder, next) = folder(&first);
    assert_eq!(folder.recover().expect("a recovery").next, 7);
    let linked = folder.bytes();
    assert!(linked.starts_with(&first));
    let end = End { why: "rotate".into(), next: NEXT.into() };
    assert_eq!(last_record(&linked), Some(Record::End(end.clone())));
    let mut words = Vec::new();
    encode_record(&mut words, &Record::End(end));
    assert_eq!(linked.len(), first.len() + words.len() + SEAL_BYTES, "more than its end was written");
    // The last one is recovered as ever, and the next start finds nothing to do.
    let recovered = fs::read(&next).expect("a segment");
    assert!(matches!(last_record(&recovered), Some(Record::End(end)) if end.why == "recovered"));
    assert_eq!(folder.recover().expect("a recovery").next, 7);
    assert_eq!((folder.bytes(), fs::read(&next).expect("a segment")), (linked, recovered));
}

/// Whatever else the segment before is, it is none of this start's.
#[test]
fn a_segment_before_that_is_not_whole_or_does_not_lead_there_is_left_to_the_byte() {
    let whole = Segment::of_five();
    let mut damaged = whole.bytes.clone();
    damaged[whole.ends[2] + 20] ^= 1;
    let torn = [&whole.bytes[..], b"\xa1\x65fra"].concat();
    let mut ended = Segment::of_five();
    let mut block = Vec::new();
    encode_record(&mut block, &Record::End(End { why: "size".into(), next: NEXT.into() }));
    ended.seal(block, 0);
    let shorter = whole.bytes[..whole.ends[4]].to_vec();
    for bytes in [damaged, torn, ended.bytes, shorter, b"no segment".to_vec(), Vec::new()] {
        let (folder, _) = folder(&bytes);
        assert_eq!(folder.recover().expect("a recovery").next, 7);
        assert_eq!(folder.bytes(), bytes);
    }
}
