//! What an audit found, in sentences: where to look.
//!
//! Its bound: the first [`FINDINGS_MAX`]; of the others only how many there are is kept.

use tp_proto::frame_log::{Close, Gap};
use tp_proto::text;

use crate::language::{Lang, Language, here};
use crate::log::{Hole, Missing};
use crate::picture::leave_reason;

/// Most sentences a room.
const FINDINGS_MAX: usize = 20;

/// What was found in a room.
#[derive(Debug, Clone, Default)]
pub(crate) struct Findings {
    sentences: Vec<Finding>,
    more: u64,
}

#[derive(Debug, Clone)]
enum Finding {
    Hole(Hole),
    /// The log goes on with a segment that is not there.
    NoSegment(String),
    /// A peer closed without all that was due to it.
    Undelivered {
        conn: u64,
        copies: u64,
        through: u64,
        why: String,
    },
    /// A frame's record leaves out peers that the mode gives it.
    LeftOut {
        n: u64,
        peers: u64,
    },
}

impl Findings {
    /// Frames that were relayed and not logged.
    pub(super) fn gap(&mut self, gap: &Gap) {
        self.push(|| Finding::Hole(Hole::gap(gap)));
    }

    /// Frames from `first` up to `next`, which is there, are not; `unreadable` if they are in what is
    /// damaged.
    pub(super) fn missing(&mut self, first: u64, next: u64, unreadable: bool) {
        if let Some(count) = next.checked_sub(first).filter(|count| *count > 0) {
            self.push(|| Finding::Hole(Hole::missing(Missing { first, count, unreadable })));
        }
    }

    /// So many frames from `first` on are relayed, and the log says nothing of them yet.
    pub(super) fn unlogged(&mut self, first: u64, count: u64) {
        self.push(|| Finding::Hole(Hole::unlogged(first, count)));
    }

    /// The segment that a segment's last words promise is not there.
    pub(super) fn no_segment(&mut self, name: &str) {
        self.push(|| Finding::NoSegment(text::visible(name.as_bytes())));
    }

    /// The server gave a peer up that was still owed `copies`.
    pub(super) fn undelivered(&mut self, close: &Close, copies: u64) {
        self.push(|| Finding::Undelivered { conn: close.conn, copies, through: close.through, why: close.why.clone() });
    }

    /// A frame that so many peers should have got by the mode.
    pub(super) fn left_out(&mut self, n: u64, peers: u64) {
        self.push(|| Finding::LeftOut { n, peers });
    }

    fn push(&mut self, finding: impl FnOnce() -> Finding) {
        if self.sentences.len() < FINDINGS_MAX {
            self.sentences.push(finding());
        } else {
            self.more += 1;
        }
    }

    /// What there is to say of `room`, a line each.
    pub(crate) fn sentences(&self, room: &str) -> Vec<String> {
        let mut lines: Vec<String> = self.sentences.iter().map(|finding| finding.sentence(room)).collect();
        if self.more > 0 {
            lines.push(here().finding_more(room, self.more, &self.more.to_string()));
        }
        lines
    }
}

impl Finding {
    fn sentence(&self, room: &str) -> String {
        let language = here();
        match self {
            Finding::Hole(hole) => hole.sentence(room),
            Finding::NoSegment(name) => language.finding_no_segment(room, name),
            Finding::Undelivered { conn, copies, through, why } => language.finding_undelivered(
                room,
                &language.copy_count(*copies),
                &through.to_string(),
                &conn.to_string(),
                &reason(why, &language),
                &through.saturating_add(1).to_string(),
            ),
            Finding::LeftOut { n, peers } => {
                language.finding_left_out(room, &n.to_string(), &language.peer_count(*peers), *peers)
            }
        }
    }
}

/// Why a peer was given up: in English by the word that stands in the log.
fn reason(why: &str, language: &Language) -> String {
    if language.lang() == Lang::En { text::visible(why.as_bytes()) } else { leave_reason(why, language) }
}
