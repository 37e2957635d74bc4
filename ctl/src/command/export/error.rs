//! Why an export fails.

use std::io;
use std::path::PathBuf;

use crate::exit_code::ExitCode;

/// Why a log could not be exported.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExportError {
    /// Something is there already.
    #[error("{} is there already: choose another name, or write over it with --force", file.display())]
    Exists {
        /// The file that was asked for.
        file: PathBuf,
    },
    /// It cannot be made or written.
    #[error("cannot write {}", file.display())]
    Write {
        /// The file that was asked for.
        file: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// A capture is no text.
    #[error("a capture is not for a terminal: name a FILE, or send it on, as in --pcapng - | wireshark -k -i -")]
    Terminal,
    /// A capture holds whole conversations.
    #[error(
        "{option} chooses single frames, and a capture holds whole conversations: leave it out, choose with \
         --room, --since and --until, or let Wireshark filter what is shown"
    )]
    Conversations {
        /// The filter that was given.
        option: &'static str,
    },
    /// Somebody stopped it.
    #[error("interrupted: {} was not written", file.display())]
    Interrupted {
        /// The file that was asked for.
        file: PathBuf,
    },
}

impl ExportError {
    /// What the process returns for it.
    pub(crate) fn exit_code(&self) -> ExitCode {
        match self {
            ExportError::Terminal | ExportError::Conversations { .. } => ExitCode::Usage,
            ExportError::Exists { .. } | ExportError::Write { .. } | ExportError::Interrupted { .. } => {
                ExitCode::Failed
            }
        }
    }
}
