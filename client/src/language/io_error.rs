//! What the system says, in the user's language.

use std::io;

use super::language;

/// Said of a name that has no address, by resolvers (EAI_NODATA of getaddrinfo(3)) and by us.
pub(crate) const NO_ADDRESS: &str = "No address associated with hostname";

/// What std puts before what a resolver says, whatever the language.
const LOOKUP_FAILED: &str = "failed to lookup address information: ";

/// Why something failed: what a resolver says in words of this program's, all else as all programs do.
pub(crate) fn why(error: &io::Error) -> String {
    looked_up(&error.to_string()).unwrap_or_else(|| {
        let cause = language().cause(error);
        cause.strip_prefix(LOOKUP_FAILED).map(str::to_owned).unwrap_or(cause)
    })
}

/// What a resolver says: std has no kind for it, only the system's words (getaddrinfo(3)).
fn looked_up(text: &str) -> Option<String> {
    let unknown = ["Name or service not known", "nodename nor servname", NO_ADDRESS, "No such host"];
    if unknown.iter().any(|words| text.contains(words)) {
        return Some(language().why_unknown_name());
    }
    let unanswered = ["Temporary failure in name resolution", "Non-recoverable failure in name resolution"];
    unanswered.iter().any(|words| text.contains(words)).then(|| language().why_no_name_server())
}

#[cfg(test)]
mod tests {
    use std::io::{Error, ErrorKind};

    use super::{NO_ADDRESS, why};

    #[test]
    fn what_is_no_name_is_not_said_to_be_an_unknown_one() {
        let words = super::language();
        assert_eq!(why(&Error::new(ErrorKind::NotFound, NO_ADDRESS)), words.why_unknown_name());
        assert_eq!(why(&Error::from(ErrorKind::NotFound)), words.cause_not_found());
        let looked_up = |said: &str| why(&Error::other(format!("failed to lookup address information: {said}")));
        for said in ["Temporary failure in name resolution", "Non-recoverable failure in name resolution"] {
            assert_eq!(looked_up(said), words.why_no_name_server());
        }
        assert_eq!(looked_up("Servname not supported"), "Servname not supported");
        assert_eq!(why(&Error::from(ErrorKind::BrokenPipe)), words.cause_reset());
    }
}
