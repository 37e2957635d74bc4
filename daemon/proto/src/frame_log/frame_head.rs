//! Decodes by hand the two records that come with every frame, without copying: one of them takes
//! ciborium as long as everything else that a reader does for it. Its counterpart is
//! [`encode_frame`](super::encode_frame).
//!
//! Values of indefinite length, which no writer of format 1 uses, are refused.

mod quick;
#[cfg(test)]
mod tests;
mod usual;

use self::quick::Quick;
pub(super) use self::usual::{Outline, sent as usual_sent};
use super::Around;
use super::cursor::{ARRAY, BYTES, Cursor, MAP, TEXT, UINT};
use super::record::{Behind, Source};

/// A `frame` record, its payload still in the block.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameHead<'a> {
    /// Its number.
    pub n: u64,
    /// Nanoseconds since the Unix epoch.
    pub t: u64,
    /// Who sent it.
    pub src: Source,
    /// The server's port that it came in on.
    pub dst: u16,
    /// Who it is relayed to.
    pub to: AudienceHead<'a>,
    /// Its length in bytes, whatever part of them is kept.
    pub len: u64,
    /// What is kept of its bytes.
    pub data: Option<&'a [u8]>,
    /// A keyed hash of them, where that is kept instead.
    pub hash: Option<&'a [u8]>,
    /// What each recipient is sent around its bytes.
    pub around: Around<'a>,
}

/// Who a frame is relayed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AudienceHead<'a> {
    /// These.
    Listed(Sources<'a>),
    /// Every other open peer.
    Others,
    /// Every open peer.
    All,
}

/// A list of `[conn, port]`, checked and still encoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sources<'a> {
    encoded: &'a [u8],
}

impl<'a> Sources<'a> {
    #[inline(always)]
    fn take(cursor: &mut Cursor<'a>) -> Option<Sources<'a>> {
        let count = cursor.head(ARRAY)?;
        let start = cursor.rest();
        for _ in 0..count {
            source(cursor)?;
        }
        Some(Sources { encoded: &start[..start.len() - cursor.rest().len()] })
    }

    /// Those on it, in its order.
    pub fn iter(&self) -> impl Iterator<Item = Source> + use<'a> {
        let mut rest = self.encoded;
        std::iter::from_fn(move || {
            let mut quick = Quick { rest };
            let Some(source) = quick.source() else { return any_source(&mut rest) };
            rest = quick.rest;
            Some(source)
        })
    }

    /// Its bytes, equal for equal lists of one writer.
    pub fn encoded(&self) -> &'a [u8] {
        self.encoded
    }
}

impl<'a> FrameHead<'a> {
    /// Decodes the `{"frame": body}` that `bytes` starts with, and gives what follows it; `None`
    /// when it starts with anything else.
    #[inline]
    pub fn decode(bytes: &'a [u8]) -> Option<(FrameHead<'a>, &'a [u8])> {
        match Outline::of(bytes) {
            Some(outline) => Some((outline.frame(bytes), &bytes[outline.end()..])),
            None => FrameHead::decode_any(bytes),
        }
    }

    /// Bytes that each recipient is sent of it.
    #[inline]
    pub fn delivered(&self) -> u64 {
        self.around.delivered(self.len)
    }

    /// One with its keys in any order, and with keys of later writers.
    #[inline(never)]
    pub(super) fn decode_any(bytes: &'a [u8]) -> Option<(FrameHead<'a>, &'a [u8])> {
        let mut cursor = body(bytes, b"frame")?;
        let (mut n, mut t, mut src, mut dst, mut to) = (None, None, None, None, None);
        let (mut len, mut data, mut hash, mut around) = (None, None, None, Around::NOTHING);
        for _ in 0..cursor.head(MAP)? {
            match cursor.string(TEXT)? {
                b"n" => n = Some(cursor.uint()?),
                b"t" => t = Some(cursor.uint()?),
                b"src" => src = Some(source(&mut cursor)?),
                b"dst" => dst = Some(port(&mut cursor)?),
                b"to" => to = Some(recipients(&mut cursor)?),
                b"len" => len = Some(cursor.uint()?),
                b"data" => data = Some(cursor.string(BYTES)?),
                b"hash" => hash = Some(cursor.string(BYTES)?),
                b"label" => around.label = Some(text(&mut cursor)?),
                b"separator" => around.separator = Some(text(&mut cursor)?),
                _ => cursor.skip()?,
            }
        }
        let head = FrameHead { n: n?, t: t?, src: src?, dst: dst?, to: to?, len: len?, data, hash, around };
        Some((head, cursor.rest()))
    }
}

/// A `sent` record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentHead {
    /// Nanoseconds since the Unix epoch.
    pub t: u64,
    /// Every live peer has all of its frames through this one, but those in `behind`.
    pub n: u64,
    /// Those who have not got that far.
    pub behind: Vec<Behind>,
}

impl SentHead {
    /// Decodes the `{"sent": body}` that `bytes` starts with, and gives what follows it; `None`
    /// when it starts with anything else.
    #[inline]
    pub fn decode(bytes: &[u8]) -> Option<(SentHead, &[u8])> {
        usual::sent(bytes).or_else(|| SentHead::decode_any(bytes))
    }

    /// One with its keys in any order, and with keys of later writers.
    #[inline(never)]
    fn decode_any(bytes: &[u8]) -> Option<(SentHead, &[u8])> {
        let mut cursor = body(bytes, b"sent")?;
        let (mut t, mut n, mut behind) = (None, None, Vec::new());
        for _ in 0..cursor.head(MAP)? {
            match cursor.string(TEXT)? {
                b"t" => t = Some(cursor.uint()?),
                b"n" => n = Some(cursor.uint()?),
                b"behind" => {
                    for _ in 0..cursor.head(ARRAY)? {
                        behind.push(laggard(&mut cursor)?);
                    }
                }
                _ => cursor.skip()?,
            }
        }
        Some((SentHead { t: t?, n: n?, behind }, cursor.rest()))
    }
}

/// The body of a record of this kind.
pub(super) fn body<'a>(item: &'a [u8], kind: &[u8]) -> Option<Cursor<'a>> {
    let mut cursor = Cursor::new(item);
    let whole = cursor.head(MAP)? == 1 && cursor.string(TEXT)? == kind;
    whole.then_some(cursor)
}

#[inline(always)]
fn source(cursor: &mut Cursor<'_>) -> Option<Source> {
    if cursor.head(ARRAY)? != 2 {
        return None;
    }
    Some(Source(cursor.uint()?, port(cursor)?))
}

#[inline(always)]
pub(super) fn port(cursor: &mut Cursor<'_>) -> Option<u16> {
    u16::try_from(cursor.uint()?).ok()
}

/// The `[conn, port]` at the front of `rest`, whatever the width of its numbers.
#[inline(never)]
fn any_source(rest: &mut &[u8]) -> Option<Source> {
    let mut cursor = Cursor::new(rest);
    let source = source(&mut cursor)?;
    *rest = cursor.rest();
    Some(source)
}

fn text<'a>(cursor: &mut Cursor<'a>) -> Option<&'a str> {
    std::str::from_utf8(cursor.string(TEXT)?).ok()
}

fn laggard(cursor: &mut Cursor<'_>) -> Option<Behind> {
    if cursor.head(ARRAY)? != 3 {
        return None;
    }
    Some(Behind(cursor.uint()?, cursor.uint()?, cursor.uint()?))
}

fn recipients<'a>(cursor: &mut Cursor<'a>) -> Option<AudienceHead<'a>> {
    if !cursor.is_at(TEXT) {
        return Sources::take(cursor).map(AudienceHead::Listed);
    }
    match cursor.string(TEXT)? {
        b"others" => Some(AudienceHead::Others),
        b"all" => Some(AudienceHead::All),
        _ => None,
    }
}
