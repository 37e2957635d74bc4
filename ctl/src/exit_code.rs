//! How the program ends.

/// What the process returns to its caller; the numbers are part of the interface.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// Done, and nothing is wrong.
    Ok = 0,
    /// It could not be done, or `verify` cannot say that nothing was lost.
    Failed = 1,
    /// The arguments are wrong.
    Usage = 2,
    /// No daemon is running where it was looked for.
    NoDaemon = 3,
    /// The socket or the frame log may not be opened by this user.
    NotAllowed = 4,
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        std::process::ExitCode::from(code as u8)
    }
}
