//! The terminal of an interactive session: keys in, one input line at the bottom, messages above it.
//!
//! Owns raw mode, and restores the terminal whenever it is dropped. Everything it prints has been
//! made safe before; the typed line itself it makes safe in [`row`].

mod input_line;
mod row;
mod screen;

use std::io::{self, Stdout};

use crossterm::event::EventStream;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode, size};
use tokio_stream::StreamExt as _;

use input_line::Edit;
pub(crate) use input_line::InputLine;
use screen::Screen;

/// What the user did that concerns the session.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Typed {
    /// Enter was pressed. The line stays on the screen until it is [confirmed](Terminal::confirm).
    Line(String),
    /// Ctrl-C, or Ctrl-D on an empty line.
    Leave,
}

/// A terminal in raw mode.
pub(crate) struct Terminal<'a> {
    events: EventStream,
    line: &'a mut InputLine,
    screen: Screen<Stdout>,
    // Dropped last, after the screen has left its line.
    _raw: RawMode,
}

impl<'a> Terminal<'a> {
    /// Takes the terminal over and shows `line`, which outlives it with all that was typed before.
    pub(crate) fn open(line: &'a mut InputLine) -> io::Result<Self> {
        let raw = RawMode::enter()?;
        let mut screen = Screen::new(io::stdout(), size()?.0);
        screen.draw(line)?;
        Ok(Terminal { events: EventStream::new(), line, screen, _raw: raw })
    }

    /// Waits until the user has typed something that concerns the session. Cancel safe.
    pub(crate) async fn next(&mut self) -> io::Result<Typed> {
        loop {
            let event = self.events.next().await.unwrap_or_else(|| Err(io::ErrorKind::UnexpectedEof.into()))?;
            match self.line.handle(&event) {
                Edit::Nothing => {}
                Edit::Changed => self.screen.draw(self.line)?,
                Edit::Clear => self.screen.clear(self.line)?,
                Edit::Resized(columns) => self.screen.resize(columns, self.line)?,
                Edit::Enter => return Ok(Typed::Line(self.line.text().to_owned())),
                Edit::Leave => return Ok(Typed::Leave),
            }
        }
    }

    /// Moves the typed line up among the messages, and begins an empty one.
    pub(crate) fn confirm(&mut self) -> io::Result<()> {
        let sent = self.line.take();
        self.screen.print_above(&row::own_line(&sent), self.line)
    }

    /// Prints `line`, which must be safe to show, above the input line.
    pub(crate) fn print_above(&mut self, line: &str) -> io::Result<()> {
        self.screen.print_above(line, self.line)
    }
}

impl Drop for Terminal<'_> {
    fn drop(&mut self) {
        // Nobody is left to tell when the terminal itself is gone.
        let _ = self.screen.leave(self.line);
    }
}

/// Raw mode, for as long as the value lives.
struct RawMode;

impl RawMode {
    fn enter() -> io::Result<Self> {
        enable_raw_mode().map(|()| RawMode)
    }
}

impl Drop for RawMode {
    fn drop(&mut self) {
        let _ = disable_raw_mode();
    }
}
