//! Those who are there at one moment, as they are shown.

use std::io::Write;

use tp_proto::control::Refusal;

use crate::args::{Args, PeersArgs};
use crate::connection::Connection;
use crate::error::Error;
use crate::language::here;
use crate::log::LogError;
use crate::output;
use crate::rooms;

use super::column::Style;
use super::error::PeersError;
use super::hints::{self, Hints};
use super::{Peer, json, legend, order, select, table};

/// Those who are there and were asked for.
#[derive(Debug)]
pub(super) struct View {
    pub(super) peers: Vec<Peer>,
    /// When, nanoseconds since the Unix epoch.
    pub(super) taken: u64,
    /// How many are there in all.
    total: u64,
    /// A number that was asked for and that nobody has.
    missing: Option<Refusal>,
    /// What strikes the eye, where that was asked for, or why nobody can tell.
    hints: Option<Result<Hints, LogError>>,
}

/// What a person sees.
#[derive(Debug)]
pub(super) struct Shown {
    /// The table, with its legend.
    pub(super) table: String,
    /// What stands below it: hints, after a blank line.
    pub(super) below: String,
}

impl View {
    /// Asks the daemon.
    pub(super) fn take(args: &Args, options: &PeersArgs) -> Result<View, Error> {
        let mut connection = Connection::open(args)?;
        let rows = connection.peers()?;
        let (total, now) = (rows.len() as u64, output::now());
        let missing = select::missing(&rows, &options.filter, options.watch.is_none());
        let mut peers: Vec<Peer> = rows.into_iter().map(|row| Peer::present(row, now)).collect();
        peers.retain(|peer| select::is_wanted(peer, &options.filter));
        if let Some(room) = options.filter.room.as_ref().filter(|_| peers.is_empty()) {
            rooms::find(&connection.status()?.rooms, room)?;
        }
        order::sort(&mut peers, options.sort, options.reverse);
        let hints = if options.hints { Some(hints::of(args, &mut connection, &peers)?) } else { None };
        Ok(View { peers, taken: now, total, missing, hints })
    }

    /// Shows them on whatever stdout is.
    pub(super) fn print(&self, out: &mut impl Write, options: &PeersArgs) -> Result<(), Error> {
        if options.json {
            let hints = self.hints.as_ref().and_then(|hints| hints.as_ref().ok());
            return json::print(out, &self.peers, hints);
        }
        let Shown { table, below } = self.shown(options, output::terminal_width());
        write!(out, "{table}{below}")?;
        Ok(())
    }

    /// What a person sees on a terminal of so many columns, or in a pipe.
    pub(super) fn shown(&self, options: &PeersArgs, width: Option<usize>) -> Shown {
        let language = here();
        if self.peers.is_empty() {
            let nobody = self.total == 0 || select::is_open(&options.filter);
            let table = (if nobody { language.no_peers() } else { language.no_such_peers(self.total) }) + "\n";
            return Shown { table, below: String::new() };
        }
        let style = Style { language: &language, wide: true };
        let drawn = table::draw(&self.peers, &options.columns, width, style);
        let mut table = if options.verbose { legend::over(&drawn, width, &language) } else { String::new() };
        table.push_str(&drawn.text);
        let below = match &self.hints {
            Some(Ok(hints)) => hints.text(&self.peers, width, &language),
            _ => String::new(),
        };
        Shown { table, below }
    }

    /// Fails where somebody was asked for by a number or a name that nobody has: a slip, and no wish that nobody meets.
    pub(super) fn check(&mut self) -> Result<(), PeersError> {
        self.missing.take().map_or(Ok(()), |missing| Err(PeersError::NoPeer(missing)))
    }

    /// Why there are no hints where they were asked for.
    pub(super) fn no_hints(&mut self) -> Option<Error> {
        self.hints.take_if(|hints| hints.is_err())?.err().map(Error::from)
    }
}
