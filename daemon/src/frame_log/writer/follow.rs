//! A segment's end, and the one that follows it: by size, by age, on order, behind a gap.
//!
//! The next segment is begun first, then the present one gets its last words in one block. If there
//! is no space for both, neither is there and the present one goes on.

use std::io;
use std::time::Duration;

use nix::errno::Errno;
use tp_proto::frame_log::{End, Record};

use super::begin::{Anchor, begin_segment, discard};
use super::checkpoint::Checkpoints;
use super::{Due, Present, Rotation, Writer};
use crate::frame_log::retention::Answer;
use crate::frame_log::segment::Written;
use crate::frame_log::space::Space;
use crate::frame_log::unlogged::Unlogged;
use crate::frame_log::{LogError, OnFull, error};
use crate::language::here;

/// What has to be free before a gap ends: a round at its longest, so that the next one does not
/// begin at once.
const SPACE_AFTER_GAP: u64 = 1024 * 1024;

impl Writer {
    /// Whether frames may be relayed without being logged.
    pub fn may_relay_unlogged(&self) -> bool {
        self.profile.on_full == OnFull::Gap
    }

    /// From now on frames are counted and not logged, those that could not be written included.
    pub fn relay_unlogged(&mut self, next_conn: u64) {
        self.unlogged = Some(Unlogged::begin(&self.buffer, self.next, next_conn));
        self.buffer.clear();
        self.begin_block();
        self.asked = None;
    }

    /// Puts what was relayed without being logged on record, and goes on in a new segment.
    pub fn log_again(&mut self, present: &Present, next_conn: u64, now: Duration) -> Result<Rotation, LogError> {
        let Some(unlogged) = self.unlogged.take() else { return Ok(Rotation::Done) };
        let has_space = Space::at(&self.profile.directory).is_ok_and(|space| space.available >= SPACE_AFTER_GAP);
        let rotation = if has_space {
            self.follow("rotate", &unlogged.records(), present, next_conn, now)?
        } else {
            Rotation::NotNow(no_space())
        };
        match &rotation {
            Rotation::Done => unlogged.tell(self.profile.port, &self.gaps),
            Rotation::NotNow(error) => {
                self.ask_for_room(error);
                self.unlogged = Some(unlogged);
            }
        }
        Ok(rotation)
    }

    /// Whether the segment has its size with what waits to be written.
    pub fn has_its_size(&self) -> bool {
        self.segment.bytes() + self.buffer.len() as u64 >= self.profile.segment_bytes
    }

    /// Why the segment is to be followed by the next one, if it is.
    pub fn rotation_due(&self, now: Duration) -> Option<Due> {
        if self.unlogged.is_some() {
            return None;
        }
        if self.segment.bytes() >= self.profile.segment_bytes {
            return Some(Due::Size);
        }
        self.age_due().filter(|&at| at <= now).map(|_| Due::Age)
    }

    /// When the segment will have its age, if it holds anything. One that ends with a gap is
    /// followed by the next when there is space, and not before.
    pub fn age_due(&self) -> Option<Duration> {
        let age = self.profile.segment_age.filter(|_| !self.segment.is_empty() && self.unlogged.is_none())?;
        Some(self.anchor.at.saturating_add(age))
    }

    /// Begins the next segment, then ends the present one, with a note of the event if there is
    /// one. Everything has to be committed.
    ///
    /// Without space or a descriptor for the next one the present one simply goes on.
    pub fn rotate(
        &mut self,
        why: &str,
        event: Option<(&str, String)>,
        present: &Present,
        next_conn: u64,
        now: Duration,
    ) -> Result<Rotation, LogError> {
        if self.unlogged.is_some() {
            return Ok(Rotation::NotNow(no_space()));
        }
        let note = event.map(|(event, detail)| self.new_note(event, Some(detail), now));
        let rotation = self.follow(why, note.as_slice(), present, next_conn, now)?;
        if let Rotation::NotNow(error) = &rotation {
            self.ask_for_room(error);
        }
        Ok(rotation)
    }

    /// Ends the last segment of this run and brings it to disk.
    pub fn stop(&mut self, now: Duration) -> Result<(), LogError> {
        let unlogged = self.unlogged.take();
        let words = unlogged.as_ref().map(Unlogged::records).unwrap_or_default();
        if let Written::Full(error) = self.end("stop", "", &words, now)? {
            let lost = unlogged.map_or(0, |unlogged| unlogged.count());
            let (path, why) = (self.segment.path().to_string_lossy(), here().kernel(&error));
            tracing::error!("{}", here().log_last_words(&path, lost, &why));
        }
        self.suspend()
    }

    /// Begins the next segment, then ends the present one with these words. If there is no space for
    /// both, nothing has happened.
    fn follow(
        &mut self,
        why: &str,
        words: &[Record],
        present: &Present,
        next_conn: u64,
        now: Duration,
    ) -> Result<Rotation, LogError> {
        let anchor = Anchor::at(now);
        let next = match begin_segment(&self.profile, &self.services, self.next, next_conn, anchor, present) {
            Ok(next) => next,
            Err(error) => return error.into_passing().map(Rotation::NotNow),
        };
        if let Written::Full(error) = self.end(why, &next.name.to_string(), words, now)? {
            discard(&next, &self.services);
            return Ok(Rotation::NotNow(error));
        }
        self.segment.finish()?;
        self.services.retention.ends(self.segment.path());
        self.services.goes_on_with(&next);
        self.checkpoints = Checkpoints::after(next.bytes(), next.bytes());
        self.segment = next;
        self.anchor = anchor;
        Ok(Rotation::Done)
    }

    /// Writes the segment's last words; without space none of them.
    fn end(&mut self, why: &str, next: &str, words: &[Record], now: Duration) -> Result<Written, LogError> {
        words.iter().for_each(|record| self.record(record, now));
        self.record(&Record::End(End { why: why.to_owned(), next: next.to_owned() }), now);
        let written = self.write_block(now)?;
        if matches!(written, Written::Full(_)) {
            self.buffer.clear();
            self.begin_block();
        }
        Ok(written)
    }

    /// Has segments removed, where that can help. Gives whether it cannot.
    pub(super) fn ask_for_room(&mut self, error: &io::Error) -> bool {
        if !error::is_full_disk(error) {
            return true;
        }
        let answer = self.asked.map(|asked| self.services.retention.answer(asked));
        if answer != Some(Answer::Pending) {
            self.asked = Some(self.services.retention.ask());
        }
        answer == Some(Answer::NothingLeft)
    }
}

/// What the kernel would say, with its number: by that a reader's own language has a sentence.
fn no_space() -> io::Error {
    Errno::ENOSPC.into()
}
