//! What cannot be exported.

/// A way in which no log can be exported.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ExportError {
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
}
