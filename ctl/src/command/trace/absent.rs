//! A frame that the log does not hold: why, and what it holds instead.

use tp_proto::frame_log::Gap;

use crate::language::{Language, here};
use crate::log::Missing;
use crate::output;

/// Why the log does not hold a frame.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Absent {
    /// The log begins with a later one.
    Removed {
        /// That one's number.
        first: u64,
    },
    /// Nobody has sent it yet.
    NotYet {
        /// Number of the next frame; `None` when nothing could be read.
        next: Option<u64>,
    },
    /// What is there of the log ends before it.
    Behind {
        /// Number of the frame with which the rest goes on.
        next: u64,
    },
    /// It was relayed and not logged.
    NotLogged(Gap),
    /// It should be there, between others, and is not.
    Missing(Missing),
    /// It is where the log cannot be read.
    Unreadable,
}

impl Absent {
    /// What there is to say of frame `n`.
    pub(super) fn sentence(&self, n: u64, room: &str) -> String {
        let (language, n) = (here(), n.to_string());
        match self {
            Absent::Removed { first } => language.absent_removed(&n, room, &first.to_string()),
            Absent::NotYet { next: None | Some(0 | 1) } => language.absent_none_yet(&n, room),
            Absent::NotYet { next: Some(next) } => language.absent_not_yet(&n, room, &(next - 1).to_string()),
            Absent::Behind { next } => language.absent_behind(&n, room, &next.to_string()),
            Absent::NotLogged(gap) => not_logged(&n, room, gap, &language),
            Absent::Missing(Missing { first, count, .. }) => {
                let last = first.saturating_add(*count) - 1;
                language.absent_missing(&n, room, &first.to_string(), &last.to_string())
            }
            Absent::Unreadable => language.absent_unreadable(&n, room),
        }
    }
}

fn not_logged(n: &str, room: &str, gap: &Gap, language: &Language) -> String {
    let last = gap.n.saturating_add(gap.count.saturating_sub(1));
    let [first, last] = [gap.n, last].map(|number| number.to_string());
    let (from, to) = (output::millis(gap.t0), output::millis(gap.t1));
    let (bytes, why) = (language.byte_count(gap.bytes), output::gap_reason(&gap.why, language));
    language.absent_not_logged(n, room, &language.not_logged_run(&first, &last, &bytes, &from, &to), &why)
}
