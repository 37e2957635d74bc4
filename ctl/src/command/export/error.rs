//! What cannot be exported.

use crate::language::here;

/// A way in which no log can be exported.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExportError {
    /// A capture is no text.
    #[error("{}", here().capture_on_terminal())]
    Terminal,
    /// A capture holds whole conversations.
    #[error("{}", here().capture_is_whole(option))]
    Conversations {
        /// The filter that was given.
        option: &'static str,
    },
}
