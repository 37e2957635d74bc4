//! What is told of a segment from its end is what is told of it from its front.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::Path;

use proptest::prelude::*;
use tp_proto::frame_log::{Close, SEAL_BYTES, SegmentName};

use super::history::{History, Step, steps};
use super::{Folder, NAME, Segment};
use crate::frame_log::check::Unchecked;
use crate::frame_log::recovery::survey::Survey;
use crate::frame_log::recovery::{PeerNumbers, ending, from_end, recover};

fn name() -> SegmentName {
    NAME.parse().expect("a name")
}

fn from_front(path: &Path) -> Survey {
    let file = File::open(path).expect("a segment");
    Survey::from_front(&file, path, name()).and_then(|survey| survey.with_remains(&file, path)).expect("a survey")
}

fn from_end(path: &Path, reach: u64) -> Option<Survey> {
    let file = File::open(path).expect("a segment");
    let survey = from_end::survey(&file, name(), reach).expect("a survey")?;
    Some(survey.with_remains(&file, path).expect("what is behind it"))
}

fn closes(survey: &Survey) -> Vec<Close> {
    survey.peers.peers().map(|peer| ending::close(survey, peer, 0)).collect()
}

fn check_same(end: &Survey, front: &Survey, path: &Path) {
    assert_eq!(closes(end), closes(front));
    assert_eq!(end.numbers(path).expect("numbers"), front.numbers(path).expect("numbers"));
    assert_eq!(
        (end.ended, end.sealed_bytes(), end.sealed_next()),
        (front.ended, front.sealed_bytes(), front.sealed_next())
    );
    assert_eq!(end.remains, front.remains);
    assert!(end.unread < end.sealed_bytes().max(1) && front.unread == 0);
}

proptest! {
    #[test]
    fn from_a_checkpoint_the_same_is_told(steps in steps(100), cut in 0..300_usize, reach in 0..8000_u64) {
        let history = History::of(&steps);
        let mut bytes = [&history.segment.bytes[..], &history.block].concat();
        let folder = Folder::with(&bytes);
        let whole = from_end(&folder.file, reach);
        assert_eq!(whole.is_some(), history.checkpoints > 0);
        if let Some(end) = whole {
            check_same(&end, &from_front(&folder.file), &folder.file);
            assert_eq!(end.numbers(&folder.file).expect("numbers").next, history.next);
        }
        bytes.truncate(bytes.len().saturating_sub(cut));
        fs::write(&folder.file, &bytes).expect("a torn segment");
        if let Some(end) = from_end(&folder.file, reach) {
            check_same(&end, &from_front(&folder.file), &folder.file);
        }
    }

    /// A chain of blocks behind damage may be long enough to be believed.
    #[test]
    fn damage_is_never_in_what_was_looked_at(
        steps in steps(20_000), place: prop::sample::Index, bit in 0..8, reach in 0..200_000_u64,
    ) {
        let History { segment, next, next_conn, .. } = History::of(&[&steps[..], &[Step::Seal]].concat());
        let mut bytes = segment.bytes;
        let place = place.index(bytes.len());
        bytes[place] ^= 1_u8 << bit;
        let folder = Folder::with(&bytes);
        if let Some(end) = from_end(&folder.file, reach) {
            let is_behind = place as u64 >= end.sealed_bytes();
            assert!((place as u64) < end.unread || is_behind, "byte {place}: {} unread", end.unread);
            let numbers = end.numbers(&folder.file).expect("numbers");
            assert!(numbers.next >= next, "frame {} comes again", numbers.next);
            assert!(PeerNumbers::next_of_all([numbers.peers]) >= next_conn, "a peer's number comes again");
            if is_behind {
                check_same(&end, &from_front(&folder.file), &folder.file);
            }
        }
    }
}

/// More than is looked at, with a checkpoint in every MiB, and where its last block starts.
fn long_segment() -> (Vec<u8>, usize) {
    let mut steps = Vec::new();
    for _ in 0..10 {
        steps.extend((0..17).flat_map(|_| [Step::Say { from: 0, listed: true, len: 65_536 }, Step::Sent, Step::Seal]));
        steps.push(Step::Checkpoint);
    }
    let mut history = History::of(&steps);
    assert!(history.segment.bytes.len() > 10 << 20);
    let last = history.segment.bytes.len();
    let block = history.segment.frame_block(b"the last words");
    history.segment.seal(block, 1);
    (history.segment.bytes, last)
}

fn recover_with_rest(folder: &Folder) -> Vec<Unchecked> {
    let mut unchecked = Vec::new();
    let recovered = recover(folder.directory.path(), &BTreeSet::new(), &mut unchecked).expect("a recovery");
    assert_eq!((recovered.next, PeerNumbers::next_of_all([recovered.peers])), (172, 3));
    unchecked
}

#[test]
fn the_front_of_a_long_segment_is_left_to_be_checked() {
    let (bytes, _) = long_segment();
    let folder = Folder::with(&bytes);
    let unchecked = recover_with_rest(&folder);
    assert_eq!(unchecked.len(), 1);
    let Unchecked { path, bytes: front } = &unchecked[0];
    assert_eq!(path, &folder.file);
    let walked = bytes.len() as u64 - front;
    assert!((from_end::REACH_BYTES..from_end::REACH_BYTES + (128 << 10)).contains(&walked), "{walked} bytes walked");
    let after = folder.bytes();
    assert!(after.starts_with(&bytes) && after.len() > bytes.len(), "it was not brought to its end");
    // Both peers are closed: now it is surveyed whole, and says the same.
    assert_eq!(from_front(&folder.file).peers.peers().len(), 0);
    assert_eq!(recover_with_rest(&folder).len(), 1);
    assert_eq!(folder.bytes(), after);
}

#[test]
fn damage_in_the_front_of_a_long_segment_is_left_as_it_is_and_costs_no_number() {
    let (mut bytes, _) = long_segment();
    bytes[1 << 20] ^= 1;
    let folder = Folder::with(&bytes);
    assert_eq!(recover_with_rest(&folder).len(), 1);
    assert!(folder.bytes().starts_with(&bytes));
}

/// Everything that a start looks at is held to what it was before it is written to.
#[test]
fn damage_in_the_last_part_of_a_long_segment_leaves_it_to_the_byte() {
    let (whole, last) = long_segment();
    for place in [last, last - SEAL_BYTES, whole.len() - 1, whole.len() - (1 << 20), whole.len() - (3 << 20)] {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x10;
        super::check_damaged(&bytes, 172, &format!("byte {place}"));
    }
}

#[test]
fn a_header_that_is_damaged_is_never_passed_over() {
    let (whole, _) = long_segment();
    for place in [0, 5, 15] {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x10;
        super::check_damaged(&bytes, 172, &format!("byte {place}"));
    }
}

#[test]
fn a_long_segment_without_checkpoints_is_read_from_its_front() {
    let mut segment = Segment::begin();
    (0..40).for_each(|n| segment.frame(&[n; 60_000]));
    let folder = Folder::with(&segment.bytes);
    assert!(from_end(&folder.file, 0).is_none());
    let recovered = folder.recover().expect("a recovery");
    assert_eq!((recovered.next, recovered.peers), (41, PeerNumbers { next: 3, unread: 0 }));
}

/// A checkpoint that was torn, or whose `sent` record was, is none.
#[test]
fn a_checkpoint_that_is_not_whole_is_none() {
    let steps =
        [Step::Say { from: 0, listed: true, len: 9 }, Step::Checkpoint, Step::Join, Step::Seal, Step::Checkpoint];
    let History { segment, .. } = History::of(&steps);
    let starts = &segment.ends;
    let last_checkpoint = &segment.bytes[starts[3]..starts[4]];
    for cut in 1..last_checkpoint.len() {
        let folder = Folder::with(&segment.bytes[..starts[4] - cut]);
        let (end, front) = (from_end(&folder.file, 0).expect("the one before"), from_front(&folder.file));
        check_same(&end, &front, &folder.file);
        assert_eq!(end.peers.peers().len(), 3);
        // Brought to its end, it says the same again.
        folder.recover().expect("a recovery");
        let (end, front) = (from_end(&folder.file, 0).expect("a checkpoint"), from_front(&folder.file));
        check_same(&end, &front, &folder.file);
        assert!(end.ended && end.peers.peers().len() == 0);
    }
}
