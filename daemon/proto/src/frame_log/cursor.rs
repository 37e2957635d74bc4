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
    #[inline(always)]
    pub(super) fn head(&mut self, major: u8) -> Option<u64> {
        let (argument, rest) = head(self.rest, major)?;
        self.rest = rest;
        Some(argument)
    }

    #[inline(always)]
    pub(super) fn uint(&mut self) -> Option<u64> {
        self.head(UINT)
    }

    /// The bytes of a string of this major type.
    #[inline(always)]
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

/// The widths that most heads of a log have, one compare each. (A jump by the width costs more than
/// all the rest, for it goes elsewhere with every field.)
#[inline(always)]
fn head(bytes: &[u8], major: u8) -> Option<(u64, &[u8])> {
    let kind = major << 5;
    match *bytes {
        [first, ref rest @ ..] if first ^ kind < 24 => Some((u64::from(first ^ kind), rest)),
        [first, low, ref rest @ ..] if first ^ kind == 24 => Some((u64::from(low), rest)),
        [first, high, low, ref rest @ ..] if first ^ kind == 25 => {
            Some((u64::from(u16::from_be_bytes([high, low])), rest))
        }
        _ => wide_head(bytes, kind),
    }
}

/// The other two widths.
#[inline(never)]
fn wide_head(bytes: &[u8], kind: u8) -> Option<(u64, &[u8])> {
    match *bytes {
        [first, a, b, c, d, ref rest @ ..] if first ^ kind == 26 => {
            Some((u64::from(u32::from_be_bytes([a, b, c, d])), rest))
        }
        [first, a, b, c, d, e, f, g, h, ref rest @ ..] if first ^ kind == 27 => {
            Some((u64::from_be_bytes([a, b, c, d, e, f, g, h]), rest))
        }
        _ => None,
    }
}
