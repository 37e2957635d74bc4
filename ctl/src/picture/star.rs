//! The star: the server in the middle, its clients around it, lines as thick as the traffic.
//!
//! At most [`CLIENTS_MAX`] clients; when there are more, the last place is for all the others.

use std::f64::consts::PI;

use maud::{Markup, html};

use super::label::squeeze;
use super::share::{Share, shares};
use super::svg::{WIDTH, arrow_head, figure, tenth};
use crate::language::Language;
use crate::scene::Scene;

/// Most places around the server: a class.
const CLIENTS_MAX: usize = 32;
/// So many stand in a ring; more stand in two bows, so that their names have room.
const RING_MAX: usize = 8;
/// The server's circle.
const SERVER_RADIUS: f64 = 74.0;
/// A client's.
const CLIENT_RADIUS: f64 = 9.0;
/// The thickest line of a ring, and of the bows.
const LINE_MAX: [f64; 2] = [13.0, 7.0];
/// Longest name or address beside a client, in columns.
const LABEL_COLUMNS: usize = 22;

/// Where a client stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    x: f64,
    y: f64,
    /// Where its name is: -1 left, 0 above or below, 1 right of it.
    side: i8,
}

/// The star of a room, as an element of a page.
pub(crate) fn star(id: &str, scene: &Scene, language: &Language) -> Markup {
    let shares = shares(scene, language, CLIENTS_MAX);
    let (places, height) = places(shares.len());
    let most = shares.iter().flat_map(|share| [share.sent.bytes, share.got.bytes]).max().unwrap_or(0).max(1);
    let center = (f64::from(WIDTH) / 2.0, height / 2.0);
    let widths = Widths { most: most as f64, thickest: LINE_MAX[usize::from(shares.len() > RING_MAX)] };
    let body = html! {
        @for (share, place) in shares.iter().zip(&places) { (spoke(share, *place, center, &widths)) }
        (server(scene, center, language))
        @for (share, place) in shares.iter().zip(&places) { (client(share, *place, center, language)) }
    };
    let count = shares.len() as u64;
    figure(id, height as i32, &language.star_heading(), &language.star_desc(count), &body)
}

/// A place for each, and the height of the drawing.
fn places(count: usize) -> (Vec<Place>, f64) {
    if count <= RING_MAX {
        let height = if count <= 2 { 300.0 } else { 560.0 };
        return ((0..count).map(|at| in_ring(at, count, height)).collect(), height);
    }
    let rows = count.div_ceil(2);
    let height = (rows as f64 * 40.0 + 60.0).max(560.0);
    ((0..count).map(|at| in_bow(at, count, height)).collect(), height)
}

fn in_ring(at: usize, count: usize, height: f64) -> Place {
    let angle = PI + 2.0 * PI * at as f64 / count as f64;
    let (sin, cos) = angle.sin_cos();
    let side = if cos.abs() < 0.3 { 0 } else { cos.signum() as i8 };
    Place { x: f64::from(WIDTH) / 2.0 + 360.0 * cos, y: height / 2.0 + (height / 2.0 - 62.0) * sin, side }
}

fn in_bow(at: usize, count: usize, height: f64) -> Place {
    let left = count.div_ceil(2);
    let (row, rows, side) = if at < left { (at, left, -1) } else { (at - left, count - left, 1) };
    // From -1 at the top to 1 at the bottom.
    let down = if rows > 1 { 2.0 * row as f64 / (rows - 1) as f64 - 1.0 } else { 0.0 };
    let out = 370.0 * (1.0 - 0.88 * down * down).sqrt();
    Place { x: f64::from(WIDTH) / 2.0 + f64::from(side) * out, y: height / 2.0 + down * (height / 2.0 - 34.0), side }
}

/// Both directions between a client and the server.
fn spoke(share: &Share, place: Place, center: (f64, f64), scale: &Widths) -> Markup {
    let (dx, dy) = (center.0 - place.x, center.1 - place.y);
    let length = dx.hypot(dy).max(1.0);
    let (ux, uy) = (dx / length, dy / length);
    let widths = [scale.of(share.sent.bytes), scale.of(share.got.bytes)];
    // Side by side, with a gap between them whatever their thickness.
    let apart = (widths[0] + widths[1]) / 4.0 + 2.5;
    let at = |along: f64, aside: f64| (place.x + ux * along - uy * aside, place.y + uy * along + ux * aside);
    let (near, far) = (CLIENT_RADIUS + 3.0, length - SERVER_RADIUS - 2.0);
    let angle = uy.atan2(ux);
    html! {
        (line("in", at(near, apart), at(far, apart), widths[0], angle))
        (line("out", at(far, -apart), at(near, -apart), widths[1], angle + PI))
    }
}

/// How thick the lines are.
struct Widths {
    /// Bytes along the thickest.
    most: f64,
    thickest: f64,
}

impl Widths {
    /// By the root of the bytes: who says little is still seen beside who says much.
    fn of(&self, bytes: u64) -> f64 {
        if bytes == 0 { 0.0 } else { 1.6 + (self.thickest - 1.6) * (bytes as f64 / self.most).sqrt() }
    }
}

/// A line with a head, from `a` to `b`; a hairline where nothing went.
fn line(class: &str, a: (f64, f64), b: (f64, f64), width: f64, angle: f64) -> Markup {
    let size = 9.0 + width * 0.8;
    let stop = if width > 0.0 { size * 0.8 } else { 0.0 };
    let end = (b.0 - angle.cos() * stop, b.1 - angle.sin() * stop);
    let class = if width > 0.0 { class } else { "idle" };
    html! {
        g class=(class) {
            line x1=(tenth(a.0)) y1=(tenth(a.1)) x2=(tenth(end.0)) y2=(tenth(end.1)) stroke-width=(tenth(width.max(1.0))) {}
            @if width > 0.0 { (arrow_head(b.0, b.1, angle, size)) }
        }
    }
}

fn server(scene: &Scene, (x, y): (f64, f64), language: &Language) -> Markup {
    let address = scene.roster.server().map(super::label::halves);
    html! {
        g class="hub" {
            circle cx=(tenth(x)) cy=(tenth(y)) r=(SERVER_RADIUS) {}
            text class="name" x=(tenth(x)) y=(tenth(y - 6.0)) { (language.server()) }
            @if let Some((ip, port)) = address {
                text class="address" x=(tenth(x)) y=(tenth(y + 18.0)) { (squeeze(&ip, 16)) }
                text class="address" x=(tenth(x)) y=(tenth(y + 36.0)) { (port) }
            }
        }
    }
}

fn client(share: &Share, place: Place, center: (f64, f64), language: &Language) -> Markup {
    let anchor = ["end", "middle", "start"][usize::from((place.side + 1).unsigned_abs())];
    let x = place.x + f64::from(place.side) * (CLIENT_RADIUS + 9.0);
    let y = place.y
        + match (place.side, place.y < center.1) {
            (0, true) => -34.0,
            (0, false) => 28.0,
            _ => -3.0,
        };
    let address = share.address.map(|address| squeeze(&address.to_string(), LABEL_COLUMNS));
    html! {
        g class=(if share.is_open { "client" } else { "client gone" }) {
            title { (language.client_traffic(share.sent.count, &language.size(share.sent.bytes), share.got.count, &language.size(share.got.bytes))) }
            circle cx=(tenth(place.x)) cy=(tenth(place.y)) r=(CLIENT_RADIUS) {}
            text class="name" x=(tenth(x)) y=(tenth(y)) text-anchor=(anchor) { (squeeze(&share.label, LABEL_COLUMNS)) }
            @if let Some(address) = address {
                text class="address" x=(tenth(x)) y=(tenth(y + 17.0)) text-anchor=(anchor) { (address) }
            }
        }
    }
}
