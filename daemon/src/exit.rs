//! The exit codes, a part of the contract.

use std::process::{ExitCode, Termination};

/// How the daemon ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// In order.
    Ok = 0,
    /// It could not start, or could not go on.
    Failed = 1,
    /// Options or configuration cannot be used.
    Usage = 2,
    /// The frame log could not be written (`EX_IOERR` of sysexits.h).
    LogFailed = 74,
}

impl Termination for Exit {
    fn report(self) -> ExitCode {
        ExitCode::from(self as u8)
    }
}
