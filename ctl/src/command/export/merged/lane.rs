//! One of the rooms that are read together.

use std::thread;
use std::time::Duration;

use super::held::Held;
use crate::log::{LogError, Metered, RoomReader, State, Witness};

/// How soon a segment is looked at again that may yet say its last words.
const PAUSE: Duration = Duration::from_millis(20);

/// A room, read up to some place.
#[derive(Debug)]
pub(super) struct Lane<W> {
    reader: RoomReader,
    visitor: Metered<Held<W>>,
    at_end: bool,
}

impl<W: Witness> Lane<W> {
    pub(super) fn new(reader: RoomReader, visitor: Metered<Held<W>>) -> Lane<W> {
        Lane { reader, visitor, at_end: false }
    }

    /// Reads on when nothing is held any more.
    pub(super) fn fill(&mut self) -> Result<(), LogError> {
        while !self.at_end && self.next_t().is_none() {
            match self.reader.advance_to_end(&mut self.visitor)? {
                State::Waiting if !self.is_stopped() => thread::sleep(PAUSE),
                State::Waiting | State::AtEnd => self.at_end = true,
                State::Full => self.at_end = self.next_t().is_none(),
            }
        }
        Ok(())
    }

    pub(super) fn witness(&self) -> &W {
        self.visitor.visitor.witness()
    }

    /// The time of what is shown next.
    pub(super) fn next_t(&self) -> Option<u64> {
        self.visitor.visitor.next_t()
    }

    pub(super) fn show(&mut self) {
        self.visitor.visitor.show();
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.visitor.visitor.is_stopped()
    }

    pub(super) fn holds_nothing(&self) -> bool {
        self.reader.holds_nothing()
    }

    pub(super) fn is_damaged(&self) -> bool {
        self.reader.is_damaged()
    }
}
