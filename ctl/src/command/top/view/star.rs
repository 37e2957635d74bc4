//! The star: the server in the middle, a client at the end of each ray.
//!
//! The clients stand in two columns, so that their names are read from top to bottom and never lie
//! over one another; a ray is drawn boldly while something goes along it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::{Pen, visible};
use crate::command::top::model::Client;
use crate::output;

/// Columns of a client's two lines.
const LABEL: u16 = 25;
/// Columns of the server.
const SERVER: u16 = 12;
/// Rows that a client takes.
const ROWS: u16 = 2;
/// More clients are read more easily in a table.
const CLIENTS_MAX: usize = 12;

/// Whether there is space for a star of so many clients.
pub(super) fn fits(clients: usize, area: Rect) -> bool {
    let a_side = u16::try_from(clients.div_ceil(2)).unwrap_or(u16::MAX);
    clients <= CLIENTS_MAX && a_side.saturating_mul(ROWS) <= area.height && area.width >= 2 * LABEL + SERVER + 8
}

impl Pen<'_> {
    pub(super) fn star(&self, frame: &mut Frame<'_>, area: Rect, shown: &[&Client]) {
        let (left, right) = shown.split_at(shown.len().div_ceil(2));
        let middle = (area.x + area.width / 2, area.y + area.height.saturating_sub(1) / 2);
        for (side, clients) in [left, right].into_iter().enumerate() {
            for (place, client) in clients.iter().enumerate() {
                let row = area.y + row_of(place, clients.len(), area.height);
                let (label, ray) = if side == 0 {
                    (area.x, area.x + LABEL + 1)
                } else {
                    (area.right() - LABEL, area.right() - LABEL - 2)
                };
                let ends = if side == 0 { middle.0 - SERVER / 2 - 2 } else { middle.0 + SERVER / 2 + 1 };
                self.ray(frame, (ray, row), (ends, middle.1), client.rate.is_busy());
                self.label(frame, Rect { x: label, y: row, width: LABEL, height: ROWS }, client, side == 0);
            }
        }
        self.server(frame, middle, area.bottom());
    }

    /// Its name, its ports and whether it is paused, above row `bottom`.
    fn server(&self, frame: &mut Frame<'_>, (x, y): (u16, u16), bottom: u16) {
        let columns = usize::from(SERVER);
        let ports: Vec<String> = self.model.rooms().map(|room| format!(":{}", visible(&room.room))).collect();
        let mut ports_said = ports.join(" ");
        if ports_said.len() > columns - 2 {
            ports_said = self.language.top_rooms(ports.len() as u64);
        }
        let paused = self.model.rooms().any(|room| room.paused).then(|| self.language.top_is_paused());
        let lines = [Some(self.language.top_server()), Some(ports_said), paused];
        for (row, text) in (y..bottom).zip(lines.into_iter().flatten()) {
            let text = self.look.fit(&text, columns - 2);
            frame.buffer_mut().set_string(x - SERVER / 2, row, format!("{text:^columns$}"), self.look.chosen());
        }
    }

    /// A client's name and what it does; those on the left stand close to their rays.
    fn label(&self, frame: &mut Frame<'_>, area: Rect, client: &Client, to_the_right: bool) {
        let columns = usize::from(area.width);
        let place = |text: &str| {
            let text = self.look.fit(text, columns);
            if to_the_right { format!("{text:>columns$}") } else { format!("{text:<columns$}") }
        };
        let style = self.chosen(client.row.number);
        let name = if style == Style::new() { self.look.strong() } else { style };
        frame.buffer_mut().set_string(area.x, area.y, place(&self.address(client)), name);
        let (text, urgent) = self.doing(client);
        let doing = if urgent { self.look.warning() } else { style };
        frame.buffer_mut().set_string(area.x, area.y + 1, place(&text), doing);
    }

    /// Its name where it has one, its port in any case.
    pub(super) fn address(&self, client: &Client) -> String {
        let address = output::canonical(client.row.peer);
        match client.row.name.as_str() {
            "" => address.to_string(),
            name => format!("{} :{}", self.look.fit(&visible(name), 20), address.port()),
        }
    }

    fn doing(&self, client: &Client) -> (String, bool) {
        let (up, down) = (self.size(client.rate.in_bytes), self.size(client.rate.out_bytes));
        let backlog = client.row.backlog_bytes;
        if backlog > 0 {
            return (self.language.top_backlog(&self.language.size(backlog)), true);
        }
        (format!("{}{up}/s {}{down}/s", self.look.up(), self.look.down()), false)
    }

    fn ray(&self, frame: &mut Frame<'_>, from: (u16, u16), to: (u16, u16), active: bool) {
        let style = if active { self.look.busy() } else { self.look.quiet() };
        let mut before: Option<(i32, i32)> = None;
        for (x, y) in line(from, to) {
            let (dx, dy) = before.map_or((to.0 as i32 - from.0 as i32, 0), |(bx, by)| (x - bx, y - by));
            before = Some((x, y));
            let sign = self.look.ray(dx, dy, active);
            if let (Ok(x), Ok(y)) = (u16::try_from(x), u16::try_from(y)) {
                frame.buffer_mut().set_string(x, y, sign.to_string(), style);
            }
        }
    }
}

/// The row of one of `count` clients that share `height` rows evenly.
fn row_of(place: usize, count: usize, height: u16) -> u16 {
    let share = f64::from(height) / count.max(1) as f64;
    let row = share * (place as f64 + 0.5) - f64::from(ROWS) / 2.0;
    // Within the height: it was looked whether all fit.
    (row.round().max(0.0) as u16).min(height.saturating_sub(ROWS))
}

/// The cells from one to another (Bresenham).
fn line(from: (u16, u16), to: (u16, u16)) -> Vec<(i32, i32)> {
    let ((x0, y0), (x1, y1)) = ((i32::from(from.0), i32::from(from.1)), (i32::from(to.0), i32::from(to.1)));
    let steps = (x1 - x0).abs().max((y1 - y0).abs()).max(1);
    let at = |a: i32, b: i32, step: i32| a + (2 * (b - a) * step + (b - a).signum() * steps) / (2 * steps);
    (0..=steps).map(|step| (at(x0, x1, step), at(y0, y1, step))).collect()
}
