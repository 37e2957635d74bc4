//! One file of the frame log, written block by block.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::Arc;

use tp_proto::frame_log::{SEAL_BYTES, Seal, SegmentName};

use super::space::{self, FreeSpace};
use super::sync::SyncFile;
use super::{LogError, error};

const FILE_MODE: u32 = 0o640;

/// The segment that is being written.
#[derive(Debug)]
pub struct Segment {
    /// Its name in the room's folder.
    pub name: SegmentName,
    file: Arc<SyncFile>,
    /// Where the next block goes: everything before it is sealed.
    offset: u64,
    /// The last seal's checksum, from which the next one goes on.
    chain: u32,
    /// Length of the first block, which says who is there.
    first_block_bytes: u64,
    /// Every block is brought to disk as it is written.
    sync_always: bool,
}

/// What a seal says of its block besides place and checksum.
#[derive(Debug, Clone, Copy)]
pub struct BlockFacts {
    /// Number of the block's first frame, or of the next one if it has none.
    pub n_first: u64,
    /// How many frames it has.
    pub count: u32,
    /// When it was closed, nanoseconds since the Unix epoch.
    pub t_last: u64,
}

/// How a block's write went, when the disk did not fail.
#[derive(Debug)]
pub enum Written {
    /// It is in the file.
    Whole,
    /// There is no space: file and block are as they were, and the call may be repeated.
    Full(io::Error),
}

impl Segment {
    /// Begins a new file; one of this name must not be there.
    pub fn create(directory: &Path, name: SegmentName, sync_always: bool) -> io::Result<Segment> {
        let path = directory.join(name.to_string());
        let file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(&path)?;
        let file = SyncFile::new(file, path);
        Ok(Segment { name, file, offset: 0, chain: 0, first_block_bytes: 0, sync_always })
    }

    /// Takes space for so many bytes ahead of time, as long as enough stays `free`.
    pub fn reserve(&self, bytes: u64, free: FreeSpace) {
        space::reserve(&self.file.file, self.path().parent().unwrap_or(Path::new(".")), bytes, free);
    }

    /// Whether every block is brought to disk as it is written, from now on.
    pub fn set_sync_always(&mut self, sync_always: bool) {
        self.sync_always = sync_always;
    }

    /// Its file, for whoever brings it to disk.
    pub fn file(&self) -> &Arc<SyncFile> {
        &self.file
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.file.path
    }

    /// Bytes that are sealed.
    pub fn bytes(&self) -> u64 {
        self.offset
    }

    /// Whether it holds nothing beyond its first block.
    pub fn is_empty(&self) -> bool {
        self.offset == self.first_block_bytes
    }

    /// Seals `block` and writes both with one write(2); `block` is empty after that. If every block
    /// is to be brought to disk, it is there when this returns.
    pub fn write(&mut self, block: &mut Vec<u8>, facts: BlockFacts) -> Result<Written, LogError> {
        let chain = Seal::append(block, self.chain, self.offset, facts.n_first, facts.count, facts.t_last);
        if let Err(error) = self.file.write_all_at(block, self.offset) {
            block.truncate(block.len() - SEAL_BYTES);
            return self.take_back(error);
        }
        if self.offset == 0 {
            self.first_block_bytes = block.len() as u64;
        }
        self.offset += block.len() as u64;
        self.chain = chain;
        block.clear();
        if self.sync_always {
            self.file.sync()?;
        }
        Ok(Written::Whole)
    }

    /// Gives back the space that was taken ahead of time: nothing more is written.
    pub fn finish(&self) -> Result<(), LogError> {
        self.file.cut(self.offset)
    }

    /// Takes back what a write left that did not get to its end.
    fn take_back(&self, error: io::Error) -> Result<Written, LogError> {
        // A file that failed for want of space repeats that error, and yet its failure is final.
        if error::is_want_of_space(&error) && !self.file.has_failed() {
            self.file.cut(self.offset)?;
            return Ok(Written::Full(error));
        }
        // Whether it can be cut or not, the write's own error is what ends the relay.
        let _ = self.file.cut(self.offset);
        self.file.give_up(&error);
        Err(LogError::Write { path: self.path().to_owned(), source: error })
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use nix::errno::Errno;
    use tp_proto::frame_log::SegmentName;

    use super::{BlockFacts, LogError, Segment};

    #[test]
    fn a_sync_that_failed_for_want_of_space_is_no_full_disk_to_the_next_write() {
        let directory = tempfile::tempdir().expect("a directory");
        let name = SegmentName { first: 1, turn: 1 };
        let mut segment = Segment::create(directory.path(), name, false).expect("a file");
        segment.file().give_up(&io::Error::from(Errno::ENOSPC));
        let facts = BlockFacts { n_first: 1, count: 0, t_last: 0 };
        let written = segment.write(&mut b"block".to_vec(), facts);
        assert!(matches!(written, Err(LogError::Write { .. })), "{written:?}");
    }
}
