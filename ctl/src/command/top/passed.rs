//! The last frames that passed.
//!
//! They are kept room by room, at most [`PASSED_MAX`] of each: whoever looks at a quiet room sees what was
//! said there, however much is said in another.

use std::collections::{HashMap, VecDeque};

/// Most frames of a room that are kept.
pub(super) const PASSED_MAX: usize = 200;

/// A frame that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Passed {
    /// Nanoseconds since the Unix epoch.
    pub(super) t: u64,
    /// Its number.
    pub(super) n: u64,
    /// Its room.
    pub(super) room: String,
    /// Who sent it; `None` for the server.
    pub(super) from: Option<String>,
    /// Its length in bytes.
    pub(super) len: u64,
    /// What the log keeps of it, harmless.
    pub(super) text: String,
}

/// The last frames of every room.
#[derive(Debug, Default)]
pub(super) struct LastPassed {
    /// Each with its place among all that came.
    rooms: HashMap<String, VecDeque<(u64, Passed)>>,
    count: u64,
}

impl LastPassed {
    /// Frames that came, in the order in which they are shown.
    pub(super) fn extend(&mut self, passed: Vec<Passed>) {
        for one in passed {
            let room = self.rooms.entry(one.room.clone()).or_default();
            if room.len() == PASSED_MAX {
                room.pop_front();
            }
            room.push_back((self.count, one));
            self.count += 1;
        }
    }

    /// The last `count` frames of one room, or of all together.
    pub(super) fn last(&self, room: Option<&str>, count: usize) -> Vec<&Passed> {
        let rooms = self.rooms.iter().filter(|(name, _)| room.is_none_or(|wanted| wanted == name.as_str()));
        let mut last: Vec<&(u64, Passed)> = rooms.flat_map(|(_, passed)| passed.iter().rev().take(count)).collect();
        last.sort_by_key(|(place, _)| *place);
        last[last.len().saturating_sub(count)..].iter().map(|(_, passed)| passed).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{LastPassed, PASSED_MAX, Passed};

    fn frame(room: &str, n: u64) -> Passed {
        Passed { t: 0, n, room: room.to_owned(), from: None, len: 1, text: "a".to_owned() }
    }

    fn shown(passed: &LastPassed, room: Option<&str>, count: usize) -> Vec<(String, u64)> {
        passed.last(room, count).into_iter().map(|passed| (passed.room.clone(), passed.n)).collect()
    }

    #[test]
    fn what_was_said_in_a_quiet_room_outlives_a_busy_one() {
        let mut passed = LastPassed::default();
        passed.extend(vec![frame("quiet", 1)]);
        passed.extend((1..=300).map(|n| frame("busy", n)).collect());
        assert_eq!(shown(&passed, Some("quiet"), 5), [("quiet".to_owned(), 1)]);
        assert_eq!(shown(&passed, Some("busy"), 2), [("busy".to_owned(), 299), ("busy".to_owned(), 300)]);
        assert_eq!(passed.last(Some("busy"), usize::MAX).len(), PASSED_MAX);
        assert!(passed.last(Some("another"), 5).is_empty());
    }

    #[test]
    fn the_frames_of_all_rooms_stand_in_the_order_in_which_they_came() {
        let mut passed = LastPassed::default();
        passed.extend(vec![frame("b", 1), frame("a", 1), frame("b", 2), frame("a", 2)]);
        let expected = [("a", 1), ("b", 2), ("a", 2)].map(|(room, n)| (room.to_owned(), n));
        assert_eq!(shown(&passed, None, 3), expected);
    }
}
