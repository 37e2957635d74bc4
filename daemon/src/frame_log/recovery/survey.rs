//! What one segment holds: its sealed blocks, record by record, and what stands behind them.
//!
//! A long segment is surveyed from its end ([`from_end`]), any other and any that is damaged there
//! from its front.

use std::fs::File;
use std::io::Seek as _;
use std::path::Path;

use tp_proto::frame_log::{BlockError, Blocks, Header, Item, PeerTable, Record, SEAL_BYTES, Seal, SegmentName};

use super::numbers::NUMBER_MAX;
use super::remains::{self, Remains, Tail};
use super::{PeerNumbers, Recovered, from_end};
use crate::frame_log::{CHECKPOINT_BYTES_MIN, LastRun, LogError};

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
    /// It said that the run was stopped.
    stopped: bool,
    /// What the segment says of itself.
    header: Option<Header>,
    /// What stands behind the last verified seal.
    pub(super) remains: Remains,
    /// So many bytes at its front were not looked at.
    pub(super) unread: u64,
    next_conn: u64,
    /// Number of the next frame by the last seal, or by the file's name.
    next: u64,
}

impl Survey {
    /// Reads a segment.
    pub(super) fn of(path: &Path, name: SegmentName) -> Result<Survey, LogError> {
        let failed = |source| LogError::Read { path: path.to_owned(), source };
        let file = File::open(path).map_err(failed)?;
        let is_long = file.metadata().map_err(failed)?.len() > CHECKPOINT_BYTES_MIN;
        let from_end = if is_long { from_end::survey(&file, name, from_end::REACH_BYTES) } else { Ok(None) };
        let survey = match from_end.map_err(failed)? {
            Some(survey) => survey,
            None => Survey::from_front(&file, path, name)?,
        };
        survey.with_remains(&file, path)
    }

    /// Nothing is known yet.
    pub(super) fn new(name: SegmentName) -> Survey {
        Survey {
            peers: PeerTable::default(),
            last: None,
            ended: false,
            stopped: false,
            header: None,
            remains: Remains::Nothing,
            unread: 0,
            next_conn: 1,
            next: name.first.max(1),
        }
    }

    /// Surveys the sealed blocks from the file's first byte.
    pub(super) fn from_front(mut file: &File, path: &Path, name: SegmentName) -> Result<Survey, LogError> {
        file.rewind().map_err(|source| LogError::Read { path: path.to_owned(), source })?;
        let mut survey = Survey::new(name);
        survey.read_blocks(Blocks::new(file), path)?;
        Ok(survey)
    }

    /// Looks at what stands behind them.
    pub(super) fn with_remains(mut self, file: &File, path: &Path) -> Result<Survey, LogError> {
        let tail = Tail { from: self.sealed_bytes(), next: self.next, sealed: self.last.is_some() };
        let remains = remains::behind(file, tail, |item| self.take_in(item));
        self.remains = remains.map_err(|source| LogError::Read { path: path.to_owned(), source })?;
        Ok(self)
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
        if next > NUMBER_MAX {
            return Err(LogError::FrameNumbers { path: path.to_owned(), next });
        }
        if self.next_conn > NUMBER_MAX {
            return Err(LogError::ClientNumbers { path: path.to_owned(), next: self.next_conn });
        }
        Ok(Recovered {
            next,
            peers: PeerNumbers { next: self.next_conn, unread },
            open: Vec::new(),
            last: self.last_run(),
        })
    }

    /// How the run that wrote it left the room.
    fn last_run(&self) -> Option<LastRun> {
        self.header.as_ref().map(|header| LastRun::of(header, self.ended && self.stopped))
    }

    /// What the segment says of itself.
    pub(super) fn begins_with(&mut self, header: &Header) {
        self.number_of_next_peer(header.next_conn.unwrap_or(1));
        self.header = Some(header.clone());
    }

    /// Takes in block after block until no verified one follows.
    fn read_blocks(&mut self, mut blocks: Blocks<&File>, path: &Path) -> Result<(), LogError> {
        loop {
            match blocks.next() {
                Ok(Some(block)) => {
                    block.records().map_while(Result::ok).for_each(|item| self.take_in(item));
                    self.sealed_by(block.seal, block.seal.n_next().unwrap_or(u64::MAX));
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

    /// A verified seal, and the number behind the frames up to there.
    pub(super) fn sealed_by(&mut self, seal: Seal, next: u64) {
        self.last = Some(seal);
        self.next = self.next.max(next);
    }

    /// No new peer has this number yet, nor a higher one.
    pub(super) fn number_of_next_peer(&mut self, next_conn: u64) {
        self.next_conn = self.next_conn.max(next_conn);
    }

    pub(super) fn take_in(&mut self, item: Item<'_>) {
        self.ended = false;
        match item {
            Item::Frame(frame) => self.peers.frame(&frame),
            Item::Sent(sent) => self.peers.sent(sent),
            Item::Other(record) => {
                match record.as_ref() {
                    Record::Header(header) => self.begins_with(header),
                    Record::Note(note) => self.number_of_next_peer(note.next_conn.unwrap_or(1)),
                    Record::Open(open) => self.number_of_next_peer(open.conn.saturating_add(1)),
                    Record::End(end) => (self.ended, self.stopped) = (true, end.why == "stop"),
                    _ => {}
                }
                self.peers.apply(&record);
            }
            Item::Unknown => {}
        }
    }
}
