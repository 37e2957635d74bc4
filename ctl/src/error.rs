//! What keeps a verb from being carried out, and the exit code that it means.

use std::io;

use tp_doctor::OtherScheme;
use tp_proto::control::naming::BadName;

use crate::command::{ExportError, PeersError};
use crate::connection::ConnectionError;
use crate::exit_code::ExitCode;
use crate::language::here;
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
    /// The daemon has no such room.
    #[error("{}", here().no_room_of_daemon(room, rooms))]
    NoRoom {
        /// The room that was asked for.
        room: String,
        /// Those that there are.
        rooms: String,
    },
    /// An address of another protocol.
    #[error("{}", here().other_scheme(&.0.scheme, &.0.instead))]
    OtherScheme(OtherScheme),
    /// A port behind the host, and another one after it.
    #[error("{}", here().two_ports(&own.to_string(), &other.to_string()))]
    TwoPorts {
        /// Behind the host.
        own: u16,
        /// As an argument of its own.
        other: u16,
    },
    /// Bytes that a terminal would obey.
    #[error("{}", here().raw_on_terminal())]
    RawOnTerminal,
    /// A screen that there is none of.
    #[error("{}", here().no_terminal())]
    NoTerminal,
    /// Nobody asks the daemon any more.
    #[error("{}", here().watcher_ended())]
    WatcherEnded,
    /// Our own output could not be written.
    #[error("{}", here().output_failed())]
    Output(#[from] io::Error),
    /// A file that was asked for could not be written.
    #[error(transparent)]
    Target(#[from] TargetError),
    /// The output could not be put as JSON.
    #[error("{}", here().output_failed_json())]
    Json(#[from] serde_json::Error),
    /// The output could not be put as comma-separated values.
    #[error("{}", here().output_failed_csv())]
    Csv(#[from] csv::Error),
    /// Nobody can be called so.
    #[error("{}", tp_language::refusal::bad_name(.0, &here()))]
    Name(BadName),
    /// The log cannot be exported like this.
    #[error(transparent)]
    Export(#[from] ExportError),
    /// The peers cannot be shown like this.
    #[error(transparent)]
    Peers(#[from] PeersError),
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
            | Error::OtherScheme(_)
            | Error::TwoPorts { .. }
            | Error::RawOnTerminal
            | Error::NoTerminal
            | Error::WatcherEnded
            | Error::NoRoom { .. }
            | Error::Export(_)
            | Error::Name(_)
            | Error::Peers(_)
            | Error::Target(_) => false,
        }
    }

    /// What the process returns for it.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            _ if self.is_broken_pipe() => ExitCode::Ok,
            Error::Connection(error) => error.exit_code(),
            Error::Log(error) => error.exit_code(),
            Error::Peers(error) => error.exit_code(),
            Error::RawOnTerminal
            | Error::NoTerminal
            | Error::OtherScheme(_)
            | Error::TwoPorts { .. }
            | Error::Export(_)
            | Error::Name(_) => ExitCode::Usage,
            Error::NoRoom { .. }
            | Error::WatcherEnded
            | Error::Output(_)
            | Error::Target(_)
            | Error::Json(_)
            | Error::Csv(_) => ExitCode::Failed,
        }
    }
}
