//! Takes up what an earlier run left of a room.
//!
//! The last segment is read block by block. What stands behind the last seal and is whole is kept
//! (after a power cut somebody may have seen it), the rest is cut off; then the segment gets a
//! `close` for every peer that was open, an `end` and a seal. It is never appended to again: this
//! run begins its own. A segment that is damaged before its last seal is left exactly as it is.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use tp_proto::frame_log::{
    BlockError, Blocks, Close, End, Note, PeerTable, Record, Seal, SegmentName, TablePeer, encode_record, item,
};

use super::segment::{BlockFacts, Segment};
use super::{LogError, directory};
use crate::census::LogFacts;
use crate::clock;

/// Where the numbers go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovered {
    /// Number of the room's next frame.
    pub next: u64,
    /// No peer of the room had this number or a higher one.
    pub next_conn: u64,
}

/// Reads a room's folder and brings its last segment to an end.
pub fn recover(directory: &Path, facts: &LogFacts) -> Result<Recovered, LogError> {
    let mut names = directory::segments(directory)?;
    let mut recovered = Recovered { next: 1, next_conn: 1 };
    while let Some(name) = names.pop() {
        let path = directory.join(name.to_string());
        let survey = Survey::of(&path, name)?;
        recovered = survey.numbers(recovered);
        if survey.has_seal() {
            survey.finish(&path, name, directory)?;
            names.push(name);
            break;
        }
        set_aside(&path)?;
    }
    for name in names {
        facts.has_segment();
        facts.grew(fs::metadata(directory.join(name.to_string())).map_or(0, |metadata| metadata.len()));
    }
    Ok(recovered)
}

/// A file without a seal was never written to in earnest: an empty one goes, another one is kept
/// under a name that no reader takes for a segment.
fn set_aside(path: &Path) -> Result<(), LogError> {
    let failed = |source| LogError::Read { path: path.to_owned(), source };
    if fs::metadata(path).map_err(failed)?.len() == 0 {
        tracing::warn!("{} is empty: removed", path.display());
        return fs::remove_file(path).map_err(failed);
    }
    let aside = free_aside(path);
    fs::rename(path, &aside).map_err(failed)?;
    tracing::warn!("{} is no frame log (it has no seal): set aside as {}", path.display(), aside.display());
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

/// What the last segment holds.
#[derive(Debug)]
struct Survey {
    peers: PeerTable,
    last: Option<Seal>,
    next: u64,
    next_conn: u64,
    /// Whole records behind the last seal.
    kept: Vec<u8>,
    kept_frames: u32,
    /// Bytes behind those.
    torn: u64,
    ended: bool,
    damage: Option<String>,
}

impl Survey {
    fn of(path: &Path, name: SegmentName) -> Result<Survey, LogError> {
        let failed = |source| LogError::Read { path: path.to_owned(), source };
        let mut survey = Survey {
            peers: PeerTable::default(),
            last: None,
            next: name.first,
            next_conn: 1,
            kept: Vec::new(),
            kept_frames: 0,
            torn: 0,
            ended: false,
            damage: None,
        };
        let file = File::open(path).map_err(failed)?;
        let len = file.metadata().map_err(failed)?.len();
        let mut blocks = Blocks::new(file);
        while let Some(tail) = survey.read_blocks(&mut blocks, path)? {
            if survey.goes_on(&mut blocks, path)? {
                continue;
            }
            survey.keep_tail(&tail);
            break;
        }
        survey.torn = len.saturating_sub(survey.sealed_bytes() + survey.kept.len() as u64);
        Ok(survey)
    }

    /// Takes in block after block until no further one follows; gives what stands there instead,
    /// `None` when nothing does.
    fn read_blocks(&mut self, blocks: &mut Blocks<File>, path: &Path) -> Result<Option<Vec<u8>>, LogError> {
        loop {
            match blocks.next() {
                Ok(Some(block)) => {
                    for item in block.items().map_while(Result::ok) {
                        self.take_in(item.1);
                    }
                    self.last = Some(block.seal);
                    self.next = self.next.max(block.seal.n_next().unwrap_or(u64::MAX));
                }
                Err(BlockError::Io { source, .. }) => {
                    return Err(LogError::Read { path: path.to_owned(), source });
                }
                Err(BlockError::Version(version)) => {
                    return Err(LogError::Version { path: path.to_owned(), version });
                }
                Ok(None) | Err(_) => return Ok(Some(blocks.tail().to_vec()).filter(|tail| !tail.is_empty())),
            }
        }
    }

    /// Whether an intact block stands behind what could not be read: then it is damage in the
    /// middle, and reading goes on there. If not, it is a torn tail.
    fn goes_on(&mut self, blocks: &mut Blocks<File>, path: &Path) -> Result<bool, LogError> {
        let from = blocks.offset();
        match blocks.resync() {
            Ok(Some(skipped)) => {
                self.damage.get_or_insert_with(|| format!("damaged at offset {from}, {skipped} bytes skipped"));
                Ok(true)
            }
            Err(BlockError::Io { source, .. }) => Err(LogError::Read { path: path.to_owned(), source }),
            Ok(None) | Err(_) => Ok(false),
        }
    }

    fn take_in(&mut self, item: &[u8]) {
        let Ok(Some(record)) = Record::decode(item) else { return };
        match &record {
            Record::Header(header) => self.next_conn = self.next_conn.max(header.next_conn.unwrap_or(1)),
            Record::Open(open) => self.next_conn = self.next_conn.max(open.conn.saturating_add(1)),
            _ => {}
        }
        self.ended = matches!(record, Record::End(_));
        self.peers.apply(&record);
    }

    /// Keeps the records behind the last seal as long as they are whole and their frames go on
    /// with the numbers.
    fn keep_tail(&mut self, tail: &[u8]) {
        let Some(sealed_next) = self.last.and_then(|seal| seal.n_next()) else { return };
        let mut next = sealed_next;
        let mut kept = 0;
        while let Ok(len) = item::len(&tail[kept..]) {
            let item = &tail[kept..kept + len];
            match Record::decode(item) {
                Ok(Some(Record::Frame(frame))) if frame.n == next => next += 1,
                Ok(Some(Record::Open(_) | Record::Close(_) | Record::Sent(_) | Record::Note(_) | Record::Gap(_))) => {}
                _ => break,
            }
            self.take_in(item);
            kept += len;
        }
        self.kept = tail[..kept].to_vec();
        self.kept_frames = u32::try_from(next - sealed_next).unwrap_or(u32::MAX);
        self.next = self.next.max(next);
    }

    fn has_seal(&self) -> bool {
        self.last.is_some()
    }

    fn sealed_bytes(&self) -> u64 {
        self.last.and_then(|seal| seal.offset()).map_or(0, |offset| offset + tp_proto::frame_log::SEAL_BYTES as u64)
    }

    fn numbers(&self, newer: Recovered) -> Recovered {
        Recovered { next: newer.next.max(self.next), next_conn: newer.next_conn.max(self.next_conn) }
    }

    /// Says what was found, and brings the segment to an end unless it has one or is damaged.
    fn finish(&self, path: &Path, name: SegmentName, directory: &Path) -> Result<(), LogError> {
        if let Some(damage) = &self.damage {
            tracing::error!("{}: {damage}; left as it is, going on in a new segment", path.display());
            return Ok(());
        }
        if self.ended && self.torn == 0 {
            return Ok(());
        }
        let next = directory::free_name(directory, self.next)?;
        tracing::warn!(
            "{}: the last run did not end in order: {} frames kept unsealed, {} bytes cut off, {} clients closed",
            path.display(),
            self.kept_frames,
            self.torn,
            self.peers.peers().len(),
        );
        self.write_end(path, name, &next.to_string())
            .map_err(|source| LogError::Write { path: path.to_owned(), source })
    }

    fn write_end(&self, path: &Path, name: SegmentName, next: &str) -> io::Result<()> {
        let Some(seal) = self.last else { return Ok(()) };
        let sealed = self.sealed_bytes();
        let file = OpenOptions::new().write(true).open(path)?;
        file.set_len(sealed + self.kept.len() as u64)?;
        if self.ended {
            return file.sync_all();
        }
        let t = clock::unix_ns().max(seal.4);
        let mut block = self.kept.clone();
        for record in self.last_words(t, next) {
            encode_record(&mut block, &record);
        }
        let facts = BlockFacts { n_first: self.next - u64::from(self.kept_frames), count: self.kept_frames, t_last: t };
        let mut segment = Segment::resume(file, path, name, sealed, seal.crc());
        segment.write(&mut block, facts)?;
        segment.file().file.sync_all()
    }

    fn last_words(&self, t: u64, next: &str) -> Vec<Record> {
        let detail = format!("{} frames kept unsealed, {} bytes cut off", self.kept_frames, self.torn);
        let note = Note { t, event: "recovered".to_owned(), detail: Some(detail) };
        let end = End { why: "recovered".to_owned(), next: next.to_owned() };
        let closes = self.peers.peers().map(|peer| Record::Close(self.close(peer, t)));
        std::iter::once(Record::Note(note)).chain(closes).chain([Record::End(end)]).collect()
    }

    fn close(&self, peer: &TablePeer, t: u64) -> Close {
        let progress = self.peers.progress(peer);
        Close {
            conn: peer.conn,
            t,
            why: "restart".to_owned(),
            rx: peer.rx,
            tx: progress.tx,
            through: progress.through,
            undelivered: self.peers.due(peer).saturating_sub(progress.tx),
        }
    }
}
