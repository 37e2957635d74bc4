//! The ladder as text, in box-drawing characters or in ASCII.

use unicode_width::UnicodeWidthStr as _;

use super::super::label::{halves, squeeze};
use super::canvas::Line;
use super::strokes::{ASCII, BOX, Strokes, tip};
use super::{Arrow, Copies, Ladder, Lane, Outcome, Rung, outcome_text};
use crate::language::Language;
use crate::output::{ascii, fit, wrapped};

/// Columns that a time takes, with the blank behind it.
const TIME_COLUMNS: usize = 9;
/// Columns below which there is no room for times.
const WITH_TIMES: usize = 60;
/// Fewest columns from one lane to the next.
pub(crate) const PITCH_MIN: usize = 4;
/// Most columns from one lane to the next: longer arrows are harder to follow.
const PITCH_MAX: usize = 40;
/// A caption may be as long as its arrow, or this long where that is shorter: it then lies over
/// other lanes.
const CAPTION_COLUMNS: usize = 44;

/// With what and on what it is drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paint {
    /// Columns that there are.
    pub(crate) columns: usize,
    /// With nothing but ASCII.
    pub(crate) ascii: bool,
}

impl Paint {
    /// Most lanes of clients that fit.
    pub(crate) fn lanes_max(self) -> usize {
        (self.columns / PITCH_MIN).saturating_sub(1)
    }
}

/// The ladder, its heading and its notes, in lines of at most `paint.columns` columns.
pub(crate) fn text(ladder: &Ladder, language: &Language, paint: Paint) -> String {
    let plain = paint.ascii.then(|| ladder.map_texts(ascii));
    let sheet = Sheet::new(plain.as_ref().unwrap_or(ladder), language, paint);
    let lines = sheet.draw().into_iter().map(|line| fit(&line, paint.columns).trim_end().to_owned() + "\n");
    // Our own words take as many columns without their accents as with them.
    lines.map(|line| if paint.ascii { ascii(&line) } else { line }).collect()
}

struct Sheet<'a> {
    ladder: &'a Ladder,
    language: &'a Language,
    columns: usize,
    strokes: &'static Strokes,
    /// The column of each client's lane, and of the server's.
    lanes: Vec<usize>,
    server: usize,
    pitch: usize,
    with_times: bool,
}

impl<'a> Sheet<'a> {
    fn new(ladder: &'a Ladder, language: &'a Language, paint: Paint) -> Sheet<'a> {
        let all = ladder.lanes.clients.len() + 1;
        let with_times = paint.columns >= WITH_TIMES;
        let margin = margin(with_times);
        let pitch = ((paint.columns - margin) / all).clamp(PITCH_MIN, PITCH_MAX);
        let column = |place: usize| margin + pitch / 2 + place * pitch;
        let left = ladder.lanes.left();
        let lanes = (0..all - 1).map(|lane| column(lane + usize::from(lane >= left))).collect();
        let strokes = if paint.ascii { &ASCII } else { &BOX };
        let columns = paint.columns;
        Sheet { ladder, language, columns, strokes, lanes, server: column(left), pitch, with_times }
    }

    /// Columns left of everything.
    fn margin(&self) -> usize {
        margin(self.with_times)
    }

    fn draw(&self) -> Vec<String> {
        let mut lines = vec![self.ladder.title.clone()];
        lines.extend((!self.ladder.period.is_empty()).then(|| self.ladder.period.clone()));
        if !self.ladder.is_empty() {
            lines.push(String::new());
            lines.extend(self.heads());
            self.rungs(&mut lines);
        }
        lines.extend(self.notes());
        lines
    }

    /// Names and addresses over the lanes; where there is no room for all, first a list of them.
    fn heads(&self) -> Vec<String> {
        let room = self.pitch - 1;
        let labels = self.everybody(|lane| Some(lane.label(self.language)));
        let addresses = self.everybody(|lane| lane.address.map(|address| address.to_string()));
        let [ips, ports] = [0, 1].map(|half| {
            self.everybody(|lane| lane.address.map(halves).map(|halves| if half == 0 { halves.0 } else { halves.1 }))
        });
        let fits = |texts: &[(usize, String)]| texts.iter().all(|(_, text)| text.width() <= room);
        if fits(&labels) && fits(&addresses) {
            return vec![self.over(&labels), self.over(&addresses)];
        }
        if fits(&labels) && fits(&ips) && fits(&ports) {
            return vec![self.over(&labels), self.over(&ips), self.over(&ports)];
        }
        let signs = self.everybody(|lane| Some(head(lane, room, self.language)));
        let mut lines = self.legend();
        lines.extend([String::new(), self.over(&signs)]);
        lines
    }

    /// A text for each lane that has one, with the lane's column.
    fn everybody(&self, text: impl Fn(&Lane) -> Option<String>) -> Vec<(usize, String)> {
        let lanes = &self.ladder.lanes;
        let all = lanes.clients.iter().zip(&self.lanes).chain([(&lanes.server, &self.server)]);
        all.filter_map(|(lane, &column)| Some((column, text(lane)?))).collect()
    }

    /// A line with a text over each lane.
    fn over(&self, texts: &[(usize, String)]) -> String {
        let mut line = Line::new(self.columns);
        texts.iter().for_each(|(column, text)| line.center(*column, text));
        line.finish()
    }

    /// Who stands where, from left to right.
    fn legend(&self) -> Vec<String> {
        let lanes = &self.ladder.lanes;
        let (left, right) = lanes.clients.split_at(lanes.left());
        let all = || left.iter().chain([&lanes.server]).chain(right);
        let sign = |lane: &Lane| lane.name.as_ref().map(|_| lane.sign(self.language)).unwrap_or_default();
        let signs = all().map(|lane| sign(lane).width()).max().unwrap_or(0);
        let label = |lane: &Lane| squeeze(&lane.label(self.language), (self.columns / 2).max(8));
        let labels = all().map(|lane| label(lane).width()).max().unwrap_or(0);
        let line = |lane: &Lane| {
            let blanks = " ".repeat(labels.saturating_sub(label(lane).width()));
            let address = lane.address.map(|address| address.to_string()).unwrap_or_default();
            let gap = if signs > 0 { "  " } else { "" };
            format!("{:>signs$}{gap}{}{blanks}  {address}", sign(lane), label(lane))
        };
        all().map(line).collect()
    }

    /// What is not as it looks, a sentence each.
    fn notes(&self) -> Vec<String> {
        let outcomes = self.ladder.outcomes();
        let signs = outcomes.into_iter().filter_map(|outcome| {
            let sign = tip(outcome)?;
            Some(format!("{}{sign} {}", self.strokes.broken, outcome_text(outcome, self.language)))
        });
        let sentences = self.ladder.notes.iter().cloned().chain(signs);
        let mut lines: Vec<String> = sentences.flat_map(|text| wrapped(&text, self.columns)).collect();
        if !lines.is_empty() {
            lines.insert(0, String::new());
        }
        lines
    }

    fn rungs(&self, lines: &mut Vec<String>) {
        let mut alive = self.ladder.alive();
        let mut last = String::new();
        lines.push(self.blank(&alive).finish());
        for rung in &self.ladder.rungs {
            let start = lines.len();
            match rung {
                Rung::Arrow(arrow) => self.arrow(arrow, &alive, lines),
                Rung::Join { lane, text, .. } => {
                    lines.push(self.event(*lane, self.strokes.join, text, &alive));
                    alive[*lane] = true;
                }
                Rung::Leave { lane, text, .. } => {
                    lines.push(self.event(*lane, self.strokes.leave, text, &alive));
                    alive[*lane] &= self.ladder.lanes.is_shared(*lane);
                }
                Rung::Band { text, .. } => lines.push(self.band(text, &alive)),
            }
            self.stamp(rung, &mut lines[start], &mut last);
        }
        lines.push(self.blank(&alive).finish());
    }

    fn blank(&self, alive: &[bool]) -> Line {
        let mut line = Line::new(self.columns);
        for (column, _) in self.lanes.iter().zip(alive).filter(|(_, alive)| **alive) {
            line.put(*column, self.strokes.lane);
        }
        line.put(self.server, self.strokes.server);
        line
    }

    /// Puts the time before a line, where it is another than before.
    fn stamp(&self, rung: &Rung, line: &mut String, last: &mut String) {
        let t = match rung {
            Rung::Arrow(Arrow { t, .. }) | Rung::Join { t, .. } | Rung::Leave { t, .. } => Some(*t),
            Rung::Band { t, .. } => *t,
        };
        let time = t.map(|t| self.language.second_of_day(t)).unwrap_or_default();
        if !self.with_times || time.is_empty() || time == *last {
            return;
        }
        // The margin is blank: it is ASCII, a byte a column.
        let rest = line.split_off(line.len().min(time.len()));
        *line = format!("{time}{rest}");
        *last = time;
    }

    fn arrow(&self, arrow: &Arrow, alive: &[bool], lines: &mut Vec<String>) {
        let from = arrow.from.map(|lane| self.lanes[lane]);
        let room = from.map_or(0, |from| from.abs_diff(self.server)).max(CAPTION_COLUMNS);
        let caption = arrow.caption(room.min(self.columns - self.margin() - 2), self.language);
        match from {
            Some(from) if caption.width() + 7 <= from.abs_diff(self.server) => {
                lines.push(self.labelled(from, &caption, alive));
            }
            Some(from) => {
                lines.push(self.above(from.min(self.server), &caption, alive));
                lines.push(self.to_server(from, alive).finish());
            }
            None => lines.push(self.above(self.server, &caption, alive)),
        }
        if !arrow.copies.is_empty() {
            lines.push(self.relay(&arrow.copies, alive).finish());
        }
    }

    /// `├─ 1 “Hello” ──►║`: the caption on the arrow itself, with a stroke left on both sides.
    fn labelled(&self, from: usize, caption: &str, alive: &[bool]) -> String {
        let mut line = self.to_server(from, alive);
        let start = if from < self.server { from + 2 } else { self.server + 3 };
        line.write(start, &format!(" {caption} "));
        line.finish()
    }

    /// The caption on a line of its own, from a lane on or as far left of it as it takes.
    fn above(&self, lane: usize, caption: &str, alive: &[bool]) -> String {
        let mut line = self.blank(alive);
        let start = (lane + 2).min(self.columns.saturating_sub(caption.width() + 1));
        line.write(start.saturating_sub(1), &format!(" {caption} "));
        line.finish()
    }

    /// From a client to the server.
    fn to_server(&self, from: usize, alive: &[bool]) -> Line {
        let mut line = self.blank(alive);
        let strokes = self.strokes;
        if from < self.server {
            self.stroke(&mut line, from + 1..self.server, strokes.line, alive);
            line.put(from, strokes.from[0]);
            line.put(self.server - 1, strokes.right);
        } else {
            self.stroke(&mut line, self.server + 1..from, strokes.line, alive);
            line.put(from, strokes.from[1]);
            line.put(self.server + 1, strokes.left);
        }
        line
    }

    /// From the server to everybody on both sides at once.
    fn relay(&self, copies: &[Copies], alive: &[bool]) -> Line {
        let mut line = self.blank(alive);
        let strokes = self.strokes;
        let columns = || copies.iter().map(|copies| (self.lanes[copies.lane], copies.outcome));
        let far_left = columns().map(|(column, _)| column).filter(|&column| column < self.server).min();
        let far_right = columns().map(|(column, _)| column).filter(|&column| column > self.server).max();
        if let Some(left) = far_left {
            self.stroke(&mut line, left + 1..self.server, strokes.line, alive);
        }
        if let Some(right) = far_right {
            self.stroke(&mut line, self.server + 1..right, strokes.line, alive);
        }
        let both = [far_right.is_some(), far_left.is_some()];
        line.put(self.server, strokes.server_from[if both == [true, true] { 2 } else { usize::from(both[1]) }]);
        for (column, outcome) in columns() {
            self.land(&mut line, column, outcome);
        }
        for crowd in copies.iter().filter(|copies| self.ladder.lanes.is_shared(copies.lane)) {
            let count = format!("{}{}", self.strokes.times, self.language.number(crowd.peers));
            line.write(self.lanes[crowd.lane] + 1, &fit(&count, self.columns - self.lanes[crowd.lane] - 1));
        }
        line
    }

    /// The last stroke before a lane, with the head on it.
    fn land(&self, line: &mut Line, column: usize, outcome: Outcome) {
        let (toward, plain) = if column < self.server { (1, self.strokes.left) } else { (-1, self.strokes.right) };
        let place = |steps: isize| column.saturating_add_signed(toward * steps);
        if let Some(sign) = tip(outcome) {
            (2..self.pitch.min(5) as isize).for_each(|steps| line.put(place(steps), self.strokes.broken));
            line.put(place(1), sign);
        } else {
            line.put(place(1), plain);
        }
    }

    /// A line that crosses the lanes on its way.
    fn stroke(&self, line: &mut Line, range: std::ops::Range<usize>, c: char, alive: &[bool]) {
        line.fill(range.clone(), c);
        for (column, _) in self.lanes.iter().zip(alive).filter(|(column, alive)| range.contains(column) && **alive) {
            line.put(*column, self.strokes.cross);
        }
        if range.contains(&self.server) {
            line.put(self.server, self.strokes.server_cross);
        }
    }

    fn event(&self, lane: usize, sign: char, text: &str, alive: &[bool]) -> String {
        let mut line = self.blank(alive);
        let column = self.lanes[lane];
        line.put(column, sign);
        let width = text.width();
        if column + 2 + width <= self.columns {
            line.write(column + 2, text);
        } else {
            line.write(column.saturating_sub(width + 1), text);
        }
        line.finish()
    }

    fn band(&self, text: &str, alive: &[bool]) -> String {
        let mut line = self.blank(alive);
        let margin = self.margin();
        line.fill(margin..self.columns, self.strokes.broken);
        line.center(margin + (self.columns - margin) / 2, &format!(" {} ", fit(text, self.columns - margin - 6)));
        line.finish()
    }
}

fn margin(with_times: bool) -> usize {
    if with_times { TIME_COLUMNS } else { 0 }
}

/// What stands over a lane where there is no room for all: as much of it as tells it from others.
fn head(lane: &Lane, columns: usize, language: &Language) -> String {
    let (label, sign) = (lane.label(language), lane.sign(language));
    if label.width() <= columns {
        return label;
    }
    let rest = columns.saturating_sub(sign.width() + 1);
    match &lane.name {
        Some(name) if rest >= 3 => format!("{sign} {}", fit(name, rest)),
        _ => fit(&sign, columns),
    }
}
