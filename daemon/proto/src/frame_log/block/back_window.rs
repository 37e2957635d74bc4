//! The part of a file that a reader looks at who comes from its end.

use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;

use super::BlockError;

/// How much is read at once, unless more is wanted: it fits a processor's cache, so that checking
/// it costs no second trip to memory.
pub(super) const READ_BYTES: usize = 256 * 1024;

/// A window on `source`. It holds what was asked for last, and what lies in front of that as far
/// as [`READ_BYTES`] go; how much may be asked for is its user's bound.
#[derive(Debug)]
pub(super) struct BackWindow<R> {
    source: R,
    buffer: Vec<u8>,
    /// Offset in the file of the buffer's first byte.
    offset: u64,
}

impl<R: Read + Seek> BackWindow<R> {
    pub(super) fn new(source: R) -> Self {
        BackWindow { source, buffer: Vec::new(), offset: 0 }
    }

    /// Length of the file in bytes.
    pub(super) fn file_bytes(&mut self) -> Result<u64, BlockError> {
        self.source.seek(SeekFrom::End(0)).map_err(|source| BlockError::Io { offset: 0, source })
    }

    /// The bytes of the file from `place.start` up to, not including, `place.end`.
    pub(super) fn get(&mut self, place: Range<u64>) -> Result<&[u8], BlockError> {
        if place.start < self.offset || place.end > self.offset + self.buffer.len() as u64 {
            self.load(&place)?;
        }
        let at = (place.start - self.offset) as usize;
        Ok(&self.buffer[at..at + (place.end - place.start) as usize])
    }

    fn load(&mut self, place: &Range<u64>) -> Result<(), BlockError> {
        self.offset = place.start.min(place.end.saturating_sub(READ_BYTES as u64));
        self.buffer.resize((place.end - self.offset) as usize, 0);
        let (source, buffer) = (&mut self.source, &mut self.buffer);
        let read = source.seek(SeekFrom::Start(self.offset)).and_then(|_| source.read_exact(buffer));
        read.map_err(|source| {
            // What is in the buffer is not the file's.
            buffer.clear();
            BlockError::Io { offset: self.offset, source }
        })
    }
}
