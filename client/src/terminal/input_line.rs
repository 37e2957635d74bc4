//! The line being typed and the lines typed before: keys in, edits out. No terminal in here.
//!
//! Bounds: a line of [`LINE_BYTES_MAX`], [`HISTORY_LINES_MAX`] lines of history.

use std::collections::VecDeque;

use crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use tui_input::backend::crossterm::to_input_request;
use tui_input::{Input, InputRequest};

/// Longest line, in bytes; more keys are not taken until it is sent.
const LINE_BYTES_MAX: usize = 16 * 1024;

/// Lines that the arrow keys bring back.
const HISTORY_LINES_MAX: usize = 100;

/// What an event did to the line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Edit {
    /// Nothing to show.
    Nothing,
    /// The line or its cursor changed.
    Changed,
    /// The user wants a clear screen.
    Clear,
    /// The terminal has this many columns now.
    Resized(u16),
    /// The line is complete.
    Enter,
    /// The user wants to leave.
    Leave,
}

/// The line being typed.
#[derive(Debug, Default)]
pub(crate) struct InputLine {
    input: Input,
    /// Lines typed before, the oldest first.
    history: VecDeque<String>,
    /// How far back in the history the user is; 0 is the line being typed.
    back: usize,
    /// The line being typed, while the user looks at an older one.
    draft: String,
}

impl InputLine {
    /// What stands in the line.
    pub(super) fn text(&self) -> &str {
        self.input.value()
    }

    /// Columns before the cursor.
    pub(super) fn cursor_columns(&self) -> usize {
        self.input.visual_cursor()
    }

    /// Columns to leave out on the left, so that the cursor is within `columns`.
    pub(super) fn scroll_columns(&self, columns: usize) -> usize {
        self.input.visual_scroll(columns)
    }

    /// Takes the line out, into the history, and begins an empty one.
    pub(super) fn take(&mut self) -> String {
        let line = self.input.value_and_reset();
        self.back = 0;
        self.draft.clear();
        if !line.is_empty() && self.history.back() != Some(&line) {
            self.history.push_back(line.clone());
        }
        if self.history.len() > HISTORY_LINES_MAX {
            self.history.pop_front();
        }
        line
    }

    /// Does what `event` asks for.
    pub(super) fn handle(&mut self, event: &Event) -> Edit {
        match event {
            Event::Resize(columns, _) => Edit::Resized(*columns),
            Event::Key(key) if key.kind != KeyEventKind::Release => self.handle_key(key, event),
            _ => Edit::Nothing,
        }
    }

    fn handle_key(&mut self, key: &KeyEvent, event: &Event) -> Edit {
        let control = key.modifiers == KeyModifiers::CONTROL;
        match key.code {
            KeyCode::Enter => Edit::Enter,
            // A pasted line feed arrives as Ctrl-J.
            KeyCode::Char('j' | 'm') if control => Edit::Enter,
            KeyCode::Char('c') if control => Edit::Leave,
            KeyCode::Char('d') if control && self.text().is_empty() => Edit::Leave,
            KeyCode::Char('d') if control => self.request(InputRequest::DeleteNextChar),
            KeyCode::Char('l') if control => Edit::Clear,
            KeyCode::Char('u') if control => self.request(InputRequest::DeleteFromStart),
            KeyCode::Tab => self.request(InputRequest::InsertChar('\t')),
            KeyCode::Up => self.recall(self.back + 1),
            KeyCode::Down => self.back.checked_sub(1).map_or(Edit::Nothing, |back| self.recall(back)),
            _ => to_input_request(event).map_or(Edit::Nothing, |request| self.request(request)),
        }
    }

    fn request(&mut self, request: InputRequest) -> Edit {
        let grows = matches!(request, InputRequest::InsertChar(_) | InputRequest::Yank);
        if grows && self.text().len() >= LINE_BYTES_MAX {
            return Edit::Nothing;
        }
        if self.input.handle(request).is_some() { Edit::Changed } else { Edit::Nothing }
    }

    /// Shows the line that is `back` lines old; 0 is the one being typed.
    fn recall(&mut self, back: usize) -> Edit {
        let line = match back {
            0 => self.draft.clone(),
            back => match self.history.len().checked_sub(back) {
                Some(index) => self.history[index].clone(),
                None => return Edit::Nothing,
            },
        };
        if self.back == 0 {
            self.draft = self.input.value().to_owned();
        }
        self.back = back;
        self.input = Input::new(line);
        Edit::Changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(line: &mut InputLine, code: KeyCode, modifiers: KeyModifiers) -> Edit {
        line.handle(&Event::Key(KeyEvent::new(code, modifiers)))
    }

    fn control(line: &mut InputLine, c: char) -> Edit {
        press(line, KeyCode::Char(c), KeyModifiers::CONTROL)
    }

    fn typed(text: &str) -> InputLine {
        let mut line = InputLine::default();
        for c in text.chars() {
            press(&mut line, KeyCode::Char(c), KeyModifiers::NONE);
        }
        line
    }

    #[test]
    fn ctrl_d_leaves_only_an_empty_line() {
        assert_eq!(control(&mut typed("a"), 'd'), Edit::Nothing);
        assert_eq!(control(&mut typed(""), 'd'), Edit::Leave);
        assert_eq!(control(&mut typed("a"), 'c'), Edit::Leave);
    }

    #[test]
    fn a_combined_character_is_deleted_as_one() {
        let mut line = typed("ae\u{301}");
        press(&mut line, KeyCode::Backspace, KeyModifiers::NONE);
        assert_eq!(line.text(), "a");
    }

    #[test]
    fn an_older_line_comes_back_and_the_draft_is_not_lost() {
        let mut line = typed("one");
        line.take();
        for c in "two".chars() {
            press(&mut line, KeyCode::Char(c), KeyModifiers::NONE);
        }
        press(&mut line, KeyCode::Up, KeyModifiers::NONE);
        assert_eq!(line.text(), "one");
        assert_eq!(press(&mut line, KeyCode::Up, KeyModifiers::NONE), Edit::Nothing);
        press(&mut line, KeyCode::Down, KeyModifiers::NONE);
        assert_eq!(line.text(), "two");
    }

    #[test]
    fn a_line_and_its_history_are_bounded() {
        let mut line = InputLine { input: Input::new("x".repeat(LINE_BYTES_MAX)), ..InputLine::default() };
        assert_eq!(press(&mut line, KeyCode::Char('x'), KeyModifiers::NONE), Edit::Nothing);
        for n in 0..2 * HISTORY_LINES_MAX {
            line.input = Input::new(n.to_string());
            line.take();
        }
        assert_eq!(line.history.len(), HISTORY_LINES_MAX);
    }
}
