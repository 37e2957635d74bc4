//! The thread: looks, removes, waits.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError};
use std::time::{Duration, Instant, SystemTime};

use super::catalog::{self, Folder};
use super::plan::{self, Removal, Situation};
use super::told::Told;
use super::{Rules, Shared};
use crate::census::LogFacts;
use crate::frame_log::LogError;
use crate::frame_log::space::Space;
use crate::language::{here, told};
use crate::repeats::Repeats;

/// How often the folders are looked at.
const PERIOD: Duration = Duration::from_secs(1);

/// How soon after a look a closed segment is worth another.
const SOON: Duration = Duration::from_millis(50);

/// A look that takes long is followed by so many times its length without one.
const REST: u32 = 20;

pub(super) struct Keeper {
    frames: PathBuf,
    rules: Rules,
    shared: Arc<Shared>,
    /// What `status` shows, once it is shown.
    facts: Option<Arc<LogFacts>>,
    told: Told,
    failures: Repeats,
    /// By how much the facts were off the folders at the last look, in bytes and segments.
    drift: (i64, i64),
}

impl Keeper {
    pub(super) fn new(frames: &Path, rules: Rules, shared: Arc<Shared>, facts: Option<Arc<LogFacts>>) -> Keeper {
        let (told, failures) = (Told::default(), Repeats::default());
        Keeper { frames: frames.to_owned(), rules, shared, facts, told, failures, drift: (0, 0) }
    }

    /// Looks until it is stopped.
    pub(super) fn run(&mut self) {
        loop {
            let began = Instant::now();
            let asked = self.shared.begin_look();
            let removed = self.look(asked.is_some()).unwrap_or_else(|error| {
                self.complain(&told(&error, here()));
                0
            });
            if let Some(request) = asked {
                self.shared.answer(request, removed == 0);
            }
            if !self.shared.wait(Instant::now(), began.elapsed() * REST) {
                return;
            }
        }
    }

    /// Looks at the folders and removes what has to go; `one_more` at least, if any may go. Gives
    /// how many went.
    pub(super) fn look(&mut self, one_more: bool) -> Result<usize, LogError> {
        let live = self.begin();
        let folders = catalog::scan(&self.frames)?;
        self.compare(&folders);
        let space = Space::at(&self.frames).ok();
        if let (Some(facts), Some(space)) = (&self.facts, &space) {
            facts.set_free_percent(space.free_percent());
        }
        let situation = Situation { folders: &folders, live: &live, now: SystemTime::now(), space, one_more };
        let planned = plan::removals(&self.rules, &situation);
        let removed = planned.into_iter().filter(|removal| self.remove(removal)).count();
        self.told.tell();
        Ok(removed)
    }

    /// Takes up rules that are new. Gives the segments that are being written.
    fn begin(&mut self) -> HashSet<PathBuf> {
        let mut state = self.shared.lock();
        if let Some(rules) = state.new_rules.take() {
            self.rules = rules;
        }
        state.live.clone()
    }

    fn remove(&mut self, removal: &Removal) -> bool {
        // It may have been begun since the folders were listed.
        if self.shared.lock().live.contains(&removal.path) {
            return false;
        }
        match fs::remove_file(&removal.path) {
            Ok(()) => {
                self.told.removed(removal);
                if let Some(facts) = &self.facts {
                    facts.removed(removal.bytes);
                }
                true
            }
            // Somebody else was first.
            Err(error) if error.kind() == io::ErrorKind::NotFound => false,
            Err(error) => {
                let path = removal.path.to_string_lossy();
                self.complain(&here().log_not_removed(&path, &here().kernel(&error)));
                false
            }
        }
    }

    /// Corrects the facts where somebody else removed or brought segments. Only a difference that
    /// two looks agree on is one: the data path writes and counts while this thread reads.
    fn compare(&mut self, folders: &[Folder]) {
        let Some(facts) = &self.facts else { return };
        let (bytes, segments) = catalog::totals(folders);
        let (said_bytes, said_segments) = facts.totals();
        let drift = (difference(bytes, said_bytes), difference(segments, said_segments));
        if drift == self.drift && drift != (0, 0) {
            facts.correct(drift.0, drift.1);
            self.drift = (0, 0);
        } else {
            self.drift = drift;
        }
    }

    fn complain(&self, what: &str) {
        if let Some(times) = self.failures.tell() {
            tracing::warn!("{}", here().log_untidy(times, what));
        }
    }
}

fn difference(one: u64, other: u64) -> i64 {
    one.wrapping_sub(other) as i64
}

impl Shared {
    /// What was asked for before this look.
    fn begin_look(&self) -> Option<u64> {
        let mut state = self.lock();
        state.closed = false;
        (state.asked > state.answered).then_some(state.asked)
    }

    fn answer(&self, request: u64, nothing_left: bool) {
        let mut state = self.lock();
        (state.answered, state.nothing_left) = (request, nothing_left);
    }

    /// Waits until the next look is due, at least `rest` unless room is asked for; `false`: there
    /// is none.
    fn wait(&self, ended: Instant, rest: Duration) -> bool {
        let mut state = self.lock();
        loop {
            let after = rest.max(if state.closed { SOON } else { PERIOD });
            let left = after.saturating_sub(ended.elapsed());
            if state.stopped {
                return false;
            }
            if left.is_zero() || state.asked > state.answered {
                return true;
            }
            state = self.changed.wait_timeout(state, left).unwrap_or_else(PoisonError::into_inner).0;
        }
    }
}
