//! What keeps peers from being shown.

use tp_proto::control::Refusal;
use tp_proto::control::refusal::{Few, PeerHere};

use crate::exit_code::ExitCode;
use crate::language::here;
use crate::refusal;

/// A wish that cannot be met.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PeersError {
    /// Those who are there and those who have left have not all columns in common.
    #[error("{}", here().no_column_here(column, columns))]
    NoColumn {
        /// The column that was asked for.
        column: String,
        /// Those that there are.
        columns: String,
    },
    /// Nobody has this number or this name.
    #[error("{}", tp_language::refusal::sentence(.0, &here()))]
    NoPeer(Refusal),
    /// Nobody has left who had it.
    #[error("{}", refusal::not_left(who, left, &here()))]
    NotLeft {
        /// The number or the name.
        who: String,
        /// Those who have left, the last one first.
        left: Few<PeerHere>,
    },
}

impl PeersError {
    /// What the process returns for it.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            PeersError::NoColumn { .. } => ExitCode::Usage,
            PeersError::NoPeer(_) | PeersError::NotLeft { .. } => ExitCode::Failed,
        }
    }
}
