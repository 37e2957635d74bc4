//! What a segment says at its two ends, without reading what is between them.

use std::fs::File;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use tp_proto::frame_log::{Blocks, Header, Item, Record, SEAL_BYTES, Seal};

use super::file;

/// The last words of a segment: the seal that its file ends with.
///
/// Its checksum is not verified. Whoever reads the segment finds out whether it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LastSeal {
    /// Number of the next frame.
    pub(crate) next: u64,
    /// When it was written, nanoseconds since the Unix epoch: no frame before it came later.
    pub(crate) t: u64,
}

impl LastSeal {
    /// That of the file at `path`; `None` while it ends with anything else, or cannot be read.
    pub(crate) fn of(path: &Path) -> Option<LastSeal> {
        let file = file::open(path).ok()?;
        let place = file.metadata().ok()?.len().checked_sub(SEAL_BYTES as u64)?;
        let mut bytes = [0; SEAL_BYTES];
        file.read_exact_at(&mut bytes, place).ok()?;
        let seal = Seal::read(&bytes).filter(|seal| seal.offset() == Some(place))?;
        Some(LastSeal { next: seal.n_next()?, t: seal.4 })
    }
}

/// The header of the segment at `path`; `None` when it cannot be read, or its block is damaged.
pub(crate) fn header_of(path: &Path) -> Option<Header> {
    let mut blocks: Blocks<File> = Blocks::new(file::open(path).ok()?);
    let block = blocks.next().ok()??;
    block.records().map_while(Result::ok).find_map(|item| match item {
        Item::Other(record) => match *record {
            Record::Header(header) => Some(header),
            _ => None,
        },
        _ => None,
    })
}
