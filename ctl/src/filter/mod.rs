//! Which frames of a room somebody wants to see.
//!
//! It is told who comes and goes, so that a frame costs one look at its number, its source and its
//! list, and none at every peer that was there.

mod ends;

use regex::bytes::Regex;
use tp_proto::frame_log::{FrameHead, Open};

use crate::args::{FilterArgs, SizeRange};
use ends::Ends;

/// The frames that are wanted.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    since: u64,
    until: u64,
    size: SizeRange,
    text: Option<Vec<u8>>,
    regex: Option<Regex>,
    ends: Option<Ends>,
}

impl Filter {
    /// What the options say.
    pub(crate) fn new(options: &FilterArgs) -> Filter {
        Filter {
            since: options.since.map_or(0, |since| since.0),
            until: options.until.map_or(u64::MAX, |until| until.0),
            size: options.size.clone().unwrap_or(SizeRange(0..=u64::MAX)),
            text: options.text.clone().map(String::into_bytes),
            regex: options.regex.clone(),
            ends: Ends::wanted(options),
        }
    }

    /// Whether every frame passes.
    pub(crate) fn is_open(&self) -> bool {
        let all_times = self.since == 0 && self.until == u64::MAX;
        let all_sizes = self.size == SizeRange(0..=u64::MAX);
        all_times && all_sizes && self.text.is_none() && self.regex.is_none() && self.ends.is_none()
    }

    /// A peer is there from now on.
    pub(crate) fn opened(&mut self, open: &Open) {
        if let Some(ends) = &mut self.ends {
            ends.opened(open);
        }
    }

    /// A peer is there no more.
    pub(crate) fn closed(&mut self, conn: u64) {
        if let Some(ends) = &mut self.ends {
            ends.closed(conn);
        }
    }

    /// Whether a frame is wanted.
    pub(crate) fn passes(&self, frame: &FrameHead<'_>) -> bool {
        (self.since..=self.until).contains(&frame.t)
            && self.size.0.contains(&frame.len)
            && self.ends.as_ref().is_none_or(|ends| ends.pass(frame))
            && self.says(frame.data)
    }

    /// Whether what is kept of the bytes holds what is looked for.
    fn says(&self, data: Option<&[u8]>) -> bool {
        if self.text.is_none() && self.regex.is_none() {
            return true;
        }
        let Some(data) = data else { return false };
        let has = |text: &Vec<u8>| text.is_empty() || data.windows(text.len()).any(|part| part == &text[..]);
        self.text.as_ref().is_none_or(has) && self.regex.as_ref().is_none_or(|regex| regex.is_match(data))
    }
}
