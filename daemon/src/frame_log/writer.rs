//! The frame log of one room, as the data path writes it.
//!
//! Records are encoded into one buffer as things happen. [`Writer::commit`] seals what has come
//! together and writes it with one write(2); only then may the frames in it be sent. The buffer is
//! bounded by the room's round.

mod checkpoint;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tp_proto::frame_log::{
    Behind, Close, End, Etime, FORMAT_VERSION, Header, Kept, LABEL, Mode, NewFrame, Note, Open, Payload, Record,
    Source, To, encode_frame, encode_record, encode_sent,
};

pub(super) use self::checkpoint::CHECKPOINT_BYTES_MIN;
use self::checkpoint::Checkpoints;
use super::segment::{BlockFacts, Segment};
use super::sync::SyncHandle;
use super::{LogError, directory, system};
use crate::census::LogFacts;
use crate::clock;

/// Capacity that the buffer keeps between rounds.
const BUFFER_BYTES: usize = 256 * 1024;

/// What a room's segments have in common.
#[derive(Debug)]
pub struct Profile {
    /// The room's folder.
    pub directory: PathBuf,
    /// The room's port.
    pub port: u16,
    /// Whom it relays to.
    pub mode: Mode,
    /// A segment that has reached this many bytes is the last one's predecessor.
    pub segment_bytes: u64,
    /// The kernel's boot id.
    pub boot: [u8; 16],
}

/// How a commit went.
#[derive(Debug)]
pub enum Commit {
    /// Everything up to now is in the file.
    Written,
    /// There is no space: everything is kept, nothing may be sent, try again later.
    Full(io::Error),
}

/// How a rotation went.
#[derive(Debug)]
pub enum Rotation {
    /// The next segment is being written.
    Done,
    /// It could not be begun for want of space or descriptors: the present one goes on.
    NotNow(io::Error),
}

/// Who is in the room and how far, for a segment's first block.
#[derive(Debug, Default)]
pub struct Present {
    /// One for each peer.
    pub opens: Vec<Open>,
    /// Those who have not got everything.
    pub behind: Vec<Behind>,
}

/// The writer.
#[derive(Debug)]
pub struct Writer {
    profile: Profile,
    segment: Segment,
    buffer: Vec<u8>,
    /// Number of the next frame.
    next: u64,
    /// Frames in the buffer.
    frames: u32,
    anchor: Anchor,
    sync: SyncHandle,
    facts: Arc<LogFacts>,
    /// When the oldest record in the buffer was put there.
    pending_since: Option<Duration>,
    checkpoints: Checkpoints,
}

/// Ties monotonic time to the wall clock, once a segment: times in a segment never go back.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    unix_ns: u64,
    at: Duration,
}

impl Anchor {
    fn at(now: Duration) -> Anchor {
        Anchor { unix_ns: clock::unix_ns(), at: now }
    }

    fn unix_ns(&self, now: Duration) -> u64 {
        let since = now.saturating_sub(self.at);
        self.unix_ns.saturating_add(u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
    }
}

impl Writer {
    /// Begins a room's first segment of this run, with frame number `next`.
    pub fn begin(
        profile: Profile,
        next: u64,
        next_conn: u64,
        sync: SyncHandle,
        facts: Arc<LogFacts>,
        now: Duration,
    ) -> Result<Writer, LogError> {
        let anchor = Anchor::at(now);
        let segment = begin_segment(&profile, next, next_conn, anchor, &Present::default())?;
        sync.watch(Arc::clone(segment.file()));
        facts.has_segment();
        facts.grew(segment.bytes());
        let buffer = Vec::with_capacity(BUFFER_BYTES);
        let checkpoints = Checkpoints::after(segment.bytes(), segment.bytes());
        Ok(Writer { profile, segment, buffer, next, frames: 0, anchor, sync, facts, pending_since: None, checkpoints })
    }

    /// The time `now` as records have it.
    pub fn unix_ns(&self, now: Duration) -> u64 {
        self.anchor.unix_ns(now)
    }

    /// When the oldest record that is not in the file yet was made.
    pub fn pending_since(&self) -> Option<Duration> {
        self.pending_since
    }

    /// A frame was read.
    pub fn frame(&mut self, n: u64, src: Source, to: To<'_>, data: &[u8], now: Duration) {
        let t = self.begin_record(now);
        let (dst, len) = (self.profile.port, data.len() as u64);
        encode_frame(&mut self.buffer, &NewFrame { n, t, src, dst, to, len, kept: Kept::Data(data) });
        self.next = n + 1;
        self.frames += 1;
    }

    /// The kernel took what it took.
    pub fn sent(&mut self, n: u64, behind: &[Behind], now: Duration) {
        let t = self.begin_record(now);
        encode_sent(&mut self.buffer, t, n, behind);
    }

    /// A peer joined.
    pub fn open(&mut self, open: Open, now: Duration) {
        self.record(&Record::Open(open), now);
    }

    /// A peer left.
    pub fn close(&mut self, close: Close, now: Duration) {
        self.record(&Record::Close(close), now);
    }

    /// Something else happened to the room.
    pub fn note(&mut self, event: &str, detail: Option<String>, now: Duration) {
        let t = self.unix_ns(now);
        self.record(&Record::Note(Note { t, event: event.to_owned(), detail, ..Note::default() }), now);
    }

    /// Writes what has come together. An error that is not want of space is final.
    pub fn commit(&mut self, now: Duration) -> Result<Commit, LogError> {
        if self.buffer.is_empty() {
            return Ok(Commit::Written);
        }
        let facts = self.block_facts(now);
        let before = self.segment.bytes();
        match self.segment.write(&mut self.buffer, facts) {
            Ok(()) => {
                self.facts.grew(self.segment.bytes() - before);
                self.begin_block();
                Ok(Commit::Written)
            }
            Err(error) if super::error::is_want_of_space(&error) => Ok(Commit::Full(error)),
            Err(source) => Err(LogError::Write { path: self.segment.path().to_owned(), source }),
        }
    }

    /// Whether the segment has reached its size.
    pub fn wants_rotation(&self) -> bool {
        self.segment.bytes() >= self.profile.segment_bytes
    }

    /// Begins the next segment, then ends the present one. Everything has to be committed.
    ///
    /// Without space or a descriptor for the next one the present one simply goes on.
    pub fn rotate(
        &mut self,
        why: &str,
        present: &Present,
        next_conn: u64,
        now: Duration,
    ) -> Result<Rotation, LogError> {
        let anchor = Anchor::at(now);
        let next = match begin_segment(&self.profile, self.next, next_conn, anchor, present) {
            Ok(next) => next,
            Err(error) => return error.into_passing().map(Rotation::NotNow),
        };
        if let Commit::Full(error) = self.end(why, &next.name.to_string(), now)? {
            tracing::warn!("no space for the last record of {}: {error}", self.segment.path().display());
        }
        self.sync.watch(Arc::clone(next.file()));
        self.facts.has_segment();
        self.facts.grew(next.bytes());
        self.checkpoints = Checkpoints::after(next.bytes(), next.bytes());
        self.segment = next;
        self.anchor = anchor;
        Ok(Rotation::Done)
    }

    /// Ends the last segment of this run and brings it to disk.
    pub fn stop(&mut self, now: Duration) -> Result<(), LogError> {
        if let Commit::Full(source) = self.end("stop", "", now)? {
            tracing::warn!("no space for the last records of {}: {source}", self.segment.path().display());
        }
        let path = self.segment.path();
        self.segment.file().file.sync_all().map_err(|source| LogError::Write { path: path.to_owned(), source })
    }

    fn end(&mut self, why: &str, next: &str, now: Duration) -> Result<Commit, LogError> {
        self.record(&Record::End(End { why: why.to_owned(), next: next.to_owned() }), now);
        let commit = self.commit(now)?;
        if matches!(commit, Commit::Full(_)) {
            self.buffer.clear();
            self.begin_block();
        }
        Ok(commit)
    }

    fn record(&mut self, record: &Record, now: Duration) {
        self.begin_record(now);
        encode_record(&mut self.buffer, record);
    }

    fn begin_record(&mut self, now: Duration) -> u64 {
        self.pending_since.get_or_insert(now);
        self.unix_ns(now)
    }

    fn begin_block(&mut self) {
        self.frames = 0;
        self.pending_since = None;
        self.buffer.shrink_to(BUFFER_BYTES);
    }

    fn block_facts(&self, now: Duration) -> BlockFacts {
        BlockFacts { n_first: self.next - u64::from(self.frames), count: self.frames, t_last: self.unix_ns(now) }
    }
}

/// Makes a segment and writes its first block: label, header, who is there, how far they are.
fn begin_segment(
    profile: &Profile,
    first: u64,
    next_conn: u64,
    anchor: Anchor,
    present: &Present,
) -> Result<Segment, LogError> {
    let name = directory::free_name(&profile.directory, first)?;
    let failed = |source| LogError::Begin { path: profile.directory.join(name.to_string()), source };
    let mut block = first_block(profile, first, next_conn, anchor, present)?;
    let mut segment = Segment::create(&profile.directory, name).map_err(failed)?;
    let facts = BlockFacts { n_first: first, count: 0, t_last: anchor.unix_ns };
    if let Err(error) = segment.write(&mut block, facts).and_then(|()| directory::sync(&profile.directory)) {
        // Nothing of ours is in it, so nothing is lost with it.
        let _ = std::fs::remove_file(segment.path());
        return Err(failed(error));
    }
    Ok(segment)
}

fn first_block(
    profile: &Profile,
    first: u64,
    next_conn: u64,
    anchor: Anchor,
    present: &Present,
) -> Result<Vec<u8>, LogError> {
    let header = Header {
        v: FORMAT_VERSION,
        salt: system::salt()?.into(),
        first,
        time: Etime { unix_ns: anchor.unix_ns },
        room: profile.port.to_string(),
        software: concat!("tp-relais ", env!("CARGO_PKG_VERSION")).to_owned(),
        boot: profile.boot.into(),
        mode: profile.mode,
        payload: Payload::Full,
        next_conn: Some(next_conn),
    };
    let mut block = LABEL.to_vec();
    encode_record(&mut block, &Record::Header(header));
    for open in &present.opens {
        // In the segment's own time, which may stand a little behind the last one's.
        encode_record(&mut block, &Record::Open(Open { t: anchor.unix_ns, ..open.clone() }));
    }
    if !present.opens.is_empty() {
        encode_sent(&mut block, anchor.unix_ns, first - 1, &present.behind);
    }
    Ok(block)
}
