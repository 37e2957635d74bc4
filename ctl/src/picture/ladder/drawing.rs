//! The ladder as SVG: in parts that each fit a sheet of paper, for a page, or as one document.
//!
//! An arrow to the server is of one colour and those from it of another; which is which shows in
//! their direction too. What did not arrive has a broken line and a sign.

use std::ops::Range;

use maud::{Markup, html};
use unicode_width::UnicodeWidthStr as _;

use super::super::label::{halves, squeeze};
use super::super::svg::{WIDTH, arrow_head, figure, tenth};

use super::{Arrow, Copies, Ladder, Lane, Outcome, Owner, Rung};
use crate::language::Language;
use crate::output::fit;
use crate::scene::Fate;

/// Left of the lanes, for the times.
const MARGIN: i32 = 112;
/// Most units from one lane to the next.
const PITCH_MAX: i32 = 380;
/// The cards over the lanes, and the space below them.
const CARD: i32 = 74;
const HEADS: i32 = CARD + 18;
/// Half of the server's lane.
const SERVER_HALF: i32 = 5;
/// Height of a part: what an A4 sheet takes at this width.
const PART_HEIGHT: i32 = 1650;
/// Units that a column takes: of a caption, a name, an address.
const CAPTION_COLUMN: i32 = 10;
const NAME_COLUMN: i32 = 10;
const ADDRESS_COLUMN: i32 = 8;
/// A caption may be as long as its arrow, or this long where that is shorter.
const CAPTION: i32 = 500;

/// The ladder in parts, one SVG each.
pub(crate) fn parts(ladder: &Ladder, chapter: usize, language: &Language) -> Vec<Markup> {
    let sheet = Sheet::new(ladder, language);
    let ranges = sheet.ranges();
    let count = ranges.len();
    let mut alive = ladder.alive();
    let mut parts = Vec::new();
    for (at, range) in ranges.into_iter().enumerate() {
        let (body, height) = sheet.part(range, &mut alive);
        let id = format!("ladder-{chapter}-{}", at + 1);
        let desc = language.ladder_desc(&(at + 1).to_string(), &count.to_string());
        parts.push(figure(&id, height, &language.ladder_heading(), &desc, &body));
    }
    parts
}

/// The sign on an arrow to where not everything came.
pub(super) fn sign(outcome: Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::All(Fate::Taken) => None,
        Outcome::All(Fate::Never) => Some("×"),
        Outcome::Some => Some("%"),
        Outcome::All(Fate::Waiting) => Some("…"),
        Outcome::All(Fate::Unknown) => Some("?"),
    }
}

pub(super) struct Sheet<'a> {
    ladder: &'a Ladder,
    language: &'a Language,
    /// Where each client's lane is, and the server's.
    lanes: Vec<i32>,
    server: i32,
    pitch: i32,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(ladder: &'a Ladder, language: &'a Language) -> Sheet<'a> {
        let all = i32::try_from(ladder.lanes.clients.len() + 1).unwrap_or(i32::MAX);
        let pitch = ((WIDTH - MARGIN) / all).min(PITCH_MAX);
        let start = MARGIN + (WIDTH - MARGIN - pitch * all) / 2 + pitch / 2;
        let mut places = (0..all).map(|place| start + place * pitch).collect::<Vec<i32>>();
        let server = places.remove(ladder.lanes.left());
        Sheet { ladder, language, lanes: places, server, pitch }
    }

    /// Which rungs go on which part.
    fn ranges(&self) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        let (mut start, mut height) = (0, HEADS);
        for (at, rung) in self.ladder.rungs.iter().enumerate() {
            if height + self.height(rung) > PART_HEIGHT && at > start {
                ranges.push(start..at);
                (start, height) = (at, HEADS);
            }
            height += self.height(rung);
        }
        ranges.push(start..self.ladder.rungs.len());
        ranges
    }

    fn height(&self, rung: &Rung) -> i32 {
        match rung {
            Rung::Arrow(arrow) => 30 + 26 * (i32::from(arrow.from.is_some()) + i32::from(!arrow.copies.is_empty())),
            Rung::Join { .. } | Rung::Leave { .. } => 34,
            Rung::Band { .. } => 52,
        }
    }

    /// Rungs with their lanes and the heads over them; and its height.
    pub(super) fn part(&self, range: Range<usize>, alive: &mut [bool]) -> (Markup, i32) {
        let mut y = HEADS;
        let mut lifelines: Vec<(usize, i32, i32)> = Vec::new();
        let mut since: Vec<i32> = vec![CARD; alive.len()];
        let mut rungs = Vec::new();
        for rung in &self.ladder.rungs[range] {
            match rung {
                Rung::Join { lane, .. } if !alive[*lane] => {
                    alive[*lane] = true;
                    since[*lane] = y + 18;
                }
                Rung::Leave { lane, .. } if alive[*lane] && !self.ladder.lanes.is_shared(*lane) => {
                    alive[*lane] = false;
                    lifelines.push((*lane, since[*lane], y + 18));
                }
                _ => {}
            }
            rungs.push(self.rung(rung, y));
            y += self.height(rung);
        }
        y += 12;
        lifelines.extend((0..alive.len()).filter(|&lane| alive[lane]).map(|lane| (lane, since[lane], y)));
        let body = html! {
            g class="lifelines" {
                @for (lane, from, to) in &lifelines {
                    line x1=(self.lanes[*lane]) x2=(self.lanes[*lane]) y1=(from) y2=(to) {}
                }
            }
            rect class="server-lane" x=(self.server - SERVER_HALF) y=(CARD) width=(2 * SERVER_HALF) height=(y - CARD) {}
            (self.heads())
            @for rung in &rungs { (rung) }
        };
        (body, y)
    }

    fn heads(&self) -> Markup {
        let lanes = &self.ladder.lanes;
        html! {
            @for (lane, x) in lanes.clients.iter().zip(&self.lanes) { (self.card(lane, *x)) }
            (self.card(&lanes.server, self.server))
        }
    }

    fn card(&self, lane: &Lane, x: i32) -> Markup {
        let width = (self.pitch - 10).min(220);
        let columns = |unit: i32| usize::try_from((width - 10) / unit).unwrap_or(0);
        let (class, label, below) = match (lane.owner, lane.address.map(halves)) {
            (Owner::Crowd(peers), _) => ("card crowd", lane.sign(self.language), vec![self.language.others(peers)]),
            (Owner::Server, halves) => ("card server", lane.label(self.language), lines(halves)),
            (Owner::Client(_), halves) => ("card", lane.label(self.language), lines(halves)),
        };
        html! {
            g class=(class) {
                rect x=(x - width / 2) y="1" width=(width) height=(CARD - 2) rx="10" {}
                text class="name" x=(x) y=(if below.is_empty() { 44 } else { 27 }) {
                    (squeeze(&label, columns(NAME_COLUMN)))
                }
                @for (text, y) in below.iter().zip([47, 64]) {
                    text class="address" x=(x) y=(y) { (squeeze(text, columns(ADDRESS_COLUMN))) }
                }
            }
        }
    }

    fn rung(&self, rung: &Rung, y: i32) -> Markup {
        match rung {
            Rung::Arrow(arrow) => self.arrow(arrow, y),
            Rung::Join { lane, t, text } => self.event(*lane, *t, text, "join", y),
            Rung::Leave { lane, t, text } => self.event(*lane, *t, text, "leave", y),
            Rung::Band { t, text } => self.band(*t, text, y),
        }
    }

    fn time(&self, t: u64, y: i32) -> Markup {
        html! { text class="time" x="8" y=(y) { (self.language.milli_of_day(t)) } }
    }

    fn arrow(&self, arrow: &Arrow, y: i32) -> Markup {
        let from = arrow.from.map(|lane| self.lanes[lane]);
        let relay = y + 28 + 26 * i32::from(from.is_some());
        html! {
            (self.time(arrow.t, y + 20))
            @if let Some(from) = from { (self.to_server(from, y + 28)) }
            @if !arrow.copies.is_empty() { (self.relay(&arrow.copies, relay)) }
            (self.caption(arrow, from.unwrap_or(self.server), y + 19))
        }
    }

    /// What is written on an arrow. Where it is longer than that, it lies over other lanes, and over
    /// the server's only when there is no room on its own side.
    fn caption(&self, arrow: &Arrow, from: i32, y: i32) -> Markup {
        let room = (from - self.server).abs().max(CAPTION);
        let columns = usize::try_from((room - 24) / CAPTION_COLUMN).unwrap_or(0);
        let text = arrow.caption(columns, self.language);
        let width = units(&text);
        let start = from.min(self.server) + 14;
        let end = self.server - 14;
        let is_beside = from < self.server && start + width > end && end - width > MARGIN;
        let (x, anchor) = if is_beside { (end, "end") } else { (start.min(WIDTH - width), "start") };
        html! { text class="caption" x=(x) y=(y) text-anchor=(anchor) { (text) } }
    }

    fn to_server(&self, from: i32, y: i32) -> Markup {
        let side = if from < self.server { -1 } else { 1 };
        let end = self.server + side * SERVER_HALF;
        html! {
            g class="arrow in" {
                circle cx=(from) cy=(y) r="4" {}
                line x1=(from) x2=(end + side * 9) y1=(y) y2=(y) {}
                (head(end, y, -side))
            }
        }
    }

    /// From the server to everybody on both sides at once.
    fn relay(&self, copies: &[Copies], y: i32) -> Markup {
        let (left, right): (Vec<&Copies>, Vec<&Copies>) =
            copies.iter().partition(|copies| self.lanes[copies.lane] < self.server);
        html! {
            g class="arrow out" {
                circle cx=(self.server) cy=(y) r="4" {}
                (self.side(&left.into_iter().rev().collect::<Vec<_>>(), -1, y))
                (self.side(&right, 1, y))
            }
        }
    }

    /// From the server outward, a stretch from each recipient to the next.
    fn side(&self, copies: &[&Copies], side: i32, y: i32) -> Markup {
        let starts = std::iter::once(self.server + side * SERVER_HALF).chain(copies.iter().map(|c| self.lanes[c.lane]));
        html! {
            @for (copies, start) in copies.iter().zip(starts) {
                (self.stretch(copies, start, side, y))
            }
        }
    }

    fn stretch(&self, copies: &Copies, start: i32, side: i32, y: i32) -> Markup {
        let end = self.lanes[copies.lane];
        let several =
            self.ladder.lanes.is_shared(copies.lane).then(|| format!("×{}", self.language.number(copies.peers)));
        html! {
            @match sign(copies.outcome) {
                None => {
                    line x1=(start) x2=(end - side * 9) y1=(y) y2=(y) {}
                    (head(end, y, side))
                }
                Some(sign) => g class="broken" {
                    line x1=(start) x2=(end - side * 24) y1=(y) y2=(y) {}
                    circle class="sign" cx=(end - side * 14) cy=(y) r="10" {}
                    text class="sign" x=(end - side * 14) y=(y + 5) { (sign) }
                },
            }
            @if let Some(several) = several { text class="count" x=(end + side * 10) y=(y + 5) { (several) } }
        }
    }

    fn event(&self, lane: usize, t: u64, text: &str, class: &str, y: i32) -> Markup {
        let x = self.lanes[lane];
        let width = i32::try_from(text.chars().count()).unwrap_or(i32::MAX).saturating_mul(8);
        let fits = x.saturating_add(16).saturating_add(width) < WIDTH;
        let (at, anchor) = if fits { (x + 14, "start") } else { (x - 14, "end") };
        html! {
            (self.time(t, y + 23))
            g class=(class) {
                circle cx=(x) cy=(y + 18) r="6" {}
                text class="event" x=(at) y=(y + 23) text-anchor=(anchor) { (text) }
            }
        }
    }

    fn band(&self, t: Option<u64>, text: &str, y: i32) -> Markup {
        let width = WIDTH - MARGIN - 8;
        html! {
            @if let Some(t) = t { (self.time(t, y + 30)) }
            g class="band" {
                rect x=(MARGIN) y=(y + 8) width=(width) height="36" rx="8" {}
                text x=(MARGIN + width / 2) y=(y + 32) { (fit(text, 110)) }
            }
        }
    }
}

/// About as many units as a caption takes: capitals are wider than the other letters.
fn units(text: &str) -> i32 {
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let columns = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    columns(text.width()).saturating_mul(CAPTION_COLUMN).saturating_add(columns(capitals).saturating_mul(3))
}

fn lines(halves: Option<(String, String)>) -> Vec<String> {
    halves.map(|(ip, port)| vec![ip, port]).unwrap_or_default()
}

fn head(x: i32, y: i32, side: i32) -> Markup {
    let angle = if side > 0 { 0.0 } else { std::f64::consts::PI };
    arrow_head(tenth(f64::from(x)), f64::from(y), angle, 13.0)
}
