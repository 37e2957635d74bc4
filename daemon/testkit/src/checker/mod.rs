//! Holds a frame log against what the clients know.
//!
//! | | what must be so |
//! |---|---|
//! | I1 | a sender's frames, joined, are what it sent; a prefix of it when it was cut |
//! | I2 | a peer received, byte for byte and in the log's order, the frames between its join and its leave that the mode gives it |
//! | I3 | it received a strict prefix of them only where its `close` says so, and then `tx` and `undelivered` add up to what was for it |
//! | I4 | frame numbers rise by one, over segments and restarts |
//! | I5 | nothing that anybody received is missing from the log, whatever killed the relay |
//! | I6 | the counters of `peers` and `status` are the log's |
//! | format | every byte stands under a seal that fits; ports, recipients and times are in order |
//!
//! Where a log may have gaps ([`Check::gaps`]), I1 to I3 hold for the bytes that are there: a segment
//! that follows a gap says anew how far everybody is.
//!
//! The checker owns its view of the format: it decodes items into plain CBOR values and tracks
//! membership and seals itself. It must never use the product's readers, which it would then only
//! compare with themselves. It holds one segment in memory, and of every frame its number, length
//! and audience; never a stream.

mod account;
mod checkpoint;
mod frames;
mod item;
mod judge;
mod peer;
mod report;
mod room;
mod segment;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::{Path, PathBuf};

use tp_proto::control::{PeerRow, RoomStatus};

pub use account::Account;
pub use report::{CloseFacts, GapFacts, Invariant, PeerFacts, Report, Violation};
use room::Room;

/// A check to be made.
#[derive(Debug)]
pub struct Check {
    dir: PathBuf,
    accounts: Vec<Account>,
    counters: Option<(Vec<PeerRow>, RoomStatus)>,
    running: bool,
    gaps: bool,
    first_frame: u64,
}

impl Check {
    /// Of the room whose segments lie in `dir`, after its relay has stopped.
    pub fn room(dir: impl AsRef<Path>) -> Check {
        Check {
            dir: dir.as_ref().to_owned(),
            accounts: Vec::new(),
            counters: None,
            running: false,
            gaps: false,
            first_frame: 1,
        }
    }

    /// The log may have gaps: what was relayed there is known by its number and bytes alone. Each is
    /// in the report.
    pub fn gaps(mut self) -> Check {
        self.gaps = true;
        self
    }

    /// The relay still runs, or was killed and not started again: the log may end without last
    /// words, and in a torn block.
    pub fn running(mut self) -> Check {
        self.running = true;
        self
    }

    /// Number of the log's first frame where its beginning is not there any more.
    pub fn first_frame(mut self, number: u64) -> Check {
        self.first_frame = number;
        self
    }

    /// What a client knows.
    pub fn account(mut self, account: Account) -> Check {
        self.accounts.push(account);
        self
    }

    /// What several clients know.
    pub fn accounts(mut self, accounts: impl IntoIterator<Item = Account>) -> Check {
        self.accounts.extend(accounts);
        self
    }

    /// What the relay said of its peers and of this room when nothing moved any more (I6).
    pub fn counters(mut self, peers: &[PeerRow], room: &RoomStatus) -> Check {
        let ours = peers.iter().filter(|row| row.room == room.room).cloned().collect();
        self.counters = Some((ours, room.clone()));
        self
    }

    /// Reads the log and says what it found.
    ///
    /// # Panics
    ///
    /// When the directory cannot be read.
    pub fn run(self) -> Report {
        let mut room = Room::new(self.accounts, self.first_frame, self.gaps);
        let names = segment_names(&self.dir);
        for (at, name) in names.iter().enumerate() {
            let path = self.dir.join(name);
            let bytes = fs::read(&path).unwrap_or_else(|error| panic!("cannot read {}: {error}", path.display()));
            let may_be_torn = self.running && at + 1 == names.len();
            segment::read(name, &bytes, may_be_torn, &mut room);
        }
        if let Some((rows, status)) = &self.counters {
            room.check_counters(rows, status);
        }
        room.into_report(names.len(), self.running)
    }

    /// Reads the log and gives its report when all is well.
    ///
    /// # Panics
    ///
    /// With every violation as a sentence.
    pub fn assert_ok(self) -> Report {
        let dir = self.dir.clone();
        let report = self.run();
        assert!(report.violations.is_empty(), "the log in {} breaks its word:\n{report}", dir.display());
        report
    }
}

/// The names of a room's segments, in the order of the log. `_2` behind a number is a later segment
/// with the same first frame, and sorts behind the one without.
fn segment_names(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).unwrap_or_else(|error| panic!("cannot list {}: {error}", dir.display()));
    let names = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let mut segments: Vec<(String, u64, String)> = names
        .filter_map(|name| {
            let stem = name.strip_prefix("frames-")?.strip_suffix(".cborseq")?;
            let (first, turn) = stem.split_once('_').unwrap_or((stem, "1"));
            Some((first.to_owned(), turn.parse().ok()?, name))
        })
        .collect();
    segments.sort();
    segments.into_iter().map(|(_, _, name)| name).collect()
}
