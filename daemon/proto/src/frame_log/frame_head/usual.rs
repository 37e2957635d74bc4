//! The records that come with every frame as [`encode_frame`](super::super::encode_frame) and
//! [`encode_sent`](super::super::encode_sent) write them: keys in this order, and no other. Nothing is
//! looked up and nothing is kept aside, so they take half the time of the decoders that read any
//! order of keys.
//!
//! Whatever these take, those take in the same way; a test holds them together.

use super::super::Around;
use super::super::cursor::ARRAY;
use super::super::record::Source;
use super::quick::Quick;
use super::{AudienceHead, FrameHead, SentHead, Sources};

/// A frame without its record: its numbers, and the places in the record of the rest.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Outline {
    n: u64,
    t: u64,
    src: Source,
    dst: u16,
    to: To,
    len: u64,
    keeps: Keeps,
    /// Where what is kept begins; it goes on to the end.
    kept: u32,
    end: u32,
}

#[derive(Debug, Clone, Copy)]
enum To {
    /// Those from here to there.
    Listed(u32, u32),
    Others,
    All,
}

#[derive(Debug, Clone, Copy)]
enum Keeps {
    Data,
    Hash,
    Nothing,
}

impl Outline {
    /// That of the frame that `bytes` starts with; `None` says nothing but that it is not written
    /// in this way.
    #[inline(always)]
    pub(in super::super) fn of(bytes: &[u8]) -> Option<Outline> {
        let place = |quick: &Quick<'_>| u32::try_from(bytes.len() - quick.rest.len()).ok();
        let mut quick = Quick { rest: bytes };
        let keeps = quick.literal(b"\xa1\x65frame\xa7").is_some();
        if !keeps {
            quick.literal(b"\xa1\x65frame\xa6")?;
        }
        quick.literal(b"\x61n")?;
        let n = quick.uint()?;
        quick.literal(b"\x61t")?;
        let t = quick.time()?;
        quick.literal(b"\x63src")?;
        let src = quick.source()?;
        quick.literal(b"\x63dst")?;
        let dst = quick.port()?;
        quick.literal(b"\x62to")?;
        let to = audience(&mut quick, place)?;
        quick.literal(b"\x63len")?;
        let len = quick.uint()?;
        let keeps = if keeps { keeps_what(&mut quick)? } else { Keeps::Nothing };
        let kept = match keeps {
            Keeps::Data | Keeps::Hash => quick.bytes()?.len(),
            Keeps::Nothing => 0,
        };
        let end = place(&quick)?;
        Some(Outline { n, t, src, dst, to, len, keeps, kept: end - kept as u32, end })
    }

    /// Length of the record.
    #[inline(always)]
    pub(in super::super) fn end(&self) -> usize {
        self.end as usize
    }

    /// The frame, whose record `bytes` start with.
    #[inline(always)]
    pub(in super::super) fn frame<'a>(&self, bytes: &'a [u8]) -> FrameHead<'a> {
        let Outline { n, t, src, dst, len, .. } = *self;
        let to = match self.to {
            To::Listed(start, end) => AudienceHead::Listed(Sources { encoded: &bytes[start as usize..end as usize] }),
            To::Others => AudienceHead::Others,
            To::All => AudienceHead::All,
        };
        let kept = &bytes[self.kept as usize..self.end()];
        let (data, hash) = match self.keeps {
            Keeps::Data => (Some(kept), None),
            Keeps::Hash => (None, Some(kept)),
            Keeps::Nothing => (None, None),
        };
        FrameHead { n, t, src, dst, to, len, data, hash, around: Around::NOTHING }
    }
}

/// The `sent` record that `bytes` starts with and in which nobody is behind, and what follows it.
#[inline(always)]
pub(in super::super) fn sent(bytes: &[u8]) -> Option<(SentHead, &[u8])> {
    let mut quick = Quick { rest: bytes };
    quick.literal(b"\xa1\x64sent\xa2\x61t")?;
    let t = quick.time()?;
    quick.literal(b"\x61n")?;
    let n = quick.uint()?;
    Some((SentHead { t, n, behind: Vec::new() }, quick.rest))
}

#[inline(always)]
fn audience<'a>(quick: &mut Quick<'a>, place: impl Fn(&Quick<'a>) -> Option<u32>) -> Option<To> {
    if quick.literal(b"\x66others").is_some() {
        return Some(To::Others);
    }
    if quick.literal(b"\x63all").is_some() {
        return Some(To::All);
    }
    let count = quick.head(ARRAY)?;
    let start = place(quick)?;
    for _ in 0..count {
        quick.source()?;
    }
    Some(To::Listed(start, place(quick)?))
}

#[inline(always)]
fn keeps_what(quick: &mut Quick<'_>) -> Option<Keeps> {
    if quick.literal(b"\x64data").is_some() {
        return Some(Keeps::Data);
    }
    quick.literal(b"\x64hash")?;
    Some(Keeps::Hash)
}
