//! The last frames of each peer that is there, from the end of a room's log backwards.
//!
//! Its bounds: [`HEARD_MAX`] frames a peer, [`KEPT_BYTES`] of each, [`READ_BYTES_MAX`] of a room's log.

use std::collections::BTreeMap;

use tp_proto::frame_log::{BackwardBlocks, FrameHead, Item};

use crate::log::{LogError, Segments, file};

/// Most frames of a peer.
pub(super) const HEARD_MAX: usize = 24;
/// Bytes of a frame that are looked at.
const KEPT_BYTES: usize = 512;
/// Most of a room's log that is read.
const READ_BYTES_MAX: u64 = 32 * 1024 * 1024;

/// A frame that a peer sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heard {
    /// Its number.
    pub(super) n: u64,
    /// When it came, nanoseconds since the Unix epoch.
    pub(super) t: u64,
    /// Its length in bytes.
    pub(super) len: u64,
    /// The first [`KEPT_BYTES`] of what the log keeps of it.
    pub(super) data: Option<Vec<u8>>,
    /// How many bytes of it the log keeps.
    kept: u64,
}

impl Heard {
    fn new(frame: &FrameHead<'_>) -> Heard {
        let data = frame.data.map(|data| data[..data.len().min(KEPT_BYTES)].to_vec());
        Heard { n: frame.n, t: frame.t, len: frame.len, data, kept: frame.data.map_or(0, <[u8]>::len) as u64 }
    }

    /// Whether all of its bytes are here.
    pub(super) fn is_whole(&self) -> bool {
        self.data.as_ref().is_some_and(|data| data.len() as u64 == self.len)
    }

    /// Whether the log was told not to keep all of them.
    pub(super) fn is_cut_by_the_log(&self) -> bool {
        self.kept < self.len
    }

    /// For the tests of the rules.
    #[cfg(test)]
    pub(super) fn of(n: u64, t: u64, bytes: &[u8]) -> Heard {
        let len = bytes.len() as u64;
        Heard { n, t, len, data: Some(bytes[..bytes.len().min(KEPT_BYTES)].to_vec()), kept: len }
    }

    /// The same, of which the log keeps nothing.
    #[cfg(test)]
    pub(super) fn unkept(self) -> Heard {
        Heard { data: None, kept: 0, ..self }
    }
}

/// The last frames of these peers, as many as are wanted of each; in their order.
pub(super) fn last(segments: &Segments, wanted: &BTreeMap<u64, u64>) -> Result<BTreeMap<u64, Vec<Heard>>, LogError> {
    let mut search =
        Search { wanted, heard: wanted.keys().map(|number| (*number, Vec::new())).collect(), budget: READ_BYTES_MAX };
    for &name in segments.list()?.iter().rev() {
        if search.is_over() {
            break;
        }
        let path = segments.path(name);
        match file::open(&path) {
            Ok(file) => search.read(file),
            // Retention took it between the listing and now.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(source) => return Err(LogError::Io { path, source }),
        }
    }
    // They were found from the last one on.
    search.heard.values_mut().for_each(|heard| heard.reverse());
    Ok(search.heard)
}

struct Search<'a> {
    wanted: &'a BTreeMap<u64, u64>,
    /// The frames of each, the last one first.
    heard: BTreeMap<u64, Vec<Heard>>,
    /// Bytes that may yet be read.
    budget: u64,
}

impl Search<'_> {
    /// Reads a segment from its end. Where it is damaged what lies before is not looked for: hints
    /// are about what was said last.
    fn read(&mut self, file: std::fs::File) {
        let Ok(Some(mut blocks)) = BackwardBlocks::find(file) else { return };
        while !self.is_over() {
            let Ok(Some(block)) = blocks.next() else { return };
            self.budget = self.budget.saturating_sub(block.bytes.len() as u64);
            let mut found = Vec::new();
            for item in block.records().map_while(Result::ok) {
                if let Item::Frame(frame) = item
                    && self.lacks(frame.src.0)
                {
                    found.push((frame.src.0, Heard::new(&frame)));
                }
            }
            for (number, heard) in found.into_iter().rev() {
                if self.lacks(number) {
                    self.heard.entry(number).or_default().push(heard);
                }
            }
        }
    }

    /// Whether more is wanted of a peer.
    fn lacks(&self, number: u64) -> bool {
        let have = self.heard.get(&number).map_or(0, Vec::len) as u64;
        self.wanted.get(&number).is_some_and(|wanted| have < *wanted)
    }

    fn is_over(&self) -> bool {
        self.budget == 0 || !self.wanted.keys().any(|number| self.lacks(*number))
    }
}
