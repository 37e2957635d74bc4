//! Files that somebody made up, and payloads that somebody chose.

use std::io::{self, Read};
use std::time::{Duration, Instant};

use tp_proto::frame_log::{
    BLOCK_BYTES_MAX, BlockError, Blocks, Close, FRAME_BYTES_MAX, Header, LABEL, Record, SEAL_BYTES, Seal, encode_record,
};

use crate::segment::{NOON, Segment, frame, header, read_blocks};

fn first_error(bytes: &[u8]) -> BlockError {
    let mut blocks = Blocks::new(bytes);
    loop {
        match blocks.next() {
            Ok(block) => assert!(block.is_some(), "read to the end"),
            Err(error) => return error,
        }
    }
}

#[test]
fn a_file_that_is_no_frame_log_is_told_so() {
    for bytes in [&b"Hello, serveur !"[..], b"\0", b"\xd9\xd9\xf7", b"\x7fELF", &LABEL[1..]] {
        assert!(matches!(first_error(bytes), BlockError::NotAFrameLog));
    }
}

#[test]
fn a_label_without_a_header_is_damage() {
    for rest in [&b"\0"[..], b"\xa1\x64sent\xa0", b"\xa1\x66header\xa0", b"\xa1\x66header\xa1\x61v\x00", b"\xff"] {
        let error = first_error(&[&LABEL[..], rest].concat());
        assert_eq!(error.to_string(), "damaged at offset 0: the header is missing");
    }
}

#[test]
fn a_later_format_is_refused_by_its_number_whatever_else_it_holds() {
    let mut known = LABEL.to_vec();
    encode_record(&mut known, &Record::Header(Header { v: 2, ..header() }));
    assert!(matches!(first_error(&known), BlockError::Version(2)));
    let strange = [&LABEL[..], b"\xa1\x66header\xa2\x64salt\x01\x61v\x19\x01\x00"].concat();
    let text = "frame-log format 256 is newer than this program reads (1)";
    assert_eq!(first_error(&strange).to_string(), text);
}

/// What a sender would have to put into a payload that starts at `place` of the file: a checksum
/// of its own choice, a block that goes on from it, and `more` behind.
pub fn forgery(place: usize, blocks: usize, more: &[u8]) -> Vec<u8> {
    let mut payload = b"\xde\xad\xbe\xef".to_vec();
    let mut chain = 0xdead_beef;
    for _ in 0..blocks {
        let mut block = Vec::new();
        encode_record(&mut block, &Record::Close(forged_close()));
        chain = Seal::append(&mut block, chain, (place + payload.len()) as u64, 3, 0, NOON);
        payload.extend_from_slice(&block);
    }
    payload.extend_from_slice(more);
    payload
}

fn forged_close() -> Close {
    Close { conn: 2, t: NOON, why: "forged".into(), rx: 0, tx: 0, through: 0, undelivered: 0 }
}

/// A segment whose second frame is a forgery that knows its place exactly; and that place.
fn forged_segment(blocks: usize, more: &[u8]) -> (Segment, usize) {
    let len = forgery(0, blocks, more).len();
    let build = |payload| Segment::of_payloads([b"before".to_vec(), payload, b"after".to_vec(), b"last".to_vec()]);
    let blank = build(vec![0x77; len]);
    let place = blank.bytes.windows(len).position(|window| window == vec![0x77; len]).expect("the payload");
    let forged = build(forgery(place, blocks, more));
    assert_eq!(forged.starts, blank.starts);
    (forged, place)
}

pub fn is_forged(bytes: &[u8]) -> bool {
    let mut record = Vec::new();
    encode_record(&mut record, &Record::Close(forged_close()));
    bytes.starts_with(&record)
}

#[test]
fn a_forged_block_in_a_payload_stays_payload() {
    let (segment, place) = forged_segment(2, b"");
    let delivered = read_blocks(&mut Blocks::new(&segment.bytes[..]));
    assert_eq!(delivered.len(), 5);
    assert!(delivered.iter().all(|block| segment.starts.contains(&(block.offset as usize))));
    // The forgery is a good one: by itself it verifies.
    let seal = segment.bytes[place..].windows(SEAL_BYTES).find_map(Seal::read).unwrap();
    assert!(seal.closes(&segment.bytes[place + 4..], 0xdead_beef, place as u64 + 4));
}

/// Damage to the framing in front of the payload makes its bytes look like records; and so does
/// a search for the next block.
#[test]
fn a_forged_block_is_not_believed_behind_damage() {
    let torn_head = b"\xa1\x65frame\xa7\x64data\x5b\0\0\0\0\xff\xff\xff\xff";
    let fits = 1 + FRAME_BYTES_MAX / 2 / forgery(0, 1, b"").len();
    for (blocks, more) in [(1, &b""[..]), (2, b""), (1, torn_head), (3, b"\0\0\0"), (fits, torn_head)] {
        let (segment, place) = forged_segment(blocks, more);
        for hit in segment.starts[2]..place {
            let mut bytes = segment.bytes.clone();
            bytes[hit] ^= 0x1f;
            let mut reader = Blocks::new(&bytes[..]);
            let mut delivered = read_blocks(&mut reader);
            while reader.resync().unwrap().is_some() {
                delivered.append(&mut read_blocks(&mut reader));
            }
            let places: Vec<_> = delivered.iter().map(|block| block.offset as usize).collect();
            assert!(!delivered.iter().any(|block| is_forged(&block.bytes)), "byte {hit}: {places:?}");
            let starts = &segment.starts;
            assert_eq!(places, [starts[0], starts[1], starts[3], starts[4]], "byte {hit} of {starts:?}");
        }
    }
}

/// Gives `first`, then a pattern for ever.
struct Endless {
    first: Vec<u8>,
    pattern: Vec<u8>,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut filled = 0;
        while filled < buffer.len() {
            if self.first.is_empty() {
                self.first.clone_from(&self.pattern);
            }
            let count = (&self.first[..]).read(&mut buffer[filled..])?;
            self.first.drain(..count);
            filled += count;
        }
        Ok(filled)
    }
}

/// `first`, then `then` for ever, is refused before it fills the memory.
fn check_bounded(first: &[u8], then: &[u8]) {
    let mut blocks = Blocks::new(Endless { first: first.to_vec(), pattern: then.repeat(100_000 / then.len()) });
    while blocks.next().is_ok_and(|block| block.is_some()) {}
    let error = blocks.next().expect_err("the end of the endless");
    assert!(matches!(error, BlockError::Damaged { .. }), "{error}");
    assert!(blocks.tail().len() < 2 * BLOCK_BYTES_MAX, "{} bytes were kept", blocks.tail().len());
}

#[test]
fn what_never_ends_is_refused_before_it_fills_the_memory() {
    let begun = Segment::of_payloads([vec![b'a'; 50]]).bytes;
    let huge_bytes = b"\xa1\x65frame\x5b\x00\xff\xff\xff\xff\xff\xff\xff";
    check_bounded(&[&begun[..], huge_bytes].concat(), b"a");
    check_bounded(&[&LABEL[..], b"\xa1\x66header\x5b\x00\xff\xff\xff\xff\xff\xff\xff"].concat(), b"a");
    check_bounded(&[&LABEL[..], b"\xa1\x66header\x9f"].concat(), b"a");
    check_bounded(&begun, b"\xa1\x61x\x00");
}

/// The longest block that a reader accepts, and one byte more.
#[test]
fn the_bound_of_a_block_is_exact() {
    let sealed_with = |payload: usize| {
        let mut segment = Segment::new(&header());
        segment.seal(NOON).record(&frame(1, vec![b'a'; payload])).seal(NOON + 1).bytes.clone()
    };
    let overhead = {
        let bytes = sealed_with(BLOCK_BYTES_MAX / 2);
        let blocks = read_blocks(&mut Blocks::new(&bytes[..]));
        blocks[1].bytes.len() - BLOCK_BYTES_MAX / 2
    };
    let longest = sealed_with(BLOCK_BYTES_MAX - overhead);
    assert_eq!(read_blocks(&mut Blocks::new(&longest[..])).last().unwrap().bytes.len(), BLOCK_BYTES_MAX);
    let longer = sealed_with(BLOCK_BYTES_MAX - overhead + 1);
    assert!(first_error(&longer).to_string().ends_with("a block without a seal"));
}

/// A made-up file of nothing but seals, each of which claims all that lies before it.
#[test]
fn a_file_full_of_false_seals_does_not_hold_its_reader_up() {
    let mut bytes = LABEL.to_vec();
    while bytes.len() < 3 * BLOCK_BYTES_MAX {
        let len = bytes.len().min(BLOCK_BYTES_MAX) as u32;
        let mut seal = Vec::new();
        Seal::append(&mut seal, 0, bytes.len() as u64 - u64::from(len), 1, 0, NOON);
        seal[17..21].copy_from_slice(&len.to_be_bytes());
        bytes.extend_from_slice(&seal);
    }
    let begin = Instant::now();
    let mut blocks = Blocks::new(&bytes[..]);
    assert!(blocks.next().is_err());
    assert!(blocks.resync().unwrap().is_none());
    // It takes 1 to 3 s; without a bound on the work it would take hours.
    assert!(begin.elapsed() < Duration::from_secs(120));
}
