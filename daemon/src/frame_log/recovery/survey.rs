//! What one segment holds: its sealed blocks, record by record, and what stands behind them.

use std::fs::File;
use std::path::Path;

use tp_proto::frame_log::{BlockError, Blocks, Item, PeerTable, Record, SEAL_BYTES, Seal, SegmentName};

use super::numbers::NUMBER_MAX;
use super::remains::{self, Remains, Tail};
use super::{PeerNumbers, Recovered};
use crate::frame_log::LogError;

/// Fewest bytes of an `open` record: no name, all of its numbers below 24, IPv4.
pub(super) const OPEN_BYTES_MIN: u64 = 53;

/// What a segment holds.
#[derive(Debug)]
pub(super) struct Survey {
    /// Who is in the room at the end, kept records included.
    pub(super) peers: PeerTable,
    /// The last verified seal.
    pub(super) last: Option<Seal>,
    /// The last record was an `end`.
    pub(super) ended: bool,
    /// What stands behind the last verified seal.
    pub(super) remains: Remains,
    next_conn: u64,
    /// Number of the next frame by the last seal, or by the file's name.
    next: u64,
}

impl Survey {
    /// Reads a segment.
    pub(super) fn of(path: &Path, name: SegmentName) -> Result<Survey, LogError> {
        let failed = |source| LogError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(failed)?;
        let mut survey = Survey {
            peers: PeerTable::default(),
            last: None,
            ended: false,
            remains: Remains::Nothing,
            next_conn: 1,
            next: name.first.max(1),
        };
        survey.read_blocks(Blocks::new(&file), path)?;
        let tail = Tail { from: survey.sealed_bytes(), next: survey.next, sealed: survey.last.is_some() };
        survey.remains = remains::behind(&file, tail, |item| survey.take_in(item)).map_err(failed)?;
        Ok(survey)
    }

    /// Bytes through the last verified seal.
    pub(super) fn sealed_bytes(&self) -> u64 {
        self.last.and_then(|seal| seal.offset()).map_or(0, |offset| offset + SEAL_BYTES as u64)
    }

    /// Number of the first frame behind the last verified seal.
    pub(super) fn sealed_next(&self) -> u64 {
        self.next
    }

    /// Where the numbers go on.
    ///
    /// # Errors
    ///
    /// They are so high that they could run out.
    pub(super) fn numbers(&self, path: &Path) -> Result<Recovered, LogError> {
        let (next, unread) = match &self.remains {
            Remains::Nothing | Remains::Unsealed => (self.next, 0),
            Remains::Torn { frames, .. } => (self.next.saturating_add(u64::from(*frames)), 0),
            Remains::Damaged { next, bytes } => (*next, bytes / OPEN_BYTES_MIN),
        };
        for (what, number) in [("frame", next), ("client", self.next_conn)] {
            if number > NUMBER_MAX {
                return Err(LogError::Numbers { path: path.to_owned(), what, number });
            }
        }
        Ok(Recovered { next, peers: PeerNumbers { next: self.next_conn, unread } })
    }

    /// Takes in block after block until no verified one follows.
    fn read_blocks(&mut self, mut blocks: Blocks<&File>, path: &Path) -> Result<(), LogError> {
        loop {
            match blocks.next() {
                Ok(Some(block)) => {
                    block.records().map_while(Result::ok).for_each(|item| self.take_in(item));
                    self.last = Some(block.seal);
                    self.next = self.next.max(block.seal.n_next().unwrap_or(u64::MAX));
                }
                Err(BlockError::Io { source, .. }) => {
                    return Err(LogError::Read { path: path.to_owned(), source });
                }
                Err(BlockError::Version(version)) => {
                    return Err(LogError::Version { path: path.to_owned(), version });
                }
                Ok(None) | Err(BlockError::NotAFrameLog | BlockError::Damaged { .. }) => return Ok(()),
            }
        }
    }

    fn take_in(&mut self, item: Item<'_>) {
        self.ended = false;
        match item {
            Item::Frame(frame) => self.peers.frame(&frame),
            Item::Sent(sent) => self.peers.sent(sent),
            Item::Other(record) => {
                match record.as_ref() {
                    Record::Header(header) => self.next_conn = self.next_conn.max(header.next_conn.unwrap_or(1)),
                    Record::Open(open) => self.next_conn = self.next_conn.max(open.conn.saturating_add(1)),
                    Record::End(_) => self.ended = true,
                    _ => {}
                }
                self.peers.apply(&record);
            }
            Item::Unknown => {}
        }
    }
}
