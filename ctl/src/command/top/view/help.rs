//! All keys, in words.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Pen, titled};
use crate::language::Language;
use crate::output;

/// Columns of the keys.
const KEYS: usize = 9;

/// What a key does.
type Say = fn(&Language) -> String;

/// A key, and what it does; those that are wanted most first.
const WORDS: [(&str, Say); 11] = [
    ("q", Language::top_help_quit),
    ("? h", Language::top_help_help),
    ("k", Language::top_help_kick),
    ("b", Language::top_help_ban),
    ("p", Language::top_help_pause),
    ("s", Language::top_help_sort),
    ("/", Language::top_help_filter),
    ("r", Language::top_help_room),
    ("t", Language::top_help_table),
    ("Esc", Language::top_help_escape),
    ("", Language::top_help_choose),
];

impl Pen<'_> {
    /// The keys, and what the signs on the screen mean.
    pub(super) fn help(&self, frame: &mut Frame<'_>, area: Rect) {
        let [title, body] = titled(area);
        self.rule(frame, title, &self.language.top_help_title());
        let columns = usize::from(body.width);
        let mut lines: Vec<Line<'_>> = WORDS.iter().flat_map(|(key, say)| self.key(key, *say, columns)).collect();
        let (up, down) = (self.look.up().to_string(), self.look.down().to_string());
        let signs = self.look.plain(&self.language.top_help_signs(&up, &down));
        lines.push(Line::default());
        lines.extend(output::wrapped(&signs, columns).into_iter().map(Line::raw));
        self.lines(frame, body, lines);
    }

    fn key(&self, key: &str, say: Say, columns: usize) -> Vec<Line<'static>> {
        let key = if key.is_empty() { self.language.top_help_arrows() } else { key.to_owned() };
        let key = format!("{:<KEYS$}", self.look.fit(&key, KEYS - 1));
        let words = output::wrapped(&self.look.plain(&say(self.language)), columns.saturating_sub(KEYS));
        let keys = std::iter::once(key).chain(std::iter::repeat(" ".repeat(KEYS)));
        let line = |(key, words)| Line::from(vec![Span::styled(key, self.look.strong()), Span::raw(words)]);
        keys.zip(words).map(line).collect()
    }
}
