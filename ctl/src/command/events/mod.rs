//! `tp-ctl events`: what happened lately, one line each, and with `-f` what happens.
//!
//! Nothing is kept here: a slow reader of the output slows this program down, the daemon goes on, and
//! what it could not tell is counted.

mod json;
mod line;

use std::io::{self, Write as _};

use tp_proto::control::{Events, Item, Ok as Output, Request};

use crate::args::{Args, EventsArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::Language;
use crate::output::{self, Out};

/// How many events are shown when nobody says.
const LINES: u64 = 10;

pub(super) fn run(args: &Args, options: &EventsArgs) -> Result<ExitCode, Error> {
    let mut connection = Connection::open(args)?;
    let mut printer =
        Printer { out: output::stdout(), json: options.json, language: Language::wished(None), any: false };
    let request = Request::Events { last: options.lines.unwrap_or(LINES), follow: options.follow };
    let last = connection.ask_in_parts(&request, |item| match item {
        Item::Events(events) => printer.print(&events),
        _ => Err(ConnectionError::WrongAnswer.into()),
    })?;
    let Output::Events(events) = last else { return Err(ConnectionError::WrongAnswer.into()) };
    printer.print(&events)?;
    if !printer.any && options.lines != Some(0) {
        output::complain(&printer.language.events_none());
    }
    Ok(ExitCode::Ok)
}

struct Printer {
    out: Out,
    json: bool,
    language: Language,
    any: bool,
}

impl Printer {
    fn print(&mut self, page: &Events) -> Result<(), Error> {
        self.any |= !page.events.is_empty();
        if page.missed > 0 {
            self.missed(page.missed)?;
        }
        for event in &page.events {
            if self.json {
                output::print_json(&mut self.out, &json::event(event))?;
            } else {
                writeln!(self.out, "{}  {}", output::millis(event.t), line::sentence(&event.what, &self.language))?;
            }
        }
        self.out.flush()?;
        // A program that has nothing to write would not notice that nobody reads it any more.
        Ok(output::check_reader()?)
    }

    fn missed(&mut self, count: u64) -> Result<(), Error> {
        if self.json {
            return output::print_json(&mut self.out, &json::missed(count));
        }
        // In the place of what is missing, and not beside it.
        let sentence = self.language.events_missed(count);
        let written: io::Result<()> = writeln!(self.out, "{sentence}");
        Ok(written?)
    }
}
