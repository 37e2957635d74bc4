//! The ladder that a teacher draws on the blackboard: the server in the middle, a lane for each
//! client, time running down.
//!
//! Here is what is drawn; `plain`, `mermaid` and `drawing` are the three hands that draw it. At most
//! [`LANES_MAX`] lanes beside the server's: when there are more clients, the quieter ones share one.

mod canvas;
mod document;
mod drawing;
mod lanes;
mod mermaid;
mod plain;
mod rungs;
mod strokes;

use tp_proto::frame_log::Mode;
use unicode_width::UnicodeWidthStr as _;

use crate::language::Language;
use crate::output::fit;
use crate::scene::{Fate, Scene};

pub(crate) use document::{document, signs};
pub(crate) use drawing::parts;
pub(super) use lanes::{Lane, Lanes, Owner};
pub(crate) use mermaid::mermaid;
pub(crate) use plain::{Paint, text};
pub(crate) use rungs::leave_reason;

/// Most lanes of clients.
pub(crate) const LANES_MAX: usize = 8;

/// Fewer columns of a text say nothing.
const TEXT_COLUMNS_MIN: usize = 4;

/// A ladder, ready to be drawn.
pub(crate) struct Ladder {
    /// Its mode.
    pub(crate) mode: Mode,
    /// `Room 12345, mode others`.
    pub(crate) title: String,
    /// From when to when; empty where nothing happened.
    pub(crate) period: String,
    pub(super) lanes: Lanes,
    pub(super) rungs: Vec<Rung>,
    /// What is not shown one by one, a sentence each.
    pub(crate) notes: Vec<String>,
}

/// One step down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rung {
    /// A frame, or several alike.
    Arrow(Arrow),
    /// A client comes.
    Join { lane: usize, t: u64, text: String },
    /// A client goes.
    Leave { lane: usize, t: u64, text: String },
    /// Much at once, or what is missing.
    Band { t: Option<u64>, text: String },
}

impl Rung {
    /// Whether it has to do with a lane.
    fn touches(&self, lane: usize) -> bool {
        match self {
            Rung::Arrow(arrow) => arrow.from == Some(lane) || arrow.copies.iter().any(|copies| copies.lane == lane),
            Rung::Join { lane: other, .. } | Rung::Leave { lane: other, .. } => *other == lane,
            Rung::Band { .. } => false,
        }
    }
}

/// A frame's way: to the server, and from there to others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Arrow {
    pub(super) t: u64,
    /// The sender's lane; `None` for the server itself.
    pub(super) from: Option<usize>,
    /// `12`, or `12–71`.
    pub(super) number: String,
    /// `60 frames`, where it is several.
    pub(super) count: Option<String>,
    /// What it says, not yet cut to measure; `None` where the log does not keep it.
    pub(super) text: Option<String>,
    /// `40 B`, for where there is no text.
    pub(super) size: String,
    /// What is said with it, where it goes to nobody.
    pub(super) remark: Option<String>,
    /// Where it goes, by lane.
    pub(super) copies: Vec<Copies>,
}

/// The copies that go to one lane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Copies {
    pub(super) lane: usize,
    /// How many peers of the lane they are for.
    pub(super) peers: u64,
    pub(super) outcome: Outcome,
}

/// What became of the copies on one arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    /// The same for all.
    All(Fate),
    /// The kernel took some and others it never did.
    Some,
}

impl Arrow {
    /// What is written on it, in at most `columns` columns: `12 “Hello”`.
    pub(super) fn caption(&self, columns: usize, language: &Language) -> String {
        let mut caption = self.number.clone();
        if let Some(count) = &self.count {
            caption = format!("{caption} ({count})");
        }
        let taken = caption.width() + 1 + language.quoted("").width();
        match (&self.text, &self.count) {
            (Some(text), _) if text.width() + taken <= columns || taken + TEXT_COLUMNS_MIN <= columns => {
                caption = format!("{caption} {}", language.quoted(&fit(text, columns - taken)));
            }
            (None, None) => caption = format!("{caption} ({})", self.size),
            (Some(_), _) | (None, Some(_)) => {}
        }
        if let Some(remark) = &self.remark {
            caption = format!("{caption} {remark}");
        }
        fit(&caption, columns)
    }
}

impl Outcome {
    fn and(self, other: Outcome) -> Outcome {
        if self == other { self } else { Outcome::Some }
    }
}

impl Ladder {
    /// The ladder of a room, with at most `lanes_max` lanes of clients.
    pub(crate) fn new(room: &str, scene: &Scene, language: &Language, lanes_max: usize) -> Ladder {
        let lanes = Lanes::new(scene, lanes_max.clamp(2, LANES_MAX));
        let rungs = rungs::rungs(scene, &lanes, language);
        let period = scene.period.map(|(from, to)| language.period(from, to)).unwrap_or_default();
        let notes = notes(scene, &lanes, &rungs, language);
        let title = language.room_title(room, scene.mode.name());
        Ladder { mode: scene.mode, title, period, lanes, rungs, notes }
    }

    /// The lanes that are there from the top: all but those whose client comes later.
    fn alive(&self) -> Vec<bool> {
        let comes = |lane: usize| {
            let first = self.rungs.iter().find(|rung| rung.touches(lane));
            matches!(first, Some(Rung::Join { .. })) && !self.lanes.is_shared(lane)
        };
        (0..self.lanes.clients.len()).map(|lane| !comes(lane)).collect()
    }

    /// Whether there is nothing to draw.
    pub(crate) fn is_empty(&self) -> bool {
        self.rungs.is_empty()
    }

    /// The same with `change` made to every text that a peer chose, so that it can be measured.
    fn map_texts(&self, change: fn(&str) -> String) -> Ladder {
        let mut lanes = self.lanes.clone();
        lanes.clients.iter_mut().for_each(|lane| lane.name = lane.name.as_deref().map(change));
        let mut rungs = self.rungs.clone();
        for rung in &mut rungs {
            match rung {
                Rung::Arrow(arrow) => arrow.text = arrow.text.as_deref().map(change),
                Rung::Join { text, .. } | Rung::Leave { text, .. } | Rung::Band { text, .. } => *text = change(text),
            }
        }
        let title = change(&self.title);
        Ladder { title, lanes, rungs, period: self.period.clone(), notes: self.notes.clone(), ..*self }
    }

    /// The outcomes out of the ordinary that are drawn, each once.
    pub(super) fn outcomes(&self) -> Vec<Outcome> {
        let all = [Outcome::All(Fate::Never), Outcome::Some, Outcome::All(Fate::Waiting), Outcome::All(Fate::Unknown)];
        let is_drawn = |outcome: &Outcome| self.copies().any(|copies| copies.outcome == *outcome);
        all.into_iter().filter(is_drawn).collect()
    }

    fn copies(&self) -> impl Iterator<Item = &Copies> {
        self.rungs.iter().flat_map(|rung| if let Rung::Arrow(arrow) = rung { &arrow.copies[..] } else { &[] })
    }
}

/// What an outcome is called below a picture.
pub(super) fn outcome_text(outcome: Outcome, language: &Language) -> String {
    match outcome {
        Outcome::All(Fate::Taken) => language.copy_taken(),
        Outcome::All(Fate::Never) => language.copy_never(),
        Outcome::All(Fate::Waiting) => language.copy_waiting(),
        Outcome::All(Fate::Unknown) => language.copy_unknown(),
        Outcome::Some => language.copy_some(),
    }
}

fn notes(scene: &Scene, lanes: &Lanes, rungs: &[Rung], language: &Language) -> Vec<String> {
    let mut notes = Vec::new();
    if let Some((together, all)) = lanes.shared() {
        notes.push(language.note_lanes(all, all - together, together));
    }
    let folded = scene.strip.folded();
    if folded > 0 {
        let singles = scene.frames.count - folded;
        notes.push(language.note_frames(scene.frames.count, singles, folded));
    }
    if rungs.is_empty() {
        notes.push(language.nothing_here());
    }
    notes
}
