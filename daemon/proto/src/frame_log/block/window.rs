//! The part of a file that a reader looks at: what it has read and not yet let go.

use std::io::{self, Read};

use super::BlockError;

/// How much one read asks for, at least and at most: as much as is there already, so that an item
/// that does not fit is looked at a few times and not once a read.
const READ_BYTES_MIN: usize = 256 * 1024;
const READ_BYTES_MAX: usize = 4 * 1024 * 1024;

/// A window on `source`. It grows by what [`fill`](Self::fill) reads and shrinks by what
/// [`take`](Self::take) lets go; its bound is its user's.
#[derive(Debug)]
pub(super) struct Window<R> {
    source: R,
    /// Behind `end` lies room for the next read.
    buffer: Vec<u8>,
    start: usize,
    end: usize,
    /// Offset in the file of `buffer[start]`.
    offset: u64,
}

impl<R: Read> Window<R> {
    pub(super) fn new(source: R) -> Self {
        Window { source, buffer: Vec::new(), start: 0, end: 0, offset: 0 }
    }

    /// Offset in the file of the window's first byte.
    pub(super) fn offset(&self) -> u64 {
        self.offset
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.buffer[self.start..self.end]
    }

    /// Lets go of the first `count` bytes, which stay readable until the next call.
    pub(super) fn take(&mut self, count: usize) -> &[u8] {
        let from = self.start;
        self.start += count;
        self.offset += count as u64;
        &self.buffer[from..self.start]
    }

    /// Reads on; gives how many bytes came, 0 at the end of what there is.
    pub(super) fn fill(&mut self) -> Result<usize, BlockError> {
        self.make_room();
        let count = loop {
            match self.source.read(&mut self.buffer[self.end..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        let there = self.bytes().len() as u64;
        let count = count.map_err(|source| BlockError::Io { offset: self.offset + there, source })?;
        self.end += count;
        Ok(count)
    }

    fn make_room(&mut self) {
        let there = self.end - self.start;
        let room = there.clamp(READ_BYTES_MIN, READ_BYTES_MAX);
        if self.buffer.len() - self.end >= room {
            return;
        }
        self.buffer.copy_within(self.start..self.end, 0);
        (self.start, self.end) = (0, there);
        if self.buffer.len() < there + room {
            self.buffer.reserve_exact(there + room - self.buffer.len());
            self.buffer.resize(there + room, 0);
        }
    }
}
