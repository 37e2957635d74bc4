//! A file that ends too early, or not yet.

use std::cell::RefCell;
use std::io::{self, Read};
use std::rc::Rc;

use tp_proto::frame_log::{Blocks, Record};

use crate::golden;
use crate::segment::{Owned, Segment, read_blocks};

fn three_blocks() -> Segment {
    Segment::of_payloads([b"Hello, serveur !".to_vec(), vec![0xff; 300], "é".into()])
}

/// Reads `bytes` and checks that nothing but whole blocks and a tail comes out.
fn check_prefix(bytes: &[u8], whole: &[Owned]) {
    let mut blocks = Blocks::new(bytes);
    for expected in whole {
        let there = (expected.offset as usize) + expected.bytes.len() + tp_proto::frame_log::SEAL_BYTES;
        if there > bytes.len() {
            break;
        }
        let block = blocks.next().ok().flatten().map(Owned::from);
        assert_eq!(block.as_ref(), Some(expected), "from {} bytes", bytes.len());
    }
    assert!(matches!(blocks.next(), Ok(None)), "a torn block came out of {} bytes", bytes.len());
    assert_eq!(blocks.tail(), &bytes[blocks.offset() as usize..]);
}

#[test]
fn torn_at_every_byte_all_whole_blocks_are_delivered() {
    for (_, bytes) in golden::files().into_iter().chain([("", three_blocks().bytes)]) {
        let whole = read_blocks(&mut Blocks::new(&bytes[..]));
        assert!(whole.len() >= 3);
        for cut in 0..=bytes.len() {
            check_prefix(&bytes[..cut], &whole);
        }
    }
}

#[test]
fn an_empty_file_holds_no_block_and_is_no_error() {
    let mut blocks = Blocks::new(&b""[..]);
    assert!(blocks.next().unwrap().is_none());
    assert!(blocks.tail().is_empty() && blocks.resync().unwrap().is_none());
}

/// Gives one byte a read, and is interrupted before each.
struct Drop<'a>(&'a [u8], bool);

impl Read for Drop<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let one = buffer.len().min(1);
        self.0.read(&mut buffer[..one])
    }
}

#[test]
fn a_source_that_gives_single_bytes_changes_nothing() {
    let bytes = three_blocks().bytes;
    let at_once = read_blocks(&mut Blocks::new(&bytes[..]));
    assert_eq!(read_blocks(&mut Blocks::new(Drop(&bytes, false))), at_once);
    assert_eq!(at_once.len(), 4);
}

/// A file that somebody else appends to.
#[derive(Clone, Default)]
struct Growing(Rc<RefCell<Vec<u8>>>, usize);

impl Read for Growing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let file = self.0.borrow();
        let count = (&file[self.1..]).read(buffer)?;
        self.1 += count;
        Ok(count)
    }
}

#[test]
fn a_growing_file_is_followed() {
    let bytes = three_blocks().bytes;
    let whole = read_blocks(&mut Blocks::new(&bytes[..]));
    for step in [1, 7, 48, 49, 50, 333] {
        let file = Growing::default();
        let mut blocks = Blocks::new(file.clone());
        let mut delivered = Vec::new();
        for part in bytes.chunks(step) {
            file.0.borrow_mut().extend_from_slice(part);
            delivered.append(&mut read_blocks(&mut blocks));
        }
        assert_eq!(delivered, whole, "in steps of {step}");
        assert_eq!(blocks.offset(), bytes.len() as u64);
    }
}

#[test]
fn the_items_of_a_block_know_their_place() {
    let bytes = three_blocks().bytes;
    let mut blocks = Blocks::new(&bytes[..]);
    let mut records = 0;
    while let Some(block) = blocks.next().unwrap() {
        for item in block.items() {
            let (offset, item) = item.unwrap();
            assert_eq!(&bytes[offset as usize..][..item.len()], item);
            assert!(Record::decode(item).unwrap().is_some());
            records += 1;
        }
    }
    assert_eq!(records, 4);
}

#[test]
fn a_failed_read_is_told_with_its_place_and_can_be_tried_again() {
    struct Fails<'a>(&'a [u8], u32);
    impl Read for Fails<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            self.1 += 1;
            if self.1 == 2 { Err(io::ErrorKind::StorageFull.into()) } else { self.0.read(&mut buffer[..100]) }
        }
    }
    let bytes = three_blocks().bytes;
    let mut blocks = Blocks::new(Fails(&bytes, 0));
    assert_eq!(blocks.next().unwrap_err().to_string(), "reading failed at offset 100");
    assert_eq!(read_blocks(&mut blocks).len(), 4);
}
