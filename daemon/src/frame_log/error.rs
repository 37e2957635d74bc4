//! What can go wrong with the frame log.

use std::io;
use std::path::PathBuf;

use nix::errno::Errno;

use crate::language::{Language, Phrase, Said, english};

/// A failure of the frame log; the relay does not go on without it.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum LogError {
    /// A directory could not be made.
    MakeDirectory {
        /// The directory.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// A file or directory could not be read.
    Read {
        /// The file or directory.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// Another process writes the frame log.
    Locked {
        /// The directory.
        path: PathBuf,
        /// The other process, if the kernel tells.
        pid: Option<u32>,
    },
    /// A segment is of a later format.
    Version {
        /// The segment.
        path: PathBuf,
        /// Its format version.
        version: u64,
    },
    /// A segment could not be begun.
    Begin {
        /// The segment.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// Writing failed, and not for lack of space: what is on disk is no longer certain.
    Write {
        /// The segment.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// What was written could not be brought to disk: what is there is no longer certain, and a
    /// second try would only say that all is well.
    Sync {
        /// The segment, or the room's folder.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// The key of the payloads' hashes could not be read or made.
    Key {
        /// The key.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// The key of the payloads' hashes is none.
    BadKey {
        /// The key.
        path: PathBuf,
        /// What is wrong with it.
        why: Phrase,
    },
    /// There is no space to bring an earlier run's segment to its end.
    NoSpace {
        /// The segment.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// A segment's frames have higher numbers than any relay counts to.
    FrameNumbers {
        /// The segment.
        path: PathBuf,
        /// The number that would come next.
        next: u64,
    },
    /// So have a segment's clients.
    ClientNumbers {
        /// The segment.
        path: PathBuf,
        /// The number that would come next.
        next: u64,
    },
    /// No segment can be named so that it comes last.
    NoName {
        /// The last segment there.
        path: PathBuf,
    },
    /// `/proc` or `/dev/urandom` could not be read.
    System {
        /// The file.
        path: &'static str,
        /// What the kernel said.
        source: io::Error,
    },
}

impl Said for LogError {
    fn said(&self, words: &Language) -> String {
        use LogError as E;
        match self {
            E::MakeDirectory { path, .. } => words.log_no_directory(&path.to_string_lossy()),
            E::Read { path, .. } => words.log_unread(&path.to_string_lossy()),
            E::Locked { path, pid: None } => words.log_locked(&path.to_string_lossy()),
            E::Locked { path, pid: Some(pid) } => words.log_locked_by(&path.to_string_lossy(), &pid.to_string()),
            E::Version { path, version } => words.log_version(&path.to_string_lossy(), &version.to_string()),
            E::Begin { path, .. } => words.log_not_begun(&path.to_string_lossy()),
            E::Write { path, .. } => words.log_unwritten(&path.to_string_lossy()),
            E::Sync { path, .. } => words.log_unsynced(&path.to_string_lossy()),
            E::Key { path, .. } => words.key_unusable(&path.to_string_lossy()),
            E::BadKey { path, why } => words.key_bad(&path.to_string_lossy(), &why(words)),
            E::NoSpace { path, .. } => words.log_no_space_to_end(&path.to_string_lossy()),
            E::FrameNumbers { path, next } => words.log_frame_numbers(&path.to_string_lossy(), &next.to_string()),
            E::ClientNumbers { path, next } => words.log_client_numbers(&path.to_string_lossy(), &next.to_string()),
            E::NoName { path } => words.log_no_name(&path.to_string_lossy()),
            E::System { path, .. } => words.system_unread(path),
        }
    }
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
