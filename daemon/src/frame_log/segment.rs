//! One file of the frame log, written block by block.

use std::fs::OpenOptions;
use std::io;
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::Path;
use std::sync::Arc;

use tp_proto::frame_log::{SEAL_BYTES, Seal, SegmentName};

use super::sync::SyncFile;

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

impl Segment {
    /// Begins a new file; one of this name must not be there.
    pub fn create(directory: &Path, name: SegmentName) -> io::Result<Segment> {
        let path = directory.join(name.to_string());
        let file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(&path)?;
        Ok(Segment { name, file: SyncFile::new(file, path), offset: 0, chain: 0 })
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

    /// Seals `block` and writes both with one write(2); `block` is empty after that.
    ///
    /// On an error the file is as it was, and so is `block`: the call may be repeated.
    pub fn write(&mut self, block: &mut Vec<u8>, facts: BlockFacts) -> io::Result<()> {
        let chain = Seal::append(block, self.chain, self.offset, facts.n_first, facts.count, facts.t_last);
        if let Err(error) = self.file.file.write_all_at(block, self.offset) {
            block.truncate(block.len() - SEAL_BYTES);
            self.file.file.set_len(self.offset)?;
            return Err(error);
        }
        self.file.touch();
        self.offset += block.len() as u64;
        self.chain = chain;
        block.clear();
        Ok(())
    }
}
