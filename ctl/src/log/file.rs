//! Opens the file of a segment, and nothing else that may bear its name.
//!
//! It never waits: a pipe would keep whoever opens it until somebody writes to it.

use std::fs::{self, File, FileType, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{FileTypeExt as _, OpenOptionsExt as _};
use std::path::Path;

use nix::fcntl::OFlag;

use crate::language::here;

/// Something that bears a segment's name and is no file.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
struct NotAFile(String);

/// Opens a file to be read.
///
/// # Errors
///
/// What the kernel says, or that there is something else than a file. Neither is anything done to
/// what is there.
pub(crate) fn open(path: &Path) -> io::Result<File> {
    // A device may do anything when it is opened; and what was a file may be none by then.
    check(&fs::metadata(path)?)?;
    let file = OpenOptions::new().read(true).custom_flags(OFlag::O_NONBLOCK.bits()).open(path)?;
    check(&file.metadata()?)?;
    Ok(file)
}

fn check(there: &Metadata) -> io::Result<()> {
    let kind = there.file_type();
    if kind.is_file() { Ok(()) } else { Err(io::Error::other(NotAFile(name(kind)))) }
}

fn name(kind: FileType) -> String {
    let language = here();
    match kind {
        _ if kind.is_dir() => language.no_file_directory(),
        _ if kind.is_fifo() => language.no_file_pipe(),
        _ if kind.is_socket() => language.no_file_socket(),
        _ => language.no_file_device(),
    }
}
