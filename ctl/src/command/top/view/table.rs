//! The table: a client a line, those around the one that is chosen where not all have space.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;
use tp_proto::control::PeerState;
use unicode_width::UnicodeWidthStr as _;

use super::{Pen, visible};
use crate::command::top::model::Client;
use crate::output;

/// Columns of a client's address: least, those of any IPv4 one with its port, and of an IPv6 one.
const CLIENT_MIN: usize = 15;
const CLIENT_USUAL: usize = 21;
const CLIENT_MAX: usize = 47;
/// Most columns of a name.
const NAME_MAX: usize = 16;

/// What is in a column.
type Cell = fn(&Pen<'_>, &Client) -> String;

/// What a column is for, where there is no space for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    Always,
    Client,
    Room,
    Name,
    Frames,
}

/// A column: its title, its width, whether it is set to the right, and what is in it.
struct Column {
    rank: Rank,
    title: String,
    columns: usize,
    right: bool,
    cell: Cell,
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
        let columns = self.columns(body.width.into(), shown);
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

    /// As many as there is space for, the most important ones in any case. A name stands with its port
    /// in the place of the address where it has no space of its own.
    fn columns(&self, width: usize, shown: &[&Client]) -> Vec<Column> {
        let mut columns = self.all_columns(shown);
        let space = |columns: &[Column]| (width + 1).checked_sub(columns.iter().map(|one| one.columns + 1).sum());
        for dispensable in [Rank::Frames, Rank::Name, Rank::Room] {
            if space(&columns).is_none() {
                columns.retain(|column| column.rank != dispensable);
                if dispensable == Rank::Name {
                    let named = |pen: &Pen<'_>, client: &Client| pen.address(client);
                    let widest = self.widest(shown, named).clamp(CLIENT_MIN, CLIENT_MAX);
                    let who = columns.iter_mut().filter(|column| column.rank == Rank::Client);
                    who.for_each(|column| (column.columns, column.cell) = (widest, named));
                }
            }
        }
        if space(&columns).is_none() {
            let who = columns.iter_mut().filter(|column| column.rank == Rank::Client);
            who.for_each(|column| column.columns = column.columns.min(CLIENT_USUAL));
        }
        columns
    }

    fn all_columns(&self, shown: &[&Client]) -> Vec<Column> {
        let language = self.language;
        let (up, down) = (self.look.up(), self.look.down());
        let number = |_: &Pen<'_>, client: &Client| client.row.number.to_string();
        let address = |_: &Pen<'_>, client: &Client| output::canonical(client.row.peer).to_string();
        let name = |_: &Pen<'_>, client: &Client| visible(&client.row.name);
        let [number_columns, address_columns, name_columns] =
            [self.widest(shown, number), self.widest(shown, address), self.widest(shown, name)];
        let frames = |sign: char| format!("{sign} {}", language.top_column_frames());
        let column = |rank, title: String, columns, right, cell: Cell| Column { rank, title, columns, right, cell };
        let mut all = vec![column(Rank::Always, language.top_column_number(), number_columns.max(3), true, number)];
        if self.model.rooms().count() > 1 {
            all.push(column(Rank::Room, language.top_column_room(), 5, true, |_, c| visible(&c.row.room)));
        }
        let columns = address_columns.clamp(CLIENT_MIN, CLIENT_MAX);
        all.push(column(Rank::Client, language.top_column_client(), columns, false, address));
        if name_columns > 0 {
            let columns = name_columns.clamp(4, NAME_MAX);
            all.push(column(Rank::Name, language.top_column_name(), columns, false, name));
        }
        all.extend([
            column(Rank::Always, format!("{up} /s"), 9, true, |pen, c| pen.unless_none(c.rate.in_bytes)),
            column(Rank::Always, format!("{down} /s"), 9, true, |pen, c| pen.unless_none(c.rate.out_bytes)),
            column(Rank::Always, language.top_column_backlog(), 9, true, |pen, c| {
                pen.unless_none(c.row.backlog_bytes as f64)
            }),
            column(Rank::Always, language.top_column_state(), 12, false, |pen, c| pen.state_of(c.row.state)),
            column(Rank::Frames, frames(up), 9, true, |pen, c| pen.language.number(c.row.rx_frames)),
            column(Rank::Frames, frames(down), 9, true, |pen, c| pen.language.number(c.row.tx_frames)),
        ]);
        all
    }

    /// Columns of the widest of these cells.
    fn widest(&self, shown: &[&Client], cell: Cell) -> usize {
        shown.iter().map(|client| cell(self, client).width()).max().unwrap_or_default()
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
