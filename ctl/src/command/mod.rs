//! The verbs, one file each.

mod ban;
mod banner;
mod diagram;
mod doctor;
mod events;
mod export;
mod kick;
mod metrics;
mod mode;
mod name;
mod pause;
mod peers;
mod reload;
mod report;
mod rotate;
mod say;
mod status;
mod stop;
mod tail;
mod top;
mod trace;
mod verify;
mod waiting;

use crate::args::{Args, Verb};
use crate::error::Error;
use crate::exit_code::ExitCode;
pub(crate) use export::ExportError;
pub(crate) use peers::PeersError;

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
        Verb::Kick(options) => kick::run(args, options),
        Verb::Say(options) => say::run(args, options),
        Verb::Pause(options) => pause::run(args, options, true),
        Verb::Resume(options) => pause::run(args, options, false),
        Verb::Mode(options) => mode::run(args, options),
        Verb::Reload(options) => reload::run(args, options),
        Verb::Stop(options) => stop::run(args, options),
        Verb::Name(options) => name::run(args, options),
        Verb::Ban(options) => ban::run(args, options),
        Verb::Events(options) => events::run(args, options),
        Verb::Metrics(options) => metrics::run(args, options),
        Verb::Top(options) => top::run(args, options),
        Verb::Banner(options) => banner::run(args, options),
        Verb::Doctor(options) => doctor::run(args, options),
    }
}
