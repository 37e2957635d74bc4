//! Finds the next intact block behind damage.
//!
//! Where the damage broke the framing, payloads can no longer be told from records, and a payload
//! may hold bytes that look like a block with a fitting seal: whoever sends it cannot know the
//! checksum that the real chain has reached, but here the chain is taken from the four bytes in
//! front of the block, and those are the sender's too. What no sender can do is go on: behind the
//! end of the payload stand records with times that were not known when it was sent. So a block is
//! believed when it, or the unbroken chain of blocks that it begins, is longer than a payload can
//! be, or reaches the end of the file exactly.

use std::io::Read;

use super::super::FRAME_BYTES_MAX;
use super::{BLOCK_BYTES_MAX, BlockError, Blocks, SEAL_BYTES, Seal, walk};

/// How many bytes a reader spends in all on what only looks like a block. A made-up file could
/// else have every one of its bytes checked as often as it has room for seals.
pub(super) const DOUBT_BYTES_MAX: u64 = 4 * 1024 * 1024 * 1024;

/// A block that verifies by itself; places count from the window's first byte.
struct Candidate {
    start: usize,
    /// The checksum from which its own goes on.
    chain: u32,
    /// Behind its seal.
    end: usize,
    crc: u32,
}

impl<R: Read> Blocks<R> {
    /// Skips what is damaged: goes on with the next block that verifies. Gives how many bytes were
    /// skipped, `None` when the file holds no such block (yet).
    ///
    /// An intact block is passed over where less than [`FRAME_BYTES_MAX`] of intact blocks lies
    /// between this damage and the next, or a torn end: it cannot be told from a forged one.
    pub fn resync(&mut self) -> Result<Option<u64>, BlockError> {
        let from = self.offset();
        let mut seen = 1;
        loop {
            while let Some(place) = find_seal(self.tail(), seen).filter(|_| self.doubt_bytes > 0) {
                seen = place + 1;
                let Some(candidate) = self.candidate(place) else { continue };
                if self.runs_on(&candidate)? {
                    self.chain = candidate.chain;
                    self.skip(candidate.start);
                    return Ok(Some(self.offset() - from));
                }
            }
            seen = seen.max((self.tail().len() + 1).saturating_sub(SEAL_BYTES));
            let useless = self.tail().len().saturating_sub(BLOCK_BYTES_MAX + 2 * SEAL_BYTES);
            self.skip(useless);
            seen = seen.saturating_sub(useless).max(1);
            if self.window.fill()? == 0 {
                return Ok(None);
            }
        }
    }

    fn skip(&mut self, count: usize) {
        self.window.take(count);
        self.scanned = 0;
    }

    /// The block that the seal at `place` closes, when its checksum goes on from the four bytes in
    /// front of the block, where the previous seal ends.
    fn candidate(&mut self, place: usize) -> Option<Candidate> {
        let seal = Seal::read(self.tail().get(place..)?)?;
        let start = usize::try_from(seal.block_offset().checked_sub(self.offset())?).ok()?;
        let offset = seal.block_offset();
        let len = place.checked_sub(start)?;
        if start < 4 || len > BLOCK_BYTES_MAX || !seal.stands_at(offset, len) {
            return None;
        }
        self.spend(len);
        let tail = self.tail();
        let chain = u32::from_be_bytes(tail[start - 4..start].try_into().ok()?);
        let end = place + SEAL_BYTES;
        seal.closes(&tail[start..], chain, offset).then_some(Candidate { start, chain, end, crc: seal.crc() })
    }

    /// Whether the chain goes on from `first` for longer than a payload, or to the file's end.
    fn runs_on(&mut self, first: &Candidate) -> Result<bool, BlockError> {
        let (mut end, mut chain) = (first.end, first.crc);
        while end - first.start <= FRAME_BYTES_MAX {
            let mut len = 0;
            let seal = loop {
                match walk(&self.tail()[end..], &mut len, |_, _| {}) {
                    Ok(Some(seal)) => break seal,
                    Ok(None) if self.window.fill()? > 0 => {}
                    Ok(None) => return Ok(end == self.tail().len()),
                    Err(_) => return Ok(false),
                }
            };
            self.spend(len);
            let offset = self.offset() + end as u64;
            if !seal.stands_at(offset, len) || !seal.closes(&self.tail()[end..], chain, offset) {
                return Ok(false);
            }
            (end, chain) = (end + len + SEAL_BYTES, seal.crc());
        }
        Ok(true)
    }

    fn spend(&mut self, bytes: usize) {
        self.doubt_bytes = self.doubt_bytes.saturating_sub((bytes + SEAL_BYTES) as u64);
    }
}

/// The next place at or behind `from` that has the shape of a seal.
fn find_seal(bytes: &[u8], from: usize) -> Option<usize> {
    let last = bytes.len().checked_sub(SEAL_BYTES)?;
    (from..=last).find(|&place| bytes[place] == 0xa1 && Seal::read(&bytes[place..]).is_some())
}
