//! A file that is written, or stdout.
//!
//! A file is written under another name beside its place and moved there when it is whole: what
//! fails or is interrupted leaves nothing under the name that was asked for, and what was there
//! stays until then.

use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{self, ErrorKind, IsTerminal as _, Read as _, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::flag;
use tempfile::NamedTempFile;
use tp_proto::frame_log::LABEL;

use crate::error::Error;
use crate::language::here;

/// Why a file was not written.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TargetError {
    /// Something is there already.
    #[error("{}", here().target_exists(&file.to_string_lossy()))]
    Exists {
        /// The file that was asked for.
        file: PathBuf,
    },
    /// A record of what was said is there.
    #[error("{}", here().target_frame_log(&file.to_string_lossy()))]
    FrameLog {
        /// The file that was asked for.
        file: PathBuf,
    },
    /// It cannot be made or written.
    #[error("{}", here().target_unwritten(&file.to_string_lossy()))]
    Write {
        /// The file that was asked for.
        file: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// Somebody stopped it.
    #[error("{}", here().target_interrupted(&file.to_string_lossy()))]
    Interrupted {
        /// The file that was asked for.
        file: PathBuf,
    },
}

/// Where something goes that is written as a whole.
#[derive(Debug)]
pub(crate) struct Target {
    file: PathBuf,
    place: Place,
    interrupted: Arc<AtomicBool>,
}

#[derive(Debug)]
enum Place {
    Stdout,
    /// Something that is written in place: a pipe, a device.
    Direct(File),
    /// A file in the making, and where it goes; `over` says that one may lie there.
    Beside {
        making: NamedTempFile,
        real: PathBuf,
        over: bool,
    },
}

impl Target {
    /// `file`, or the standard output for `-`. With `force` a file that is there is replaced in
    /// the end.
    pub(crate) fn open(file: &Path, force: bool) -> Result<Target, TargetError> {
        let interrupted = Arc::default();
        let place = if file == Path::new("-") { Place::Stdout } else { place(file, force, &interrupted)? };
        Ok(Target { file: file.to_owned(), place, interrupted })
    }

    /// Whether it is a terminal.
    pub(crate) fn is_terminal(&self) -> bool {
        match &self.place {
            Place::Stdout => io::stdout().is_terminal(),
            Place::Direct(file) => file.is_terminal(),
            Place::Beside { .. } => false,
        }
    }

    /// What to write to.
    pub(crate) fn writer(&self) -> Result<Box<dyn Write>, TargetError> {
        let clone = match &self.place {
            Place::Stdout => return Ok(Box::new(io::stdout().lock())),
            Place::Direct(file) => file.try_clone(),
            Place::Beside { making, .. } => making.as_file().try_clone(),
        };
        clone.map(|file| Box::new(file) as Box<dyn Write>).map_err(|source| self.unwritable(source))
    }

    /// Set once somebody asks us to stop.
    pub(crate) fn interrupted(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.interrupted)
    }

    /// The error that a failed write to it is. A reader that has gone is none to speak of.
    pub(crate) fn failed(&self, error: Error) -> Error {
        match error {
            _ if error.is_broken_pipe() || matches!(self.place, Place::Stdout) => error,
            Error::Output(source) => self.unwritable(source).into(),
            error => error,
        }
    }

    fn unwritable(&self, source: io::Error) -> TargetError {
        TargetError::Write { file: self.file.clone(), source }
    }

    /// Everything was written: the file takes its place.
    pub(crate) fn finish(self) -> Result<(), TargetError> {
        let Place::Beside { making, real, over } = self.place else { return Ok(()) };
        let file = self.file;
        if self.interrupted.load(Ordering::Relaxed) {
            return Err(TargetError::Interrupted { file });
        }
        let moved = if over { making.persist(real) } else { making.persist_noclobber(real) };
        moved.map(drop).map_err(|error| match error.error.kind() {
            ErrorKind::AlreadyExists => TargetError::Exists { file },
            _ => TargetError::Write { file, source: error.error },
        })
    }
}

/// Writes `text` to `file`, or to stdout where that is none or `-`.
pub(crate) fn save(text: &str, file: Option<&Path>, force: bool) -> Result<(), Error> {
    let target = Target::open(file.unwrap_or(Path::new("-")), force)?;
    let written = target.writer()?.write_all(text.as_bytes());
    written.map_err(|error| target.failed(error.into()))?;
    target.finish()?;
    Ok(())
}

fn place(file: &Path, force: bool, interrupted: &Arc<AtomicBool>) -> Result<Place, TargetError> {
    let failed = |source| TargetError::Write { file: file.to_owned(), source };
    match fs::metadata(file) {
        Ok(there) if there.is_dir() => return Err(failed(io::Error::from_raw_os_error(nix::libc::EISDIR))),
        Ok(there) if !there.is_file() => {
            return OpenOptions::new().write(true).open(file).map(Place::Direct).map_err(failed);
        }
        Ok(_) if is_frame_log(file) => return Err(TargetError::FrameLog { file: file.to_owned() }),
        Ok(_) if !force => return Err(TargetError::Exists { file: file.to_owned() }),
        // What is wrong with the place, the making of a file in it says.
        Ok(_) | Err(_) => {}
    }
    // A link is followed to the file that is replaced.
    let real = fs::canonicalize(file).unwrap_or_else(|_| file.to_owned());
    let dir = real.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A folder that is not there is told in the kernel's own words.
    fs::metadata(dir).map_err(failed)?;
    // Before there is anything to take away.
    watch_signals(interrupted).map_err(failed)?;
    let making = tempfile::Builder::new()
        .prefix(".tp-ctl-")
        // What a file gets that a program makes: the umask takes away the rest.
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(dir)
        // As it comes it names a file that nobody asked for.
        .map_err(|error| failed(error.kind().into()))?;
    Ok(Place::Beside { making, real, over: force })
}

/// Whether a file that is there begins as a segment does.
fn is_frame_log(file: &Path) -> bool {
    let mut label = [0; LABEL.len()];
    File::open(file).and_then(|mut file| file.read_exact(&mut label)).is_ok_and(|()| label == LABEL)
}

/// The first signal asks us to clean up and stop; the second ends the program at once.
fn watch_signals(interrupted: &Arc<AtomicBool>) -> io::Result<()> {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        flag::register_conditional_default(signal, Arc::clone(interrupted))?;
        flag::register(signal, Arc::clone(interrupted))?;
    }
    Ok(())
}
