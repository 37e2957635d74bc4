//! The last frames that passed, the newest at the bottom.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::{Pen, titled, visible};
use crate::command::top::passed::Passed;

/// Columns of a sender's address.
const FROM: usize = 21;

impl Pen<'_> {
    pub(super) fn passing(&self, frame: &mut Frame<'_>, area: Rect) {
        let [title, body] = titled(area);
        self.rule(frame, title, &self.language.top_frames());
        let columns = usize::from(body.width);
        let last = self.model.passed.last(self.model.room.as_deref(), body.height.into());
        let mut lines: Vec<Line<'_>> = last.into_iter().map(|passed| self.passed(passed, columns)).collect();
        if let Some(why) = &self.model.no_log {
            lines = vec![Line::styled(self.look.fit(&self.language.top_no_log(why), columns), self.look.warning())];
        } else if lines.is_empty() && self.model.status.is_some() {
            lines = vec![Line::raw(self.look.fit(&self.language.top_no_frames(), columns))];
        }
        self.lines(frame, body, lines);
    }

    fn passed(&self, passed: &Passed, columns: usize) -> Line<'static> {
        let Passed { t, n, room, from, len, text } = passed;
        let from = from.clone().unwrap_or_else(|| self.language.top_server());
        let from = self.look.fit(&from, FROM);
        let head = format!(
            "{} #{n:<5} {from:<FROM$} {} {} {:>6} ",
            self.language.second_of_day(*t),
            self.look.arrow(),
            visible(room),
            self.language.size(*len),
        );
        let head = self.look.fit(&head, columns);
        let rest = columns.saturating_sub(unicode_width::UnicodeWidthStr::width(head.as_str()));
        Line::from(vec![Span::styled(head, self.look.quiet()), Span::raw(self.look.fit(text, rest))])
    }
}
