//! What can go wrong with the frame log.

use std::io;
use std::path::PathBuf;

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
