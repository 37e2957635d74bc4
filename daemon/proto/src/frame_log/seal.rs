//! The seal: commit mark, checksum and index of a block in one item of 49 bytes.
//!
//! ```text
//! a1 64 "seal" 86  1b off:8  1a len:4  1b n_first:8  1a count:4  1b t_last:8  1a crc32c:4
//! ```
//!
//! Every number has a fixed width, so a seal is found from the end of a file. `off` is where its
//! block starts, `off + len` its own place. The CRC-32C (RFC 3720, appendix B.4) goes on from the
//! previous seal's over the block and this seal's own first 45 bytes; the first one starts at 0
//! and covers the label and the header with its random salt.

use serde::{Deserialize, Serialize};

/// Length of a seal in bytes.
pub const SEAL_BYTES: usize = 49;
/// How many of them the checksum covers.
const CHECKED_BYTES: usize = 45;
/// What every seal starts with.
const HEAD: [u8; 7] = [0xa1, 0x64, b's', b'e', b'a', b'l', 0x86];

/// Where the numbers of a seal stand, and the byte in front of each that says how wide it is.
const WIDTHS: [(usize, u8); 6] = [(7, 0x1b), (16, 0x1a), (21, 0x1b), (30, 0x1a), (35, 0x1b), (44, 0x1a)];

/// The fields of a seal, in their order on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal(
    /// `off`: offset in the file where its block starts.
    pub u64,
    /// `len`: bytes of the block, this seal not included.
    pub u32,
    /// `n_first`: number of the first frame of the block, or of the next one if it holds none.
    pub u64,
    /// `count`: how many frames the block holds.
    pub u32,
    /// `t_last`: when the block was closed, nanoseconds since the Unix epoch.
    pub u64,
    /// `crc32c`.
    pub u32,
);

impl Seal {
    /// Where its block starts.
    pub fn block_offset(&self) -> u64 {
        self.0
    }

    /// Where the seal itself stands, `None` when that is no possible place.
    pub fn offset(&self) -> Option<u64> {
        self.0.checked_add(u64::from(self.1))
    }

    /// Whether the seal says of itself that it stands `len` bytes behind `off`.
    pub(super) fn stands_at(&self, off: u64, len: usize) -> bool {
        self.0 == off && self.1 as usize == len
    }

    /// Number of the frame after the block's last, `None` when there can be none.
    pub fn n_next(&self) -> Option<u64> {
        self.2.checked_add(u64::from(self.3))
    }

    /// The checksum, from which the next block's goes on.
    pub fn crc(&self) -> u32 {
        self.5
    }

    /// Reads a seal, if `bytes` starts with one.
    #[inline]
    pub fn read(bytes: &[u8]) -> Option<Seal> {
        let seal: &[u8; SEAL_BYTES] = bytes.first_chunk()?;
        if !seal.starts_with(&HEAD) || WIDTHS.iter().any(|&(at, width)| seal[at] != width) {
            return None;
        }
        let [(off, _), (len, _), (n_first, _), (count, _), (t_last, _), (crc, _)] = WIDTHS;
        Some(Seal(
            wide(seal, off),
            narrow(seal, len),
            wide(seal, n_first),
            narrow(seal, count),
            wide(seal, t_last),
            narrow(seal, crc),
        ))
    }

    /// The seal whose place is `place` of the file, if `bytes`, which stand there, are one with at
    /// most one wrong bit in its shape or its place.
    ///
    /// It says that a block was sealed here once, and nothing more: whatever its numbers and its
    /// checksum say may be wrong, or somebody's payload.
    pub fn trace(bytes: &[u8], place: u64) -> Option<Seal> {
        let mut mended: [u8; SEAL_BYTES] = *bytes.first_chunk()?;
        // A quick look first: one wrong bit is not in both.
        if mended[WIDTHS[0].0] != WIDTHS[0].1 && mended[WIDTHS[1].0] != WIDTHS[1].1 {
            return None;
        }
        let mut wrong_bits = 0;
        for (at, right) in HEAD.into_iter().enumerate().chain(WIDTHS) {
            wrong_bits += (mended[at] ^ right).count_ones();
            mended[at] = right;
        }
        let seal = Seal::read(&mended)?;
        let off = place.checked_sub(u64::from(seal.1)).map_or(u64::BITS, |off| (off ^ seal.0).count_ones());
        let len = place.checked_sub(seal.0).map_or(u64::BITS, |len| (len ^ u64::from(seal.1)).count_ones());
        (wrong_bits + off.min(len) <= 1).then_some(seal)
    }

    /// Appends the seal of the block that fills `block`, which starts at `off` in the file, and
    /// gives the checksum from which the next block's goes on.
    ///
    /// # Panics
    ///
    /// When the block is longer than `u32::MAX`: a writer bounds its rounds far below.
    pub fn append(block: &mut Vec<u8>, chain: u32, off: u64, n_first: u64, count: u32, t_last: u64) -> u32 {
        let len = u32::try_from(block.len()).expect("a block is bounded by its round");
        block.extend_from_slice(&HEAD);
        put(block, 0x1b, &off.to_be_bytes());
        put(block, 0x1a, &len.to_be_bytes());
        put(block, 0x1b, &n_first.to_be_bytes());
        put(block, 0x1a, &count.to_be_bytes());
        put(block, 0x1b, &t_last.to_be_bytes());
        block.push(0x1a);
        let crc = crc32c::crc32c_append(chain, block);
        block.extend_from_slice(&crc.to_be_bytes());
        crc
    }

    /// Whether this seal, which stands at `bytes[len..]` behind its block, closes that block when
    /// the chain stands at `chain` and the block starts at `off`.
    pub fn closes(&self, bytes: &[u8], chain: u32, off: u64) -> bool {
        let len = self.1 as usize;
        self.0 == off
            && bytes
                .get(..len.saturating_add(CHECKED_BYTES))
                .is_some_and(|checked| crc32c::crc32c_append(chain, checked) == self.5)
    }
}

fn put(block: &mut Vec<u8>, width: u8, value: &[u8]) {
    block.push(width);
    block.extend_from_slice(value);
}

/// The number of eight bytes behind the byte at `at`.
#[inline]
fn wide(seal: &[u8; SEAL_BYTES], at: usize) -> u64 {
    seal[at + 1..].first_chunk().map_or(0, |&bytes| u64::from_be_bytes(bytes))
}

/// The number of four bytes behind the byte at `at`.
#[inline]
fn narrow(seal: &[u8; SEAL_BYTES], at: usize) -> u32 {
    seal[at + 1..].first_chunk().map_or(0, |&bytes| u32::from_be_bytes(bytes))
}
