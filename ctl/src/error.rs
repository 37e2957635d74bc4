//! What keeps a verb from being carried out, and the exit code that it means.

use std::io;

use crate::command::ExportError;
use crate::connection::ConnectionError;
use crate::exit_code::ExitCode;
use crate::log::LogError;
use crate::output::TargetError;

/// Why a verb failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// The daemon was not reached or did not answer as it should.
    #[error(transparent)]
    Connection(#[from] ConnectionError),
    /// The frame log could not be read.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The relay has no such room.
    #[error("there is no room {room}; the relay has {rooms}")]
    NoRoom {
        /// As it was asked for.
        room: String,
        /// Those that there are.
        rooms: String,
    },
    /// Bytes that a terminal would obey.
    #[error("--raw writes what peers sent as it is, which a terminal would obey: send it to a file or a pipe")]
    RawOnTerminal,
    /// Our own output could not be written.
    #[error("the output could not be written")]
    Output(#[from] io::Error),
    /// A file that was asked for could not be written.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The output could not be put as JSON.
    #[error("the output could not be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The output could not be put as comma-separated values.
    #[error("the output could not be written as comma-separated values")]
    Csv(#[from] csv::Error),
    /// The log cannot be exported like this.
    #[error(transparent)]
    Export(#[from] ExportError),
}

impl Error {
    /// Whether all that happened is that the reader of our output has gone.
    pub(crate) fn is_broken_pipe(&self) -> bool {
        match self {
            Error::Output(error) => error.kind() == io::ErrorKind::BrokenPipe,
            Error::Json(error) => error.io_error_kind() == Some(io::ErrorKind::BrokenPipe),
            Error::Csv(error) => {
                matches!(error.kind(), csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::BrokenPipe)
            }
            Error::Connection(_)
            | Error::Log(_)
            | Error::NoRoom { .. }
            | Error::RawOnTerminal
            | Error::Export(_)
            | Error::Target(_) => false,
        }
    }

    /// What the process returns for it.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            _ if self.is_broken_pipe() => ExitCode::Ok,
            Error::Connection(error) => error.exit_code(),
            Error::Log(error) => error.exit_code(),
            Error::RawOnTerminal | Error::Export(_) => ExitCode::Usage,
            Error::NoRoom { .. } | Error::Output(_) | Error::Target(_) | Error::Json(_) | Error::Csv(_) => {
                ExitCode::Failed
            }
        }
    }
}
