//! Takes up what an earlier run left of a room.
//!
//! Only the last segment that holds a seal is taken up. Behind its last verified seal there is
//! - nothing, or a torn tail: what is whole there is kept (after a power cut somebody may have seen
//!   it), the rest is cut off; then the segment gets a `close` for every peer that was open, but
//!   for those whose connections are still there and who go on, an `end` and a seal ([`ending`]);
//! - or damage: the traces of further seals ([`remains`]). Then the file is left exactly as it is,
//!   to the byte, and the numbers go on behind everything that it may hold. Peers that were open
//!   in it get no `close`: which they were can no longer be known, and a reader is told of the
//!   damage anyway.
//!
//! A long segment is read from its end ([`from_end`]): what of its front was left out is told to
//! the caller, who may have it [checked](super::check) while the relay runs.
//!
//! The segment before that has no `end` when a kill came between the two: it gets one, and nothing
//! else ([`ending::link`]).
//!
//! A segment of an earlier run is never appended to beyond that: this run begins its own. No frame
//! that a seal once covered is ever cut off, sealed anew, or its number given out again.

mod ending;
mod from_end;
mod last_frames;
mod numbers;
mod open_peer;
mod remains;
mod survey;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

use tp_proto::frame_log::SegmentName;

use self::remains::Remains;
use self::survey::Survey;
use super::check::Unchecked;
use super::{LogError, directory};
use crate::language::here;

pub use last_frames::visit_back;
pub use numbers::{PeerNumbers, Recovered};
pub use open_peer::OpenPeer;

/// Reads a room's folder and brings its last segment to an end; of the peers that were open, those
/// whose numbers are in `stay` stay open. What of that segment was left unread goes to `unchecked`.
pub fn recover(directory: &Path, stay: &BTreeSet<u64>, unchecked: &mut Vec<Unchecked>) -> Result<Recovered, LogError> {
    let mut names = directory::segments(directory)?;
    let mut recovered = Recovered::default();
    while let Some(name) = names.pop() {
        let path = directory.join(name.to_string());
        let survey = Survey::of(&path, name)?;
        if let Remains::Unsealed = survey.remains {
            set_aside(&path)?;
            continue;
        }
        recovered = survey.numbers(&path)?;
        ending::finish(&survey, &path, directory, stay)?;
        recovered.open = open_peer::left_open(&survey, stay);
        if survey.unread > 0 {
            unchecked.push(Unchecked { path, bytes: survey.unread });
        }
        if let Some(before) = names.pop() {
            link(directory, before, name)?;
        }
        break;
    }
    Ok(recovered)
}

/// Brings the segment before the last one to its end, if it is whole and lacks nothing else: the
/// next one was begun, and then its run was killed. One that cannot be read is left alone, as all
/// earlier ones are.
fn link(directory: &Path, before: SegmentName, next: SegmentName) -> Result<(), LogError> {
    let path = directory.join(before.to_string());
    if File::open(&path).is_ok_and(|file| from_end::is_ended(&file)) {
        return Ok(());
    }
    let Ok(survey) = Survey::of(&path, before) else { return Ok(()) };
    let lacks_its_end = survey.remains == Remains::Nothing && !survey.ended && survey.sealed_next() == next.first;
    if lacks_its_end { ending::link(&survey, &path, &next.to_string()) } else { Ok(()) }
}

/// The peer numbers that a room's folder knows of. Nothing in it is changed.
pub fn peer_numbers(directory: &Path) -> Result<PeerNumbers, LogError> {
    for name in directory::segments(directory)?.into_iter().rev() {
        let path = directory.join(name.to_string());
        let survey = Survey::of(&path, name)?;
        if !matches!(survey.remains, Remains::Unsealed) {
            return survey.numbers(&path).map(|recovered| recovered.peers);
        }
    }
    Ok(PeerNumbers::default())
}

/// A file without a trace of a seal was never written to in earnest: an empty one goes, another
/// one is kept under a name that no reader takes for a segment.
fn set_aside(path: &Path) -> Result<(), LogError> {
    let failed = |source| LogError::Read { path: path.to_owned(), source };
    if fs::metadata(path).map_err(failed)?.len() == 0 {
        tracing::warn!("{}", here().found_empty(&path.to_string_lossy()));
        return fs::remove_file(path).map_err(failed);
    }
    let aside = free_aside(path);
    fs::rename(path, &aside).map_err(failed)?;
    tracing::warn!("{}", here().found_foreign(&path.to_string_lossy(), &aside.to_string_lossy()));
    Ok(())
}

/// `NAME.bad`, or `NAME.bad2` and so on where that is taken.
fn free_aside(path: &Path) -> PathBuf {
    let name = |turn: u32| {
        let mut name = path.as_os_str().to_owned();
        name.push(if turn == 1 { ".bad".to_owned() } else { format!(".bad{turn}") });
        PathBuf::from(name)
    };
    (1..).map(name).find(|candidate| !candidate.exists()).unwrap_or_else(|| name(1))
}
