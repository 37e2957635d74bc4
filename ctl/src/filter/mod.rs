//! Which frames of a room somebody wants to see.
//!
//! It is told who comes and goes, so that a frame costs one look at its number, its source and its
//! list, and none at every peer that was there. It allocates nothing for a frame.

mod ends;

use std::cmp::Reverse;

use regex::bytes::Regex;
use tp_proto::control::refusal::{FEW_MAX, PeerHere};
use tp_proto::frame_log::{FrameHead, Open, TablePeer};

use crate::args::{FilterArgs, SizeRange};
use crate::log::LogError;
use ends::Ends;

/// Fails where somebody is asked for by a number or a name that nobody has whom these filters met, in all
/// rooms: a slip, and no wish that nothing meets. To be asked where nothing passed.
pub(crate) fn check<'a>(filters: impl Iterator<Item = &'a Filter>) -> Result<(), LogError> {
    let mut logged = Vec::new();
    let mut stranger = None;
    for filter in filters {
        let Some((who, others)) = filter.ends.as_ref().and_then(Ends::stranger) else { return Ok(()) };
        stranger = Some(who);
        logged.extend(others.iter().cloned());
    }
    logged.sort_by_key(|peer: &PeerHere| Reverse(peer.number));
    logged.truncate(FEW_MAX);
    stranger.map_or(Ok(()), |who| Err(LogError::NoPeer { who, logged: logged.into_iter().collect() }))
}

/// The frames that are wanted.
#[derive(Debug, Clone)]
pub(crate) struct Filter {
    since: u64,
    until: u64,
    size: SizeRange,
    /// What has to be found in the bytes, each of them.
    says: Vec<Regex>,
    ends: Option<Ends>,
}

impl Filter {
    /// What the options say.
    pub(crate) fn new(options: &FilterArgs) -> Filter {
        Filter {
            since: options.since.map_or(0, |since| since.0),
            until: options.until.map_or(u64::MAX, |until| until.0),
            size: options.size.clone().unwrap_or(SizeRange(0..=u64::MAX)),
            says: options.text.iter().chain(&options.regex).cloned().collect(),
            ends: Ends::wanted(options),
        }
    }

    /// Whether every frame passes.
    pub(crate) fn is_open(&self) -> bool {
        let all_times = self.since == 0 && self.until == u64::MAX;
        let all_sizes = self.size == SizeRange(0..=u64::MAX);
        all_times && all_sizes && self.says.is_empty() && self.ends.is_none()
    }

    /// Whether no frame passes that came between two times, each known or not. They are asked for
    /// only where there is a limit.
    pub(crate) fn excludes(&self, first: impl FnOnce() -> Option<u64>, last: impl FnOnce() -> Option<u64>) -> bool {
        (self.until < u64::MAX && first().is_some_and(|first| first > self.until))
            || (self.since > 0 && last().is_some_and(|last| last < self.since))
    }

    /// A peer is there from now on.
    pub(crate) fn opened(&mut self, open: &Open) {
        if let Some(ends) = &mut self.ends {
            ends.opened(open);
        }
    }

    /// A peer that is there is called otherwise from now on.
    pub(crate) fn renamed(&mut self, peer: &TablePeer) {
        if let Some(ends) = &mut self.ends {
            ends.called(peer.conn, peer.peer.0, peer.name.as_deref());
        }
    }

    /// A peer is there no more.
    pub(crate) fn closed(&mut self, conn: u64) {
        if let Some(ends) = &mut self.ends {
            ends.closed(conn);
        }
    }

    /// Takes in whom the same filter met in an earlier part of the log.
    pub(crate) fn saw_before(&mut self, earlier: Filter) {
        if let (Some(ends), Some(earlier)) = (&mut self.ends, earlier.ends) {
            ends.saw_before(earlier);
        }
    }

    /// Whether a frame is wanted.
    pub(crate) fn passes(&self, frame: &FrameHead<'_>) -> bool {
        (self.since..=self.until).contains(&frame.t)
            && self.size.0.contains(&frame.len)
            && self.ends.as_ref().is_none_or(|ends| ends.pass(frame))
            && (self.says.is_empty() || self.says(frame.data))
    }

    /// Whether what is kept of the bytes holds what is looked for.
    fn says(&self, data: Option<&[u8]>) -> bool {
        data.is_some_and(|data| self.says.iter().all(|regex| regex.is_match(data)))
    }
}
