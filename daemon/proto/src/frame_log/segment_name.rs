//! How a segment's file is named.

use std::fmt;
use std::str::FromStr;

/// `frames-<20-digit first frame number>.cborseq`, so that a listing by name is in order.
///
/// A run that begins while an older segment with the same first frame number lies there (peers
/// came and went, nobody said anything) must neither append to it nor delete it. Such a segment
/// gets `_0002`, `_0003` ... behind the number: `_` sorts after `.`, so the order by name holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentName {
    /// Number of the first frame that it may hold.
    pub first: u64,
    /// 1, or more when there is an older segment with the same first number.
    pub turn: u32,
}

impl fmt::Display for SegmentName {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "frames-{:020}", self.first)?;
        if self.turn > 1 {
            write!(f, "_{:04}", self.turn)?;
        }
        f.write_str(".cborseq")
    }
}

impl FromStr for SegmentName {
    type Err = NotASegment;

    fn from_str(name: &str) -> Result<SegmentName, NotASegment> {
        let parse = || {
            let stem = name.strip_prefix("frames-")?.strip_suffix(".cborseq")?;
            let (first, turn) = stem.split_once('_').unwrap_or((stem, "1"));
            if first.len() != 20 {
                return None;
            }
            let name = SegmentName { first: first.parse().ok()?, turn: turn.parse().ok()? };
            (name.turn > 0).then_some(name)
        };
        // Only what this type writes: no sign, no turn of another width.
        parse().filter(|parsed| parsed.to_string() == name).ok_or(NotASegment)
    }
}

/// A file name that no segment has.
#[derive(Debug, thiserror::Error)]
#[error("not the name of a frame-log segment")]
pub struct NotASegment;
