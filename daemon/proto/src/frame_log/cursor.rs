//! Takes values of definite length from the front of a CBOR item. What it cannot take it answers
//! with `None`, and never reads past the end.

use super::item;

pub(super) const UINT: u8 = 0;
pub(super) const BYTES: u8 = 2;
pub(super) const TEXT: u8 = 3;
pub(super) const ARRAY: u8 = 4;
pub(super) const MAP: u8 = 5;
pub(super) const TAG: u8 = 6;

/// A place inside an item.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    rest: &'a [u8],
}

impl<'a> Cursor<'a> {
    pub(super) fn new(rest: &'a [u8]) -> Self {
        Cursor { rest }
    }

    /// What was not taken yet.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The argument of a head of this major type (RFC 8949, section 3).
    pub(super) fn head(&mut self, major: u8) -> Option<u64> {
        let (&first, tail) = self.rest.split_first()?;
        if first >> 5 != major {
            return None;
        }
        let (argument, width) = match first & 0x1f {
            info @ 0..=23 => (u64::from(info), 0),
            24 => (u64::from(*tail.first()?), 1),
            25 => (u64::from(u16::from_be_bytes(*tail.first_chunk()?)), 2),
            26 => (u64::from(u32::from_be_bytes(*tail.first_chunk()?)), 4),
            27 => (u64::from_be_bytes(*tail.first_chunk()?), 8),
            _ => return None,
        };
        self.rest = &tail[width..];
        Some(argument)
    }

    pub(super) fn uint(&mut self) -> Option<u64> {
        self.head(UINT)
    }

    /// The bytes of a string of this major type.
    pub(super) fn string(&mut self, major: u8) -> Option<&'a [u8]> {
        let length = usize::try_from(self.head(major)?).ok()?;
        let (bytes, tail) = self.rest.split_at_checked(length)?;
        self.rest = tail;
        Some(bytes)
    }

    /// Whether a value of this major type comes next.
    pub(super) fn is_at(&self, major: u8) -> bool {
        self.rest.first().is_some_and(|first| first >> 5 == major)
    }

    /// Leaves out one whole value.
    pub(super) fn skip(&mut self) -> Option<()> {
        let length = item::len(self.rest).ok()?;
        self.rest = self.rest.get(length..)?;
        Some(())
    }
}
