//! How the program ends: its exit codes, and the sentence on stderr that goes with a failure.

use std::fmt::Display;
use std::io::{self, Write as _};
use std::process::ExitCode;

use crate::session::SessionError;

/// The exit codes, as `--help` lists them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All went well; a reader that closed its pipe early counts as that.
    Success = 0,
    /// No connection, no answer, or a connection that broke.
    Failed = 1,
    /// The arguments make no sense.
    Usage = 2,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}

/// The exit code for how a session ended, after its error was said.
pub(crate) fn of_session(result: Result<(), SessionError>) -> Exit {
    match result {
        Ok(()) => Exit::Success,
        Err(SessionError::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => Exit::Success,
        Err(error) => {
            say(format_args!("tp-client: {error}"));
            Exit::Failed
        }
    }
}

/// Says `sentence` on stderr. A stderr that is gone cannot be told, so that is no error.
pub(crate) fn say(sentence: impl Display) {
    let _ = writeln!(io::stderr().lock(), "{sentence}");
}
