//! A client of the star in words: who it is and what it does, in two rows or in one.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Pen, visible};
use crate::command::top::model::Client;
use crate::output;

/// Columns of what a client does, in full and in brief.
const DOING: usize = 23;
const DOING_BRIEF: usize = 12;
/// Columns of a rate.
const RATE: usize = 10;
/// Columns of an IPv4 address with its port: with fewer of them beside it, what a client does is said in
/// brief.
const WHO: usize = 21;
/// Most columns of a name.
const NAME_MAX: usize = 20;

impl Pen<'_> {
    /// A client, in as many rows as `area` has; those on the left stand close to their rays.
    pub(super) fn label(&self, frame: &mut Frame<'_>, area: Rect, client: &Client, to_the_right: bool) {
        let columns = usize::from(area.width);
        if area.height == 1 {
            return self.label_in_one(frame, area, client);
        }
        let place = |text: &str| {
            let text = self.look.fit(text, columns);
            if to_the_right { format!("{text:>columns$}") } else { format!("{text:<columns$}") }
        };
        let (name, doing) = self.label_styles(client);
        frame.buffer_mut().set_string(area.x, area.y, place(&self.address(client)), name);
        frame.buffer_mut().set_string(area.x, area.y + 1, place(&self.doing(client, 0)), doing);
    }

    fn label_in_one(&self, frame: &mut Frame<'_>, area: Rect, client: &Client) {
        let columns = usize::from(area.width);
        let is_brief = columns < WHO + 1 + DOING;
        let doing_columns = if is_brief { DOING_BRIEF } else { DOING };
        let doing = if is_brief { self.doing_in_brief(client) } else { self.doing(client, RATE) };
        let doing = self.look.fit(&doing, doing_columns);
        let who_columns = columns - doing_columns - 1;
        let who = self.who(client, who_columns);
        let (name_style, doing_style) = self.label_styles(client);
        let buffer = frame.buffer_mut();
        buffer.set_string(area.x, area.y, " ".repeat(columns), self.chosen(client.row.number));
        buffer.set_string(area.x, area.y, who, name_style);
        let x = area.right() - u16::try_from(doing_columns).unwrap_or(area.width);
        buffer.set_string(x, area.y, doing, doing_style);
    }

    /// Those of its name and of what it does.
    fn label_styles(&self, client: &Client) -> (Style, Style) {
        let chosen = self.chosen(client.row.number);
        let is_urgent = client.row.backlog_bytes > 0;
        let doing = if is_urgent { self.look.warning().patch(chosen) } else { chosen };
        (if chosen == Style::new() { self.look.strong() } else { chosen }, doing)
    }

    /// Its name where it has one, its port in any case.
    pub(super) fn address(&self, client: &Client) -> String {
        let address = output::canonical(client.row.peer);
        match client.row.name.as_str() {
            "" => address.to_string(),
            name => format!("{} :{}", self.look.fit(&visible(name), NAME_MAX), address.port()),
        }
    }

    /// The same in so many columns. What tells the clients of a network apart stands at the end of their
    /// addresses.
    fn who(&self, client: &Client, columns: usize) -> String {
        let address = output::canonical(client.row.peer);
        match client.row.name.as_str() {
            "" => self.look.fit_end(&address.to_string(), columns),
            name => {
                let port = format!(" :{}", address.port());
                let columns = columns.saturating_sub(port.len()).min(NAME_MAX);
                self.look.fit(&visible(name), columns) + &port
            }
        }
    }

    /// Each of its rates in so many columns at least.
    fn doing(&self, client: &Client, columns: usize) -> String {
        let backlog = client.row.backlog_bytes;
        if backlog > 0 {
            return self.language.top_backlog(&self.language.size(backlog));
        }
        let rate = |bytes| format!("{}/s", self.size(bytes));
        let (up, down) = (rate(client.rate.in_bytes), rate(client.rate.out_bytes));
        format!("{}{up:<columns$} {}{down:<columns$}", self.look.up(), self.look.down())
    }

    fn doing_in_brief(&self, client: &Client) -> String {
        let backlog = client.row.backlog_bytes;
        if backlog > 0 {
            return self.language.top_backlog(&self.brief(backlog as f64));
        }
        let (up, down) = (self.brief(client.rate.in_bytes), self.brief(client.rate.out_bytes));
        format!("{}{up:<4} {}{down:<4}", self.look.up(), self.look.down())
    }

    /// A size in four columns: `999`, `1.2M`. From ten on without tenths, and its unit without the byte.
    fn brief(&self, bytes: f64) -> String {
        let size = self.size(bytes);
        let Some((number, unit)) = size.split_once('\u{a0}') else { return size };
        let (whole, tenths) = number.split_at(number.find(self.language.decimal_mark()).unwrap_or(number.len()));
        let tenths = if whole.len() == 1 { tenths } else { "" };
        let mut brief = format!("{whole}{tenths}{unit}");
        brief.pop();
        brief
    }
}
