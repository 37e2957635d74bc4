//! What `tp-ctl` does: one module a verb in `command`, and what they share.
//!
//! It owns nothing that outlives it, and no frame log is changed by it: it asks the daemon over a
//! socket (`connection`) or reads the log's files (`log`, `audit`). Data goes to stdout, everything
//! else to stderr; the exit code says how it ended ([`ExitCode`]).

mod args;
mod audit;
mod command;
mod connection;
mod entry;
mod error;
mod exit_code;
mod filter;
mod language;
mod log;
mod output;
mod picture;
mod refusal;
mod rooms;
mod scene;

use tp_language::usage::{self, Told};

pub use exit_code::ExitCode;

/// Reads the arguments, carries out the verb and says how it ended.
pub fn run() -> ExitCode {
    match usage::parse::<args::Args>() {
        Ok(args) => command::run(&args).unwrap_or_else(|error| report(&error)),
        Err(Told::Help) => ExitCode::Ok,
        Err(Told::Error) => ExitCode::Usage,
    }
}

/// A reader that has gone (`tp-ctl tail | head -1`) has what it wanted; anything else is said.
fn report(error: &error::Error) -> ExitCode {
    if !error.is_broken_pipe() {
        output::complain(&output::chain(error));
    }
    error.exit_code()
}
