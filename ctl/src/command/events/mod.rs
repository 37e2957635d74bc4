//! `tp-ctl events`: what happened lately, one line each, and with `-f` what happens.
//!
//! Nothing is kept here: a slow reader of the output slows this program down, the daemon goes on, and
//! what it could not tell is counted. Whoever follows waits for a daemon that has gone, and is then told
//! what has happened since.

mod json;
mod line;

use std::io::{self, Write as _};
use std::time::Duration;

use tp_proto::control::{Code, EVENTS_KEPT, Event, Events, Item, Ok as Output, Request};

use super::waiting::Lost;
use crate::args::{Args, EventsArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::Language;
use crate::output::{self, Out};

/// How many events are shown when nobody says.
const LINES: u64 = 10;
/// How often it is looked whether a daemon that has gone is there again.
const AGAIN: Duration = Duration::from_millis(500);

pub(super) fn run(args: &Args, options: &EventsArgs) -> Result<ExitCode, Error> {
    let mut printer = Printer::new(options.json);
    let mut last = options.lines.unwrap_or(LINES);
    while let Err(error) = printer.listen(args, last, options.follow) {
        match error {
            // The first session has to succeed.
            Error::Connection(error) if options.follow && printer.was_told && may_pass(&error) => printer.lose(&error),
            error => return Err(error),
        }
        output::pause(AGAIN)?;
        // All that has happened meanwhile.
        last = EVENTS_KEPT as u64;
    }
    if printer.known.is_none() && options.lines != Some(0) {
        output::complain(&printer.language.events_none());
    }
    Ok(ExitCode::Ok)
}

/// Whether the next try may go better: a daemon that stops, starts or has no seat left.
fn may_pass(error: &ConnectionError) -> bool {
    match error {
        ConnectionError::Refused(failure) => failure.code == Code::Busy,
        ConnectionError::NoDaemon { .. }
        | ConnectionError::Connect { .. }
        | ConnectionError::Broken { .. }
        | ConnectionError::Gone { .. } => true,
        ConnectionError::NotAllowed { .. } | ConnectionError::Protocol { .. } | ConnectionError::WrongAnswer => false,
    }
}

struct Printer {
    out: Out,
    json: bool,
    language: Language,
    /// The daemon has answered once.
    was_told: bool,
    /// It does not any more.
    lost: Option<Lost>,
    /// Number and time of the last event that was shown. A daemon that was started anew counts anew.
    known: Option<(u64, u64)>,
    /// When this began, nanoseconds since the Unix epoch.
    began: u64,
}

impl Printer {
    fn new(json: bool) -> Printer {
        let language = Language::users();
        Printer {
            out: output::stdout(),
            json,
            language,
            was_told: false,
            lost: None,
            known: None,
            began: output::now(),
        }
    }

    /// Shows what a daemon tells in one session: the `last` events and, following, what happens, until
    /// it ends the session, which is an error then.
    fn listen(&mut self, args: &Args, last: u64, follow: bool) -> Result<(), Error> {
        let mut connection = Connection::open(args)?;
        let end = connection.ask_in_parts(&Request::Events { last, follow }, |item| match item {
            Item::Events(events) => self.print(&events),
            _ => Err(ConnectionError::WrongAnswer.into()),
        })?;
        let Output::Events(events) = end else { return Err(ConnectionError::WrongAnswer.into()) };
        self.print(&events)
    }

    /// The daemon does not answer any more: that is said once.
    fn lose(&mut self, error: &ConnectionError) {
        let before = self.lost.take();
        let is_new = before.is_none();
        let lost = Lost::since(before, error);
        if is_new {
            output::complain(&lost.said());
        }
        self.lost = Some(lost);
        // Whoever was shown nothing wanted nothing of before.
        self.known.get_or_insert((u64::MAX, self.began));
    }

    fn print(&mut self, page: &Events) -> Result<(), Error> {
        self.was_told = true;
        if self.lost.take().is_some() {
            output::complain(&self.language.watch_back());
            self.missed(self.not_kept(page))?;
        }
        self.missed(page.missed)?;
        for event in &page.events {
            if !self.is_known(event) {
                self.event(event)?;
            }
        }
        self.out.flush()?;
        // A program that has nothing to write would not notice that nobody reads it any more.
        Ok(output::check_reader()?)
    }

    /// Whether it was shown in the session before.
    fn is_known(&self, event: &Event) -> bool {
        self.known.is_some_and(|(n, t)| event.n <= n && event.t <= t)
    }

    /// Events between the last that was shown and the first of a daemon that answers again: it keeps so many.
    fn not_kept(&self, page: &Events) -> u64 {
        match (self.known, page.events.first()) {
            (Some((n, t)), Some(first)) if first.t >= t => first.n.saturating_sub(n.saturating_add(1)),
            _ => 0,
        }
    }

    fn event(&mut self, event: &Event) -> Result<(), Error> {
        self.known = Some((event.n, event.t));
        if self.json {
            return output::print_json(&mut self.out, &json::event(event));
        }
        writeln!(self.out, "{}  {}", output::millis(event.t), line::sentence(&event.what, &self.language))?;
        Ok(())
    }

    fn missed(&mut self, count: u64) -> Result<(), Error> {
        if count == 0 {
            return Ok(());
        }
        if self.json {
            return output::print_json(&mut self.out, &json::missed(count));
        }
        // In the place of what is missing, and not beside it.
        let sentence = self.language.events_missed(count);
        let written: io::Result<()> = writeln!(self.out, "{sentence}");
        Ok(written?)
    }
}
