//! Frames that are not shown because the log does not hold them: what is said of them.

use tp_proto::frame_log::Gap;

use super::walk::Missing;
use crate::language::here;
use crate::output;

/// Frames that the log does not hold.
#[derive(Debug, Clone)]
pub(crate) struct Hole {
    which: Missing,
    why: Why,
}

#[derive(Debug, Clone)]
enum Why {
    /// Retention, or somebody else, has taken them.
    Gone,
    /// They are in what is damaged.
    Unreadable,
    /// They were relayed and not logged.
    NotLogged(String),
}

impl Hole {
    /// Frames that should be there and are not.
    pub(crate) fn missing(which: Missing) -> Hole {
        Hole { which, why: if which.unreadable { Why::Unreadable } else { Why::Gone } }
    }

    /// Frames that were never logged.
    pub(crate) fn gap(gap: &Gap) -> Hole {
        let which = Missing { first: gap.n, count: gap.count, unreadable: false };
        Hole { which, why: Why::NotLogged(output::gap_reason(&gap.why, &here())) }
    }

    /// Frames that are relayed and not logged, for which the log has had no space to say so yet.
    pub(crate) fn unlogged(first: u64, count: u64) -> Hole {
        let which = Missing { first, count, unreadable: false };
        Hole { which, why: Why::NotLogged(here().no_space()) }
    }

    /// Number of the first of them.
    pub(crate) fn first(&self) -> u64 {
        self.which.first
    }

    /// Number of the frame behind them.
    pub(crate) fn end(&self) -> u64 {
        self.which.first.saturating_add(self.which.count)
    }

    /// Says so on stderr.
    pub(crate) fn tell(&self, room: &str) {
        output::complain(&self.sentence(room));
    }

    /// What there is to say.
    pub(crate) fn sentence(&self, room: &str) -> String {
        let Missing { first, count, .. } = self.which;
        let last = self.end().saturating_sub(1).to_string();
        let (language, first, digits) = (here(), first.to_string(), count.to_string());
        match &self.why {
            Why::Gone => language.hole_gone(room, count, &first, &last, &digits),
            Why::Unreadable => language.hole_unreadable(room, count, &first, &last, &digits),
            Why::NotLogged(why) => language.hole_not_logged(room, count, &first, &last, &digits, why),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hole, Missing};

    #[test]
    fn a_hole_is_told_with_its_numbers() {
        let hole = |first, count| Hole::missing(Missing { first, count, unreadable: false }).sentence("5000");
        assert_eq!(hole(7, 1), "room 5000: frame 7 is not in the log any more");
        assert_eq!(hole(7, 3), "room 5000: frames 7 to 9, 3 frames, are not in the log any more");
    }
}
