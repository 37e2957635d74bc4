//! `tp-ctl tail`: the last frames of the log, one line each, and with `-f` what comes in.
//!
//! Holds the last N frames of each room or at most one batch a room; a slow reader of the output
//! slows this program down and nobody else.

mod form;
mod frames;
mod hex;
mod last;
mod last_frames;
mod line;
mod merge;
mod raw;
mod recent;
mod room;

use std::collections::HashSet;
use std::rc::Rc;
use std::time::{Duration, Instant, SystemTime};

use crate::args::{Args, FilterArgs, TailArgs};
use crate::entry::Entry;
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::filter;
use crate::language::here;
use crate::log::{self, FrameLog, LogError, State};
use crate::output;
use form::Form;
pub(super) use recent::Recent;
use room::{TailedRoom, Wants};

/// How often the files are looked at: half of it is the median delay of a followed frame.
const PAUSE: Duration = Duration::from_millis(20);
/// How many frames are shown when nobody says.
const LINES: usize = 10;
/// How often new rooms are looked for.
const NEW_ROOMS: Duration = Duration::from_millis(500);
/// How long a frame may take from its reading to the log.
const LATE: Duration = Duration::from_secs(1);

pub(super) fn run(args: &Args, options: &TailArgs) -> Result<ExitCode, Error> {
    raw::check(options)?;
    Tail::start(args, options)?.run()
}

struct Tail<'a> {
    options: &'a TailArgs,
    wants: Wants,
    log: FrameLog,
    rooms: Vec<TailedRoom>,
    /// The rooms that there are, those that could not be read included.
    known: HashSet<Rc<str>>,
    /// Not all of the log could be read.
    damaged: bool,
    /// Anything was shown.
    shown: bool,
    /// It was said why a room has nothing to show.
    told: bool,
    form: Form,
}

impl<'a> Tail<'a> {
    fn start(args: &Args, options: &'a TailArgs) -> Result<Tail<'a>, Error> {
        let log = FrameLog::find(args, &options.source)?;
        let found = log.rooms(options.source.room.as_deref())?;
        let known = found.iter().map(|room| Rc::from(room.name.as_str())).collect();
        let wants = Wants::new(options);
        let (rooms, whole) = log::readable(found.into_iter().map(|room| match lines(options) {
            Some(count) => TailedRoom::last(room, &wants, count),
            None => TailedRoom::all(room, &wants),
        }))?;
        let form = Form::begin(options)?;
        Ok(Tail { options, wants, log, rooms, known, damaged: !whole, shown: false, told: false, form })
    }

    fn run(mut self) -> Result<ExitCode, Error> {
        if let Some(count) = lines(self.options) {
            self.show_last(count)?;
            if self.options.follow {
                self.stream()?;
            }
        } else {
            self.stream()?;
        }
        let damaged = self.damaged || self.rooms.iter().any(TailedRoom::is_damaged);
        if !self.shown && !self.told && !damaged && lines(self.options) != Some(0) {
            // What lies outside a time is not read, and nobody can say who was there.
            let FilterArgs { since, until, .. } = self.options.filter;
            if since.is_none() && until.is_none() {
                filter::check(self.rooms.iter().map(|room| &room.walk.witness.filter))?;
            }
            let (language, path) = (here(), self.log.path().to_string_lossy());
            output::complain(&if self.wants.filter.is_open() {
                language.no_frames_yet(&path)
            } else {
                language.no_such_frames(&path)
            });
        }
        if !self.shown {
            self.form.end_empty()?;
        }
        Ok(if damaged || self.form.is_incomplete() { ExitCode::Failed } else { ExitCode::Ok })
    }

    /// Shows the last frames of all rooms together; nothing of it is kept.
    fn show_last(&mut self, count: usize) -> Result<(), Error> {
        for room in &mut self.rooms {
            room.is_read();
            if self.wants.filter.is_open() && count > 0 && room.is_empty() {
                self.told |= room.tell_all_is_gone();
            }
        }
        let mut last = merge::ready(&mut self.rooms);
        last.drain(..last.len().saturating_sub(count));
        for room in &mut self.rooms {
            if let Some(first) = last.iter().find(|entry| entry.room == *room.name()) {
                room.frames().tell_holes(first.n);
            }
            room.frames().follow();
        }
        self.print(&last)
    }

    /// Shows all that is wanted as it is read; following, it ends with an error, or when the time
    /// is over of which frames are wanted.
    fn stream(&mut self) -> Result<(), Error> {
        let mut looked = Instant::now();
        loop {
            let over = !self.options.follow || self.is_over();
            let state = self.advance()?;
            let entries = merge::ready(&mut self.rooms);
            self.print(&entries)?;
            if state == State::AtEnd && over {
                return Ok(());
            }
            if self.options.follow && looked.elapsed() >= NEW_ROOMS {
                self.find_rooms();
                looked = Instant::now();
            }
            if state != State::Full {
                output::pause(PAUSE)?;
            }
        }
    }

    /// Whether no frame can come any more that came in time.
    fn is_over(&self) -> bool {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let until = self.options.filter.until.map(|until| Duration::from_nanos(until.0));
        until.is_some_and(|until| now > until + LATE)
    }

    /// Reads on in every room; says what there is to do before the next time. A room that cannot be
    /// read is told and left out, unless it is the last.
    fn advance(&mut self) -> Result<State, LogError> {
        let mut state = State::AtEnd;
        let mut refused = Vec::new();
        let wants = &self.wants;
        self.rooms.retain_mut(|room| match room.advance(wants) {
            Ok(of_room) => {
                state = busier(state, of_room);
                true
            }
            Err(error) => {
                refused.push(error);
                false
            }
        });
        let error = if self.rooms.is_empty() { refused.pop() } else { None };
        self.damaged |= !refused.is_empty();
        refused.iter().for_each(|error| output::complain(&output::chain(error)));
        error.map_or(Ok(state), Err)
    }

    fn print(&mut self, entries: &[Entry]) -> Result<(), Error> {
        self.form.print_all(entries)?;
        self.shown |= !entries.is_empty();
        if entries.is_empty() { Ok(()) } else { self.form.flush() }
    }

    /// Rooms that have come; of what cannot be looked at now nothing is said.
    fn find_rooms(&mut self) {
        if self.options.source.room.is_some() {
            return;
        }
        for room in self.log.rooms(None).unwrap_or_default() {
            if self.known.insert(Rc::from(room.name.as_str())) {
                self.rooms.extend(TailedRoom::all(room, &self.wants));
            }
        }
    }
}

/// How many of the last frames are wanted, `None` for all.
fn lines(options: &TailArgs) -> Option<usize> {
    options.lines.or(options.filter.since.is_none().then_some(LINES))
}

/// What two rooms together need.
fn busier(one: State, other: State) -> State {
    match (one, other) {
        (State::Full, _) | (_, State::Full) => State::Full,
        (State::Waiting, _) | (_, State::Waiting) => State::Waiting,
        (State::AtEnd, State::AtEnd) => State::AtEnd,
    }
}
