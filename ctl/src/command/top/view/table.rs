//! The table: a client a line, those around the one that is chosen where not all have space.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use tp_proto::control::PeerState;
use unicode_width::UnicodeWidthStr as _;

use super::{Pen, visible};
use crate::command::top::model::Client;
use crate::output;

/// A column: its title, its width, whether it is set to the right, and what is in it.
struct Column {
    title: String,
    columns: usize,
    right: bool,
    cell: fn(&Pen<'_>, &Client) -> String,
}

impl Pen<'_> {
    pub(super) fn table(&self, frame: &mut Frame<'_>, [title, body]: [Rect; 2], shown: &[&Client]) {
        let rows = usize::from(body.height.saturating_sub(1)).max(1);
        let chosen = self.model.chosen_place(shown).unwrap_or_default();
        // The one that is chosen stands in the middle, but at the two ends.
        let first = chosen.saturating_sub(rows / 2).min(shown.len().saturating_sub(rows));
        let last = (first + rows).min(shown.len());
        let [from, to, count] = [first + 1, last, shown.len()].map(|place| self.language.number(place as u64));
        self.rule(frame, title, &self.conditions(self.language.top_table(&from, &to, &count)));
        let columns = self.columns(body.width.into());
        let mut lines = vec![Line::styled(self.row(&columns, |column| column.title.clone()), self.look.quiet())];
        for client in &shown[first..last] {
            let is_urgent = client.row.backlog_bytes > 0;
            let style = self.chosen(client.row.number);
            let style = if is_urgent { self.look.warning().patch(style) } else { style };
            lines.push(Line::styled(self.row(&columns, |column| (column.cell)(self, client)), style));
        }
        self.lines(frame, body, lines);
    }

    fn row(&self, columns: &[Column], cell: impl Fn(&Column) -> String) -> String {
        let cells = columns.iter().map(|column| {
            let text = self.look.fit(&cell(column), column.columns);
            let space = " ".repeat(column.columns.saturating_sub(text.width()));
            if column.right { space + &text } else { text + &space }
        });
        cells.collect::<Vec<_>>().join(" ")
    }

    /// As many as there is space for, the most important ones in any case.
    fn columns(&self, width: usize) -> Vec<Column> {
        let language = self.language;
        let column = |title: String, columns, right, cell| Column { title, columns, right, cell };
        let (up, down) = (self.look.up(), self.look.down());
        let mut all = vec![
            (
                0,
                column(
                    language.top_column_number(),
                    6,
                    true,
                    (|_, c| c.row.number.to_string()) as fn(&Pen<'_>, &Client) -> String,
                ),
            ),
            (0, column(language.top_column_client(), 21, false, |_, c| output::canonical(c.row.peer).to_string())),
            (0, column(format!("{up} /s"), 9, true, |pen, c| pen.unless_none(c.rate.in_bytes))),
            (0, column(format!("{down} /s"), 9, true, |pen, c| pen.unless_none(c.rate.out_bytes))),
            (0, column(language.top_column_backlog(), 9, true, |pen, c| pen.unless_none(c.row.backlog_bytes as f64))),
            (0, column(language.top_column_state(), 12, false, |pen, c| pen.state_of(c.row.state))),
        ];
        if self.model.rooms().count() > 1 {
            all.insert(1, (1, column(language.top_column_room(), 5, true, |_, c| visible(&c.row.room))));
        }
        if self.model.clients.iter().any(|client| !client.row.name.is_empty()) {
            all.push((2, column(language.top_column_name(), 16, false, |_, c| visible(&c.row.name))));
        }
        let frames = |sign: char| format!("{sign} {}", language.top_column_frames());
        all.push((3, column(frames(up), 9, true, |pen, c| pen.language.number(c.row.rx_frames))));
        all.push((3, column(frames(down), 9, true, |pen, c| pen.language.number(c.row.tx_frames))));
        let columns = |all: &[(u8, Column)]| all.iter().map(|(_, column)| column.columns + 1).sum::<usize>();
        for dispensable in [3, 2, 1] {
            if columns(&all) > width + 1 {
                all.retain(|(rank, _)| *rank != dispensable);
            }
        }
        all.into_iter().map(|(_, column)| column).collect()
    }

    /// A size; of those that are none only the others are to be seen.
    fn unless_none(&self, bytes: f64) -> String {
        if bytes > 0.0 { self.size(bytes) } else { "-".to_owned() }
    }

    fn state_of(&self, state: PeerState) -> String {
        match state {
            PeerState::Open => self.language.top_state_open(),
            PeerState::HalfClosed => self.language.top_state_half_closed(),
            PeerState::Slow => self.language.top_state_slow(),
            PeerState::Leaving => self.language.top_state_leaving(),
            _ => "?".to_owned(),
        }
    }
}
