//! The verbs, one file each.

mod diagram;
mod peers;
mod report;
mod status;
mod tail;
mod verify;

use crate::args::{Args, Verb};
use crate::error::Error;
use crate::exit_code::ExitCode;

/// Carries out the verb.
pub(crate) fn run(args: &Args) -> Result<ExitCode, Error> {
    match &args.verb {
        Verb::Status(options) => status::run(args, options),
        Verb::Peers(options) => peers::run(args, options),
        Verb::Tail(options) => tail::run(args, options),
        Verb::Verify(options) => verify::run(args, options),
        Verb::Diagram(options) => diagram::run(args, options),
        Verb::Report(options) => report::run(args, options),
    }
}
