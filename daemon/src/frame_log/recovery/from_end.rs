//! A survey of a segment's last part, which costs the same however long the segment is.
//!
//! It walks back from the last verified seal, over [`REACH_BYTES`] at least and to the last
//! checkpoint, checking every block; then it takes in the records from that checkpoint on. What it
//! cannot vouch for it leaves to the survey from the front: a broken chain, a segment without a
//! checkpoint where one would be, anything that does not read as a writer writes it.
//!
//! Memory is bounded by [`SPAN_BYTES_MAX`].

use std::fs::File;
use std::io::{self, Read as _, Seek as _};
use std::os::unix::fs::FileExt as _;

use tp_proto::frame_log::{
    BLOCK_BYTES_MAX, BackwardBlocks, Block, BlockError, Header, Item, LABEL, Note, PeerTable, Record, SEAL_BYTES, Seal,
    SegmentName,
};

use super::survey::Survey;

/// How much of a segment's end is checked at least before it is written to. The whole of it would
/// take as long as it is long; what is left is checked once the relay runs.
pub(super) const REACH_BYTES: u64 = 4 * 1024 * 1024;

/// No checkpoint lies further from the next one or from the segment's end: sixteen times the
/// `present` note of 4,096 clients, and a block.
const SPAN_BYTES_MAX: u64 = 2 * BLOCK_BYTES_MAX as u64;

/// Far more than a header has: its longest text is a user's number.
const HEADER_BYTES_MAX: u64 = 4096;

/// Surveys the last part of a segment, `reach` bytes of it at least; `None` when it has to be read
/// from its front. What stands behind the last seal is not looked at yet.
pub(super) fn survey(file: &File, name: SegmentName, reach: u64) -> io::Result<Option<Survey>> {
    let walked = match walk(file, reach) {
        Ok(walked) => walked,
        Err(BlockError::Io { source, .. }) => return Err(source),
        // What it is, the survey from the front says.
        Err(_) => None,
    };
    walked.map_or(Ok(None), |walked| take_in(file, name, &walked))
}

/// Whether the last record of a file that a seal covers is known to be an `end`.
pub(super) fn is_ended(file: &File) -> bool {
    let Ok(Some(mut blocks)) = BackwardBlocks::find(file) else { return false };
    let Ok(Some(block)) = blocks.next() else { return false };
    block.records().last().is_some_and(|last| last.is_ok_and(|last| is_end(&last)))
}

fn is_end(item: &Item<'_>) -> bool {
    matches!(item, Item::Other(record) if matches!(**record, Record::End(_)))
}

/// What was walked over.
struct Walked {
    checkpoint: Note,
    /// The seals from the last back to the checkpoint's.
    seals: Vec<Seal>,
    /// The number behind the highest frame.
    next: u64,
    /// Where the walk ended.
    from: u64,
}

fn walk(file: &File, reach: u64) -> Result<Option<Walked>, BlockError> {
    let Some(mut blocks) = BackwardBlocks::find(file)? else { return Ok(None) };
    let end = end(blocks.last_seal());
    let (mut seals, mut checkpoint) = (Vec::new(), None);
    let (mut next, mut from) = (0, end);
    while let Some(block) = blocks.next()? {
        from = block.offset;
        next = next.max(block.seal.n_next().unwrap_or(u64::MAX));
        if checkpoint.is_none() {
            seals.push(block.seal);
            checkpoint = as_checkpoint(&block);
        }
        if end - from >= if checkpoint.is_some() { reach } else { SPAN_BYTES_MAX } {
            break;
        }
    }
    Ok(checkpoint.map(|checkpoint| Walked { checkpoint, seals, next, from }))
}

/// The checkpoint that a block begins with.
fn as_checkpoint(block: &Block<'_>) -> Option<Note> {
    if !block.bytes.starts_with(b"\xa1\x64note") {
        return None;
    }
    let mut records = block.records();
    let Item::Other(record) = records.next()?.ok()? else { return None };
    let Record::Note(note) = *record else { return None };
    let is_whole = note.event == Note::PRESENT && note.peers.is_some() && note.next_conn.is_some();
    (is_whole && matches!(records.next(), Some(Ok(Item::Sent(_))))).then_some(note)
}

/// Takes in the records from the checkpoint on.
fn take_in(file: &File, name: SegmentName, walked: &Walked) -> io::Result<Option<Survey>> {
    let (Some(&first), Some(&last)) = (walked.seals.last(), walked.seals.first()) else { return Ok(None) };
    let start = first.block_offset();
    let mut bytes = vec![0; (end(last) - start) as usize];
    file.read_exact_at(&mut bytes, start)?;
    let Some(header) = header(file)? else { return Ok(None) };
    let mut survey = Survey::new(name);
    survey.begins_with(&header);
    survey.peers = PeerTable::at_checkpoint(header.mode, first.2, &walked.checkpoint);
    survey.number_of_next_peer(walked.checkpoint.next_conn.unwrap_or(1));
    survey.unread = walked.from;
    for (place, &seal) in walked.seals.iter().rev().enumerate() {
        let at = (seal.block_offset() - start) as usize;
        let block = Block::new(seal.block_offset(), &bytes[at..at + seal.1 as usize], seal);
        for item in block.records().skip(usize::from(place == 0)) {
            let Ok(item) = item else { return Ok(None) };
            survey.take_in(item);
        }
    }
    survey.sealed_by(last, walked.next);
    Ok(Some(survey))
}

/// What the segment says of itself, if that can be read; whether it is whole is found out later.
fn header(mut file: &File) -> io::Result<Option<Header>> {
    let mut bytes = Vec::new();
    file.rewind()?;
    file.take(HEADER_BYTES_MAX).read_to_end(&mut bytes)?;
    let Some(item) = bytes.strip_prefix(&LABEL) else { return Ok(None) };
    let Ok((Item::Other(record), _)) = Item::decode(item) else { return Ok(None) };
    Ok(if let Record::Header(header) = *record { Some(header) } else { None })
}

/// Where a verified seal ends.
fn end(seal: Seal) -> u64 {
    seal.block_offset() + u64::from(seal.1) + SEAL_BYTES as u64
}
