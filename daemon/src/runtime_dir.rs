//! The directory of the control sockets. Who may write there could put a socket of his own in our
//! place, so it has to be ours and closed to others.

use std::fs::{self, DirBuilder, Metadata};
use std::io;
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _};
use std::path::{Path, PathBuf};

use nix::unistd::geteuid;

const GROUP_WRITE: u32 = 0o020;
const OTHER_WRITE: u32 = 0o002;

/// A directory that cannot be trusted.
#[derive(Debug, thiserror::Error)]
pub enum RuntimeDirError {
    /// It could not be made or looked at.
    #[error("cannot use the runtime directory {}: give another one with --runtime-dir", path.display())]
    Unusable {
        /// The directory.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// It is a link or a file.
    #[error("the runtime directory {} is no directory: remove it, or give another one with --runtime-dir", .0.display())]
    NoDirectory(PathBuf),
    /// It belongs to somebody else.
    #[error("the runtime directory {} belongs to user {owner}, not to this one: give another one with --runtime-dir", path.display())]
    Foreign {
        /// The directory.
        path: PathBuf,
        /// Its owner.
        owner: u32,
    },
    /// Others may write there.
    #[error("others can write in the runtime directory {} (mode {mode:04o}): run chmod 0700 {}, or give another one with --runtime-dir", path.display(), path.display())]
    Open {
        /// The directory.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
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
