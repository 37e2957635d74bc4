//! What the system says, in the user's language.

use std::io::{self, ErrorKind};

use super::language;

/// Why something failed. What has no sentence of this program's is said as all programs do.
pub(crate) fn why(error: &io::Error) -> String {
    let words = language();
    match error.kind() {
        ErrorKind::ConnectionReset => words.why_reset(),
        ErrorKind::ConnectionAborted => words.why_aborted(),
        ErrorKind::BrokenPipe => words.why_pipe(),
        ErrorKind::TimedOut => words.why_timeout(),
        ErrorKind::HostUnreachable => words.why_no_host(),
        ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => words.why_no_network(),
        ErrorKind::PermissionDenied => words.why_denied(),
        ErrorKind::NotFound => words.why_unknown_name(),
        _ => looked_up(&error.to_string()).unwrap_or_else(|| words.kernel(error)),
    }
}

/// What a resolver says: std has no kind for it, only the system's words (getaddrinfo(3)).
fn looked_up(text: &str) -> Option<String> {
    let unknown = ["Name or service not known", "nodename nor servname", "No address associated", "No such host"];
    if unknown.iter().any(|words| text.contains(words)) {
        return Some(language().why_unknown_name());
    }
    text.contains("Temporary failure in name resolution").then(|| language().why_no_name_server())
}
