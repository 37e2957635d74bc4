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
mod scene;

use clap::Parser as _;

pub use exit_code::ExitCode;

/// Reads the arguments, carries out the verb and says how it ended.
pub fn run() -> ExitCode {
    match args::Args::try_parse() {
        Ok(args) => command::run(&args).unwrap_or_else(|error| report(&error)),
        Err(error) => {
            // Help that nobody reads any more is no failure, and for a usage error the code tells.
            let _ = error.print();
            if error.use_stderr() { ExitCode::Usage } else { ExitCode::Ok }
        }
    }
}

/// A reader that has gone (`tp-ctl tail | head -1`) has what it wanted; anything else is said.
fn report(error: &error::Error) -> ExitCode {
    if !error.is_broken_pipe() {
        output::complain(&output::chain(error));
    }
    error.exit_code()
}
