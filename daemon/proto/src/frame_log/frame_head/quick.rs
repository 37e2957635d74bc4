//! Takes the values that nearly every frame consists of from the front of a record: numbers of at
//! most four bytes, times of eight.
//!
//! What it cannot take it answers with `None`, and calls nobody for help: a call in between would
//! have every value go through memory, which costs more than to read it. It never reads past the
//! end.

use super::super::record::Source;
use super::{BYTES, UINT};

/// What is left of a record.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quick<'a> {
    pub(super) rest: &'a [u8],
}

impl<'a> Quick<'a> {
    /// Takes these very bytes, or nothing.
    #[inline(always)]
    pub(super) fn literal<const COUNT: usize>(&mut self, bytes: &[u8; COUNT]) -> Option<()> {
        let (found, rest) = self.rest.split_first_chunk()?;
        (found == bytes).then(|| self.rest = rest)
    }

    #[inline(always)]
    pub(super) fn uint(&mut self) -> Option<u64> {
        self.head(UINT)
    }

    /// A time, written in full.
    #[inline(always)]
    pub(super) fn time(&mut self) -> Option<u64> {
        let (&[0x1b, ref t @ ..], rest) = self.rest.split_first_chunk::<9>()? else { return None };
        self.rest = rest;
        Some(u64::from_be_bytes(*t))
    }

    /// A port, written in two bytes.
    #[inline(always)]
    pub(super) fn port(&mut self) -> Option<u16> {
        let &[0x19, high, low, ref rest @ ..] = self.rest else { return None };
        self.rest = rest;
        Some(u16::from_be_bytes([high, low]))
    }

    /// `[conn, port]`.
    #[inline(always)]
    pub(super) fn source(&mut self) -> Option<Source> {
        let (conn, port, rest) = match *self.rest {
            [0x82, conn @ ..24, 0x19, high, low, ref rest @ ..] => (u64::from(conn), [high, low], rest),
            [0x82, 0x18, conn, 0x19, high, low, ref rest @ ..] => (u64::from(conn), [high, low], rest),
            [0x82, 0x19, conn, more, 0x19, high, low, ref rest @ ..] => {
                (u64::from(u16::from_be_bytes([conn, more])), [high, low], rest)
            }
            _ => return None,
        };
        self.rest = rest;
        Some(Source(conn, u16::from_be_bytes(port)))
    }

    /// A byte string.
    #[inline(always)]
    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let length = self.head(BYTES)?;
        let (bytes, rest) = self.rest.split_at_checked(length as usize)?;
        self.rest = rest;
        Some(bytes)
    }

    /// The argument of a head of this major type, one compare a width. (A jump by the width goes
    /// elsewhere with every field, which no processor foresees.)
    #[inline(always)]
    pub(super) fn head(&mut self, major: u8) -> Option<u64> {
        let kind = major << 5;
        let (argument, rest) = match *self.rest {
            [first, ref rest @ ..] if first ^ kind < 24 => (u32::from(first ^ kind), rest),
            [first, a, ref rest @ ..] if first ^ kind == 24 => (u32::from(a), rest),
            [first, a, b, ref rest @ ..] if first ^ kind == 25 => (u32::from_be_bytes([0, 0, a, b]), rest),
            [first, a, b, c, d, ref rest @ ..] if first ^ kind == 26 => (u32::from_be_bytes([a, b, c, d]), rest),
            _ => return None,
        };
        self.rest = rest;
        Some(u64::from(argument))
    }
}
