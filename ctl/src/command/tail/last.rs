//! The last frames of a room: its newest segment first, then as many older ones as it takes.
//!
//! Each segment is read once, and names everybody who was there, so what comes before it need not
//! be known. No more frames are held than are wanted.

use std::collections::BTreeSet;
use std::rc::Rc;

use tp_proto::frame_log::SegmentName;

use super::frames::Frames;
use super::room::{TailedRoom, Wants};
use crate::log::{LastSeal, LogError, Missing, Room, RoomReader, Segments, Walk};
use crate::output;

/// Among so many frames there are mostly enough that pass a filter.
const GUESS: usize = 65_536;

impl TailedRoom {
    /// A room of which the last `count` frames are wanted; they are read.
    pub(super) fn last(room: Room, wants: &Wants, count: usize) -> Result<TailedRoom, LogError> {
        let names = room.segments.list()?;
        let newest = names.last().copied();
        let cut = newest.map_or(0, |newest| cut(&room.segments, newest, wants, count));
        let name: Rc<str> = Rc::from(room.name);
        let begin = |cut| {
            let frames = Frames::last(Rc::clone(&name), wants.filter.clone(), wants.expanded, count, cut);
            TailedRoom::new(room.segments.clone(), room.names.clone(), newest, frames)
        };
        let mut tailed = begin(cut);
        let mut refused = tailed.catch_up(wants).err();
        if tailed.frames().len() < count && tailed.frames().passed_below() {
            tailed = begin(0);
            refused = tailed.catch_up(wants).err();
        }
        tailed.reach_back(&names, wants, count, refused)?;
        Ok(tailed)
    }

    /// Reads older segments until there are `count` frames. `refused` is why the newest could not be
    /// read.
    fn reach_back(
        &mut self,
        names: &BTreeSet<SegmentName>,
        wants: &Wants,
        count: usize,
        refused: Option<LogError>,
    ) -> Result<(), LogError> {
        let mut allowed = refused.is_none();
        let mut refused = Vec::from_iter(refused);
        let mut names = names.iter().rev();
        let mut newer = names.next().map_or(0, |newest| newest.first);
        for &name in names {
            let wanted = count.saturating_sub(self.frames().len());
            if wanted == 0 {
                break;
            }
            if !wants.exclude(&self.segments, name) {
                match self.earlier(name, wants, wanted) {
                    Ok(walk) => {
                        allowed = true;
                        self.put_in_front(walk, newer);
                    }
                    Err(error) => refused.push(error),
                }
            }
            newer = name.first;
        }
        let error = if allowed { None } else { refused.pop() };
        self.damaged |= !refused.is_empty();
        refused.iter().for_each(|error| output::complain(&output::chain(error)));
        error.map_or(Ok(()), Err)
    }

    /// The last frames of one older segment.
    fn earlier(&mut self, name: SegmentName, wants: &Wants, count: usize) -> Result<Walk<Frames>, LogError> {
        let room = Rc::clone(self.name());
        let frames = Frames::last(room, wants.filter.clone(), wants.expanded, count, 0);
        let mut walk = Walk::new(frames, &self.names);
        let mut reader = RoomReader::new(Segments::File(self.segments.path(name)), None);
        reader.read_to_end(&mut walk)?;
        walk.rest();
        walk.witness.keep_last();
        self.damaged |= reader.is_damaged();
        Ok(walk)
    }

    /// `newer` is the number with which the log goes on.
    fn put_in_front(&mut self, walk: Walk<Frames>, newer: u64) {
        let next = walk.next().unwrap_or(newer);
        let unreadable = walk.is_behind_damage();
        let between = (next < newer).then(|| Missing { first: next, count: newer - next, unreadable });
        self.frames().prepend(walk.witness, between);
    }
}

/// The first number that is taken to be among the last `count` frames, 0 where nobody can say.
///
/// It is a guess: not every number is a frame in the log, and not every frame passes. Where it is
/// wrong the segment is read once more.
fn cut(segments: &Segments, newest: SegmentName, wants: &Wants, count: usize) -> u64 {
    let count = if wants.filter.is_open() { count } else { count.max(GUESS) };
    let cut = LastSeal::of(&segments.path(newest)).map_or(0, |seal| seal.next.saturating_sub(count as u64));
    // All of the newest segment is wanted, and more.
    if cut > newest.first { cut } else { 0 }
}
