//! How much space a file system has, what of it is to stay free, and how a segment takes its own
//! ahead of time.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use nix::fcntl::{FallocateFlags, fallocate};
use nix::sys::statfs::{OVERLAYFS_SUPER_MAGIC, Statfs, TMPFS_MAGIC, fstatfs};
use nix::sys::statvfs::statvfs;

/// What is kept free for everybody else: the less of the two counts, 0 is nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FreeSpace {
    /// Bytes.
    pub bytes: u64,
    /// Hundredths of the file system.
    pub percent: u8,
}

impl FreeSpace {
    /// Bytes to be kept free of a file system of `total` bytes.
    pub fn of(self, total: u64) -> u64 {
        self.bytes.min((total / 100).saturating_mul(u64::from(self.percent)))
    }
}

/// A file system's space, in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Space {
    /// All of it.
    pub total: u64,
    /// What this process may still take.
    pub available: u64,
}

impl Space {
    /// Hundredths of it that may still be taken.
    pub fn free_percent(&self) -> u8 {
        let percent = u128::from(self.available) * 100 / u128::from(self.total.max(1));
        u8::try_from(percent).unwrap_or(100).min(100)
    }

    /// That of the file system on which `path` lies.
    pub fn at(path: &Path) -> io::Result<Space> {
        let found = statvfs(path)?;
        let bytes = |blocks: u64| blocks.saturating_mul(found.fragment_size());
        Ok(Space { total: bytes(found.blocks()), available: bytes(found.blocks_available()) })
    }
}

/// Held from the look at what is free until it is taken: rooms on two threads could take it twice.
static TAKING: Mutex<()> = Mutex::new(());

/// Takes space for a new, empty `file` that will have about so many bytes, so that it lies in one
/// piece and the disk cannot fill up under it. Its length stays as it is.
///
/// Nothing depends on it: a file system that cannot, or has not the space beyond what is to stay
/// `free`, is written to as it is. So is one in memory, where nothing lies in pieces: it takes every
/// page at once, 70 ms for 64 MiB that are 0.03 ms on ext4. What lies under an overlay nobody says.
pub fn reserve(file: &File, directory: &Path, bytes: u64, free: FreeSpace) {
    let takes_pages = |found: Statfs| matches!(found.filesystem_type(), TMPFS_MAGIC | OVERLAYFS_SUPER_MAGIC);
    if fstatfs(file).is_ok_and(takes_pages) {
        return;
    }
    let _taking = TAKING.lock().unwrap_or_else(PoisonError::into_inner);
    let Ok(space) = Space::at(directory) else { return };
    let Ok(length) = i64::try_from(bytes) else { return };
    if space.available.saturating_sub(bytes) <= free.of(space.total) {
        return;
    }
    if let Err(error) = fallocate(file, FallocateFlags::FALLOC_FL_KEEP_SIZE, 0, length) {
        tracing::debug!("no space is taken ahead of time in {}: {error}", directory.display());
        // What the call took before it failed; a file that cannot be cut cannot be written either,
        // and the first block will tell.
        let _ = file.set_len(0);
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::MetadataExt as _;

    use super::*;

    #[test]
    fn the_less_of_the_two_is_kept_free_and_zero_is_nothing() {
        let check = |bytes, percent, total, kept| assert_eq!(FreeSpace { bytes, percent }.of(total), kept);
        check(512, 10, 1000, 100);
        check(512, 10, 1_000_000, 512);
        check(0, 10, 1000, 0);
        check(512, 0, 1000, 0);
        check(u64::MAX, 99, u64::MAX, u64::MAX / 100 * 99);
    }

    #[test]
    fn space_that_is_to_stay_free_is_not_taken() {
        let directory = tempfile::tempdir().expect("a directory");
        let file = File::create(directory.path().join("segment")).expect("a file");
        let space = Space::at(directory.path()).expect("a file system");
        reserve(&file, directory.path(), 1 << 20, FreeSpace { bytes: space.total, percent: 100 });
        reserve(&file, directory.path(), u64::MAX, FreeSpace { bytes: 0, percent: 0 });
        let metadata = file.metadata().expect("an open file");
        assert_eq!((metadata.blocks(), metadata.len()), (0, 0));
    }
}
