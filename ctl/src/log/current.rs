//! The segment that a room's reader is in: how far it is with it, and what is wrong with it.
//!
//! Whatever is wrong with one segment, what is intact in it and those behind it are read. What is
//! said on stderr names the file and the offset.

use std::time::Instant;

use tp_proto::frame_log::{BlockError, LABEL, Malformed};

use super::LogError;
use super::segment_reader::SegmentReader;
use crate::language::{Language, here};
use crate::output;

/// What a segment holds instead of a block.
pub(super) enum Trouble {
    /// No block.
    Block(BlockError),
    /// A sealed block with something in it that is no record.
    Item(Malformed),
}

/// The segment that is being read.
#[derive(Debug)]
pub(super) struct Current {
    pub(super) reader: SegmentReader,
    /// It has said its last words, or holds nothing intact any more.
    pub(super) over: bool,
    /// Since when a later segment is there.
    pub(super) overtaken: Option<Instant>,
    /// Since when it ends with something that is no sealed block.
    pub(super) torn: Option<Instant>,
    /// What is wrong with its end was said.
    told: bool,
}

impl Current {
    pub(super) fn new(reader: SegmentReader) -> Current {
        Current { reader, over: false, overtaken: None, torn: None, told: false }
    }

    pub(super) fn has_news(&mut self) -> Result<bool, LogError> {
        let news = self.reader.has_news();
        news.map_err(|source| LogError::Io { path: self.reader.path().clone(), source })
    }

    /// It goes on.
    pub(super) fn goes_on(&mut self) {
        self.overtaken = None;
        self.torn = None;
    }

    /// Whether a second look shows that nothing is wrong.
    pub(super) fn is_mended(&mut self, trouble: &Trouble) -> bool {
        matches!(trouble, Trouble::Block(BlockError::Damaged { .. })) && self.reader.is_mended()
    }

    /// Whether it ends with something that is no sealed block and of which nothing was said yet.
    pub(super) fn is_torn(&self) -> bool {
        !self.told && (self.reader.tail_bytes() > 0 || self.reader.offset() == 0)
    }

    /// Says what is wrong and goes on behind it; `false` when this segment is over with that.
    pub(super) fn skip(&mut self, trouble: Trouble) -> bool {
        match trouble {
            Trouble::Item(Malformed { offset, what }) => {
                self.say(&here().block_damaged(&offset.to_string(), &output::record_error(&what, &here())));
                true
            }
            Trouble::Block(error @ BlockError::Damaged { .. }) => {
                self.go_on_behind(&output::chain(&error), Language::and_rest_left_out)
            }
            Trouble::Block(error @ BlockError::NotAFrameLog) => {
                self.go_on_behind(&output::chain(&error), |_, what| what.to_owned())
            }
            Trouble::Block(error @ BlockError::Version(_)) => {
                // The header stands behind the label.
                self.say(&here().by_its_header(&output::chain(&error), &LABEL.len().to_string()));
                self.is_lost()
            }
            Trouble::Block(error) => {
                self.say(&here().and_rest_left_out(&output::chain(&error)));
                self.is_lost()
            }
        }
    }

    /// Says what is wrong with the end of a segment that grows no more, and goes on behind it;
    /// `false` when nothing intact follows.
    ///
    /// A length that damage made too long looks like the end of the file.
    pub(super) fn skip_tail(&mut self) -> bool {
        let (offset, bytes) = (self.reader.offset(), self.reader.tail_bytes());
        if bytes == 0 {
            self.say(&here().block_empty());
            return self.is_lost();
        }
        let torn = here().block_torn(&offset.to_string());
        self.go_on_behind(&torn, |language, what| left_out(language, what, bytes))
    }

    /// Finds the next intact block and says what was left out.
    fn go_on_behind(&mut self, what: &str, if_nothing_follows: impl Fn(&Language, &str) -> String) -> bool {
        let language = here();
        match self.reader.resync() {
            Ok(Some(bytes)) => {
                self.say(&left_out(&language, what, bytes));
                return true;
            }
            Ok(None) => self.say(&if_nothing_follows(&language, what)),
            Err(error) => self.say(&language.and_more(what, &output::chain(&error))),
        }
        self.is_lost()
    }

    fn is_lost(&mut self) -> bool {
        self.over = true;
        self.told = true;
        false
    }

    fn say(&self, what: &str) {
        output::complain(&here().path_says(&self.reader.path().to_string_lossy(), what));
    }
}

fn left_out(language: &Language, what: &str, bytes: u64) -> String {
    language.and_left_out(what, &language.byte_count(bytes))
}
