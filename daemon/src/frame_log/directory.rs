//! The folders of the frame log: one lock over all of it, one folder a room.

use std::fs::{self, DirBuilder, File};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg};
use tp_proto::frame_log::SegmentName;

use super::LogError;

const DIRECTORY_MODE: u32 = 0o750;

/// The lock on the frame log; it lasts as long as this value.
#[derive(Debug)]
pub struct Lock {
    _directory: Flock<File>,
}

/// Makes `path` and what is missing above it.
pub fn make(path: &Path) -> Result<(), LogError> {
    DirBuilder::new()
        .recursive(true)
        .mode(DIRECTORY_MODE)
        .create(path)
        .map_err(|source| LogError::MakeDirectory { path: path.to_owned(), source })
}

/// Takes the lock on `path`, which one process at a time can have.
pub fn lock(path: &Path) -> Result<Lock, LogError> {
    let directory = open(path)?;
    let inode = directory.metadata().map_or(0, |metadata| metadata.ino());
    Flock::lock(directory, FlockArg::LockExclusiveNonblock).map(|lock| Lock { _directory: lock }).map_err(
        |(_, error)| match error {
            Errno::EWOULDBLOCK => LogError::Locked { path: path.to_owned(), pid: lock_holder(inode) },
            other => LogError::Read { path: path.to_owned(), source: other.into() },
        },
    )
}

/// The segments of a room, oldest first. Other files are none of ours.
pub fn segments(path: &Path) -> Result<Vec<SegmentName>, LogError> {
    let failed = |source| LogError::Read { path: path.to_owned(), source };
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let name = entry.map_err(failed)?.file_name();
        names.extend(name.to_str().and_then(|name| name.parse::<SegmentName>().ok()));
    }
    names.sort_unstable();
    Ok(names)
}

/// A name for a new segment that begins with frame `first`: no file has it.
pub fn free_name(path: &Path, first: u64) -> Result<SegmentName, LogError> {
    let Some(last) = segments(path)?.into_iter().rfind(|name| name.first == first) else {
        return Ok(SegmentName { first, turn: 1 });
    };
    let turn = last.turn.checked_add(1).ok_or_else(|| LogError::NoName { path: path.join(last.to_string()) })?;
    Ok(SegmentName { first, turn })
}

/// The rooms that have a folder, by their ports. Other folders and files are none of ours.
pub fn rooms(path: &Path) -> Result<Vec<u16>, LogError> {
    let failed = |source| LogError::Read { path: path.to_owned(), source };
    let mut ports = Vec::new();
    for entry in fs::read_dir(path).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let port = entry.file_name().to_str().and_then(|name| name.parse::<u16>().ok());
        ports
            .extend(port.filter(|port| entry.file_name().to_str() == Some(&port.to_string()) && entry.path().is_dir()));
    }
    Ok(ports)
}

/// Makes the names in `path` last through a power cut. What fails once is not tried again: the
/// second call would say that all is well.
pub fn sync(path: &Path) -> Result<(), LogError> {
    open(path)?.sync_all().map_err(|source| LogError::Sync { path: path.to_owned(), source })
}

fn open(path: &Path) -> Result<File, LogError> {
    File::open(path).map_err(|source| LogError::Read { path: PathBuf::from(path), source })
}

/// The process that holds a lock on the file with this inode, from `/proc/locks` (proc(5)).
fn lock_holder(inode: u64) -> Option<u32> {
    let locks = fs::read_to_string("/proc/locks").ok()?;
    let suffix = format!(":{inode}");
    locks.lines().find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        match fields.as_slice() {
            [_, "FLOCK", _, _, pid, file, ..] if file.ends_with(&suffix) => pid.parse().ok(),
            _ => None,
        }
    })
}
