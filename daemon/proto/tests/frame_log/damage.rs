//! What a disk can do to a file.

use tp_proto::frame_log::{BlockError, Blocks, SEAL_BYTES, Seal};

use crate::golden;
use crate::segment::{Owned, Random, Segment, read_blocks};

/// All blocks, those behind damage too.
fn read_through(bytes: &[u8]) -> Vec<Owned> {
    let mut blocks = Blocks::new(bytes);
    let mut all = read_blocks(&mut blocks);
    while !blocks.tail().is_empty() && blocks.resync().is_ok_and(|skipped| skipped.is_some()) {
        all.append(&mut read_blocks(&mut blocks));
    }
    all
}

/// What must come out when the byte at `place` is another: every block but its own and, when it is
/// in the checksum that the next one goes on from, that one.
fn expected(whole: &[Owned], place: usize) -> Vec<Owned> {
    let end = |block: &Owned| block.offset as usize + block.bytes.len() + SEAL_BYTES;
    let is_hit = |block: &Owned| (block.offset as usize..end(block)).contains(&place);
    let hit = whole.iter().position(is_hit).expect("a place in the file");
    let last_hit = if place >= end(&whole[hit]) - 4 { hit + 1 } else { hit };
    whole.iter().enumerate().filter(|&(i, _)| i < hit || i > last_hit).map(|(_, block)| block.clone()).collect()
}

fn check_flip(bytes: &[u8], whole: &[Owned], place: usize, bit: u8) {
    let mut flipped = bytes.to_vec();
    flipped[place] ^= 1 << bit;
    let mut blocks = Blocks::new(&flipped[..]);
    let before = read_blocks(&mut blocks);
    let kept = whole.iter().take_while(|b| b.offset as usize + b.bytes.len() + SEAL_BYTES <= place).count();
    assert_eq!(before, whole[..kept], "bit {bit} of byte {place}: not exactly the blocks before it");
    assert_eq!(read_through(&flipped), expected(whole, place), "bit {bit} of byte {place}: behind it");
}

#[test]
fn each_of_10_000_flipped_bits_is_noticed_and_costs_one_block() {
    for seed in 0..10 {
        let mut random = Random(seed);
        let payloads: Vec<_> = (0..30).map(|_| random.below(400)).map(|len| vec![b'a'; len]).collect();
        let payloads = payloads.into_iter().map(|payload| random.bytes(payload.len()));
        let bytes = Segment::of_payloads(payloads.collect::<Vec<_>>()).bytes;
        let whole = read_blocks(&mut Blocks::new(&bytes[..]));
        assert_eq!(whole.len(), 31);
        for _ in 0..1000 {
            check_flip(&bytes, &whole, random.below(bytes.len()), random.below(8) as u8);
        }
    }
}

#[test]
fn every_single_bit_of_a_small_file_is_guarded() {
    let (_, bytes) = golden::files().remove(0);
    let whole = read_blocks(&mut Blocks::new(&bytes[..]));
    for place in 0..bytes.len() {
        for bit in 0..8 {
            check_flip(&bytes, &whole, place, bit);
        }
    }
}

#[test]
fn a_block_that_was_cut_out_of_the_middle_is_missed() {
    let segment = Segment::of_payloads((0..5).map(|n| vec![n; 20]));
    let (mut bytes, starts) = (segment.bytes, segment.starts);
    bytes.drain(starts[2]..starts[3]);
    let mut blocks = Blocks::new(&bytes[..]);
    assert_eq!(read_blocks(&mut blocks).len(), 2);
    assert!(matches!(blocks.next(), Err(BlockError::Damaged { offset, .. }) if offset == starts[2] as u64));
}

#[test]
fn appended_zeros_and_garbage_cost_no_block() {
    let (_, bytes) = golden::files().remove(0);
    let whole = read_blocks(&mut Blocks::new(&bytes[..]));
    let tails = [vec![0; 1], vec![0; 100_000], vec![0xff; 5000], Random(1).bytes(5000), bytes.clone()];
    for tail in tails {
        let file = [bytes.clone(), tail].concat();
        let mut blocks = Blocks::new(&file[..]);
        assert_eq!(read_blocks(&mut blocks), whole);
        assert!(!matches!(blocks.next(), Ok(Some(_))));
        assert_eq!(blocks.offset(), bytes.len() as u64);
        assert!(blocks.resync().unwrap().is_none());
    }
}

/// It reads like a tail that may still grow; only a search finds what stands behind it.
#[test]
fn a_length_that_became_too_long_hides_no_block_from_a_search() {
    let segment = Segment::of_payloads((0..5).map(|n| vec![n; 20]));
    let (mut bytes, starts) = (segment.bytes, segment.starts);
    let len = bytes[starts[2]..].windows(5).position(|w| w == b"\x64data").expect("a payload") + 5;
    assert_eq!(bytes[starts[2] + len], 0x54);
    bytes[starts[2] + len] = 0x5a;
    let mut blocks = Blocks::new(&bytes[..]);
    assert_eq!(read_blocks(&mut blocks).len(), 2);
    assert!(blocks.next().unwrap().is_none());
    assert_eq!(blocks.resync().unwrap(), Some((starts[3] - starts[2]) as u64));
    assert_eq!(read_blocks(&mut blocks).len(), 3);
}

#[test]
fn a_seal_with_one_wrong_bit_leaves_a_trace_in_its_place_alone() {
    let segment = Segment::of_payloads([b"Hello".to_vec(), b"again".to_vec()]);
    for end in &segment.starts[1..] {
        let place = end - SEAL_BYTES;
        let seal: [u8; SEAL_BYTES] = segment.bytes[place..*end].try_into().expect("a seal");
        assert_eq!(Seal::trace(&seal, place as u64), Seal::read(&seal));
        assert!(Seal::trace(&seal[..SEAL_BYTES - 1], place as u64).is_none(), "it is torn");
        assert!([3, 48, 1_000_000].iter().all(|shift| Seal::trace(&seal, (place + shift) as u64).is_none()));
        for bit in 0..8 * SEAL_BYTES {
            let mut flipped = seal;
            flipped[bit / 8] ^= 1 << (bit % 8);
            assert!(Seal::trace(&flipped, place as u64).is_some(), "bit {bit}");
        }
    }
    let mut random = Random(5);
    let noise = random.bytes(1_000_000);
    assert!((0..noise.len()).all(|place| Seal::trace(&noise[place..], place as u64).is_none()));
}

/// A read that is wrong for good must not be mistaken for a tail that may still grow.
#[test]
fn damage_stays_damage_when_asked_again() {
    let mut bytes = Segment::of_payloads([vec![b'a'; 50]]).bytes;
    let place = bytes.len() - SEAL_BYTES - 1;
    bytes[place] ^= 1;
    let mut blocks = Blocks::new(&bytes[..]);
    assert!(blocks.next().unwrap().is_some());
    for _ in 0..3 {
        assert_eq!(blocks.next().unwrap_err().to_string(), format!("damaged at offset {}: {WHAT}", blocks.offset()));
    }
    const WHAT: &str = "the seal does not fit its block";
}

#[test]
fn blocks_between_two_damages_are_found_when_no_payload_could_hold_them() {
    let segment = Segment::of_payloads((0..40).map(|n| vec![n; 10_000]));
    let (mut bytes, starts) = (segment.bytes, segment.starts);
    let whole = read_blocks(&mut Blocks::new(&bytes[..]));
    for block in [5, 20, 22] {
        bytes[starts[block] + 3] ^= 0x40;
    }
    let mut left = whole.clone();
    // Block 21 alone is shorter than a payload: it could be one.
    left.drain(20..23);
    left.remove(5);
    assert_eq!(read_through(&bytes), left);
}
