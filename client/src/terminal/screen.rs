//! Draws the input line in the bottom row and prints messages above it.
//!
//! Never asks the terminal anything, so a terminal that does not answer cannot hold it up.

use std::io::{self, Write};

use crossterm::cursor::{MoveTo, MoveToColumn, MoveUp};
use crossterm::style::Print;
use crossterm::terminal::{Clear, ClearType};
use crossterm::{QueueableCommand as _, queue};

use super::input_line::InputLine;
use super::row::Row;

/// The part of the terminal that this program draws.
pub(super) struct Screen<W> {
    out: W,
    columns: u16,
    cursor_column: u16,
}

impl<W: Write> Screen<W> {
    /// A screen of `columns`; nothing is drawn yet.
    pub(super) fn new(out: W, columns: u16) -> Self {
        Screen { out, columns, cursor_column: 0 }
    }

    /// Draws `line` in the row of the cursor.
    pub(super) fn draw(&mut self, line: &InputLine) -> io::Result<()> {
        let row = Row::of(line, self.columns);
        queue!(self.out, MoveToColumn(0), Clear(ClearType::FromCursorDown))?;
        queue!(self.out, Print(&row.text), MoveToColumn(row.cursor_column))?;
        self.cursor_column = row.cursor_column;
        self.out.flush()
    }

    /// Prints `message` where the input line stood, and that line below.
    pub(super) fn print_above(&mut self, message: &str, line: &InputLine) -> io::Result<()> {
        queue!(self.out, MoveToColumn(0), Clear(ClearType::FromCursorDown), Print(message), Print("\r\n"))?;
        self.draw(line)
    }

    /// Clears the screen but for the input line.
    pub(super) fn clear(&mut self, line: &InputLine) -> io::Result<()> {
        queue!(self.out, Clear(ClearType::All), MoveTo(0, 0))?;
        self.draw(line)
    }

    /// Goes on with `columns`. A terminal that became narrower has wrapped the row; its start is
    /// as many rows up as the cursor was pushed down.
    pub(super) fn resize(&mut self, columns: u16, line: &InputLine) -> io::Result<()> {
        self.columns = columns.max(1);
        let rows_up = self.cursor_column / self.columns;
        if rows_up > 0 {
            self.out.queue(MoveUp(rows_up))?;
        }
        self.draw(line)
    }

    /// Leaves a line that was not sent standing, an empty one not, and the cursor below.
    pub(super) fn leave(&mut self, line: &InputLine) -> io::Result<()> {
        if line.text().is_empty() {
            queue!(self.out, MoveToColumn(0), Clear(ClearType::FromCursorDown))?;
        } else {
            queue!(self.out, Print("\r\n"))?;
        }
        self.out.flush()
    }
}
