//! A whole text into a file or to stdout.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use crate::error::Error;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SaveError {
    /// It is there, and nobody said that it may be overwritten.
    #[error("{} is there already: name another file, or overwrite it with --force", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The system does not let it.
    #[error("cannot write {}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
}

/// Writes `text` to `file`, or to stdout where that is none or `-`. A file that is there is left
/// alone, unless `force`.
pub(crate) fn save(text: &str, file: Option<&Path>, force: bool) -> Result<(), Error> {
    let Some(path) = file.filter(|file| file.as_os_str() != "-") else {
        let mut out = super::stdout();
        out.write_all(text.as_bytes())?;
        out.flush()?;
        return Ok(());
    };
    let written = create(path, force).and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|source| match source.kind() {
        ErrorKind::AlreadyExists => SaveError::Exists { path: path.to_owned() }.into(),
        _ => SaveError::Io { path: path.to_owned(), source }.into(),
    })
}

fn create(path: &Path, force: bool) -> io::Result<File> {
    if force { File::create(path) } else { OpenOptions::new().write(true).create_new(true).open(path) }
}
