//! The frame log as it lies on disk: where it is, its rooms, their segments in order.
//!
//! Reads only, and holds no more than one block of one segment a room. It knows nothing of the
//! daemon: a log that was copied to another machine reads the same.

mod current;
mod extent;
pub(crate) mod file;
mod hole;
mod metered;
mod names_file;
mod place;
mod room_reader;
mod segment_reader;
mod walk;

use std::io;
use std::path::{Path, PathBuf};

use tp_proto::control::refusal::{Few, PeerHere};

use crate::connection::ConnectionError;
use crate::exit_code::ExitCode;
use crate::language::here;
use crate::{output, refusal};

pub(crate) use extent::{LastSeal, header_of};
pub(crate) use hole::Hole;
pub(crate) use metered::Metered;
pub(crate) use names_file::Names;
pub(crate) use place::{FrameLog, Room, Segments};
pub(crate) use room_reader::{RoomReader, State, Visitor};
pub(crate) use walk::{Missing, Walk, Witness};

/// Why the frame log cannot be read.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LogError {
    /// There is none.
    #[error("{}", missing(dir))]
    Missing {
        /// Where it was looked for.
        dir: PathBuf,
    },
    /// There is one, and no such room in it.
    #[error("{}", no_room(room, dir, rooms))]
    NoRoom {
        /// The room that was asked for.
        room: String,
        /// The frame log.
        dir: PathBuf,
        /// The rooms that are there.
        rooms: String,
    },
    /// Nobody in it has this number or this name.
    #[error("{}", refusal::not_logged(who, logged, &here()))]
    NoPeer {
        /// The number or the name.
        who: String,
        /// The last ones to come.
        logged: Few<PeerHere>,
    },
    /// A directory or a file of it cannot be read.
    #[error("{}", unreadable(path, source))]
    Io {
        /// The directory or file.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// The daemon was to say where its log is, and does not.
    #[error("{}", here().or_name_the_log(&output::chain(.0)))]
    Daemon(ConnectionError),
}

// It is told with all that caused it: a source of its own would be told twice.
impl From<ConnectionError> for LogError {
    fn from(error: ConnectionError) -> LogError {
        LogError::Daemon(error)
    }
}

impl LogError {
    /// What the process returns for it.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            LogError::Daemon(error) => error.exit_code(),
            LogError::Io { source, .. } if is_denied(source) => ExitCode::NotAllowed,
            _ => ExitCode::Failed,
        }
    }
}

/// What comes of each room: those that can be read, and whether that is all of them. What keeps
/// one from being read is said.
///
/// # Errors
///
/// When there are rooms and none of them can be read.
pub(crate) fn readable<T>(rooms: impl Iterator<Item = Result<T, LogError>>) -> Result<(Vec<T>, bool), LogError> {
    let (mut read, mut refused) = (Vec::new(), Vec::new());
    for room in rooms {
        match room {
            Ok(room) => read.push(room),
            Err(error) => refused.push(error),
        }
    }
    let whole = refused.is_empty();
    let error = if read.is_empty() { refused.pop() } else { None };
    refused.iter().for_each(|error| output::complain(&output::chain(error)));
    error.map_or(Ok((read, whole)), Err)
}

/// What a verb comes to that found nothing to show in `log`: what is there and cannot be read was
/// told.
///
/// # Errors
///
/// There is nothing that could be read.
pub(crate) fn nothing_in(log: &FrameLog, damaged: bool) -> Result<ExitCode, LogError> {
    if damaged { Ok(ExitCode::Failed) } else { Err(LogError::Missing { dir: log.path().to_owned() }) }
}

fn is_denied(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::PermissionDenied
}

/// Whoever names a port means a room.
fn missing(dir: &Path) -> String {
    let dir = dir.to_string_lossy();
    if dir.parse::<u16>().is_ok() { here().no_frame_log_but_room(&dir) } else { here().no_frame_log(&dir) }
}

fn no_room(room: &str, dir: &Path, rooms: &str) -> String {
    let dir = dir.to_string_lossy();
    if rooms.is_empty() { here().no_room_yet_in_log(room, &dir) } else { here().no_room_in_log(room, &dir, rooms) }
}

/// With the way out, where there is one.
fn unreadable(path: &Path, error: &io::Error) -> String {
    let path = path.to_string_lossy();
    if is_denied(error) { here().may_not_read(&path) } else { here().cannot_read(&path) }
}
