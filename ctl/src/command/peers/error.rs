//! What keeps peers from being shown.

use crate::exit_code::ExitCode;
use crate::language::here;

/// A wish that cannot be met.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PeersError {
    /// The daemon has no such room.
    #[error("{}", here().no_room_of_daemon(room, rooms))]
    NoRoom {
        /// The room that was asked for.
        room: String,
        /// Those that there are.
        rooms: String,
    },
    /// Those who are there and those who have left have not all columns in common.
    #[error("{}", here().no_column_here(column, columns))]
    NoColumn {
        /// The column that was asked for.
        column: String,
        /// Those that there are.
        columns: String,
    },
}

impl PeersError {
    /// What the process returns for it.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            PeersError::NoRoom { .. } => ExitCode::Failed,
            PeersError::NoColumn { .. } => ExitCode::Usage,
        }
    }
}
