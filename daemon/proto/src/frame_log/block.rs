//! Reads a segment block by block, and hands out only what a seal covers.
//!
//! The reader follows a file that still grows: [`Blocks::next`] gives `None` when no whole block
//! is there *yet*, and may be called again. It holds one block in memory at a time, at most
//! [`BLOCK_BYTES_MAX`] and as much again of what it read ahead; [`Blocks::resync`] holds two.

mod back_window;
mod backward;
mod damage;
mod passed;
mod resync;
mod window;

use std::io::{self, Read};

use serde::Deserialize;

pub use self::backward::BackwardBlocks;
pub use self::damage::Damage;
use self::passed::Passed;
use self::window::Window;
use super::frame_head::{Outline, usual_sent};
use super::item::{self, ItemError};
use super::seal::SEAL_BYTES;
use super::{FORMAT_VERSION, LABEL, Record, Seal};

/// The longest block that a reader accepts. A writer ends its rounds at 1 MiB of payload; the
/// rest is room for their records and for one `open` a peer.
pub const BLOCK_BYTES_MAX: usize = 16 * 1024 * 1024;

/// A sealed, verified block.
#[derive(Debug, Clone, Copy)]
pub struct Block<'a> {
    /// Where it starts in the file.
    pub offset: u64,
    /// Its items, the label in front of the first block's included, the seal left out.
    pub bytes: &'a [u8],
    /// What closes it.
    pub seal: Seal,
    /// Its frames, as far as its reader has noted them.
    pub(super) passed: &'a [(u32, Outline)],
}

impl<'a> Block<'a> {
    /// A block that somebody else has read and verified.
    pub fn new(offset: u64, bytes: &'a [u8], seal: Seal) -> Block<'a> {
        Block { offset, bytes, seal, passed: &[] }
    }

    /// Its items, each with its offset in the file.
    ///
    /// A block whose seal fits was written as a whole; an item that is none can only come from a
    /// writer's mistake and ends the walk with its error.
    pub fn items(&self) -> impl Iterator<Item = Result<(u64, &'a [u8]), ItemError>> + use<'a> {
        let offset = self.offset;
        let bytes = self.bytes;
        let mut at = if bytes.starts_with(&LABEL) { LABEL.len() } else { 0 };
        std::iter::from_fn(move || {
            let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
            Some(match record_len(rest) {
                Ok(len) => {
                    let place = offset + at as u64;
                    at += len;
                    Ok((place, &rest[..len]))
                }
                Err(error) => {
                    at = bytes.len();
                    Err(error)
                }
            })
        })
    }
}

/// What keeps a segment from being read on.
#[derive(Debug, thiserror::Error)]
pub enum BlockError {
    /// The file could not be read.
    #[error("reading failed at offset {offset}")]
    Io {
        /// How far it was read.
        offset: u64,
        /// What the kernel said.
        source: io::Error,
    },
    /// It does not begin with the label of a frame log.
    #[error("not a frame log: the label is missing at offset 0")]
    NotAFrameLog,
    /// A later program wrote it.
    #[error("frame-log format {0} is newer than this program reads ({FORMAT_VERSION})")]
    Version(u64),
    /// The block at `offset` is not what was written.
    #[error("damaged at offset {offset}: {what}")]
    Damaged {
        /// Where the damaged block starts.
        offset: u64,
        /// What is wrong with it.
        what: Damage,
    },
}

/// The blocks of one segment.
#[derive(Debug)]
pub struct Blocks<R> {
    /// What was read and not handed out yet.
    window: Window<R>,
    /// How far into the window whole items were already seen.
    scanned: usize,
    /// The frames among them.
    passed: Passed,
    /// The checksum from which the next block's goes on.
    chain: u32,
    /// How many bytes may still be spent on what only looks like a block.
    doubt_bytes: u64,
}

impl<R: Read> Blocks<R> {
    /// A reader of a segment from its first byte.
    pub fn new(source: R) -> Self {
        let passed = Passed::default();
        Blocks { window: Window::new(source), scanned: 0, passed, chain: 0, doubt_bytes: resync::DOUBT_BYTES_MAX }
    }

    /// Offset behind the last block that was handed out.
    pub fn offset(&self) -> u64 {
        self.window.offset()
    }

    /// Bytes behind that offset that were read and that no seal covers. After a `None` this is the
    /// torn or still growing tail, as far as the file reached.
    pub fn tail(&self) -> &[u8] {
        self.window.bytes()
    }

    /// The next sealed block, `None` when the file holds no further one (yet).
    ///
    /// After [`BlockError::Damaged`], [`resync`](Self::resync) finds the next intact block. It also
    /// tells, after a `None` with a [`tail`](Self::tail) in a file that grows no more, a torn end
    /// from a length that damage made too long.
    #[expect(clippy::should_implement_trait, reason = "a block borrows from its reader")]
    pub fn next(&mut self) -> Result<Option<Block<'_>>, BlockError> {
        loop {
            if let Some(seal) = self.find_seal()? {
                return self.hand_out(seal).map(Some);
            }
            if self.window.fill()? == 0 {
                return Ok(None);
            }
        }
    }

    /// Walks on to the block's seal, which then stands at `scanned`.
    fn find_seal(&mut self) -> Result<Option<Seal>, BlockError> {
        if self.scanned == 0 {
            self.passed.clear();
        }
        if self.offset() == 0 && self.scanned == 0 {
            let Some(len) = check_beginning(self.tail())? else { return Ok(None) };
            self.scanned = len;
        }
        let Blocks { window, scanned, passed, .. } = self;
        let seal = walk(window.bytes(), scanned, |start, frame| passed.note(start, frame));
        seal.map_err(|what| self.damaged(what))
    }

    fn hand_out(&mut self, seal: Seal) -> Result<Block<'_>, BlockError> {
        let (offset, len) = (self.offset(), self.scanned);
        if !seal.stands_at(offset, len) || !seal.closes(self.tail(), self.chain, offset) {
            return Err(self.damaged(Damage::SealMisfits));
        }
        self.chain = seal.crc();
        self.scanned = 0;
        let bytes = self.window.take(len + SEAL_BYTES);
        Ok(Block { passed: self.passed.frames(), ..Block::new(offset, &bytes[..len], seal) })
    }

    fn damaged(&self, what: Damage) -> BlockError {
        BlockError::Damaged { offset: self.offset(), what }
    }
}

/// Length of the item that `bytes` starts with, which is most often one that comes with every round.
#[inline]
fn record_len(bytes: &[u8]) -> Result<usize, ItemError> {
    match usual_sent(bytes) {
        Some((_, rest)) => Ok(bytes.len() - rest.len()),
        None => item::len(bytes),
    }
}

/// Moves `at` over whole items up to a seal, past frames of which it tells where they begin; `None`
/// while the seal is not there yet.
///
/// # Errors
///
/// Why there can be none: the bytes are no items, or go on without a seal for longer than
/// [`BLOCK_BYTES_MAX`].
fn walk(block: &[u8], at: &mut usize, mut pass: impl FnMut(usize, &Outline)) -> Result<Option<Seal>, Damage> {
    while *at <= BLOCK_BYTES_MAX {
        let rest = &block[*at..];
        if let Some(frame) = Outline::of(rest) {
            pass(*at, &frame);
            *at += frame.end();
            continue;
        }
        if let Some(seal) = Seal::read(rest) {
            return Ok(Some(seal));
        }
        match record_len(rest) {
            Ok(len) => *at += len,
            Err(ItemError::Incomplete) if block.len() < BLOCK_BYTES_MAX + SEAL_BYTES => return Ok(None),
            Err(ItemError::Incomplete) => break,
            Err(_) => return Err(Damage::NoRecord),
        }
    }
    Err(Damage::NoSeal)
}

/// Checks label and format version and gives the length of both; `None` while the file is too
/// short to say.
fn check_beginning(bytes: &[u8]) -> Result<Option<usize>, BlockError> {
    let (label, rest) = bytes.split_at(bytes.len().min(LABEL.len()));
    if label != &LABEL[..label.len()] {
        return Err(BlockError::NotAFrameLog);
    }
    let missing = BlockError::Damaged { offset: 0, what: Damage::NoHeader };
    let len = match item::len(rest) {
        Ok(len) => len,
        Err(ItemError::Incomplete) if rest.len() < BLOCK_BYTES_MAX => return Ok(None),
        Err(_) => return Err(missing),
    };
    match version(&rest[..len]) {
        Some(v) if v > FORMAT_VERSION => Err(BlockError::Version(v)),
        Some(FORMAT_VERSION) if matches!(Record::decode(&rest[..len]), Ok(Some(Record::Header(_)))) => {
            Ok(Some(label.len() + len))
        }
        _ => Err(missing),
    }
}

/// The format version of a header, whatever else a later version has put into it.
fn version(item: &[u8]) -> Option<u64> {
    #[derive(Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum AnyHeader {
        Header { v: u64 },
    }
    let AnyHeader::Header { v } = ciborium::from_reader(item).ok()?;
    Some(v)
}
