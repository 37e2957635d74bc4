//! The verbs, one file each.

mod banner;
mod diagram;
mod doctor;
mod export;
mod peers;
mod report;
mod rotate;
mod status;
mod tail;
mod trace;
mod verify;

use crate::args::{Args, Verb};
use crate::error::Error;
use crate::exit_code::ExitCode;
pub(crate) use export::ExportError;

/// Carries out the verb.
pub(crate) fn run(args: &Args) -> Result<ExitCode, Error> {
    match &args.verb {
        Verb::Status(options) => status::run(args, options),
        Verb::Peers(options) => peers::run(args, options),
        Verb::Tail(options) => tail::run(args, options),
        Verb::Trace(options) => trace::run(args, options),
        Verb::Verify(options) => verify::run(args, options),
        Verb::Diagram(options) => diagram::run(args, options),
        Verb::Report(options) => report::run(args, options),
        Verb::Export(options) => export::run(args, options),
        Verb::Rotate(options) => rotate::run(args, options),
        Verb::Banner(options) => banner::run(args, options),
        Verb::Doctor(options) => doctor::run(options),
    }
}
