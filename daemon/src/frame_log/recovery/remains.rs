//! What stands behind a segment's last verified seal.
//!
//! A tear and damage are told apart by one thing: a torn write has no seal behind it. So whatever
//! resembles a seal in its own place, but for one bit, makes it damage, also when somebody's
//! payload only looks like that: then nothing is lost but tidiness. A payload must not get to
//! choose the numbers, though: they go up by no more frames than there are bytes for.
//!
//! Memory is bounded by one block; the time is that of reading the file once.

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::os::unix::fs::FileExt as _;

use tp_proto::frame_log::{BLOCK_BYTES_MAX, Item, Record, SEAL_BYTES, Seal};

/// Fewest bytes of a `frame` record: all of its numbers below 24, nobody listed, no data kept.
pub(super) const FRAME_BYTES_MIN: u64 = 35;

/// How much of a file is searched at once.
const SEARCH_BYTES: usize = 1024 * 1024;

/// What stands behind a segment's last verified seal.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Remains {
    /// Nothing.
    Nothing,
    /// The file holds no seal at all, verified or not: it is no segment.
    Unsealed,
    /// What a write that was broken off leaves.
    Torn {
        /// The whole records.
        kept: Vec<u8>,
        /// How many of them are frames.
        frames: u32,
        /// Bytes behind those.
        cut: u64,
    },
    /// Blocks that were sealed once, and are not what they were then.
    Damaged {
        /// The first frame number that none of them can have used.
        next: u64,
        /// How long it is.
        bytes: u64,
    },
}

/// The bytes behind a segment's last verified seal.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail {
    /// Where in the file they start.
    pub(super) from: u64,
    /// Number of the first frame that can be in them.
    pub(super) next: u64,
    /// There is a verified seal in front of them.
    pub(super) sealed: bool,
}

/// What stands behind the last verified seal of `file`. Every record that is to be kept is shown
/// to `keep`.
pub(super) fn behind(file: &File, tail: Tail, keep: impl FnMut(Item<'_>)) -> io::Result<Remains> {
    let bytes = file.metadata()?.len().saturating_sub(tail.from);
    if bytes == 0 && tail.sealed {
        return Ok(Remains::Nothing);
    }
    if let Some(traced) = highest_trace(file, tail)? {
        let (_, frames) = whole_records(&first_block(file, tail)?, tail.next, |_| {});
        return Ok(Remains::Damaged { next: traced.max(tail.next.saturating_add(u64::from(frames))), bytes });
    }
    if !tail.sealed {
        return Ok(Remains::Unsealed);
    }
    let mut kept = first_block(file, tail)?;
    let (len, frames) = whole_records(&kept, tail.next, keep);
    kept.truncate(len);
    Ok(Remains::Torn { kept, frames, cut: bytes.saturating_sub(len as u64) })
}

/// As much of the tail as one block can be.
fn first_block(file: &File, tail: Tail) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut file = file;
    file.seek(SeekFrom::Start(tail.from))?;
    file.take(BLOCK_BYTES_MAX as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The number behind the frames of all seals of which there is a trace, `None` when there is none.
fn highest_trace(file: &File, tail: Tail) -> io::Result<Option<u64>> {
    let mut highest = None;
    let bytes = file.metadata()?.len().saturating_sub(tail.from);
    let mut window = vec![0; SEARCH_BYTES.min(bytes as usize + SEAL_BYTES)];
    let (mut place, mut there) = (tail.from, 0);
    loop {
        let count = read_at(file, &mut window[there..], place + there as u64)?;
        there += count;
        let searched = (there + 1).saturating_sub(SEAL_BYTES);
        for at in 0..searched {
            let offset = place + at as u64;
            if let Some(seal) = Seal::trace(&window[at..there], offset) {
                highest = highest.max(Some(plausible_next(seal, tail, offset)));
            }
        }
        if count == 0 {
            return Ok(highest);
        }
        window.copy_within(searched..there, 0);
        (place, there) = (place + searched as u64, there - searched);
    }
}

/// The number behind the frames of a seal's block, unless there is no room for so many.
fn plausible_next(seal: Seal, tail: Tail, offset: u64) -> u64 {
    let most = tail.next.saturating_add((offset - tail.from) / FRAME_BYTES_MIN);
    seal.n_next().filter(|&next| next <= most).unwrap_or(tail.next).max(tail.next)
}

fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    loop {
        match file.read_at(buffer, offset) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

/// How many bytes of `tail` are whole records whose frames go on with the numbers, and how many
/// frames they are.
fn whole_records(tail: &[u8], next: u64, mut keep: impl FnMut(Item<'_>)) -> (usize, u32) {
    let (mut rest, mut frames) = (tail, 0);
    while let Ok((item, behind)) = Item::decode(rest) {
        match &item {
            Item::Frame(frame) if Some(frame.n) == next.checked_add(u64::from(frames)) => frames += 1,
            Item::Sent(_) => {}
            Item::Other(record) if may_stand_unsealed(record) => {}
            _ => break,
        }
        keep(item);
        rest = behind;
    }
    (tail.len() - rest.len(), frames)
}

fn may_stand_unsealed(record: &Record) -> bool {
    matches!(record, Record::Open(_) | Record::Close(_) | Record::Note(_) | Record::Gap(_))
}
