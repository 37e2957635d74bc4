//! The bans as the control side keeps them: who is refused until when and whose order it was, and a
//! file in the state directory, so that no restart and no crash lifts one.
//!
//! Sessions change the list under a lock that is never held over a wait; the data path gets a copy
//! with a number (`gate`). Bound: [`BANS_MAX`].

mod file;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ipnet::IpNet;
use tp_addresses::net;
use tp_proto::control::{BANS_MAX, BanRow};

use crate::clock::{self, Clock};
use crate::gate::Ban;
use crate::language::{here, told};
use crate::state_file::{self, StateFileError};

/// One more than there may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there are {BANS_MAX} bans already: lift one, or ban the net that several are in")]
pub struct TooMany;

/// A ban as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Kept {
    net: IpNet,
    /// When it ends, on the relay's clock.
    until: Duration,
    /// And as nanoseconds since the Unix epoch.
    until_unix_ns: u64,
    by: String,
}

/// What the data path is to know.
#[derive(Debug)]
pub struct Snapshot {
    /// All that hold.
    pub bans: Vec<Ban>,
    /// Higher than that of every earlier one.
    pub version: u64,
}

/// All bans.
#[derive(Debug)]
pub struct BanBook {
    clock: Clock,
    file: PathBuf,
    list: Mutex<List>,
    /// Held while the file is written: the last list is the last that is written.
    writing: Mutex<()>,
}

#[derive(Debug, Default)]
struct List {
    bans: Vec<Kept>,
    version: u64,
}

impl BanBook {
    /// Those that an earlier run left in `directory` and that are not over. A file that cannot be read
    /// is told, set aside, and keeps nobody from starting.
    pub fn open(directory: &Path, clock: Clock) -> BanBook {
        let file = directory.join(file::NAME);
        let kept = file::read(&file).unwrap_or_else(|error| {
            tell_of_loss(&file, &error);
            Vec::new()
        });
        let (now, unix_ns) = (clock.now(), clock::unix_ns());
        let bans = kept
            .into_iter()
            .filter(|ban| ban.until_unix_ns > unix_ns)
            .map(|ban| Kept { until: now + Duration::from_nanos(ban.until_unix_ns - unix_ns), ..ban });
        let list = List { bans: bans.take(BANS_MAX).collect(), version: 1 };
        BanBook { clock, file, list: Mutex::new(list), writing: Mutex::default() }
    }

    /// Bans a net for a time from now on. Gives the ban, and whether it was banned before.
    ///
    /// # Errors
    ///
    /// There are as many as may be.
    pub fn ban(&self, net: IpNet, time: Duration, by: &str) -> Result<(BanRow, bool), TooMany> {
        let now = self.clock.now();
        let mut list = self.lock();
        list.tidy(now);
        let before = list.bans.len();
        list.bans.retain(|ban| ban.net != net);
        let again = list.bans.len() < before;
        if list.bans.len() >= BANS_MAX {
            return Err(TooMany);
        }
        let nanos = u64::try_from(time.as_nanos()).unwrap_or(u64::MAX);
        let until_unix_ns = clock::unix_ns().saturating_add(nanos);
        let kept = Kept { net, until: now + time, until_unix_ns, by: by.to_owned() };
        let row = kept.row(now);
        list.bans.push(kept);
        list.version += 1;
        Ok((row, again))
    }

    /// Ends a ban; `false`: there was none. Gives the narrowest other one that the net lies in, too.
    pub fn lift(&self, net: IpNet) -> (bool, Option<IpNet>) {
        let mut list = self.lock();
        list.tidy(self.clock.now());
        let before = list.bans.len();
        list.bans.retain(|ban| ban.net != net);
        let lifted = list.bans.len() < before;
        list.version += u64::from(lifted);
        let around = list.bans.iter().map(|ban| ban.net).filter(|other| other.contains(&net));
        (lifted, around.max_by_key(IpNet::prefix_len))
    }

    /// Those that hold, the one that ends first in front.
    pub fn rows(&self) -> Vec<BanRow> {
        let now = self.clock.now();
        let mut list = self.lock();
        list.tidy(now);
        list.bans.sort_by_key(|ban| ban.until);
        list.bans.iter().map(|ban| ban.row(now)).collect()
    }

    /// Those that hold, for the data path.
    pub fn snapshot(&self) -> Snapshot {
        let list = self.lock();
        let bans = list.bans.iter().map(|ban| Ban { net: ban.net, until: ban.until }).collect();
        Snapshot { bans, version: list.version }
    }

    /// Writes the file, as the list is then. It waits for a disk.
    ///
    /// # Errors
    ///
    /// What the kernel said, and of which file.
    pub fn save(&self) -> Result<(), StateFileError> {
        let _writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
        let bans = self.lock().bans.clone();
        file::write(&self.file, &bans)
    }

    /// Why its file is not written, by whoever was to have it written.
    pub fn unsaved(&self, source: io::Error) -> StateFileError {
        StateFileError::Write { path: self.file.clone(), source }
    }

    fn lock(&self) -> MutexGuard<'_, List> {
        self.list.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Nobody is banned any more. A file that is none of ours is left to whoever looks at it, for the next ban
/// writes over what is in its place.
fn tell_of_loss(file: &Path, error: &StateFileError) {
    let mut what = told(error, here());
    if let Ok(aside) = state_file::set_aside(file) {
        what = format!("{what}; {}", here().set_aside(&aside.to_string_lossy()));
    }
    tracing::error!("{}", here().bans_lost(&what));
}

impl List {
    fn tidy(&mut self, now: Duration) {
        self.bans.retain(|ban| ban.until > now);
    }
}

impl Kept {
    fn row(&self, now: Duration) -> BanRow {
        let left = self.until.saturating_sub(now).as_millis();
        BanRow {
            net: net::name(self.net),
            until: self.until_unix_ns,
            left_ms: u64::try_from(left).unwrap_or(u64::MAX),
            by: self.by.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
