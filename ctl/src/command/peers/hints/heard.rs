//! The last frames of each peer that is there, from the end of a room's log backwards.
//!
//! Its bounds: [`HEARD_MAX`] frames a peer, [`KEPT_BYTES`] of each, [`READ_BYTES_MAX`] of a room's log.

use std::collections::BTreeMap;

use tp_proto::frame_log::{BackwardBlocks, FrameHead, Item};

use crate::log::{LogError, Segments, file};

/// Most frames of a peer.
pub(super) const HEARD_MAX: usize = 24;
/// Bytes of a frame that are kept to be looked at.
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
    /// The length of what all those bytes repeat, the last time maybe in part; their number if they
    /// repeat nothing.
    pub(super) period: usize,
}

impl Heard {
    fn new(frame: &FrameHead<'_>) -> Heard {
        let all = frame.data.unwrap_or_default();
        let data = frame.data.map(|data| begin(data).to_vec());
        Heard { n: frame.n, t: frame.t, len: frame.len, data, kept: all.len() as u64, period: period(all) }
    }

    /// Whether all of its bytes are here.
    pub(super) fn is_whole(&self) -> bool {
        self.data.as_ref().is_some_and(|data| data.len() as u64 == self.len)
    }

    /// How often its bytes repeat the same, 1 where they do not. Where it is longer than anything that is
    /// typed, the last time may be cut off: a segment or a chunk ends there.
    pub(super) fn times(&self) -> u64 {
        let period = self.period as u64;
        let is_whole = self.kept.checked_rem(period) == Some(0);
        if is_whole || self.kept > KEPT_BYTES as u64 { self.kept.checked_div(period).unwrap_or(0) } else { 1 }
    }

    /// Whether the log was told not to keep all of them.
    pub(super) fn is_cut_by_the_log(&self) -> bool {
        self.kept < self.len
    }

    /// For the tests of the rules.
    #[cfg(test)]
    pub(super) fn of(n: u64, t: u64, bytes: &[u8]) -> Heard {
        let len = bytes.len() as u64;
        Heard { n, t, len, data: Some(begin(bytes).to_vec()), kept: len, period: period(bytes) }
    }

    /// The same, of which the log keeps nothing.
    #[cfg(test)]
    pub(super) fn unkept(self) -> Heard {
        Heard { data: None, kept: 0, period: 0, ..self }
    }
}

fn begin(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(KEPT_BYTES)]
}

/// The least distance at which all bytes are alike. It is looked for in the first [`KEPT_BYTES`] alone, and
/// the rest is held to it: of a message of half as many bytes it is found, of a longer one it may not be.
fn period(bytes: &[u8]) -> usize {
    let period = period_of_few(begin(bytes));
    if bytes[period..] == bytes[..bytes.len() - period] { period } else { bytes.len() }
}

/// By the failure function of Knuth, Morris and Pratt.
fn period_of_few(bytes: &[u8]) -> usize {
    let mut border = vec![0; bytes.len()];
    for at in 1..bytes.len() {
        let mut len = border[at - 1];
        while len > 0 && bytes[len] != bytes[at] {
            len = border[len - 1];
        }
        border[at] = if bytes[len] == bytes[at] { len + 1 } else { 0 };
    }
    bytes.len() - border.last().copied().unwrap_or(0)
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

#[cfg(test)]
mod tests {
    use super::{KEPT_BYTES, period};

    #[test]
    fn a_period_holds_for_all_bytes_and_may_break_off_at_their_end() {
        for (bytes, expected) in
            [(&b""[..], 0), (b"a", 1), (b"aaaa", 1), (b"abab", 2), (b"ababa", 2), (b"abcab", 3), (b"abc", 3)]
        {
            assert_eq!(period(bytes), expected, "{bytes:?}");
        }
        let many = b"bonjour".repeat(10_000);
        for (len, expected) in [(many.len(), 7), (65_536, 7), (KEPT_BYTES + 1, 7), (KEPT_BYTES - 1, 7)] {
            assert_eq!(period(&many[..len]), expected, "{len}");
        }
        let other = [&many[..], b"salut"].concat();
        assert_eq!(period(&other), other.len());
    }

    #[test]
    fn a_message_of_half_of_what_is_looked_at_is_found_however_it_is_made() {
        for len in 1..=KEPT_BYTES / 2 {
            let message: Vec<u8> = (0..len).map(|at| if at + 1 == len { b'b' } else { b'a' }).collect();
            assert_eq!(period(&message.repeat(600)), len);
        }
    }
}
