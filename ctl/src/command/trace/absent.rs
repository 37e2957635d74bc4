//! A frame that the log does not hold: why, and what it holds instead.

use tp_proto::frame_log::Gap;
use tp_proto::text;

use crate::log::Missing;
use crate::output::{self, plural};

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
        match self {
            Absent::Removed { first } => {
                format!("frame {n} is not in the log of room {room}: what is there begins with frame {first}")
            }
            Absent::NotYet { next: None | Some(0 | 1) } => format!("there is no frame {n} in room {room}: none yet"),
            Absent::NotYet { next: Some(next) } => {
                format!("there is no frame {n} in room {room} yet: the last one is {}", next - 1)
            }
            Absent::Behind { next } => {
                format!("frame {n} is not in what is there of room {room}: it ends before frame {next}")
            }
            Absent::NotLogged(gap) => not_logged(n, room, gap),
            Absent::Missing(Missing { first, count, .. }) => {
                let last = first.saturating_add(*count) - 1;
                format!("frame {n} is not in the log of room {room} any more: frames {first} to {last} are missing")
            }
            Absent::Unreadable => format!("frame {n} of room {room} is where the log cannot be read"),
        }
    }
}

fn not_logged(n: u64, room: &str, gap: &Gap) -> String {
    let last = gap.n.saturating_add(gap.count.saturating_sub(1));
    let (from, to) = (output::millis(gap.t0), output::millis(gap.t1));
    let (bytes, why) = (plural(gap.bytes, "byte"), text::visible(gap.why.as_bytes()));
    let gap = format!("frames {} to {last}, {bytes}, between {from} and {to}: {why}", gap.n);
    format!("frame {n} of room {room} was relayed but not logged; so were {gap}")
}
