//! A line of a terminal, written cell by cell.

use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// A line. Each cell is one column; the second cell of a wide character is empty.
#[derive(Debug, Clone)]
pub(super) struct Line {
    cells: Vec<String>,
}

impl Line {
    /// Blanks.
    pub(super) fn new(columns: usize) -> Line {
        Line { cells: vec![" ".to_owned(); columns] }
    }

    /// Writes one character of one column; outside the line it is not written.
    pub(super) fn put(&mut self, column: usize, c: char) {
        if let Some(cell) = self.cells.get_mut(column) {
            *cell = c.to_string();
        }
    }

    /// Fills the columns of `range`.
    pub(super) fn fill(&mut self, range: std::ops::Range<usize>, c: char) {
        range.for_each(|column| self.put(column, c));
    }

    /// Writes text from `column` on. What does not fit is not written.
    pub(super) fn write(&mut self, column: usize, text: &str) {
        let mut at = column;
        for c in text.chars() {
            let width = c.width().unwrap_or(0);
            if width == 0 {
                // A mark on the character before it.
                if let Some(cell) = at.checked_sub(1).and_then(|before| self.cells.get_mut(before)) {
                    cell.push(c);
                }
                continue;
            }
            if at + width > self.cells.len() {
                return;
            }
            self.cells[at] = c.to_string();
            self.cells[at + 1..at + width].iter_mut().for_each(String::clear);
            at += width;
        }
    }

    /// Writes text so that its middle is at `column`, moved as far as it takes to stay inside.
    pub(super) fn center(&mut self, column: usize, text: &str) {
        let width = text.width();
        let start = column.saturating_sub(width / 2).min(self.cells.len().saturating_sub(width));
        self.write(start, text);
    }

    /// The line, without the blanks at its end.
    pub(super) fn finish(self) -> String {
        let line = self.cells.concat();
        line.trim_end_matches(' ').to_owned()
    }
}
