//! The star: the server in the middle, a client at the end of each ray.
//!
//! The clients stand in two columns, so that their names are read from top to bottom and never lie
//! over one another; a ray is drawn boldly while something goes along it. Many clients have a row each
//! and not two. The server has a row for each ray of a side, so that no ray crosses another; where the
//! rays would be too steep for that, it is as high as the star, and they go straight to it.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Pen, visible};
use crate::command::top::model::Client;

/// Columns of a client's two rows.
const LABEL: u16 = 25;
/// Columns of a client's only row: with rates in full, with an IPv4 address in full, and the fewest.
const LABEL_FULL: u16 = 48;
const LABEL_USUAL: u16 = 31;
const LABEL_MIN: u16 = 26;
/// Columns of the server.
const SERVER: u16 = 10;
/// Fewest columns between a client and the server.
const RAY_MIN: u16 = 4;
/// Rows from one ray to the next that keep them apart however steep they are.
const FAR: u16 = 4;

/// How a star is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Star {
    /// Rows of a client.
    rows: u16,
    /// Columns of a client.
    columns: u16,
    /// The rays go straight to a server that is as high as the star, so many rows from one to the next.
    straight: Option<u16>,
}

impl Star {
    /// The fewest rows of a star of so many clients.
    pub(super) fn rows_min(clients: usize) -> u16 {
        u16::try_from(clients.div_ceil(2)).unwrap_or(u16::MAX)
    }

    /// The star of so many clients in so much space, `None` where they do not fit.
    pub(super) fn of(clients: usize, area: Rect) -> Option<Star> {
        let a_side = Star::rows_min(clients);
        let rows = [2, 1].into_iter().find(|&rows| a_side.saturating_mul(rows) <= area.height)?;
        let widths: &[u16] = if rows == 2 { &[LABEL] } else { &[LABEL_FULL, LABEL_USUAL, LABEL_MIN] };
        let stars = || widths.iter().map(|&columns| Star { rows, columns, straight: None });
        let fitting = || stars().filter(|star| star.ray_columns(area) >= RAY_MIN);
        let straight = || fitting().next().map(|star| Star { straight: area.height.checked_div(a_side), ..star });
        fitting().find(|star| star.is_clear(clients, area)).or_else(straight)
    }

    /// Columns between a client and the server.
    fn ray_columns(self, area: Rect) -> u16 {
        area.width.saturating_sub(2 * self.columns + SERVER) / 2
    }

    /// Whether the rays can be told apart: none is steep, or the next one is far. And nothing is cut off an
    /// address for it.
    fn is_clear(self, clients: usize, area: Rect) -> bool {
        let a_side = Star::rows_min(clients);
        let rise = self.rows_of(a_side.into(), area).map(|(row, end)| row.abs_diff(end)).max().unwrap_or_default();
        let is_flat = self.ray_columns(area) >= rise.saturating_mul(3).saturating_add(RAY_MIN);
        let is_apart = a_side.saturating_mul(7) <= area.height.saturating_mul(4);
        (is_flat && is_apart || a_side.saturating_mul(FAR) <= area.height) && self.columns != LABEL_MIN
    }

    /// The rows of so many clients that share the height evenly, each with the row where its ray ends.
    fn rows_of(self, clients: usize, area: Rect) -> impl Iterator<Item = (u16, u16)> {
        let count = u16::try_from(clients).unwrap_or(u16::MAX);
        // Straight rays stand at the same distance each; others lie better where all the height is used.
        let height = self.straight.map_or(area.height, |step| step.saturating_mul(count).min(area.height));
        let share = f64::from(height) / f64::from(count.max(1));
        let first_end = middle_of(area).saturating_sub(count.saturating_sub(1) / 2);
        (0..count).map(move |place| {
            let row = share * (f64::from(place) + 0.5) - f64::from(self.rows) / 2.0;
            // Within the height: it was looked whether all fit.
            let row = (row.round().max(0.0) as u16).min(height.saturating_sub(self.rows));
            let row = area.y + (area.height - height) / 2 + row;
            (row, if self.straight.is_some() { row } else { first_end + place })
        })
    }
}

fn middle_of(area: Rect) -> u16 {
    area.y + area.height.saturating_sub(1) / 2
}

impl Pen<'_> {
    pub(super) fn star(&self, frame: &mut Frame<'_>, area: Rect, star: Star, shown: &[&Client]) {
        let Star { rows, columns, .. } = star;
        let (left, right) = shown.split_at(shown.len().div_ceil(2));
        let x = area.x + area.width / 2 - SERVER / 2;
        let mut server = Rect { x, y: middle_of(area), width: SERVER, height: 1 };
        for (is_left, clients) in [(true, left), (false, right)] {
            let (label, from, to) = if is_left {
                (area.x, area.x + columns + 1, server.x - 2)
            } else {
                (area.right() - columns, area.right() - columns - 2, server.right() + 1)
            };
            for (client, (row, end)) in clients.iter().zip(star.rows_of(clients.len(), area)) {
                self.ray(frame, (from, row), (to, end), client.rate.is_busy());
                self.label(frame, Rect { x: label, y: row, width: columns, height: rows }, client, is_left);
                server = server.union(Rect { y: end, height: 1, ..server });
            }
        }
        self.server(frame, server, middle_of(area), area.bottom());
    }

    /// Its name, its ports and whether it is paused, from row `y` on and above row `bottom`.
    fn server(&self, frame: &mut Frame<'_>, area: Rect, y: u16, bottom: u16) {
        let columns = usize::from(area.width);
        area.rows().for_each(|row| frame.buffer_mut().set_style(row, self.look.chosen()));
        let ports: Vec<String> = self.model.rooms().map(|room| format!(":{}", visible(&room.room))).collect();
        let mut ports_said = ports.join(" ");
        if ports_said.len() > columns {
            ports_said = self.language.top_rooms(ports.len() as u64);
        }
        let paused = self.model.rooms().any(|room| room.paused).then(|| self.language.top_is_paused());
        let lines = [Some(self.language.top_server()), Some(ports_said), paused];
        for (row, text) in (y..bottom).zip(lines.into_iter().flatten()) {
            let text = self.look.fit(&text, columns);
            frame.buffer_mut().set_string(area.x, row, format!("{text:^columns$}"), self.look.chosen());
        }
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

/// The cells from one to another (Bresenham).
fn line(from: (u16, u16), to: (u16, u16)) -> Vec<(i32, i32)> {
    let ((x0, y0), (x1, y1)) = ((i32::from(from.0), i32::from(from.1)), (i32::from(to.0), i32::from(to.1)));
    let steps = (x1 - x0).abs().max((y1 - y0).abs()).max(1);
    let at = |a: i32, b: i32, step: i32| a + (2 * (b - a) * step + (b - a).signum() * steps) / (2 * steps);
    (0..=steps).map(|step| (at(x0, x1, step), at(y0, y1, step))).collect()
}
