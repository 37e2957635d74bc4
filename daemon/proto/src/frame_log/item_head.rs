//! The records of a block, the frequent ones as borrowed heads.

use super::frame_head::{Outline, usual_sent};
use super::{Block, FrameHead, LABEL, Record, RecordError, SentHead, item, present};

/// A record as a reader of many wants it.
#[derive(Debug)]
pub enum Item<'a> {
    /// A frame.
    Frame(FrameHead<'a>),
    /// How far the kernel has taken what was relayed.
    Sent(SentHead),
    /// Any other of format 1.
    Other(Box<Record>),
    /// A kind that this version does not know.
    Unknown,
}

/// A sealed item that is no record.
#[derive(Debug, thiserror::Error)]
#[error("no record at offset {offset}: {what}")]
pub struct Malformed {
    /// Its place in the file.
    pub offset: u64,
    /// What is wrong with it.
    pub what: RecordError,
}

impl<'a> Item<'a> {
    /// The record that `bytes` starts with, and what follows it.
    ///
    /// A frequent record is decoded and measured in one go: to find its end first costs as much
    /// again.
    #[inline]
    pub fn decode(bytes: &'a [u8]) -> Result<(Item<'a>, &'a [u8]), RecordError> {
        if let Some(frame) = Outline::of(bytes) {
            Ok((Item::Frame(frame.frame(bytes)), &bytes[frame.end()..]))
        } else if let Some((sent, rest)) = usual_sent(bytes) {
            Ok((Item::Sent(sent), rest))
        } else {
            Item::decode_other(bytes)
        }
    }

    #[inline(never)]
    fn decode_other(bytes: &'a [u8]) -> Result<(Item<'a>, &'a [u8]), RecordError> {
        if let Some((sent, rest)) = SentHead::decode(bytes) {
            return Ok((Item::Sent(sent), rest));
        }
        if let Some((frame, rest)) = FrameHead::decode_any(bytes) {
            return Ok((Item::Frame(frame), rest));
        }
        if let Some((checkpoint, rest)) = present::decode(bytes) {
            return Ok((Item::Other(Box::new(Record::Note(checkpoint))), rest));
        }
        let (item, rest) = bytes.split_at(item::len(bytes)?);
        let item = match Record::decode(item)? {
            None => Item::Unknown,
            Some(Record::Frame(_)) => return Err(unusual("frame")),
            Some(Record::Sent(_)) => return Err(unusual("sent")),
            Some(record) => Item::Other(Box::new(record)),
        };
        Ok((item, rest))
    }
}

fn unusual(kind: &str) -> RecordError {
    RecordError::Shape { kind: kind.to_owned(), reason: "an encoding that no writer of format 1 uses".to_owned() }
}

impl<'a> Block<'a> {
    /// Its records, in their order. The first one that is none is the last that is given.
    #[inline]
    pub fn records(&self) -> impl Iterator<Item = Result<Item<'a>, Malformed>> + use<'a> {
        let Block { offset, bytes, mut passed, .. } = *self;
        let mut at = if bytes.starts_with(&LABEL) { LABEL.len() } else { 0 };
        std::iter::from_fn(move || {
            let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
            if let Some(((start, frame), later)) = passed.split_first()
                && *start as usize == at
            {
                passed = later;
                at += frame.end();
                return Some(Ok(Item::Frame(frame.frame(rest))));
            }
            let (item, behind) = match Item::decode(rest) {
                Ok((item, behind)) => (Ok(item), behind),
                Err(what) => (Err(Malformed { offset: offset + at as u64, what }), &[][..]),
            };
            at = bytes.len() - behind.len();
            Some(item)
        })
    }
}
