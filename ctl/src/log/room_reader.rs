//! Reads a room's segments in their order, over rotation, restart and damage, and goes on where it
//! stopped whenever it is asked again.
//!
//! It says on stderr where the log is damaged and goes on behind it. It never waits: when it is
//! not sure yet that a segment has ended it says so ([`State::Waiting`]).

use std::io;
use std::ops::Bound;
use std::thread;
use std::time::{Duration, Instant};

use tp_proto::frame_log::{Block, BlockError, Malformed, SegmentName};

use super::LogError;
use super::place::Segments;
use super::segment_reader::SegmentReader;
use crate::output;

/// What the blocks of a room are shown to.
pub(crate) trait Visitor {
    /// A segment begins.
    fn begin(&mut self, name: SegmentName);

    /// A sealed block; says whether it holds the segment's `end`.
    fn block(&mut self, block: &Block<'_>) -> Result<bool, Malformed>;

    /// Something of this segment cannot be read: what follows may be from behind it.
    fn damage(&mut self);

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
    /// A later segment is there, and this one has not said its last words: ask again soon.
    Waiting,
    /// There is nothing more, for now.
    AtEnd,
}

/// How long a segment without an `end` is given to get one when the next is there already: the
/// daemon makes that one first.
const LAST_WORDS: Duration = Duration::from_secs(1);
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
    /// When the directory was looked at, and what then came next.
    listed: Option<(Instant, Option<SegmentName>)>,
    damaged: bool,
}

#[derive(Debug)]
struct Current {
    reader: SegmentReader,
    /// It has said its last words, or holds nothing intact any more.
    over: bool,
    /// Since when a later segment is there.
    overtaken: Option<Instant>,
}

impl RoomReader {
    /// A reader of `segments` from `first` on, or from the oldest.
    pub(crate) fn new(segments: Segments, first: Option<SegmentName>) -> RoomReader {
        let position = first.map_or(Bound::Unbounded, Bound::Included);
        RoomReader { segments, position, current: None, listed: None, damaged: false }
    }

    /// Whether something could not be read.
    pub(crate) fn is_damaged(&self) -> bool {
        self.damaged
    }

    /// Shows the visitor all that is there and that it has not seen.
    pub(crate) fn advance(&mut self, visitor: &mut impl Visitor) -> Result<State, LogError> {
        loop {
            if self.read(visitor)? {
                return Ok(State::Full);
            }
            let Some(next) = self.successor()? else { return Ok(State::AtEnd) };
            if !self.may_leave() {
                return Ok(State::Waiting);
            }
            self.enter(next, visitor)?;
        }
    }

    /// Shows the visitor all that is there until now.
    pub(crate) fn read_to_end(&mut self, visitor: &mut impl Visitor) -> Result<(), LogError> {
        while self.advance(visitor)? == State::Waiting {
            thread::sleep(PAUSE);
        }
        Ok(())
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
                Ok(Some(block)) => visitor.block(&block).map(|ended| current.over |= ended).err().map(Trouble::Item),
                Err(error) => Some(Trouble::Block(error)),
            };
            self.listed = None;
            current.overtaken = None;
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

    /// The segment after the current one, if there is one.
    fn successor(&mut self) -> Result<Option<SegmentName>, LogError> {
        if let Some((at, next)) = self.listed
            && at.elapsed() < LISTING
        {
            return Ok(next);
        }
        let segments = self.segments.list()?;
        let next = segments.range((self.position, Bound::Unbounded)).next().copied();
        self.listed = Some((Instant::now(), next));
        Ok(next)
    }

    /// Whether nothing more can be expected of the current segment, now that a later one is there.
    fn may_leave(&mut self) -> bool {
        let Some(current) = &mut self.current else { return true };
        current.over || current.overtaken.get_or_insert_with(Instant::now).elapsed() >= LAST_WORDS
    }

    fn enter(&mut self, name: SegmentName, visitor: &mut impl Visitor) -> Result<(), LogError> {
        self.position = Bound::Excluded(name);
        self.listed = None;
        let path = self.segments.path(name);
        match SegmentReader::open(path.clone()) {
            Ok(reader) => {
                self.current = Some(Current { reader, over: false, overtaken: None });
                visitor.begin(name);
                Ok(())
            }
            // Retention took it between the listing and now.
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(source) => Err(LogError::Io { path, source }),
        }
    }
}

/// What a segment holds instead of a block.
enum Trouble {
    Block(BlockError),
    Item(Malformed),
}

impl Current {
    fn has_news(&mut self) -> Result<bool, LogError> {
        let news = self.reader.has_news();
        news.map_err(|source| LogError::Io { path: self.reader.path().clone(), source })
    }

    /// Whether a second look shows that nothing is wrong.
    fn is_mended(&mut self, trouble: &Trouble) -> bool {
        matches!(trouble, Trouble::Block(BlockError::Damaged { .. })) && self.reader.is_mended()
    }

    /// Says what is wrong and goes on behind it; `false` when this segment is over with that.
    ///
    /// Whatever is wrong with one segment, those behind it are read.
    fn skip(&mut self, trouble: Trouble) -> bool {
        let path = self.reader.path().display();
        match trouble {
            Trouble::Item(Malformed { offset, what }) => {
                output::complain(&format!("{path}: damaged at offset {offset}: {what}"));
                return true;
            }
            Trouble::Block(error @ (BlockError::Damaged { .. } | BlockError::NotAFrameLog)) => {
                let said = output::chain(&error);
                match self.reader.resync() {
                    Ok(Some(bytes)) => {
                        output::complain(&format!("{}: {said}; {bytes} bytes left out", self.reader.path().display()));
                        return true;
                    }
                    Ok(None) => {
                        output::complain(&format!("{}: {said}; the rest left out", self.reader.path().display()))
                    }
                    Err(error) => {
                        output::complain(&format!(
                            "{}: {said}; {}",
                            self.reader.path().display(),
                            output::chain(&error)
                        ));
                    }
                }
            }
            Trouble::Block(error) => output::complain(&format!("{path}: {}; left out", output::chain(&error))),
        }
        self.over = true;
        false
    }
}
