//! The records of a block, the frequent ones as borrowed heads.

use tp_proto::frame_log::{Block, LABEL, Record, item};

use super::frame_head::{FrameHead, SentHead};

/// A record of a block.
#[derive(Debug)]
pub(crate) enum Item<'a> {
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
#[derive(Debug)]
pub(crate) struct Malformed {
    /// Its place in the file.
    pub(crate) offset: u64,
    /// What is wrong with it.
    pub(crate) what: String,
}

/// The records of a block, in their order. The first one that is none is the last that is given.
///
/// The frequent records are decoded and measured in one go: to find an item's end first costs as
/// much again.
pub(crate) fn items<'a>(block: &Block<'a>) -> impl Iterator<Item = Result<Item<'a>, Malformed>> + use<'a> {
    let mut rest = block.bytes.strip_prefix(&LABEL).unwrap_or(block.bytes);
    let end = block.offset + block.bytes.len() as u64;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let offset = end - rest.len() as u64;
        let (item, behind) = match decode(rest) {
            Ok((item, behind)) => (Ok(item), behind),
            Err(what) => (Err(Malformed { offset, what }), &[][..]),
        };
        rest = behind;
        Some(item)
    })
}

/// The first record of `bytes`, and what follows it.
fn decode(bytes: &[u8]) -> Result<(Item<'_>, &[u8]), String> {
    if let Some((frame, rest)) = FrameHead::decode(bytes) {
        return Ok((Item::Frame(frame), rest));
    }
    if let Some((sent, rest)) = SentHead::decode(bytes) {
        return Ok((Item::Sent(sent), rest));
    }
    let (item, rest) = bytes.split_at(item::len(bytes).map_err(|error| error.to_string())?);
    let item = match Record::decode(item).map_err(|error| error.to_string())? {
        None => Item::Unknown,
        Some(Record::Frame(_) | Record::Sent(_)) => return Err("a record in an unusual encoding".to_owned()),
        Some(record) => Item::Other(Box::new(record)),
    };
    Ok((item, rest))
}
