//! What the control side may know of the frame log.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU8, AtomicU64, Ordering::Relaxed};
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;
use tp_proto::control::refusal::Cause;
use tp_proto::control::{FrameLogState, FrameLogStatus};

/// The frame log of all rooms.
#[derive(Debug)]
pub struct LogFacts {
    directory: PathBuf,
    names_file: PathBuf,
    bytes: AtomicU64,
    segments: AtomicU64,
    /// Hundredths of its disk that are free, above 100 when nobody knows.
    free_percent: AtomicU8,
    /// How often the thread that brings it to disk has looked what there is to do.
    sync_beats: AtomicU64,
    /// The rooms that cannot log now, by their names; touched when that changes.
    troubles: Mutex<BTreeMap<String, Trouble>>,
    /// Wakes whoever says so.
    changed: watch::Sender<()>,
}

/// Why a room cannot log, and what it does about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trouble {
    /// Paused or degraded.
    pub state: FrameLogState,
    /// What the kernel said, for programs.
    pub why: Cause,
    /// And for whoever looks after this relay.
    pub here: String,
}

impl LogFacts {
    /// An empty frame log in `directory`, whose peers are called as `names_file` says.
    pub fn new(directory: PathBuf, names_file: PathBuf) -> LogFacts {
        LogFacts {
            names_file,
            directory,
            bytes: AtomicU64::new(0),
            segments: AtomicU64::new(0),
            free_percent: AtomicU8::new(u8::MAX),
            sync_beats: AtomicU64::new(0),
            troubles: Mutex::default(),
            changed: watch::Sender::new(()),
        }
    }

    /// So much of its disk is free, in hundredths.
    pub fn set_free_percent(&self, percent: u8) {
        self.free_percent.store(percent, Relaxed);
    }

    /// How much of its disk is free, in hundredths, if that is known.
    pub fn free_percent(&self) -> Option<u8> {
        Some(self.free_percent.load(Relaxed)).filter(|&percent| percent <= 100)
    }

    /// The thread that brings it to disk looks what there is to do.
    pub fn sync_beat(&self) {
        self.sync_beats.fetch_add(1, Relaxed);
    }

    /// How often it did.
    pub fn sync_beats(&self) -> u64 {
        self.sync_beats.load(Relaxed)
    }

    /// It grew.
    pub fn grew(&self, bytes: u64) {
        self.bytes.fetch_add(bytes, Relaxed);
    }

    /// A segment was begun.
    pub fn has_segment(&self) {
        self.segments.fetch_add(1, Relaxed);
    }

    /// A segment of so many bytes was removed.
    pub fn removed(&self, bytes: u64) {
        self.correct(0i64.saturating_sub_unsigned(bytes), -1);
    }

    /// Bytes and number of all segments.
    pub fn totals(&self) -> (u64, u64) {
        (self.bytes.load(Relaxed), self.segments.load(Relaxed))
    }

    /// There are so many bytes in so many segments.
    pub fn set_totals(&self, bytes: u64, segments: u64) {
        self.bytes.store(bytes, Relaxed);
        self.segments.store(segments, Relaxed);
    }

    /// There are so many more.
    pub fn correct(&self, bytes: i64, segments: i64) {
        for (count, more) in [(&self.bytes, bytes), (&self.segments, segments)] {
            // The closure always gives a value.
            let _ = count.fetch_update(Relaxed, Relaxed, |count| Some(count.saturating_add_signed(more)));
        }
    }

    /// A room cannot log, or can again.
    pub fn set_trouble(&self, room: &str, trouble: Option<Trouble>) {
        let mut troubles = self.lock_troubles();
        let before = match &trouble {
            Some(trouble) => troubles.insert(room.to_owned(), trouble.clone()),
            None => troubles.remove(room),
        };
        drop(troubles);
        if before != trouble {
            self.changed.send_replace(());
        }
    }

    /// The rooms that cannot log now.
    pub fn troubles(&self) -> BTreeMap<String, Trouble> {
        self.lock_troubles().clone()
    }

    /// Tells when a room's trouble begins, changes or ends.
    pub fn watch_troubles(&self) -> watch::Receiver<()> {
        self.changed.subscribe()
    }

    /// Where it lies.
    pub fn directory(&self) -> &Path {
        &self.directory
    }

    /// What `status` says of it.
    pub fn status(&self) -> FrameLogStatus {
        let (bytes, segments) = self.totals();
        let (directory, names_file) = (self.directory.clone(), Some(self.names_file.clone()));
        FrameLogStatus { state: worst(&self.lock_troubles()), bytes, segments, directory, names_file }
    }

    fn lock_troubles(&self) -> MutexGuard<'_, BTreeMap<String, Trouble>> {
        self.troubles.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A room that waits is worse than one that relays without logging, as long as somebody uses it.
fn worst(troubles: &BTreeMap<String, Trouble>) -> FrameLogState {
    let any = |state| troubles.values().any(|trouble| trouble.state == state);
    let found = [FrameLogState::Paused, FrameLogState::Degraded].into_iter().find(|&state| any(state));
    found.unwrap_or(FrameLogState::Ok)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_in_trouble_shows_until_it_is_over() {
        let facts = LogFacts::new(PathBuf::from("frames"), PathBuf::from("names.toml"));
        let mut changes = facts.watch_troubles();
        let check = |expected: FrameLogState| assert_eq!(facts.status().state, expected);
        let cause = Cause { text: "full".into(), errno: None };
        let trouble = |state| Some(Trouble { state, why: cause.clone(), here: "full".into() });
        check(FrameLogState::Ok);
        facts.set_trouble("1", trouble(FrameLogState::Degraded));
        check(FrameLogState::Degraded);
        facts.set_trouble("2", trouble(FrameLogState::Paused));
        check(FrameLogState::Paused);
        assert!(changes.has_changed().is_ok_and(|changed| changed));
        changes.mark_unchanged();
        facts.set_trouble("2", trouble(FrameLogState::Paused));
        assert!(changes.has_changed().is_ok_and(|changed| !changed), "nothing is new");
        facts.set_trouble("2", None);
        facts.set_trouble("1", None);
        check(FrameLogState::Ok);
    }

    #[test]
    fn counts_of_segments_never_go_below_nothing() {
        let facts = LogFacts::new(PathBuf::from("frames"), PathBuf::from("names.toml"));
        facts.set_totals(10, 1);
        facts.removed(11);
        facts.removed(u64::MAX);
        assert_eq!(facts.totals(), (0, 0));
        facts.correct(5, 2);
        assert_eq!(facts.totals(), (5, 2));
    }
}
