//! Reads a room's segments in their order, over rotation, restart and damage, and goes on where it
//! stopped whenever it is asked again.
//!
//! It says on stderr where the log is damaged or may not be read, and goes on behind it. It never
//! waits: when it is not sure yet that a segment has ended it says so ([`State::Waiting`]).

use std::io;
use std::ops::Bound;
use std::thread;
use std::time::{Duration, Instant};

use tp_proto::frame_log::{Block, Malformed, SegmentName};

use super::current::{Current, Trouble};
use super::place::Segments;
use super::segment_reader::SegmentReader;
use super::{LogError, is_denied};
use crate::output;

/// What the blocks of a room are shown to.
pub(crate) trait Visitor {
    /// A segment begins.
    fn begin(&mut self, name: SegmentName);

    /// A sealed block; says whether it holds the segment's `end`.
    fn block(&mut self, block: &Block<'_>) -> Result<bool, Malformed>;

    /// Something of this segment cannot be read: what follows may be from behind it.
    fn damage(&mut self);

    /// Retention has removed what was read last, and perhaps what came behind it: the log begins
    /// with the next segment now.
    fn overtaken(&mut self) {}

    /// Whether nothing more should come for now.
    fn is_full(&self) -> bool {
        false
    }
}

/// Why a reader stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// The visitor is full.
    Full,
    /// More may be there in a moment: a later segment is there, and this one has not said its last
    /// words. Ask again soon.
    Waiting,
    /// There is nothing more, for now.
    AtEnd,
}

/// How long a segment without an `end` is given to get one when the next is there already: the
/// daemon makes that one first.
const LAST_WORDS: Duration = Duration::from_secs(1);
/// How long a block without a seal is given to get one: it may be one write that is seen half done.
const ONE_WRITE: Duration = Duration::from_millis(500);
/// How soon a segment is looked at again that may yet say its last words.
const PAUSE: Duration = Duration::from_millis(20);
/// How often a directory in which nothing happens is looked at.
const LISTING: Duration = Duration::from_millis(100);

/// A place in a room's log.
#[derive(Debug)]
pub(crate) struct RoomReader {
    segments: Segments,
    /// The first segment to read, or the one that is being read.
    position: Bound<SegmentName>,
    current: Option<Current>,
    listed: Option<Listed>,
    damaged: bool,
    /// A segment could be opened.
    opened: bool,
    /// An intact block was read.
    intact: bool,
    /// A segment that this user may not read, while there was none that may be read.
    refused: Option<LogError>,
}

/// What the directory held when it was last looked at.
#[derive(Debug, Clone, Copy)]
struct Listed {
    at: Instant,
    /// The segment behind the current one.
    next: Option<SegmentName>,
    /// The current one is not in it any more.
    overtaken: bool,
}

impl RoomReader {
    /// A reader of `segments` from `first` on, or from the oldest.
    pub(crate) fn new(segments: Segments, first: Option<SegmentName>) -> RoomReader {
        let position = first.map_or(Bound::Unbounded, Bound::Included);
        RoomReader {
            segments,
            position,
            current: None,
            listed: None,
            damaged: false,
            opened: false,
            intact: false,
            refused: None,
        }
    }

    /// Whether something could not be read.
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Whether anything could be read.
    pub(crate) fn is_intact(&self) -> bool {
        self.intact
    }

    /// Whether there was something and nothing of it could be read.
    pub(crate) fn holds_nothing(&self) -> bool {
        self.damaged && !self.intact
    }

    /// Tells, when all is read that was there, whether this user may read nothing of it.
    pub(crate) fn check_allowed(&mut self) -> Result<(), LogError> {
        self.refused.take().map_or(Ok(()), Err)
    }

    /// Shows the visitor all that is there and that it has not seen.
    pub(crate) fn advance(&mut self, visitor: &mut impl Visitor) -> Result<State, LogError> {
        loop {
            if self.read(visitor)? {
                return Ok(State::Full);
            }
            let listed = self.look()?;
            let Some(next) = listed.next else { return Ok(State::AtEnd) };
            if !self.may_leave() {
                return Ok(State::Waiting);
            }
            if self.skip_tail(visitor) {
                continue;
            }
            if listed.overtaken {
                visitor.overtaken();
            }
            self.enter(next, visitor)?;
        }
    }

    /// As [`advance`](Self::advance), for somebody who will not come again for what is yet to be
    /// written: a last block without a seal is waited for, and then said to be torn.
    pub(crate) fn advance_to_end(&mut self, visitor: &mut impl Visitor) -> Result<State, LogError> {
        loop {
            let state = self.advance(visitor)?;
            if state != State::AtEnd {
                return Ok(state);
            }
            if self.may_be_completed() {
                return Ok(State::Waiting);
            }
            if !self.skip_tail(visitor) {
                return self.check_allowed().map(|()| State::AtEnd);
            }
        }
    }

    /// Shows the visitor all that is there until now, or until it is full.
    pub(crate) fn read_to_end(&mut self, visitor: &mut impl Visitor) -> Result<(), LogError> {
        while self.advance_to_end(visitor)? == State::Waiting {
            thread::sleep(PAUSE);
        }
        Ok(())
    }

    /// Shows the visitor all that is there until now and sealed, or until it is full.
    pub(crate) fn catch_up(&mut self, visitor: &mut impl Visitor) -> Result<(), LogError> {
        while self.advance(visitor)? == State::Waiting {
            thread::sleep(PAUSE);
        }
        self.check_allowed()
    }

    /// Reads what the current segment holds; `true` when the visitor is full.
    fn read(&mut self, visitor: &mut impl Visitor) -> Result<bool, LogError> {
        let Some(current) = &mut self.current else { return Ok(false) };
        if !current.has_news()? {
            return Ok(false);
        }
        loop {
            if visitor.is_full() {
                return Ok(true);
            }
            let trouble = match current.reader.next() {
                Ok(None) => {
                    current.reader.rest();
                    return Ok(false);
                }
                Ok(Some(block)) => {
                    self.intact = true;
                    visitor.block(&block).map(|ended| current.over |= ended).err().map(Trouble::Item)
                }
                Err(error) => Some(Trouble::Block(error)),
            };
            self.listed = None;
            current.goes_on();
            if let Some(trouble) = trouble
                && !current.is_mended(&trouble)
            {
                self.damaged = true;
                visitor.damage();
                if !current.skip(trouble) {
                    return Ok(false);
                }
            }
        }
    }

    /// What the directory holds, as of a moment ago at most.
    fn look(&mut self) -> Result<Listed, LogError> {
        if let Some(listed) = self.listed
            && listed.at.elapsed() < LISTING
        {
            return Ok(listed);
        }
        let segments = self.segments.list()?;
        let next = segments.range((self.position, Bound::Unbounded)).next().copied();
        let overtaken = matches!(self.position, Bound::Excluded(current) if !segments.contains(&current));
        let listed = Listed { at: Instant::now(), next, overtaken };
        self.listed = Some(listed);
        Ok(listed)
    }

    /// Whether nothing more can be expected of the current segment, now that a later one is there.
    fn may_leave(&mut self) -> bool {
        let Some(current) = &mut self.current else { return true };
        current.over || current.overtaken.get_or_insert_with(Instant::now).elapsed() >= LAST_WORDS
    }

    /// Whether the last segment ends with what may be half of a block that is being written.
    fn may_be_completed(&mut self) -> bool {
        let torn = self.current.as_mut().filter(|current| current.is_torn());
        torn.is_some_and(|current| current.torn.get_or_insert_with(Instant::now).elapsed() < ONE_WRITE)
    }

    /// The current segment grows no more: what no seal covers at its end is damage. Tells whether
    /// something intact follows.
    fn skip_tail(&mut self, visitor: &mut impl Visitor) -> bool {
        let Some(current) = self.current.as_mut().filter(|current| current.is_torn()) else { return false };
        self.damaged = true;
        visitor.damage();
        current.skip_tail()
    }

    fn enter(&mut self, name: SegmentName, visitor: &mut impl Visitor) -> Result<(), LogError> {
        self.position = Bound::Excluded(name);
        self.listed = None;
        let path = self.segments.path(name);
        match SegmentReader::open(path.clone()) {
            Ok(reader) => {
                if let Some(refused) = self.refused.take() {
                    output::complain(&output::chain(&refused));
                }
                self.opened = true;
                self.current = Some(Current::new(reader));
                visitor.begin(name);
            }
            // Retention took it between the listing and now.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(source) => self.leave_out(LogError::Io { path, source }, visitor),
        }
        Ok(())
    }

    /// A segment cannot be read: those before and behind it are. Where there are none of those,
    /// the whole log is refused, which is another thing to say.
    fn leave_out(&mut self, error: LogError, visitor: &mut impl Visitor) {
        self.current = None;
        self.damaged = true;
        visitor.damage();
        let denied = matches!(&error, LogError::Io { source, .. } if is_denied(source));
        if denied && !self.opened && self.refused.is_none() {
            self.refused = Some(error);
        } else {
            output::complain(&output::chain(&error));
        }
    }
}
