//! A range of sizes, in bytes.

use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::language::here;

/// From so many bytes to so many, both included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SizeRange(pub(crate) RangeInclusive<u64>);

/// A text that is no range of sizes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", here().size_wanted())]
pub(crate) struct NotASize;

impl FromStr for SizeRange {
    type Err = NotASize;

    fn from_str(text: &str) -> Result<SizeRange, NotASize> {
        let number = |text: &str| text.trim().parse::<u64>().map_err(|_| NotASize);
        let range = match text.split_once("..") {
            None => {
                let size = number(text)?;
                size..=size
            }
            Some(("", "")) => return Err(NotASize),
            Some((least, "")) => number(least)?..=u64::MAX,
            Some(("", most)) => 0..=number(most)?,
            Some((least, most)) => number(least)?..=number(most)?,
        };
        if range.is_empty() { Err(NotASize) } else { Ok(SizeRange(range)) }
    }
}

#[cfg(test)]
mod tests {
    use super::{NotASize, SizeRange};

    #[test]
    fn a_range_has_two_ends_and_may_leave_one_out() {
        for (text, least, most) in [("7", 7, 7), ("7..", 7, u64::MAX), ("..7", 0, 7), ("7..9", 7, 9)] {
            assert_eq!(text.parse(), Ok(SizeRange(least..=most)), "{text}");
        }
        for text in ["", "..", "x", "9..7", "-1", "1...2", "1..2..3"] {
            assert_eq!(text.parse::<SizeRange>(), Err(NotASize), "{text}");
        }
    }
}
