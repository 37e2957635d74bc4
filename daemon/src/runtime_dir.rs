//! The directory of the control sockets. Who may write there could put a socket of his own in our
//! place, so it has to be ours and closed to others.

use std::fs::{self, DirBuilder, Metadata};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use nix::unistd::geteuid;

use crate::language::{Language, Said, english};

const GROUP_WRITE: u32 = 0o020;
const OTHER_WRITE: u32 = 0o002;

/// A directory that cannot be trusted.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said(english()))]
pub enum RuntimeDirError {
    /// It could not be made or looked at.
    Unusable {
        /// The directory.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// It is a link or a file.
    NoDirectory(PathBuf),
    /// It belongs to somebody else.
    Foreign {
        /// The directory.
        path: PathBuf,
        /// Its owner.
        owner: u32,
    },
    /// Others may write there.
    Open {
        /// The directory.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
}

impl Said for RuntimeDirError {
    fn said(&self, words: &Language) -> String {
        match self {
            RuntimeDirError::Unusable { path, .. } => words.runtime_dir_unusable(&path.to_string_lossy()),
            RuntimeDirError::NoDirectory(path) => words.runtime_dir_none(&path.to_string_lossy()),
            RuntimeDirError::Foreign { path, owner } => {
                words.runtime_dir_foreign(&path.to_string_lossy(), &owner.to_string())
            }
            RuntimeDirError::Open { path, mode } => {
                words.runtime_dir_open(&path.to_string_lossy(), &format!("{mode:04o}"))
            }
        }
    }
}

/// Makes the directory, private, if it is not there; refuses one that others could tamper with.
pub fn prepare(path: &Path) -> Result<(), RuntimeDirError> {
    let unusable = |source| RuntimeDirError::Unusable { path: path.to_owned(), source };
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent).map_err(unusable)?;
    }
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        result => return result.map_err(unusable),
    }
    check(path, &fs::symlink_metadata(path).map_err(unusable)?)
}

fn check(path: &Path, metadata: &Metadata) -> Result<(), RuntimeDirError> {
    let path = path.to_owned();
    let mode = metadata.mode() & 0o7777;
    if !metadata.is_dir() {
        Err(RuntimeDirError::NoDirectory(path))
    } else if metadata.uid() != geteuid().as_raw() {
        Err(RuntimeDirError::Foreign { path, owner: metadata.uid() })
    } else if mode & (GROUP_WRITE | OTHER_WRITE) != 0 {
        Err(RuntimeDirError::Open { path, mode })
    } else {
        Ok(())
    }
}
