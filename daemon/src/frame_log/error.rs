//! What can go wrong with the frame log.

use std::io;
use std::path::PathBuf;

use nix::errno::Errno;

/// A failure of the frame log; the relay does not go on without it.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// A directory could not be made.
    #[error("cannot make the log directory {}: give another one with --log-dir", path.display())]
    MakeDirectory {
        /// The directory.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// A file or directory could not be read.
    #[error("cannot read {}: the frame log has to be readable and writable for this user; mend its rights or give another one with --log-dir", path.display())]
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// Another process writes the frame log.
    #[error("another tp-relais{} writes the frame log in {}: stop it, or give this one its own --log-dir", holder(*pid), path.display())]
    Locked {
        /// The directory.
        path: PathBuf,
        /// The other process, if the kernel tells.
        pid: Option<u32>,
    },
    /// A segment is of a later format.
    #[error("{} was written by a later tp-relais (frame-log format {version}): use that one, or give this one its own --log-dir", path.display())]
    Version {
        /// The segment.
        path: PathBuf,
        /// Its format version.
        version: u64,
    },
    /// A segment could not be begun.
    #[error("cannot begin the segment {}: make room or mend the rights there", path.display())]
    Begin {
        /// The segment.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// Writing failed, and not for lack of space: what is on disk is no longer certain.
    #[error("cannot write the frame log {}: check the disk, then start tp-relais again", path.display())]
    Write {
        /// The segment.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// What was written could not be brought to disk: what is there is no longer certain, and a
    /// second try would only say that all is well.
    #[error("cannot bring {} to disk: check the disk, then start tp-relais again", path.display())]
    Sync {
        /// The segment, or the room's folder.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// The key of the payloads' hashes could not be read or made.
    #[error("cannot use the key {} for the hashes of payloads: mend its rights, or set payload to another value", path.display())]
    Key {
        /// The key.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// The key of the payloads' hashes is none.
    #[error("{} {why}, so it is no key for the hashes of payloads: put the right one there, or remove it and have a new one made", path.display())]
    BadKey {
        /// The key.
        path: PathBuf,
        /// What is wrong with it.
        why: &'static str,
    },
    /// There is no space to bring an earlier run's segment to its end.
    #[error("no space to end the segment {}: every whole frame in it is kept; make room there, then start tp-relais again", path.display())]
    NoSpace {
        /// The segment.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// A segment's numbers are higher than any relay counts.
    #[error("the next {what} after {} would have the number {number}, and no relay counts that far: move that file out of the frame log, then start tp-relais again", path.display())]
    Numbers {
        /// The segment.
        path: PathBuf,
        /// What is counted.
        what: &'static str,
        /// The number that would come next.
        number: u64,
    },
    /// No segment can be named so that it comes last.
    #[error("no name is left for a segment behind {}: move that file out of the frame log, then start tp-relais again", path.display())]
    NoName {
        /// The last segment there.
        path: PathBuf,
    },
    /// `/proc` or `/dev/urandom` could not be read.
    #[error("cannot read {path}")]
    System {
        /// The file.
        path: &'static str,
        /// What the kernel said.
        source: io::Error,
    },
}

fn holder(pid: Option<u32>) -> String {
    pid.map(|pid| format!(" (process {pid})")).unwrap_or_default()
}

impl LogError {
    /// Whether the disk failed, and what is on it is no longer certain.
    pub fn is_disk_failure(&self) -> bool {
        match self {
            LogError::Write { .. } | LogError::Sync { .. } => true,
            LogError::Begin { source, .. } | LogError::Read { source, .. } => {
                source.raw_os_error() == Some(Errno::EIO as i32)
            }
            _ => false,
        }
    }

    /// What the kernel said, if the next try may go better: want of space, of descriptors, of
    /// memory. Any other error comes back as it is.
    pub(super) fn into_passing(self) -> Result<io::Error, LogError> {
        match self {
            LogError::Begin { source, .. } | LogError::Read { source, .. } | LogError::System { source, .. }
                if is_passing(&source) =>
            {
                Ok(source)
            }
            other => Err(other),
        }
    }
}

/// Disk full, quota used up, file size limit.
pub(super) fn is_want_of_space(error: &io::Error) -> bool {
    use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded | FileTooLarge)
}

/// Whether removing segments could help: a limit on one file's length is not the disk's.
pub(super) fn is_full_disk(error: &io::Error) -> bool {
    use io::ErrorKind::{QuotaExceeded, StorageFull};
    matches!(error.kind(), StorageFull | QuotaExceeded)
}

fn is_passing(error: &io::Error) -> bool {
    let errno = error.raw_os_error().map(Errno::from_raw);
    is_want_of_space(error) || matches!(errno, Some(Errno::EMFILE | Errno::ENFILE | Errno::ENOMEM))
}
