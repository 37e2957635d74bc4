//! `tp-ctl peers`: who is connected now, and with `--closed` who has left.
//!
//! Holds the rows of one answer. What is a guess is worded as one: the daemon knows what went over
//! the wire, and not what a program on the other side means to do.

mod closed;
mod column;
mod error;
mod hints;
mod json;
mod legend;
mod order;
mod peer;
mod select;
mod state;
mod table;
mod view;
mod watch;

use std::io::Write as _;

use crate::args::{Args, PeersArgs};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::output;
pub(crate) use error::PeersError;
use peer::Peer;
use view::View;

pub(super) fn run(args: &Args, options: &PeersArgs) -> Result<ExitCode, Error> {
    column::check(options)?;
    if options.closed {
        return closed::run(args, options);
    }
    if let Some(interval) = options.watch {
        return watch::run(args, options, interval);
    }
    let mut view = View::take(args, options)?;
    view.check()?;
    let mut out = output::stdout();
    view.print(&mut out, options)?;
    out.flush()?;
    view.no_hints().map_or(Ok(ExitCode::Ok), Err)
}
