//! The frame log, as the daemon keeps it: who may write it, what an earlier run left, and the
//! writer of each room. Its format is [`tp_proto::frame_log`].
//!
//! Nothing here knows a room's state machine or a socket. What cannot be logged must not be
//! relayed: that is the caller's half of the contract, and [`Commit`] tells it.

mod check;
mod directory;
mod error;
mod payload;
mod recovery;
mod retention;
mod segment;
mod settings;
mod space;
mod standing;
mod sync;
mod system;
mod unlogged;
mod writer;

use std::collections::BTreeSet;
use std::io;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tp_proto::frame_log::FrameHead;

pub use error::LogError;
pub use recovery::{OpenPeer, PeerNumbers, Recovered};
pub use retention::{Retention, RetentionHandle, Rules};
pub use settings::{OnFull, PayloadMode, Settings, SyncMode};
pub use space::FreeSpace;
pub use standing::{LastRun, Standing};
pub use sync::{SyncHandle, Syncer};
pub use writer::{Commit, Due, Present, Rotation, Services, Writer};

use self::check::{Check, Unchecked};
use self::writer::CHECKPOINT_BYTES_MIN;
use crate::census::LogFacts;
use crate::fatal::FatalSender;
use payload::Keeping;
use writer::Profile;

/// The frame log's folder, locked for this process.
#[derive(Debug)]
pub struct Store {
    directory: PathBuf,
    settings: Settings,
    keeping: Keeping,
    boot: [u8; 16],
    /// What the recovery of rooms has left unread.
    unchecked: Vec<Unchecked>,
    check: Option<Check>,
    _lock: directory::Lock,
}

impl Store {
    /// Makes the folder if need be and locks it, and removes what is too much by the settings.
    pub fn open(directory: &Path, settings: Settings) -> Result<Store, LogError> {
        directory::make(directory)?;
        let lock = directory::lock(directory)?;
        let keeping = Keeping::begin(settings.payload, directory)?;
        retention::tidy(directory, &settings.retention)?;
        let (directory, boot) = (directory.to_owned(), system::boot_id()?);
        Ok(Store { directory, settings, keeping, boot, unchecked: Vec::new(), check: None, _lock: lock })
    }

    /// Counts all that lies there into `facts`: after recovery, before anything is written.
    pub fn count(&self, facts: &LogFacts) -> Result<(), LogError> {
        retention::count(&self.directory, facts)
    }

    /// Starts what looks after segments off the data path: brings them to disk, removes them.
    ///
    /// The first of them shows every `beat` at least that it still does.
    pub fn start_services(
        &self,
        facts: &Arc<LogFacts>,
        beat: Duration,
        fatal: FatalSender,
    ) -> io::Result<(Syncer, Retention)> {
        let syncer = Syncer::start(self.settings.sync, beat, Arc::clone(facts), fatal)?;
        let retention = Retention::start(&self.directory, self.settings.retention.clone(), Arc::clone(facts))?;
        Ok((syncer, retention))
    }

    /// Takes up what earlier runs left of the room on `port`; the peers with a number in `stay` may
    /// go on. The front of a long segment is left for [`check_the_rest`](Self::check_the_rest).
    pub fn recover(&mut self, port: u16, stay: &BTreeSet<u64>) -> Result<Recovered, LogError> {
        let directory = self.room_directory(port);
        directory::make(&directory)?;
        recovery::recover(&directory, stay, &mut self.unchecked)
    }

    /// Shows the frames of the room on `port` before number `next`, the last one first, as long as
    /// each is there whole and `visit` wants more.
    pub fn visit_back(
        &self,
        port: u16,
        next: u64,
        visit: &mut dyn FnMut(&FrameHead<'_>, &[u8]) -> ControlFlow<()>,
    ) -> Result<(), LogError> {
        recovery::visit_back(&self.room_directory(port), next, visit)
    }

    /// From here on a thread reads what the recoveries have left unread, and says in the
    /// diagnostics what is damaged there. It ends with this value.
    pub fn check_the_rest(&mut self) -> io::Result<()> {
        if !self.unchecked.is_empty() {
            self.check = Some(Check::start(std::mem::take(&mut self.unchecked))?);
        }
        Ok(())
    }

    /// What the folders of all rooms but these know of peer numbers: a room that is not configured
    /// today was there yesterday, and is not touched.
    pub fn peer_numbers_elsewhere(&self, configured: &[u16]) -> Result<Vec<PeerNumbers>, LogError> {
        let mut rooms = directory::rooms(&self.directory)?;
        rooms.retain(|port| !configured.contains(port));
        rooms.into_iter().map(|port| recovery::peer_numbers(&self.room_directory(port))).collect()
    }

    /// Begins this run's first segment of the room on `port`.
    pub fn begin(
        &self,
        port: u16,
        standing: Standing,
        start: Start<'_>,
        services: Services,
    ) -> Result<Writer, LogError> {
        let settings = &self.settings;
        let profile = Profile {
            directory: self.room_directory(port),
            port,
            standing,
            segment_bytes: settings.segment_bytes,
            segment_age: settings.segment_age,
            sync: settings.sync,
            on_full: settings.on_full,
            free: settings.retention.free,
            payload: settings.payload.word(),
            keeping: self.keeping.clone(),
            boot: self.boot,
        };
        Writer::begin(profile, start, services)
    }

    fn room_directory(&self, port: u16) -> PathBuf {
        self.directory.join(port.to_string())
    }
}

/// Where a run starts.
#[derive(Debug, Clone, Copy)]
pub struct Start<'a> {
    /// Number of the room's next frame.
    pub next: u64,
    /// Number of the next peer, of whatever room.
    pub next_conn: u64,
    /// Who is there already.
    pub present: &'a Present,
    /// The relay's clock.
    pub now: Duration,
}
