//! The frame log, as the daemon keeps it: who may write it, what an earlier run left, and the
//! writer of each room. Its format is [`tp_proto::frame_log`].
//!
//! Nothing here knows a room's state machine or a socket. What cannot be logged must not be
//! relayed: that is the caller's half of the contract, and [`Commit`] tells it.

mod check;
mod directory;
mod error;
mod recovery;
mod segment;
mod sync;
mod system;
mod writer;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tp_proto::frame_log::Mode;

pub use error::LogError;
pub use recovery::{PeerNumbers, Recovered};
pub use sync::{SyncHandle, Syncer};
pub use writer::{Commit, Present, Profile, Rotation, Writer};

use self::check::{Check, Unchecked};
use self::writer::CHECKPOINT_BYTES_MIN;
use crate::census::LogFacts;

/// The frame log's folder, locked for this process.
#[derive(Debug)]
pub struct Store {
    directory: PathBuf,
    boot: [u8; 16],
    /// What the recovery of rooms has left unread.
    unchecked: Vec<Unchecked>,
    check: Option<Check>,
    _lock: directory::Lock,
}

impl Store {
    /// Makes the folder if need be and locks it.
    pub fn open(directory: &Path) -> Result<Store, LogError> {
        directory::make(directory)?;
        let lock = directory::lock(directory)?;
        let (directory, boot) = (directory.to_owned(), system::boot_id()?);
        Ok(Store { directory, boot, unchecked: Vec::new(), check: None, _lock: lock })
    }

    /// Takes up what earlier runs left of the room on `port`. The front of a long segment is left
    /// for [`check_the_rest`](Self::check_the_rest).
    pub fn recover(&mut self, port: u16, facts: &LogFacts) -> Result<Recovered, LogError> {
        let directory = self.room_directory(port);
        directory::make(&directory)?;
        recovery::recover(&directory, facts, &mut self.unchecked)
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
        mode: Mode,
        segment_bytes: u64,
        start: Start,
        sync: SyncHandle,
        facts: Arc<LogFacts>,
    ) -> Result<Writer, LogError> {
        let profile = Profile { directory: self.room_directory(port), port, mode, segment_bytes, boot: self.boot };
        Writer::begin(profile, start.next, start.next_conn, sync, facts, start.now)
    }

    fn room_directory(&self, port: u16) -> PathBuf {
        self.directory.join(port.to_string())
    }
}

/// Where a run starts.
#[derive(Debug, Clone, Copy)]
pub struct Start {
    /// Number of the room's next frame.
    pub next: u64,
    /// Number of the next peer, of whatever room.
    pub next_conn: u64,
    /// The relay's clock.
    pub now: Duration,
}
