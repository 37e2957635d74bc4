//! The room's bytes: an append-only ring of blocks, addressed by how many bytes ever came before.
//!
//! A chunk is read straight into the ring and never moves; every block leaves room for a whole
//! chunk, so that what one read returned is one contiguous slice. Memory is bounded by whoever
//! calls [`Ring::release`]: the room cuts the peer that holds back too much.

use std::collections::VecDeque;
use std::ops::Range;

use tp_proto::frame_log::{AROUND_BYTES_MAX, FRAME_BYTES_MAX};

/// Most bytes that one read takes from a client.
pub const CHUNK_BYTES: usize = FRAME_BYTES_MAX;

/// A block: large enough that the chunk's worth left over at its end is a small part of it.
const BLOCK_BYTES: usize = 1024 * 1024;

#[derive(Debug)]
struct Block {
    start: u64,
    len: usize,
    bytes: Box<[u8]>,
}

impl Block {
    fn new(start: u64) -> Block {
        Block { start, len: 0, bytes: vec![0; BLOCK_BYTES].into_boxed_slice() }
    }

    fn end(&self) -> u64 {
        self.start + self.len as u64
    }

    fn has_space(&self, around: usize) -> bool {
        self.bytes.len() - self.len >= CHUNK_BYTES + around
    }
}

/// The ring. Positions are counts of bytes since the room began.
#[derive(Debug, Default)]
pub struct Ring {
    blocks: VecDeque<Block>,
    head: u64,
    /// One block kept for reuse, so that a room that goes to and fro over a boundary does not
    /// allocate.
    spare: Option<Block>,
}

impl Ring {
    /// Position behind the last byte.
    pub fn head(&self) -> u64 {
        self.head
    }

    /// Memory that the ring holds, in bytes.
    pub fn held_bytes(&self) -> usize {
        (self.blocks.len() + usize::from(self.spare.is_some())) * BLOCK_BYTES
    }

    /// Where the next chunk goes, with `around` bytes before and behind it: so much and
    /// [`CHUNK_BYTES`] of space.
    pub fn space(&mut self, around: usize) -> &mut [u8] {
        if !self.blocks.back().is_some_and(|block| block.has_space(around)) {
            let mut block = self.spare.take().unwrap_or_else(|| Block::new(self.head));
            block.start = self.head;
            block.len = 0;
            self.blocks.push_back(block);
        }
        let block = self.blocks.back_mut().expect("a block was just made sure of");
        &mut block.bytes[block.len..][..CHUNK_BYTES + around]
    }

    /// Takes in the first `len` bytes of what [`Ring::space`] gave; gives their position.
    ///
    /// # Panics
    ///
    /// When `len` is more than a chunk and what may stand around it.
    pub fn append(&mut self, len: usize) -> u64 {
        assert!(len <= CHUNK_BYTES + AROUND_BYTES_MAX, "a chunk is at most {CHUNK_BYTES} bytes");
        let start = self.head;
        let block = self.blocks.back_mut().expect("space comes before append");
        block.len += len;
        self.head += len as u64;
        start
    }

    /// The bytes of `range`, when all of them lie in the last block.
    pub fn slice(&self, range: &Range<u64>) -> Option<&[u8]> {
        let block = self.blocks.back()?;
        let (from, to) = (range.start.checked_sub(block.start)?, range.end - block.start);
        block.bytes[..block.len].get(from as usize..to as usize)
    }

    /// The bytes of `range`, one slice for each block that it lies in.
    pub fn slices(&self, range: Range<u64>) -> impl Iterator<Item = &[u8]> {
        self.blocks
            .range(self.block_of(range.start)..)
            .take_while(move |block| block.start < range.end)
            .map(move |block| {
                let from = range.start.max(block.start) - block.start;
                let to = range.end.min(block.end()) - block.start;
                &block.bytes[from as usize..to as usize]
            })
            .filter(|slice| !slice.is_empty())
    }

    /// Gives up everything before `position`.
    pub fn release(&mut self, position: u64) {
        while self.blocks.len() > 1 && self.blocks[0].end() <= position {
            self.spare = self.blocks.pop_front();
        }
        // Nobody needs the last block either: begin it again, its pages are in the cache.
        if let Some(block) = self.blocks.back_mut()
            && self.head <= position
        {
            block.start = self.head;
            block.len = 0;
        }
    }

    /// Index of the block that holds `position`, nearly always the last one.
    fn block_of(&self, position: u64) -> usize {
        match self.blocks.back() {
            Some(last) if last.start <= position => self.blocks.len() - 1,
            _ => self.blocks.partition_point(|block| block.end() <= position),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn push(ring: &mut Ring, bytes: &[u8]) -> Range<u64> {
        ring.space(0)[..bytes.len()].copy_from_slice(bytes);
        let start = ring.append(bytes.len());
        start..start + bytes.len() as u64
    }

    fn read(ring: &Ring, range: Range<u64>) -> Vec<u8> {
        ring.slices(range).flatten().copied().collect()
    }

    #[test]
    fn a_chunk_stays_one_slice_over_block_boundaries() {
        let mut ring = Ring::default();
        for n in 0..100u8 {
            let range = push(&mut ring, &vec![n; CHUNK_BYTES - usize::from(n)]);
            assert_eq!(ring.slices(range).count(), 1);
        }
    }

    #[test]
    fn what_is_not_released_is_kept_byte_for_byte() {
        let mut ring = Ring::default();
        let mut all = Vec::new();
        for n in 0..60u8 {
            let bytes = vec![n; 50_000];
            push(&mut ring, &bytes);
            all.extend(bytes);
        }
        ring.release(1_234_567);
        assert_eq!(read(&ring, 1_234_567..ring.head()), all[1_234_567..]);
    }

    #[test]
    fn memory_comes_back_when_everything_is_released() {
        let mut ring = Ring::default();
        for _ in 0..200 {
            push(&mut ring, &[7; CHUNK_BYTES]);
        }
        ring.release(ring.head());
        assert!(ring.held_bytes() <= 2 * BLOCK_BYTES);
        let range = push(&mut ring, b"after");
        assert_eq!(read(&ring, range), b"after");
    }
}
