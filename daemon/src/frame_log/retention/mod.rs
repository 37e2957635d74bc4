//! What is removed of the frame log, and when.
//!
//! A thread of its own looks at the folders of all rooms, those that are not configured any more
//! included, and removes the oldest closed segments while there is too much: in all, by age, or of
//! a disk that others need too ([`plan`]). The data path never waits for it; it says when a segment
//! has closed and when it has no space ([`RetentionHandle`]).
//!
//! Never removed: a segment that is being written, the last one of a room (the numbers go on from
//! it), and whatever is not named as a segment. Bounds: what a scan holds is one entry a segment,
//! and a scan takes a twentieth of the time at most.

mod catalog;
mod keeper;
mod plan;
mod told;

use std::collections::HashSet;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::space::Space;
use super::{FreeSpace, LogError};
use crate::census::LogFacts;
use keeper::Keeper;

/// What may be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    /// The most bytes of all segments together, `None` for no limit.
    pub bytes: Option<u64>,
    /// The age at which a closed segment goes, `None` for never.
    pub age: Option<Duration>,
    /// What is to stay free of the disk.
    pub free: FreeSpace,
}

/// The running thread.
#[derive(Debug)]
pub struct Retention {
    shared: Arc<Shared>,
    thread: JoinHandle<()>,
}

/// What the data path holds of it.
#[derive(Debug, Clone)]
pub struct RetentionHandle {
    shared: Arc<Shared>,
}

/// A request for room, to be compared with what was done since.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked(u64);

/// What came of a request for room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// It is still being looked after.
    Pending,
    /// Something was removed.
    Freed,
    /// There is nothing left that may be removed.
    NothingLeft,
}

#[derive(Debug, Default)]
struct Shared {
    state: Mutex<State>,
    changed: Condvar,
}

/// Held for a moment by either side, never over a call to the file system.
#[derive(Debug, Default)]
struct State {
    /// Segments that are being written.
    live: HashSet<PathBuf>,
    stopped: bool,
    /// A segment has closed since the last look.
    closed: bool,
    /// How often room was asked for, and how many of these requests were looked after.
    asked: u64,
    answered: u64,
    /// The last request found nothing to remove.
    nothing_left: bool,
    /// Rules that hold from the next look on.
    new_rules: Option<Rules>,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Gives back what a killed run took ahead of time, and applies the rules once: before anything is
/// written, because a start on a full disk may need the room.
pub fn tidy(frames: &Path, rules: &Rules) -> Result<(), LogError> {
    catalog::scan(frames)?.iter().for_each(catalog::give_back);
    Keeper::new(frames, rules.clone(), Arc::default(), None).look(false).map(drop)
}

/// Counts what is there into `facts`.
pub fn count(frames: &Path, facts: &LogFacts) -> Result<(), LogError> {
    let (bytes, segments) = catalog::totals(&catalog::scan(frames)?);
    facts.set_totals(bytes, segments);
    if let Ok(space) = Space::at(frames) {
        facts.set_free_percent(space.free_percent());
    }
    Ok(())
}

impl Retention {
    /// Starts the thread.
    pub fn start(frames: &Path, rules: Rules, facts: Arc<LogFacts>) -> io::Result<Retention> {
        let shared = Arc::<Shared>::default();
        let (frames, theirs) = (frames.to_owned(), Arc::clone(&shared));
        let thread = thread::Builder::new()
            .name("frame-log retention".into())
            .spawn(move || Keeper::new(&frames, rules, theirs, Some(facts)).run())?;
        Ok(Retention { shared, thread })
    }

    /// What writers hold.
    pub fn handle(&self) -> RetentionHandle {
        RetentionHandle { shared: Arc::clone(&self.shared) }
    }

    /// Ends the thread, which has nothing to bring to an end.
    pub fn stop(self) {
        self.shared.lock().stopped = true;
        self.shared.changed.notify_all();
        let _ = self.thread.join();
    }
}

impl RetentionHandle {
    /// A segment is about to be written.
    pub fn begins(&self, segment: &Path) {
        self.shared.lock().live.insert(segment.to_owned());
    }

    /// A segment is written no more, or could not be begun.
    pub fn ends(&self, segment: &Path) {
        let mut state = self.shared.lock();
        state.live.remove(segment);
        state.closed = true;
        drop(state);
        self.shared.changed.notify_all();
    }

    /// There is no space: at least one segment is to go, if any may.
    pub fn ask(&self) -> Asked {
        let mut state = self.shared.lock();
        state.asked += 1;
        let asked = Asked(state.asked);
        drop(state);
        self.shared.changed.notify_all();
        asked
    }

    /// From now on these rules hold, and what is too much by them goes soon.
    pub fn set_rules(&self, rules: Rules) {
        let mut state = self.shared.lock();
        state.new_rules = Some(rules);
        state.closed = true;
        drop(state);
        self.shared.changed.notify_all();
    }

    /// What came of it.
    pub fn answer(&self, Asked(request): Asked) -> Answer {
        let state = self.shared.lock();
        match state.answered >= request {
            false => Answer::Pending,
            true if state.nothing_left => Answer::NothingLeft,
            true => Answer::Freed,
        }
    }
}
