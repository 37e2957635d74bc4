//! What of the typed line is shown: one row of the terminal, scrolled sideways, never wrapped.
//!
//! A row that cannot wrap can always be redrawn: a wrapped one leaves remains behind when the
//! window changes its width. A pasted control character is shown as U+FFFD and sent as it is.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use super::input_line::InputLine;

/// Stands before the line being typed, and before the user's lines among the messages.
const PROMPT: &str = "> ";

/// One row of the terminal and where its cursor is.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) text: String,
    pub(super) cursor_column: u16,
}

impl Row {
    /// What of `line` is shown on a terminal of `columns`. The last column stays free, where a
    /// terminal would begin to wrap.
    pub(super) fn of(line: &InputLine, columns: u16) -> Self {
        let room = usize::from(columns).saturating_sub(PROMPT.len() + 1).max(1);
        let scroll = line.scroll_columns(room);
        let text = format!("{PROMPT}{}", visible_part(line.text(), scroll, room));
        let cursor = PROMPT.len() + line.cursor_columns() - scroll;
        Row { text, cursor_column: u16::try_from(cursor).unwrap_or(u16::MAX) }
    }
}

/// A line that the user has sent, whole, as it stands among the messages.
pub(super) fn own_line(text: &str) -> String {
    format!("{PROMPT}{}", visible_part(text, 0, usize::MAX))
}

/// The characters of `text` from column `scroll` on, as many as `room` columns hold.
fn visible_part(text: &str, scroll: usize, room: usize) -> String {
    let mut column = 0;
    let mut shown = String::new();
    for grapheme in text.graphemes(true) {
        let start = column;
        column += grapheme.width();
        if start >= scroll && column - scroll <= room {
            shown.push_str(safe(grapheme));
        }
    }
    shown
}

/// Both forms take the same columns: a control character counts as one.
fn safe(grapheme: &str) -> &str {
    match grapheme {
        "\t" => " ",
        grapheme if grapheme.chars().any(char::is_control) => "\u{fffd}",
        grapheme => grapheme,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

    use super::*;

    fn row(text: &str, columns: u16) -> (String, u16) {
        let mut line = InputLine::default();
        for c in text.chars() {
            line.handle(&Event::Key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)));
        }
        let row = Row::of(&line, columns);
        (row.text, row.cursor_column)
    }

    #[test]
    fn a_short_line_is_shown_whole() {
        assert_eq!(row("é你", 80), ("> é你".to_owned(), 5));
    }

    #[test]
    fn a_long_line_scrolls_and_never_fills_the_last_column() {
        assert_eq!(row("abcdefgh", 8), ("> defgh".to_owned(), 7));
        assert_eq!(row("你你你你", 8), ("> 你你".to_owned(), 6));
    }

    #[test]
    fn a_terminal_of_no_width_is_no_panic() {
        for columns in 0..4 {
            row("a你e\u{301}b", columns);
        }
    }

    #[test]
    fn a_pasted_control_character_does_not_reach_the_terminal() {
        assert_eq!(row("a\u{9b}31m\u{7}", 80).0, "> a\u{fffd}31m\u{fffd}");
        assert_eq!(own_line("a\tb\u{9b}"), "> a b\u{fffd}");
    }
}
