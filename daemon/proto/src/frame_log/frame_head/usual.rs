//! The records that come with every frame as [`encode_frame`](super::super::encode_frame) and
//! [`encode_sent`](super::super::encode_sent) write them: keys in this order, and no other. Nothing is
//! looked up and nothing is kept aside, so they take half the time of the decoders that read any
//! order of keys.
//!
//! Whatever these take, those take in the same way; a test holds them together.

use super::super::cursor::{BYTES, Cursor};
use super::super::encode::Kept;
use super::{AudienceHead, FrameHead, SentHead, Sources, port, source};

/// The frame that `bytes` starts with, and what follows it; `None` says nothing but that it is not
/// written in this way.
#[inline(always)]
pub(super) fn frame(bytes: &[u8]) -> Option<(FrameHead<'_>, &[u8])> {
    let mut cursor = Cursor::new(bytes);
    cursor.literal(b"\xa1\x65frame")?;
    let keeps = cursor.literal(b"\xa7\x61n").is_some();
    if !keeps {
        cursor.literal(b"\xa6\x61n")?;
    }
    let n = cursor.uint()?;
    cursor.literal(b"\x61t")?;
    let t = cursor.time()?;
    cursor.literal(b"\x63src")?;
    let src = source(&mut cursor)?;
    cursor.literal(b"\x63dst")?;
    let dst = port(&mut cursor)?;
    cursor.literal(b"\x62to")?;
    let to = audience(&mut cursor)?;
    cursor.literal(b"\x63len")?;
    let len = cursor.uint()?;
    let (data, hash) = match if keeps { kept(&mut cursor)? } else { Kept::Nothing } {
        Kept::Data(data) => (Some(data), None),
        Kept::Hash(hash) => (None, Some(hash)),
        Kept::Nothing => (None, None),
    };
    Some((FrameHead { n, t, src, dst, to, len, data, hash }, cursor.rest()))
}

/// The `sent` record that `bytes` starts with and in which nobody is behind, and what follows it.
#[inline(always)]
pub(super) fn sent(bytes: &[u8]) -> Option<(SentHead, &[u8])> {
    let mut cursor = Cursor::new(bytes);
    cursor.literal(b"\xa1\x64sent\xa2\x61t")?;
    let t = cursor.time()?;
    cursor.literal(b"\x61n")?;
    let n = cursor.uint()?;
    Some((SentHead { t, n, behind: Vec::new() }, cursor.rest()))
}

#[inline(always)]
fn audience<'a>(cursor: &mut Cursor<'a>) -> Option<AudienceHead<'a>> {
    if cursor.literal(b"\x66others").is_some() {
        Some(AudienceHead::Others)
    } else if cursor.literal(b"\x63all").is_some() {
        Some(AudienceHead::All)
    } else {
        Sources::take(cursor).map(AudienceHead::Listed)
    }
}

#[inline(always)]
fn kept<'a>(cursor: &mut Cursor<'a>) -> Option<Kept<'a>> {
    if cursor.literal(b"\x64data").is_some() {
        return cursor.string(BYTES).map(Kept::Data);
    }
    cursor.literal(b"\x64hash")?;
    cursor.string(BYTES).map(Kept::Hash)
}
