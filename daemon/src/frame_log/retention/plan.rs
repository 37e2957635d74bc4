//! Which segments go: the oldest first, each for a reason.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::SystemTime;

use super::Rules;
use super::catalog::{Folder, Stored};
use crate::frame_log::space::Space;

/// Why a segment goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Why {
    /// All together are too many bytes.
    Total,
    /// It is too old.
    Age,
    /// Too little of the disk is free.
    FreeSpace,
    /// There is no space to write another frame.
    FullDisk,
}

/// A segment that goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Removal {
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
    pub(super) why: Why,
}

/// What is known when a plan is made.
#[derive(Debug)]
pub(super) struct Situation<'a> {
    pub(super) folders: &'a [Folder],
    /// Segments that are being written.
    pub(super) live: &'a HashSet<PathBuf>,
    pub(super) now: SystemTime,
    /// The disk, where it tells.
    pub(super) space: Option<Space>,
    /// At least one has to go, if any may.
    pub(super) one_more: bool,
}

/// A segment that may go.
struct Candidate<'a> {
    /// Its folder's place.
    room: usize,
    segment: &'a Stored,
    path: PathBuf,
}

/// What has to go.
pub(super) fn removals(rules: &Rules, situation: &Situation<'_>) -> Vec<Removal> {
    let mut closed: Vec<usize> = situation.folders.iter().map(|folder| count_closed(folder, situation.live)).collect();
    let mut left = Left::of(rules, situation);
    let mut removals = Vec::new();
    for Candidate { room, segment, path } in candidates(situation) {
        if let Some(why) = left.verdict(rules, segment, closed[room]) {
            closed[room] -= 1;
            left.removed(segment);
            removals.push(Removal { path, bytes: segment.bytes, why });
        }
    }
    removals
}

/// What is there while one after the other goes.
struct Left {
    bytes: u64,
    /// Bytes that are free, and that are to be, where the disk tells.
    free: Option<(u64, u64)>,
    one_more: bool,
    now: SystemTime,
}

impl Left {
    fn of(rules: &Rules, situation: &Situation<'_>) -> Left {
        let (bytes, _) = super::catalog::totals(situation.folders);
        let free = situation.space.map(|space| (space.available, rules.free.of(space.total)));
        Left { bytes, free, one_more: situation.one_more, now: situation.now }
    }

    /// For the sake of space one closed segment of a room stays: what happened just before the disk
    /// was full is what people will want to see.
    fn verdict(&self, rules: &Rules, segment: &Stored, closed: usize) -> Option<Why> {
        let age = self.now.duration_since(segment.time).unwrap_or_default();
        if rules.bytes.is_some_and(|most| self.bytes > most) {
            Some(Why::Total)
        } else if rules.age.is_some_and(|most| age > most) {
            Some(Why::Age)
        } else if closed > 1 && self.free.is_some_and(|(free, wanted)| free < wanted) {
            Some(Why::FreeSpace)
        } else {
            (closed > 1 && self.one_more).then_some(Why::FullDisk)
        }
    }

    fn removed(&mut self, segment: &Stored) {
        self.bytes = self.bytes.saturating_sub(segment.bytes);
        self.one_more = false;
        if let Some((free, _)) = &mut self.free {
            *free = free.saturating_add(segment.disk_bytes);
        }
    }
}

/// Those that may go, oldest first; those of one room in their order.
fn candidates<'a>(situation: &Situation<'a>) -> Vec<Candidate<'a>> {
    let mut found = Vec::new();
    for (room, folder) in situation.folders.iter().enumerate() {
        let is_live = |segment: &Stored| situation.live.contains(&folder.path_of(segment));
        let written = folder.segments.iter().any(is_live);
        let needed = match folder.segments.len() {
            0 | 1 => 1,
            _ if written => 1,
            _ => folder.needed(),
        };
        let older = &folder.segments[..folder.segments.len().saturating_sub(needed)];
        let closed = older.iter().filter(|segment| !is_live(segment));
        found.extend(closed.map(|segment| Candidate { room, segment, path: folder.path_of(segment) }));
    }
    found.sort_by_key(|candidate| candidate.segment.time);
    found
}

fn count_closed(folder: &Folder, live: &HashSet<PathBuf>) -> usize {
    folder.segments.iter().filter(|segment| !live.contains(&folder.path_of(segment))).count()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tp_proto::frame_log::SegmentName;

    use super::*;
    use crate::frame_log::FreeSpace;

    const NOTHING: Rules = Rules { bytes: None, age: None, free: FreeSpace { bytes: 0, percent: 0 } };

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    /// Two rooms whose last segments are written: 1 has segments of 10, 30 and 50 s, 2 of 20, 40, 60.
    fn folders() -> (Vec<Folder>, HashSet<PathBuf>) {
        let folder = |room: u64| {
            let stored = |turn: u64| {
                let time = at(10 * room + 20 * turn);
                Stored { name: SegmentName { first: turn + 1, turn: 1 }, bytes: 100, disk_bytes: 128, time }
            };
            Folder { path: PathBuf::from(room.to_string()), segments: (0..3).map(stored).collect() }
        };
        let folders = vec![folder(1), folder(2)];
        let live = folders.iter().map(|folder| folder.path_of(&folder.segments[2])).collect();
        (folders, live)
    }

    /// What goes at 100 s, as room and first frame.
    fn check(rules: &Rules, free: u64, one_more: bool, expected: &[(u64, u64, Why)]) {
        let (folders, live) = folders();
        let space = Some(Space { total: 1000, available: free });
        let situation = Situation { folders: &folders, live: &live, now: at(100), space, one_more };
        let removed = removals(rules, &situation);
        let expected: Vec<Removal> = expected
            .iter()
            .map(|&(room, first, why)| {
                let path = PathBuf::from(room.to_string()).join(SegmentName { first, turn: 1 }.to_string());
                Removal { path, bytes: 100, why }
            })
            .collect();
        assert_eq!(removed, expected, "{rules:?}, {free} free, {one_more}");
    }

    #[test]
    fn nothing_goes_without_a_reason() {
        check(&NOTHING, 0, false, &[]);
        let generous = Rules { bytes: Some(600), age: Some(Duration::from_secs(90)), ..NOTHING };
        check(&generous, 0, false, &[]);
    }

    #[test]
    fn the_oldest_of_all_rooms_goes_first_and_the_last_of_a_room_never() {
        let all = [(1, 1), (2, 1), (1, 2), (2, 2)].map(|(room, first)| (room, first, Why::Total));
        for (most, count) in [(600, 0), (599, 1), (500, 1), (499, 2), (200, 4), (1, 4)] {
            check(&Rules { bytes: Some(most), ..NOTHING }, 0, false, &all[..count]);
        }
    }

    #[test]
    fn what_is_too_old_goes_and_what_is_just_as_old_stays() {
        let rules = |seconds| Rules { age: Some(Duration::from_secs(seconds)), ..NOTHING };
        check(&rules(80), 0, false, &[(1, 1, Why::Age)]);
        check(&rules(79), 0, false, &[(1, 1, Why::Age), (2, 1, Why::Age)]);
        let all = [(1, 1), (2, 1), (1, 2), (2, 2)].map(|(room, first)| (room, first, Why::Age));
        check(&rules(1), 0, false, &all);
    }

    #[test]
    fn for_the_sake_of_space_no_more_goes_than_is_wanted_and_one_closed_segment_a_room_stays() {
        let rules = Rules { free: FreeSpace { bytes: 1000, percent: 50 }, ..NOTHING };
        check(&rules, 500, false, &[]);
        check(&rules, 499, false, &[(1, 1, Why::FreeSpace)]);
        check(&rules, 371, false, &[(1, 1, Why::FreeSpace), (2, 1, Why::FreeSpace)]);
        check(&rules, 0, true, &[(1, 1, Why::FreeSpace), (2, 1, Why::FreeSpace)]);
    }

    #[test]
    fn a_full_disk_takes_one_segment_if_nothing_else_went() {
        check(&NOTHING, 0, true, &[(1, 1, Why::FullDisk)]);
        check(&Rules { bytes: Some(500), ..NOTHING }, 0, true, &[(1, 1, Why::Total)]);
    }
}
