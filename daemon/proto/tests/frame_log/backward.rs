//! A segment read from its end, held to the reading from its front.

use std::io::{self, Cursor, Read, Seek, SeekFrom};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use tp_proto::frame_log::{
    BLOCK_BYTES_MAX, BackwardBlocks, BlockError, Blocks, FRAME_BYTES_MAX, Header, LABEL, Record, SEAL_BYTES, Seal,
    encode_record,
};

use crate::golden;
use crate::hostile::{forgery, is_forged};
use crate::segment::{NOON, Owned, Random, Segment, header, read_blocks};

/// The last seal from the front, and whether damage and not the file's end came behind it.
fn from_the_front(bytes: &[u8]) -> (Option<Seal>, bool) {
    let mut blocks = Blocks::new(bytes);
    let last = read_blocks(&mut blocks).pop().map(|block| block.seal);
    (last, blocks.next().is_err())
}

fn find(bytes: &[u8]) -> Option<BackwardBlocks<Cursor<&[u8]>>> {
    BackwardBlocks::find(Cursor::new(bytes)).ok().flatten()
}

fn last_seal(bytes: &[u8]) -> Option<Seal> {
    find(bytes).map(|blocks| blocks.last_seal())
}

/// All blocks, in the order of the file, and whether they reach its front.
fn walk_back(bytes: &[u8]) -> (Vec<Owned>, bool) {
    let Some(mut blocks) = find(bytes) else { return (Vec::new(), false) };
    let mut walked: Vec<_> = std::iter::from_fn(|| blocks.next().ok().flatten().map(Owned::from)).collect();
    walked.reverse();
    (walked, matches!(blocks.next(), Ok(None)))
}

#[test]
fn the_blocks_are_those_that_are_read_from_the_front() {
    let large = Segment::of_payloads((0..20).map(|n| vec![n; 40_000 * usize::from(n)])).bytes;
    for (name, bytes) in golden::files().into_iter().chain([("large", large)]) {
        let forward = read_blocks(&mut Blocks::new(&bytes[..]));
        assert!(walk_back(&bytes) == (forward, true), "{name}");
    }
}

#[test]
fn cut_at_every_byte_the_last_seal_is_the_same() {
    let small = Segment::of_payloads([b"Hello, serveur !".to_vec(), vec![0xff; 300], "é".into()]).bytes;
    for (name, bytes) in golden::files().into_iter().chain([("small", small)]) {
        for cut in 0..=bytes.len() {
            assert_eq!(last_seal(&bytes[..cut]), from_the_front(&bytes[..cut]).0, "{name}, cut at {cut}");
        }
    }
}

#[test]
fn a_flipped_bit_anywhere_in_a_small_file_hides_the_same_blocks() {
    let bytes = Segment::of_payloads((0..6).map(|n| vec![n; 30])).bytes;
    for bit in 0..8 * bytes.len() {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        let (last, _) = from_the_front(&flipped);
        assert_eq!(last_seal(&flipped), last, "bit {} of byte {}", bit % 8, bit / 8);
    }
}

fn check_same(bytes: &[u8]) {
    let (last, damaged) = from_the_front(bytes);
    let (walked, whole) = walk_back(bytes);
    if whole {
        assert_eq!(walked, read_blocks(&mut Blocks::new(bytes)));
    } else if !walked.is_empty() {
        // More is behind the damage than a payload can hold: that it is there is told on the way.
        assert!(damaged && last.is_none_or(|last| last.offset() < walked[0].seal.offset()));
    } else {
        assert!(last.is_none());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_a_crash_leaves_both_ways_say_the_same(
        seed: u64, payloads in prop::collection::vec(0..12_000_usize, 0..40), cut in 0..20_000_usize,
        flips in prop::collection::vec((0..90_000_usize, 0..8), 0..3), garbage in prop::collection::vec(any::<u8>(), 0..100),
    ) {
        let mut random = Random(seed);
        let payloads: Vec<_> = payloads.into_iter().map(|len| random.bytes(len)).collect();
        let mut bytes = Segment::of_payloads(payloads).bytes;
        bytes.truncate(bytes.len().saturating_sub(cut));
        bytes.extend_from_slice(&garbage);
        check_same(&bytes);
        let len = bytes.len();
        for (from_end, bit) in flips {
            if let Some(byte) = len.checked_sub(from_end + 1).and_then(|place| bytes.get_mut(place)) {
                *byte ^= 1_u8 << bit;
            }
            check_same(&bytes);
        }
    }
}

/// A segment that was torn in a frame whose payload is a forgery that knows its place: `blocks`
/// blocks that fit each other, `more` behind them, and the file's end.
fn torn_in_a_forgery(blocks: usize, more: &[u8]) -> (Vec<u8>, Seal) {
    let whole = Segment::of_payloads([b"before".to_vec(), vec![7; 100]]).bytes;
    let last = last_seal(&whole).expect("a seal");
    let head = b"\xa1\x65frame\xa7\x61n\x03\x61t\x1b\x18\xb8\0\0\0\0\0\0\x64data\x5a\0\x01\0\0";
    let place = whole.len() + head.len();
    ([&whole[..], head, &forgery(place, blocks, more)].concat(), last)
}

/// How many forged blocks a payload can hold.
fn fitting_blocks() -> usize {
    FRAME_BYTES_MAX / forgery(0, 1, b"").len()
}

#[test]
fn a_forged_chain_at_the_end_of_a_torn_file_is_not_believed() {
    for blocks in [1, 2, 100, fitting_blocks()] {
        for more in [&b""[..], b"\0", b"\xa1\x64seal\x86", &[0xa1; 60]] {
            let (bytes, last) = torn_in_a_forgery(blocks, more);
            assert!(is_forged(&bytes[bytes.len() - forgery(0, 1, more).len() + 4..]), "it is a forgery");
            assert_eq!(last_seal(&bytes), Some(last), "{blocks} forged blocks and {more:?}");
        }
    }
    // No frame holds so many; and if one did, the walk would not come to the file's front.
    let (bytes, last) = torn_in_a_forgery(2 * fitting_blocks(), b"");
    assert_ne!(last_seal(&bytes), Some(last));
    assert!(!walk_back(&bytes).1);
}

/// What a sender has seen of the log, label and header included, it can send back.
#[test]
fn a_copy_of_the_file_in_a_payload_is_not_believed() {
    let whole = Segment::of_payloads((0..9).map(|n| vec![n; 500])).bytes;
    let last = last_seal(&whole).expect("a seal");
    for copy in [&whole[..], &whole[200..], &whole[..whole.len() - 1]] {
        let torn = [&whole[..], b"\xa1\x65frame\xa7\x64data\x5a\0\x01\0\0", copy].concat();
        assert_eq!(last_seal(&torn), Some(last));
    }
}

#[test]
fn the_last_seal_is_found_in_front_of_the_longest_torn_write_and_not_in_front_of_more() {
    let whole = Segment::of_payloads([b"Hello".to_vec()]).bytes;
    let padded = |len: usize| [&whole[..], &vec![0; len]].concat();
    assert_eq!(last_seal(&padded(BLOCK_BYTES_MAX + SEAL_BYTES)), last_seal(&whole));
    assert_eq!(last_seal(&padded(BLOCK_BYTES_MAX + SEAL_BYTES + 1)), None);
}

#[test]
fn what_does_not_begin_like_a_segment_is_told_so() {
    let whole = Segment::of_payloads([b"Hello".to_vec()]).bytes;
    let error = |bytes: &[u8]| BackwardBlocks::find(Cursor::new(bytes)).expect_err("no segment");
    let foreign = [b"no label".as_slice(), &whole].concat();
    assert!(matches!(error(&foreign), BlockError::NotAFrameLog));
    let mut known = LABEL.to_vec();
    encode_record(&mut known, &Record::Header(Header { v: 2, ..header() }));
    assert!(matches!(error(&known), BlockError::Version(2)));
    assert!(last_seal(b"").is_none());
    assert!(last_seal(&LABEL).is_none());
}

#[test]
fn a_broken_chain_is_told_with_its_place_whenever_it_is_asked() {
    let segment = Segment::of_payloads((0..12).map(|n| vec![n; 10_000]));
    let in_a_block = (segment.starts[2] + 100, segment.starts[2], "the seal does not fit its block");
    let in_a_head =
        (segment.starts[3] - SEAL_BYTES, segment.starts[3] - SEAL_BYTES, "no seal where a block has to end");
    for (flip, place, what) in [in_a_block, in_a_head] {
        let mut bytes = segment.bytes.clone();
        bytes[flip] ^= 0x10;
        let mut blocks = find(&bytes).expect("a last seal");
        while let Ok(block) = blocks.next() {
            assert!(block.expect("damage comes first").offset as usize >= segment.starts[3]);
        }
        for _ in 0..2 {
            let error = blocks.next().expect_err("it stays broken");
            assert_eq!(error.to_string(), format!("damaged at offset {place}: {what}"));
        }
    }
}

#[test]
fn a_failed_read_is_no_damage() {
    struct Fails<'a>(Cursor<&'a [u8]>, u32);
    impl Read for Fails<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 = self.1.saturating_sub(1);
            if self.1 == 0 { Err(io::ErrorKind::StorageFull.into()) } else { self.0.read(buffer) }
        }
    }
    impl Seek for Fails<'_> {
        fn seek(&mut self, place: SeekFrom) -> io::Result<u64> {
            self.0.seek(place)
        }
    }
    let bytes = Segment::of_payloads((0..30).map(|n| vec![n; 60_000])).bytes;
    let found = |reads| BackwardBlocks::find(Fails(Cursor::new(&bytes), reads));
    assert!(matches!(found(1), Err(BlockError::Io { .. })));
    let mut blocks = found(5).expect("a readable end").expect("a last seal");
    while let Ok(block) = blocks.next() {
        assert!(block.is_some(), "it was read to its front");
    }
    assert!(matches!(blocks.next(), Err(BlockError::Io { .. })));
}

/// Fills a file with what `more` makes of its length, and has its last seal searched.
fn check_bounded(what: &str, mut more: impl FnMut(u64) -> Vec<u8>) {
    let mut bytes = Segment::of_payloads([b"Hello".to_vec()]).bytes;
    while bytes.len() < 2 * BLOCK_BYTES_MAX {
        bytes.extend_from_slice(&more(bytes.len() as u64));
    }
    let begin = Instant::now();
    assert!(last_seal(&bytes).is_none(), "{what}");
    // It takes 0.1 s and less; without a bound on the work it would take hours.
    println!("{what}: {:?}", begin.elapsed());
    assert!(begin.elapsed() < Duration::from_secs(30), "{what} took {:?}", begin.elapsed());
}

/// A seal that stands at `place`, claims the `len` bytes in front of it, and does not fit.
fn false_seal(place: u64, len: u64) -> Vec<u8> {
    let mut seal = Vec::new();
    Seal::append(&mut seal, 0, place - len, 1, 0, NOON);
    seal[17..21].copy_from_slice(&(len as u32).to_be_bytes());
    seal
}

#[test]
fn made_up_files_do_not_hold_their_reader_up() {
    check_bounded("seals that claim all before them", |place| false_seal(place, place.min(BLOCK_BYTES_MAX as u64)));
    check_bounded("seals that claim nothing", |place| false_seal(place, 0));
    check_bounded("seals that claim the one before", |place| false_seal(place, SEAL_BYTES as u64));
    check_bounded("zeros", |_| vec![0; 4096]);
    check_bounded("chains that are nearly long enough", |place| forgery(place as usize, fitting_blocks(), b""));
}
