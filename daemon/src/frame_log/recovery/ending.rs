//! Brings a segment to the end that its own run could not give it.

use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::Path;

use tp_proto::frame_log::{Close, End, Note, Record, Seal, TablePeer, encode_record};

use super::OpenPeer;
use super::remains::Remains;
use super::survey::Survey;
use crate::clock;
use crate::frame_log::{LogError, directory, error};
use crate::language::here;

/// What of a segment's tail stays, and what goes.
#[derive(Debug, Clone, Copy)]
struct Tear<'a> {
    kept: &'a [u8],
    frames: u32,
    cut: u64,
}

/// Says what was found, and brings the segment to an end unless it has one or is damaged.
pub(super) fn finish(survey: &Survey, path: &Path, directory: &Path, stay: &BTreeSet<u64>) -> Result<(), LogError> {
    let tear = match &survey.remains {
        Remains::Unsealed => return Ok(()),
        Remains::Nothing if survey.ended => return Ok(()),
        Remains::Nothing => Tear { kept: &[], frames: 0, cut: 0 },
        Remains::Torn { kept, frames, cut } => Tear { kept, frames: *frames, cut: *cut },
        Remains::Damaged { next, bytes } => {
            let [offset, next] = [survey.sealed_bytes(), *next].map(|number| number.to_string());
            tracing::error!("{}", here().found_unsealed(&path.to_string_lossy(), &offset, *bytes, &next));
            return Ok(());
        }
    };
    tell(path, tear, survey, stay);
    let next = directory::free_name(directory, survey.sealed_next() + u64::from(tear.frames))?;
    write(survey, tear, path, &next.to_string(), stay).map_err(|source| failed(path, source))
}

/// Says what was found. A run whose clients all go on was only interrupted.
fn tell(path: &Path, tear: Tear<'_>, survey: &Survey, stay: &BTreeSet<u64>) {
    let path = path.to_string_lossy();
    let all = survey.peers.peers().len();
    let closed = closing(survey, stay).count();
    if closed == 0 && all > 0 && tear.frames == 0 && tear.cut == 0 {
        return tracing::info!("{}", here().found_open(&path, all as u64));
    }
    let Tear { frames, cut, .. } = tear;
    tracing::warn!("{}", here().found_torn(&path, u64::from(frames), cut, closed as u64));
}

/// Those who are open and do not stay so.
fn closing<'a>(survey: &'a Survey, stay: &'a BTreeSet<u64>) -> impl Iterator<Item = &'a TablePeer> {
    survey.peers.peers().filter(|peer| !stay.contains(&peer.conn))
}

/// The segment goes on in `next`, and its run was killed before it could say so: it does now.
/// Everybody who is open goes on there.
pub(super) fn link(survey: &Survey, path: &Path, next: &str) -> Result<(), LogError> {
    let (Some(seal), sealed) = (survey.last, survey.sealed_bytes()) else { return Ok(()) };
    tracing::warn!("{}", here().found_continued(&path.to_string_lossy(), next));
    let mut block = Vec::new();
    encode_record(&mut block, &Record::End(End { why: "rotate".to_owned(), next: next.to_owned() }));
    Seal::append(&mut block, seal.crc(), sealed, survey.sealed_next(), 0, clock::unix_ns().max(seal.4));
    let file = OpenOptions::new().write(true).open(path).map_err(|source| failed(path, source))?;
    put(&file, &block, sealed).map_err(|source| failed(path, source))
}

fn failed(path: &Path, source: io::Error) -> LogError {
    let path = path.to_owned();
    if error::is_want_of_space(&source) { LogError::NoSpace { path, source } } else { LogError::Write { path, source } }
}

/// Cuts the tail and writes the last records behind what is kept of it. On an error the file is as
/// long as what is kept: that was there before, and is never written over.
fn write(survey: &Survey, tear: Tear<'_>, path: &Path, next: &str, stay: &BTreeSet<u64>) -> io::Result<()> {
    let Some(seal) = survey.last else { return Ok(()) };
    let sealed = survey.sealed_bytes();
    let whole = sealed + tear.kept.len() as u64;
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(whole)?;
    if survey.ended {
        return file.sync_all();
    }
    let t = clock::unix_ns().max(seal.4);
    let mut block = tear.kept.to_vec();
    for record in last_words(survey, tear, t, next, stay) {
        encode_record(&mut block, &record);
    }
    Seal::append(&mut block, seal.crc(), sealed, survey.sealed_next(), tear.frames, t);
    put(&file, &block[tear.kept.len()..], whole)
}

/// Writes `bytes` at the file's end, `at`, or leaves it as long as it was.
fn put(file: &File, bytes: &[u8], at: u64) -> io::Result<()> {
    if let Err(error) = file.write_all_at(bytes, at) {
        file.set_len(at)?;
        return Err(error);
    }
    file.sync_all()
}

fn last_words(survey: &Survey, tear: Tear<'_>, t: u64, next: &str, stay: &BTreeSet<u64>) -> Vec<Record> {
    let detail = format!("{} frames kept unsealed, {} bytes cut off", tear.frames, tear.cut);
    let note = Note { t, event: "recovered".to_owned(), detail: Some(detail), ..Note::default() };
    let end = End { why: "recovered".to_owned(), next: next.to_owned() };
    let closes = closing(survey, stay).map(|peer| Record::Close(close(survey, peer, t)));
    std::iter::once(Record::Note(note)).chain(closes).chain([Record::End(end)]).collect()
}

pub(super) fn close(survey: &Survey, peer: &TablePeer, t: u64) -> Close {
    OpenPeer::of(survey, peer).close(Close::RESTART, t)
}
