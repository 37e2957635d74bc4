//! What the log gives as a reason, in the user's language.

use tp_proto::text;

use super::Language;

impl Language {
    /// Why frames were relayed and not logged. The daemon knows one reason; another's is told as it is.
    pub(crate) fn gap_reason(&self, why: &str) -> String {
        match why {
            "no space" => self.no_space(),
            other => text::visible(other.as_bytes()),
        }
    }
}
