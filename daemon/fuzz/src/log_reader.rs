//! The readers of the frame log: forwards, backwards, by hand and by ciborium.

use std::io::Cursor;

use tp_proto::frame_log::{BackwardBlocks, Block, BlockError, Blocks, Item, PeerTable, Record, SEAL_BYTES, Sent, item};

use crate::Verdict;
use crate::frames::{by_ciborium, owned};
use crate::segment::mended;

/// `input` is a file, read as it is and once more with its seals mended.
pub fn check(input: &[u8]) -> Verdict {
    read(input);
    if read(&mended(input)) > 0 { Verdict::Understood } else { Verdict::Refused }
}

/// Reads a file in every way. Gives how many blocks it holds in front of the first damage.
fn read(file: &[u8]) -> usize {
    let mut blocks = Blocks::new(file);
    let mut offsets = Vec::new();
    let mut table = PeerTable::default();
    let end = loop {
        match blocks.next() {
            Ok(Some(block)) => {
                offsets.push(block.offset);
                check_place(&block, file);
                check_records(&block, &mut table);
            }
            end => break end.map(|_| ()),
        }
    };
    if end.is_ok() && blocks.tail().is_empty() && !offsets.is_empty() {
        check_backwards(file, &offsets);
    } else {
        read_backwards(file);
    }
    read_on(&mut blocks);
    offsets.len()
}

fn check_place(block: &Block<'_>, file: &[u8]) {
    let start = usize::try_from(block.offset).expect("inside the file");
    assert_eq!(block.bytes, &file[start..][..block.bytes.len()]);
    assert_eq!(
        Record::decode(&file[start + block.bytes.len()..][..SEAL_BYTES]).ok(),
        Some(Some(Record::Seal(block.seal)))
    );
}

/// Both ways to read a block's records agree wherever both read one; and what they read is written
/// and read again as the same.
fn check_records(block: &Block<'_>, table: &mut PeerTable) {
    let mut items = block.items();
    for by_hand in block.records() {
        let next = items.next().expect("as many items as records");
        let (Ok(by_hand), Ok((_, bytes))) = (by_hand, next) else { return };
        let record = match by_hand {
            Item::Frame(head) => {
                table.frame(&head);
                Record::Frame(owned(&head))
            }
            Item::Sent(head) => {
                table.sent(head.clone());
                Record::Sent(Sent { t: head.t, n: head.n, behind: head.behind })
            }
            Item::Other(record) => {
                table.apply(&record);
                *record
            }
            Item::Unknown => continue,
        };
        if let Ok(again) = Record::decode(bytes) {
            assert_eq!(again.as_ref(), Some(&record), "the hand decoder reads something else");
        }
        check_fixpoint(&record);
    }
    for peer in table.peers() {
        table.progress(peer);
    }
}

fn check_fixpoint(record: &Record) {
    let bytes = by_ciborium(record);
    assert_eq!(item::len(&bytes), Ok(bytes.len()));
    assert_eq!(Record::decode(&bytes).expect("what was written can be read").as_ref(), Some(record));
}

/// A file without a torn end is the same from both sides.
fn check_backwards(file: &[u8], offsets: &[u64]) {
    let Ok(Some(mut blocks)) = BackwardBlocks::find(Cursor::new(file)) else { return };
    for &offset in offsets.iter().rev() {
        let block = blocks.next().expect("a sound file").expect("as many blocks as from the front");
        assert_eq!(block.offset, offset);
    }
    assert!(blocks.next().expect("a sound file").is_none());
}

fn read_backwards(file: &[u8]) {
    let Ok(Some(mut blocks)) = BackwardBlocks::find(Cursor::new(file)) else { return };
    let mut end = u64::MAX;
    while let Ok(Some(block)) = blocks.next() {
        assert!(block.offset < end, "no way forward");
        end = block.offset;
    }
}

/// Goes on behind damage to the end of the file.
fn read_on(blocks: &mut Blocks<&[u8]>) {
    let mut offset = blocks.offset();
    while let Ok(Some(_)) = blocks.resync() {
        while let Ok(Some(_)) = blocks.next() {}
        assert!(blocks.offset() > offset, "no way forward");
        offset = blocks.offset();
    }
    assert!(!matches!(blocks.next(), Err(BlockError::Io { .. })), "memory can be read");
}
