//! Reads a segment block by block from its end, and hands out only what a seal covers.
//!
//! A seal says where its block starts, and right in front of that stands the previous seal, from
//! whose checksum this one's goes on: so the chain is walked back without a look at the records,
//! at the speed of the checksum alone. Only its end has to be found first.
//!
//! The bytes behind the last seal may be a torn write with somebody's payload in it, and a payload
//! may hold blocks with seals that fit each other: here as in [`resync`](super::resync) the chain
//! is taken from the file itself. What no sender can do is link them to the blocks in front of the
//! frame, whose checksums and times were not known when it was sent. So a last seal is believed
//! only when the unbroken chain that ends in it is longer than a payload can be, or reaches the
//! file's first block with label and header.
//!
//! One block is held in memory at a time, at most [`BLOCK_BYTES_MAX`]. The search for the last seal
//! looks at no more than a torn write can be, and at [`DOUBT_BYTES_MAX`] of what only looks like
//! blocks.

use std::io::{Read, Seek};

use super::super::FRAME_BYTES_MAX;
use super::back_window::{BackWindow, READ_BYTES};
use super::{BLOCK_BYTES_MAX, Block, BlockError, Damage, SEAL_BYTES, Seal, check_beginning};

/// How far in front of a file's end its last seal is searched: a write that was broken off is
/// shorter than a block and its seal.
const SEARCH_BYTES_MAX: u64 = (BLOCK_BYTES_MAX + 2 * SEAL_BYTES) as u64;

/// How many bytes are spent in all on what only looks like a last seal, and how many of them on
/// each at least. A made-up file could else have every byte checked as often as it has room for
/// seals.
const DOUBT_BYTES_MAX: u64 = 8 * BLOCK_BYTES_MAX as u64;
const DOUBT_BYTES_MIN: u64 = READ_BYTES as u64;

/// How much of a file is looked at for label and header.
const BEGINNING_BYTES: u64 = 4096;

const SEAL: u64 = SEAL_BYTES as u64;

/// The blocks of one segment that does not grow, the last one first.
#[derive(Debug)]
pub struct BackwardBlocks<R> {
    window: BackWindow<R>,
    last: Seal,
    next: Next,
}

/// What comes next on the way to the front.
#[derive(Debug, Clone, Copy)]
enum Next {
    /// The block that this seal closes, if it fits.
    Block(Seal),
    /// Nothing: the file's first block was handed out.
    Nothing,
    /// No seal where one must stand.
    Missing(u64),
}

impl<R: Read + Seek> BackwardBlocks<R> {
    /// Finds the last seal of a segment; `None` when there is none to be believed where it would
    /// be after a torn write. Then a reader from the front has to tell what the file is.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or does not begin like a segment. Label and header are only looked
    /// at here: whether they are as they were sealed is known when [`next`](Self::next) has come
    /// to `None`.
    pub fn find(source: R) -> Result<Option<Self>, BlockError> {
        let mut window = BackWindow::new(source);
        let len = window.file_bytes()?;
        if check_beginning(window.get(0..len.min(BEGINNING_BYTES))?)?.is_none() {
            return Ok(None);
        }
        let mut search = Search { window, floor: len.saturating_sub(SEARCH_BYTES_MAX), doubt_bytes: DOUBT_BYTES_MAX };
        let last = search.last_seal(len)?;
        Ok(last.map(|last| BackwardBlocks { window: search.window, last, next: Next::Block(last) }))
    }

    /// The last seal.
    pub fn last_seal(&self) -> Seal {
        self.last
    }

    /// The next block towards the front, `None` behind the file's first.
    ///
    /// # Errors
    ///
    /// The file cannot be read, or the chain is broken here; both every time it is asked again.
    #[expect(clippy::should_implement_trait, reason = "a block borrows from its reader")]
    pub fn next(&mut self) -> Result<Option<Block<'_>>, BlockError> {
        let seal = match self.next {
            Next::Block(seal) => seal,
            Next::Nothing => return Ok(None),
            Next::Missing(offset) => return Err(damaged(offset, Damage::NoSealBefore)),
        };
        self.next = check(&mut self.window, seal)?;
        let (offset, end) = (seal.block_offset(), place(seal));
        Ok(Some(Block::new(offset, self.window.get(offset..end)?, seal)))
    }
}

/// The search for a last seal.
struct Search<R> {
    window: BackWindow<R>,
    /// Nothing in front of it is looked at.
    floor: u64,
    doubt_bytes: u64,
}

impl<R: Read + Seek> Search<R> {
    /// The last seal that ends at or before `end` and is believed.
    fn last_seal(&mut self, mut end: u64) -> Result<Option<Seal>, BlockError> {
        while let Some(seal) = self.seal_before(end)?.filter(|_| self.doubt_bytes > 0) {
            self.spend(DOUBT_BYTES_MIN);
            let Some(broken) = self.chain_broken_at(seal)? else { return Ok(Some(seal)) };
            // Every seal of a chain that is too short ends one that is shorter still.
            end = broken.min(place(seal) + SEAL - 1);
        }
        Ok(None)
    }

    /// The last place before `end` that has the shape of a seal that stands there.
    fn seal_before(&mut self, mut end: u64) -> Result<Option<Seal>, BlockError> {
        while end >= self.floor + SEAL {
            let from = self.floor.max(end.saturating_sub(READ_BYTES as u64));
            let bytes = self.window.get(from..end)?;
            let found = (0..=bytes.len() - SEAL_BYTES).rev().find_map(|at| seal_at(&bytes[at..], from + at as u64));
            if found.is_some() || from == self.floor {
                return Ok(found);
            }
            end = from + SEAL - 1;
        }
        Ok(None)
    }

    /// Where the chain that ends in `last` is broken; `None` when it is to be believed.
    fn chain_broken_at(&mut self, last: Seal) -> Result<Option<u64>, BlockError> {
        let end = place(last) + SEAL;
        let mut seal = last;
        loop {
            self.spend(u64::from(seal.1) + SEAL);
            match check(&mut self.window, seal) {
                Ok(Next::Nothing) => return Ok(None),
                Ok(_) if end - seal.block_offset() > FRAME_BYTES_MAX as u64 => return Ok(None),
                Ok(Next::Block(previous)) => seal = previous,
                Ok(Next::Missing(_)) => return Ok(Some(seal.block_offset())),
                Err(error @ BlockError::Io { .. }) => return Err(error),
                Err(_) => return Ok(Some(place(seal) + SEAL)),
            }
        }
    }

    fn spend(&mut self, bytes: u64) {
        self.doubt_bytes = self.doubt_bytes.saturating_sub(bytes);
    }
}

/// Where a seal stands that was found there.
fn place(seal: Seal) -> u64 {
    seal.block_offset() + u64::from(seal.1)
}

/// The seal that `bytes`, which stand at `offset` of the file, start with.
fn seal_at(bytes: &[u8], offset: u64) -> Option<Seal> {
    if bytes[0] != 0xa1 {
        return None;
    }
    Seal::read(bytes).filter(|seal| seal.offset() == Some(offset))
}

/// Checks the block that `seal` closes, and gives what comes in front of it.
fn check<R: Read + Seek>(window: &mut BackWindow<R>, seal: Seal) -> Result<Next, BlockError> {
    let (offset, len) = (seal.block_offset(), seal.1 as usize);
    let before = offset.min(SEAL);
    if len > BLOCK_BYTES_MAX || (1..SEAL).contains(&before) {
        return Err(damaged(offset, Damage::NoPlace));
    }
    let bytes = window.get(offset - before..place(seal) + SEAL)?;
    let (before, block) = bytes.split_at(before as usize);
    let chain = before.last_chunk().map_or(0, |&crc| u32::from_be_bytes(crc));
    if !seal.closes(block, chain, offset) {
        return Err(damaged(offset, Damage::SealMisfits));
    }
    if offset > 0 {
        let previous = seal_at(before, offset - SEAL);
        return Ok(previous.map_or(Next::Missing(offset - SEAL), Next::Block));
    }
    match check_beginning(&block[..len])? {
        Some(_) => Ok(Next::Nothing),
        None => Err(damaged(0, Damage::NoHeader)),
    }
}

fn damaged(offset: u64, what: Damage) -> BlockError {
    BlockError::Damaged { offset, what }
}
