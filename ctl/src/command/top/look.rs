//! With what is drawn: signs that the terminal has, colours if it may have any.

use ratatui::style::{Color, Modifier, Style};

use crate::output;

/// What the terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// Nothing but ASCII.
    pub(super) ascii: bool,
    /// Colours too.
    pub(super) colour: bool,
}

impl Look {
    /// To the server.
    pub(super) fn up(self) -> char {
        if self.ascii { '^' } else { '↑' }
    }

    /// From the server.
    pub(super) fn down(self) -> char {
        if self.ascii { 'v' } else { '↓' }
    }

    /// From a sender to a room.
    pub(super) fn arrow(self) -> &'static str {
        if self.ascii { "->" } else { "→" }
    }

    /// Between two parts of a line.
    pub(super) fn dot(self) -> &'static str {
        if self.ascii { " | " } else { " · " }
    }

    /// A rule across the screen.
    pub(super) fn rule(self) -> char {
        if self.ascii { '-' } else { '─' }
    }

    /// A ray of the star where it goes so many columns and rows on, with traffic or without.
    pub(super) fn ray(self, columns: i32, rows: i32, active: bool) -> char {
        let signs = match (self.ascii, active) {
            (false, true) => ['─', '│', '╲', '╱'],
            (true, true) => ['-', '|', '\\', '/'],
            (false, false) => ['·'; 4],
            (true, false) => ['.'; 4],
        };
        match (columns, rows) {
            (_, 0) => signs[0],
            (0, _) => signs[1],
            (x, y) if (x > 0) == (y > 0) => signs[2],
            _ => signs[3],
        }
    }

    /// `text` in at most so many columns, in signs that there are.
    pub(super) fn fit(self, text: &str, columns: usize) -> String {
        if !self.ascii {
            return output::fit(text, columns);
        }
        let plain = self.plain(text);
        if plain.len() <= columns {
            return plain;
        }
        plain.chars().take(columns.saturating_sub(2)).chain("..".chars()).take(columns).collect()
    }

    /// The end of `text`, in at most so many columns; of letters that are all one column wide.
    pub(super) fn fit_end(self, text: &str, columns: usize) -> String {
        let count = text.chars().count();
        if count <= columns {
            return text.to_owned();
        }
        let mark = if self.ascii { ".." } else { "…" };
        let kept = columns.saturating_sub(mark.chars().count());
        mark.chars().chain(text.chars().skip(count - kept)).take(columns).collect()
    }

    /// Letters without their accents, and the numbers of those that have no like in ASCII.
    pub(super) fn plain(self, text: &str) -> String {
        if self.ascii { output::ascii(text) } else { text.to_owned() }
    }

    pub(super) fn strong(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub(super) fn quiet(self) -> Style {
        Style::new().add_modifier(Modifier::DIM)
    }

    pub(super) fn chosen(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }

    pub(super) fn warning(self) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        if self.colour { style.fg(Color::Red) } else { style.add_modifier(Modifier::REVERSED) }
    }

    pub(super) fn busy(self) -> Style {
        let style = Style::new().add_modifier(Modifier::BOLD);
        if self.colour { style.fg(Color::Green) } else { style }
    }
}
