//! The terminal, borrowed: another screen than the one that somebody was working on, without a
//! cursor and without what is typed. Both are given back when this value goes, and while somebody
//! has stopped the program.
//!
//! A table is drawn over the one before, line by line, and never on an empty screen: nothing flickers.

use std::borrow::Cow;
use std::io::{self, IsTerminal as _, Write as _};

use nix::sys::signal::{Signal, kill};
use nix::sys::termios::{self, LocalFlags, SetArg, Termios};
use nix::unistd::Pid;

use super::{Event, Look, Lost, Show, Shown, heading};
use crate::error::Error;
use crate::language::here;
use crate::output;

/// Another screen; no cursor.
const ENTER: &str = "\x1b[?1049h\x1b[?25l";
/// The cursor; the screen from before.
const LEAVE: &str = "\x1b[?25h\x1b[?1049l";
/// To the first line.
const HOME: &str = "\x1b[H";
/// What was here of the line before goes, and what was here below.
const LINE_END: &str = "\x1b[K\r\n";
const BELOW: &str = "\x1b[J";
/// Where a terminal does not say how high it is.
const ROWS: usize = 24;
/// Rows that the table keeps, whatever stands below it: what is said above it, its titles, two clients, and how
/// many more there are.
const TABLE_ROWS_MIN: usize = 6;

/// The borrowed terminal.
pub(super) struct Screen {
    /// How its keyboard was, if stdin is one.
    keyboard: Option<Termios>,
}

impl Screen {
    pub(super) fn enter() -> io::Result<Screen> {
        let screen = Screen { keyboard: termios::tcgetattr(io::stdin()).ok().filter(|_| io::stdin().is_terminal()) };
        screen.take()?;
        Ok(screen)
    }

    fn take(&self) -> io::Result<()> {
        if let Some(keyboard) = &self.keyboard {
            let mut silent = keyboard.clone();
            silent.local_flags.remove(LocalFlags::ECHO);
            // A terminal that does not do so shows what is typed until the next table is drawn over it.
            let _ = termios::tcsetattr(io::stdin(), SetArg::TCSANOW, &silent);
        }
        write(ENTER)
    }

    fn give_back(&self) -> io::Result<()> {
        if let Some(keyboard) = &self.keyboard {
            // What is typed ahead was not meant for the shell.
            let _ = termios::tcsetattr(io::stdin(), SetArg::TCSAFLUSH, keyboard);
        }
        write(LEAVE)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // A terminal that has gone needs nothing back.
        let _ = self.give_back();
    }
}

impl Show for Screen {
    fn show(&mut self, look: Look<'_>) -> Result<(), Error> {
        let Look { view, lost, options, interval } = look;
        let width = output::terminal_width();
        let first = lost.map_or_else(|| heading(view, interval), Lost::said);
        let Shown { table, below } = view.shown(options, width);
        let width = width.unwrap_or(usize::MAX);
        let heading = output::wrapped(&first, width);
        let table = heading.iter().map(String::as_str).chain([""]).chain(table.lines());
        Ok(write(&frame(table.collect(), below.lines().collect(), width, rows()))?)
    }

    fn again(&mut self, event: Event, look: Look<'_>) -> Result<(), Error> {
        if event == Event::Stop {
            self.give_back()?;
            // This process stands still here until somebody brings it back.
            kill(Pid::this(), Signal::SIGSTOP).map_err(io::Error::from)?;
            self.take()?;
        }
        self.show(look)
    }
}

/// The bytes that put these lines on a screen in the place of what is there. Where not all have room
/// rows of the table go first: what stands below them was asked for, and is about those who are not shown as well.
fn frame(table: Vec<&str>, below: Vec<&str>, width: usize, rows: usize) -> String {
    let below = if rows > TABLE_ROWS_MIN { cut(below, rows - TABLE_ROWS_MIN.min(table.len())) } else { Vec::new() };
    let table = cut(table, rows - below.len());
    let mut out = HOME.to_owned();
    for (at, line) in table.iter().chain(&below).enumerate() {
        // A line feed behind the last one would push the first one out.
        out.push_str(if at > 0 { LINE_END } else { "" });
        out.push_str(&output::fit(line, width));
    }
    out.push_str("\x1b[K");
    out + BELOW
}

/// The first of these lines, so many at most, the last of which says how many are left out.
fn cut(mut lines: Vec<&str>, most: usize) -> Vec<Cow<'_, str>> {
    let shown = if lines.len() <= most { lines.len() } else { most.saturating_sub(1) };
    let more = (lines.len() > shown).then(|| here().and_rows_more((lines.len() - shown) as u64));
    lines.truncate(shown);
    lines.into_iter().map(Cow::Borrowed).chain(more.map(Cow::Owned)).collect()
}

fn rows() -> usize {
    terminal_size::terminal_size_of(io::stdout()).map_or(ROWS, |(_, height)| height.0.into())
}

fn write(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

#[cfg(test)]
mod tests {
    use super::frame;

    #[test]
    fn a_table_is_drawn_over_the_one_before_and_never_on_an_empty_screen() {
        assert_eq!(frame(vec!["a", "bcd"], vec![], 2, 5), "\x1b[Ha\x1b[K\r\nb…\x1b[K\x1b[J");
        let low = frame(vec!["a", "b", "c", "d"], vec![], 80, 3);
        assert!(low.starts_with("\x1b[Ha\x1b[K\r\nb\x1b[K\r\n") && !low.contains("c\x1b") && !low.contains("\x1b[2J"));
        assert_eq!(low.matches("\r\n").count(), 2, "{low:?}");
    }

    #[test]
    fn on_a_low_screen_the_table_gives_way_to_what_stands_below_it_and_says_how_much() {
        let table: Vec<String> = (1..=30).map(|at| format!("row {at}")).collect();
        let hints: Vec<String> = (1..=9).map(|at| format!("hint {at}")).collect();
        let shown = |hints: &[String], rows| {
            let below = hints.iter().map(String::as_str).collect();
            let text = frame(table.iter().map(String::as_str).collect(), below, 80, rows);
            assert!(text.matches("\r\n").count() < rows, "{rows}: {text:?}");
            text
        };
        let text = shown(&hints, 24);
        assert!(hints.iter().all(|hint| text.contains(hint.as_str())) && text.contains("row 14\x1b"), "{text}");
        assert!(!text.contains("row 15\x1b") && text.contains("and 16 rows more"), "{text}");
        let text = shown(&hints, 10);
        assert!(text.contains("row 5\x1b") && text.contains("and 25 rows more"), "{text}");
        assert!(text.contains("hint 3") && text.contains("and 6 rows more") && !text.contains("hint 4"), "{text}");
        assert!(shown(&hints, 6).contains("row 5\x1b") && !shown(&hints, 6).contains("hint"));
        assert!(shown(&hints, 39).contains("row 30\x1b\x5b") && !shown(&hints, 39).contains("more"));
        assert!(shown(&[], 1).contains("and 30 rows more"));
    }
}
