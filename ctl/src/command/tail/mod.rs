//! `tp-ctl tail`: the last frames of the log, one line each, and with `-f` what comes in.
//!
//! Holds the last N frames of each room and, following, at most one batch a room; a slow reader of
//! the output slows this program down and nobody else.

mod render;
mod room;
mod watch;

use std::io::Write as _;
use std::time::{Duration, Instant};

use crate::args::{Args, TailArgs};
use crate::entry::Entry;
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::log::{FrameLog, LogError, State};
use crate::output;
use render::Render;
use room::TailedRoom;

/// How often the files are looked at: half of it is the median delay of a followed frame.
const PAUSE: Duration = Duration::from_millis(20);
/// How many frames are shown when nobody says.
const LINES: usize = 10;
/// How often new rooms are looked for.
const NEW_ROOMS: Duration = Duration::from_millis(500);

/// How many of the last frames are wanted.
fn lines(options: &TailArgs) -> usize {
    options.lines.unwrap_or(LINES)
}

pub(super) fn run(args: &Args, options: &TailArgs) -> Result<ExitCode, Error> {
    Tail::start(args, options)?.run()
}

struct Tail<'a> {
    options: &'a TailArgs,
    log: FrameLog,
    rooms: Vec<TailedRoom>,
    render: Render,
}

impl<'a> Tail<'a> {
    fn start(args: &Args, options: &'a TailArgs) -> Result<Tail<'a>, LogError> {
        let log = FrameLog::find(args, &options.source)?;
        let rooms = log.rooms(options.source.room.as_deref())?;
        let rooms = rooms.into_iter().map(|room| TailedRoom::last(room, options));
        let rooms = rooms.collect::<Result<_, _>>()?;
        Ok(Tail { options, log, rooms, render: Render::new(options.json) })
    }

    fn run(mut self) -> Result<ExitCode, Error> {
        while self.advance()? == State::Waiting {
            watch::pause(PAUSE)?;
        }
        let mut last = self.take();
        last.drain(..last.len().saturating_sub(lines(self.options)));
        self.print(&last)?;
        if self.options.follow {
            self.follow()?;
        } else if last.is_empty() && lines(self.options) > 0 {
            output::complain(&format!("no frames yet in {}", self.log.path().display()));
        }
        let damaged = self.rooms.iter().any(TailedRoom::is_damaged);
        Ok(if damaged { ExitCode::Failed } else { ExitCode::Ok })
    }

    /// Ends with an error, or when nobody reads the output any more.
    fn follow(&mut self) -> Result<(), Error> {
        self.rooms.iter_mut().for_each(TailedRoom::follow);
        let mut looked = Instant::now();
        loop {
            let state = self.advance()?;
            let entries = self.take();
            self.print(&entries)?;
            if looked.elapsed() >= NEW_ROOMS {
                self.find_rooms()?;
                looked = Instant::now();
            }
            if state != State::Full {
                watch::pause(PAUSE)?;
            }
        }
    }

    /// Reads on in every room; says what there is to do before the next time.
    fn advance(&mut self) -> Result<State, LogError> {
        let mut state = State::AtEnd;
        for room in &mut self.rooms {
            match room.advance()? {
                State::Full => state = State::Full,
                State::Waiting if state == State::AtEnd => state = State::Waiting,
                State::Waiting | State::AtEnd => {}
            }
        }
        Ok(state)
    }

    /// What was read, all rooms merged by time.
    fn take(&mut self) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self.rooms.iter_mut().flat_map(TailedRoom::take).collect();
        // Stable: the order inside a room is the log's.
        entries.sort_by_key(|entry| entry.t);
        entries
    }

    fn print(&mut self, entries: &[Entry]) -> Result<(), Error> {
        if entries.is_empty() {
            return Ok(());
        }
        let mut out = output::stdout();
        for entry in entries {
            self.render.print(&mut out, entry)?;
        }
        out.flush()?;
        Ok(())
    }

    fn find_rooms(&mut self) -> Result<(), LogError> {
        if self.options.source.room.is_some() {
            return Ok(());
        }
        for room in self.log.rooms(None)? {
            if !self.rooms.iter().any(|known| known.name() == room.name) {
                self.rooms.push(TailedRoom::whole(room, self.options));
            }
        }
        Ok(())
    }
}
