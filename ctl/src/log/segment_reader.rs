//! Reads one segment's blocks while the daemon may still write it.
//!
//! The daemon cuts off what it could not finish (a torn tail after a crash, a short write on a
//! full disk) and writes something else in its place. A reader that has already taken in such
//! bytes would call the segment damaged, so it looks again with fresh eyes before it says so.

use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::SystemTime;

use tp_proto::frame_log::{Block, BlockError, Blocks};

use super::file;

/// What changes when a file does: its length and when it was written.
type Mark = (u64, Option<SystemTime>);

/// A segment that is being read.
#[derive(Debug)]
pub(super) struct SegmentReader {
    path: PathBuf,
    file: Arc<File>,
    blocks: Blocks<Arc<File>>,
    /// What the file was like before it was last read.
    seen: Option<Mark>,
    /// It held nothing more then.
    exhausted: bool,
    /// The offset that was already read a second time.
    looked_again_at: Option<u64>,
    /// Damage was skipped: what lies before can no longer be checked from the start.
    skipped: bool,
}

impl SegmentReader {
    pub(super) fn open(path: PathBuf) -> io::Result<SegmentReader> {
        let file = Arc::new(file::open(&path)?);
        let blocks = Blocks::new(Arc::clone(&file));
        Ok(SegmentReader { path, file, blocks, seen: None, exhausted: false, looked_again_at: None, skipped: false })
    }

    pub(super) fn path(&self) -> &PathBuf {
        &self.path
    }

    /// Offset behind the last intact block.
    pub(super) fn offset(&self) -> u64 {
        self.blocks.offset()
    }

    /// Bytes behind it that no seal covers, as far as the file was read.
    pub(super) fn tail_bytes(&self) -> u64 {
        self.blocks.tail().len() as u64
    }

    /// Whether there may be more than there was when the file held nothing more.
    pub(super) fn has_news(&mut self) -> io::Result<bool> {
        let metadata = self.file.metadata()?;
        let mark = Some((metadata.len(), metadata.modified().ok()));
        if self.exhausted && self.seen == mark {
            return Ok(false);
        }
        if self.exhausted && !self.is_tail_there()? {
            self.look_again();
        }
        self.seen = mark;
        Ok(true)
    }

    /// Whether the file still holds what was read and not yet covered by a seal.
    fn is_tail_there(&self) -> io::Result<bool> {
        let tail = self.blocks.tail();
        let mut there = vec![0; tail.len()];
        match self.file.read_exact_at(&mut there, self.blocks.offset()) {
            Ok(()) => Ok(there == tail),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// The next sealed block, `None` when there is none yet.
    pub(super) fn next(&mut self) -> Result<Option<Block<'_>>, BlockError> {
        self.exhausted = false;
        self.blocks.next()
    }

    /// Notes that the file holds nothing more for now.
    pub(super) fn rest(&mut self) {
        self.exhausted = true;
    }

    /// Whether damage is what it seems: `true` when a second look shows nothing wrong.
    pub(super) fn is_mended(&mut self) -> bool {
        let offset = self.blocks.offset();
        self.looked_again_at.replace(offset) != Some(offset) && self.look_again()
    }

    /// Reads the file anew up to where it was read; `false` when that is not possible.
    fn look_again(&mut self) -> bool {
        !self.skipped && self.reopen(self.blocks.offset()).is_some()
    }

    fn reopen(&mut self, offset: u64) -> Option<()> {
        let file = Arc::new(file::open(&self.path).ok()?);
        let mut blocks = Blocks::new(Arc::clone(&file));
        while blocks.offset() < offset {
            blocks.next().ok()??;
        }
        (self.file, self.blocks, self.exhausted) = (file, blocks, false);
        Some(())
    }

    /// Goes on behind damage; gives the bytes that were skipped, `None` when nothing intact follows.
    pub(super) fn resync(&mut self) -> Result<Option<u64>, BlockError> {
        self.skipped = true;
        self.exhausted = false;
        self.blocks.resync()
    }
}
