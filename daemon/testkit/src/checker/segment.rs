//! The seals of a segment, checked by the format's text alone: `off`, `len`, `n_first`, `count`
//! and a CRC-32C that goes on from seal to seal.

use super::item::{Item, Wrong};
use super::report::Invariant::Format;
use super::room::Room;

/// RFC 9277: tag 55800 around tag 1414547020 around "BOR".
const LABEL: &[u8] = b"\xd9\xd9\xf8\xda\x54\x50\x46\x4c\x43\x42\x4f\x52";
const SEAL_BYTES: usize = 49;

/// Hands the items of every sealed block to the room, and complains about everything else.
pub(super) fn read(name: &str, bytes: &[u8], may_be_torn: bool, room: &mut Room) {
    room.begin_segment(name);
    if !bytes.starts_with(LABEL) {
        return room.complain(Format, format!("{name} does not start with the label"));
    }
    let mut blocks = Blocks { bytes, block: 0, at: LABEL.len(), chain: 0 };
    loop {
        match blocks.next() {
            Ok(Some(items)) => items.iter().for_each(|item| room.item(item)),
            Ok(None) => break,
            Err(wrong) => {
                if !may_be_torn {
                    room.complain(Format, format!("{name}, offset {}: {wrong}", blocks.at));
                }
                break;
            }
        }
    }
}

struct Blocks<'a> {
    bytes: &'a [u8],
    /// Where the present block starts.
    block: usize,
    /// Where the next item starts.
    at: usize,
    chain: u32,
}

impl Blocks<'_> {
    /// The items of the next block, its seal left out; `None` at a clean end.
    fn next(&mut self) -> Result<Option<Vec<Item>>, Wrong> {
        let mut items = Vec::new();
        while self.at < self.bytes.len() {
            let item = Item::read(&self.bytes[self.at..])?;
            if item.kind == "seal" {
                self.check_seal(&item, &items)?;
                return Ok(Some(items));
            }
            self.at += item.len;
            items.push(item);
        }
        if self.at > self.block {
            return Err(format!("{} bytes that no seal covers", self.at - self.block));
        }
        Ok(None)
    }

    fn check_seal(&mut self, seal: &Item, items: &[Item]) -> Result<(), Wrong> {
        let [off, len, n_first, count, _t_last, crc] = seal.numbers()?;
        if seal.len != SEAL_BYTES {
            return Err(format!("a seal of {} bytes", seal.len));
        }
        if (off, off + len) != (self.block as u64, self.at as u64) {
            return Err(format!("a seal for {off}+{len} that closes {}..{}", self.block, self.at));
        }
        let end = self.at + SEAL_BYTES;
        let expected = crc32c::crc32c_append(self.chain, &self.bytes[self.block..end - 4]);
        if crc != u64::from(expected) {
            return Err(format!("a seal with checksum {crc:08x} where {expected:08x} is right"));
        }
        check_index(n_first, count, items)?;
        (self.chain, self.block, self.at) = (expected, end, end);
        Ok(())
    }
}

/// `n_first` and `count` say which frames the block holds.
fn check_index(n_first: u64, count: u64, items: &[Item]) -> Result<(), Wrong> {
    let frames: Vec<u64> =
        items.iter().filter(|item| item.kind == "frame").map(|frame| frame.uint("n")).collect::<Result<_, _>>()?;
    let right = frames.len() as u64 == count && frames.first().is_none_or(|&first| first == n_first);
    if right { Ok(()) } else { Err(format!("a seal for {count} frames from {n_first} over frames {frames:?}")) }
}
