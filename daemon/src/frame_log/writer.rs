//! The frame log of one room, as the data path writes it.
//!
//! Records are encoded into one buffer as things happen. [`Writer::commit`] seals what has come
//! together and writes it with one write(2); only then may the frames in it be sent. The buffer is
//! bounded by the room's round.
//!
//! While there is no space the caller either waits or has the writer count what it relays
//! ([`Writer::relay_unlogged`]); a segment that holds a gap ends with it, and the next one says who
//! is there.

mod checkpoint;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tp_proto::frame_log::{
    Behind, Close, End, Etime, FORMAT_VERSION, Header, LABEL, Mode, NewFrame, Note, Open, Payload, Record, Source, To,
    encode_frame, encode_record, encode_sent,
};

pub(super) use self::checkpoint::CHECKPOINT_BYTES_MIN;
use self::checkpoint::Checkpoints;
use super::payload::{Hash, Keeping};
use super::retention::{Answer, Asked, RetentionHandle};
use super::segment::{BlockFacts, Segment, Written};
use super::space::{FreeSpace, Space};
use super::sync::SyncHandle;
use super::unlogged::Unlogged;
use super::{LogError, OnFull, SyncMode, directory, error, system};
use crate::census::LogFacts;
use crate::clock;

/// Capacity that the buffer keeps between rounds.
const BUFFER_BYTES: usize = 256 * 1024;

/// What has to be free before a gap ends: a round at its longest, so that the next one does not
/// begin at once.
const SPACE_AFTER_GAP: u64 = 1024 * 1024;

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
    /// So is one that has reached this age and holds something, `None` for never.
    pub segment_age: Option<Duration>,
    /// When blocks are brought to disk.
    pub sync: SyncMode,
    /// What happens while there is no space.
    pub on_full: OnFull,
    /// What stays free of the disk when a segment takes its space ahead of time.
    pub free: FreeSpace,
    /// How much of each payload is kept, as the header has it.
    pub payload: Payload,
    /// And what that is.
    pub keeping: Keeping,
    /// The kernel's boot id.
    pub boot: [u8; 16],
}

/// What all rooms' writers share.
#[derive(Debug, Clone)]
pub struct Services {
    /// Brings segments to disk.
    pub sync: SyncHandle,
    /// Removes closed ones.
    pub retention: RetentionHandle,
    /// What `status` shows.
    pub facts: Arc<LogFacts>,
}

/// How a commit went.
#[derive(Debug)]
pub enum Commit {
    /// Everything up to now is in the file.
    Written,
    /// There is no space: everything is kept, nothing may be sent, try again later.
    Full {
        /// What the kernel said.
        error: io::Error,
        /// Nothing that may be removed would make room.
        for_good: bool,
    },
    /// It is counted and will be in a gap.
    Unlogged,
}

/// Why a segment is to be followed by the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// It has its size.
    Size,
    /// It has its age.
    Age,
}

impl Due {
    /// The word in the `end` record.
    pub fn word(self) -> &'static str {
        match self {
            Due::Size => "size",
            Due::Age => "age",
        }
    }
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
    services: Services,
    /// When the oldest record in the buffer was put there.
    pending_since: Option<Duration>,
    /// While frames are relayed without being logged: what is to be said of them.
    unlogged: Option<Unlogged>,
    /// While there is no space: what was asked of retention.
    asked: Option<Asked>,
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
        services: Services,
        now: Duration,
    ) -> Result<Writer, LogError> {
        let anchor = Anchor::at(now);
        let segment = begin_segment(&profile, &services, next, next_conn, anchor, &Present::default())?;
        services.goes_on_with(&segment);
        let buffer = Vec::with_capacity(BUFFER_BYTES);
        let checkpoints = Checkpoints::after(segment.bytes(), segment.bytes());
        Ok(Writer {
            profile,
            segment,
            buffer,
            next,
            frames: 0,
            anchor,
            services,
            pending_since: None,
            unlogged: None,
            asked: None,
            checkpoints,
        })
    }

    /// The time `now` as records have it.
    pub fn unix_ns(&self, now: Duration) -> u64 {
        self.anchor.unix_ns(now)
    }

    /// When the oldest record that is not in the file yet was made.
    pub fn pending_since(&self) -> Option<Duration> {
        self.pending_since
    }

    /// File name of the segment that is being written.
    pub fn segment_name(&self) -> String {
        self.segment.name.to_string()
    }

    /// A frame was read.
    pub fn frame(&mut self, n: u64, src: Source, to: To<'_>, data: &[u8], now: Duration) {
        self.next = n + 1;
        let len = data.len() as u64;
        if let Some(unlogged) = &mut self.unlogged {
            return unlogged.frame(n, len, self.anchor.unix_ns(now));
        }
        let t = self.begin_record(now);
        let mut hash = Hash::default();
        let kept = self.profile.keeping.of(data, &mut hash);
        encode_frame(&mut self.buffer, &NewFrame { n, t, src, dst: self.profile.port, to, len, kept });
        self.frames += 1;
    }

    /// The kernel took what it took.
    pub fn sent(&mut self, n: u64, behind: &[Behind], now: Duration) {
        if self.unlogged.is_none() {
            let t = self.begin_record(now);
            encode_sent(&mut self.buffer, t, n, behind);
        }
    }

    /// A peer joined.
    pub fn open(&mut self, open: Open, now: Duration) {
        // In a gap nobody is told before the next segment, which says who is there.
        if self.unlogged.is_none() {
            self.record(&Record::Open(open), now);
        }
    }

    /// A peer left.
    pub fn close(&mut self, close: Close, now: Duration) {
        match &mut self.unlogged {
            Some(unlogged) => unlogged.close(close),
            None => self.record(&Record::Close(close), now),
        }
    }

    /// Something else happened to the room.
    pub fn note(&mut self, event: &str, detail: Option<String>, now: Duration) {
        if self.unlogged.is_none() {
            let note = self.new_note(event, detail, now);
            self.record(&note, now);
        }
    }

    /// Writes what has come together. An error that is not want of space is final.
    pub fn commit(&mut self, now: Duration) -> Result<Commit, LogError> {
        if self.unlogged.is_some() {
            return Ok(Commit::Unlogged);
        }
        Ok(match self.write_block(now)? {
            Written::Whole => {
                self.asked = None;
                Commit::Written
            }
            Written::Full(error) => Commit::Full { for_good: self.ask_for_room(&error), error },
        })
    }

    /// Whether frames may be relayed without being logged.
    pub fn may_relay_unlogged(&self) -> bool {
        self.profile.on_full == OnFull::Gap
    }

    /// From now on frames are counted and not logged, those that could not be written included.
    pub fn relay_unlogged(&mut self, next_conn: u64) {
        self.unlogged = Some(Unlogged::begin(&self.buffer, self.next, next_conn));
        self.buffer.clear();
        self.begin_block();
        self.asked = None;
    }

    /// Puts what was relayed without being logged on record, and goes on in a new segment.
    pub fn log_again(&mut self, present: &Present, next_conn: u64, now: Duration) -> Result<Rotation, LogError> {
        let Some(unlogged) = self.unlogged.take() else { return Ok(Rotation::Done) };
        let has_space = Space::at(&self.profile.directory).is_ok_and(|space| space.available >= SPACE_AFTER_GAP);
        let rotation = if has_space {
            self.follow("rotate", &unlogged.records(), present, next_conn, now)?
        } else {
            Rotation::NotNow(io::ErrorKind::StorageFull.into())
        };
        match &rotation {
            Rotation::Done => unlogged.tell(self.profile.port),
            Rotation::NotNow(error) => {
                self.ask_for_room(error);
                self.unlogged = Some(unlogged);
            }
        }
        Ok(rotation)
    }

    /// Why the segment is to be followed by the next one, if it is.
    pub fn rotation_due(&self, now: Duration) -> Option<Due> {
        if self.unlogged.is_some() {
            return None;
        }
        if self.segment.bytes() >= self.profile.segment_bytes {
            return Some(Due::Size);
        }
        self.age_due().filter(|&at| at <= now).map(|_| Due::Age)
    }

    /// When the segment will have its age, if it holds anything.
    pub fn age_due(&self) -> Option<Duration> {
        let age = self.profile.segment_age.filter(|_| !self.segment.is_empty())?;
        Some(self.anchor.at.saturating_add(age))
    }

    /// Begins the next segment, then ends the present one, with a note of the event if there is
    /// one. Everything has to be committed.
    ///
    /// Without space or a descriptor for the next one the present one simply goes on.
    pub fn rotate(
        &mut self,
        why: &str,
        event: Option<(&str, String)>,
        present: &Present,
        next_conn: u64,
        now: Duration,
    ) -> Result<Rotation, LogError> {
        if self.unlogged.is_some() {
            return Ok(Rotation::NotNow(io::ErrorKind::StorageFull.into()));
        }
        let note = event.map(|(event, detail)| self.new_note(event, Some(detail), now));
        let rotation = self.follow(why, note.as_slice(), present, next_conn, now)?;
        if let Rotation::NotNow(error) = &rotation {
            self.ask_for_room(error);
        }
        Ok(rotation)
    }

    /// Ends the last segment of this run and brings it to disk.
    pub fn stop(&mut self, now: Duration) -> Result<(), LogError> {
        let unlogged = self.unlogged.take();
        let words = unlogged.as_ref().map(Unlogged::records).unwrap_or_default();
        if let Written::Full(error) = self.end("stop", "", &words, now)? {
            let lost = unlogged.map_or(0, |unlogged| unlogged.count());
            let path = self.segment.path().display();
            tracing::error!(
                "no space for the last records of {path} ({lost} frames relayed without being logged): {error}"
            );
        }
        self.segment.finish()?;
        if self.profile.sync == SyncMode::Never { Ok(()) } else { self.segment.file().sync() }
    }

    /// Begins the next segment, then ends the present one with these words. If there is no space for
    /// both, nothing has happened.
    fn follow(
        &mut self,
        why: &str,
        words: &[Record],
        present: &Present,
        next_conn: u64,
        now: Duration,
    ) -> Result<Rotation, LogError> {
        let anchor = Anchor::at(now);
        let next = match begin_segment(&self.profile, &self.services, self.next, next_conn, anchor, present) {
            Ok(next) => next,
            Err(error) => return error.into_passing().map(Rotation::NotNow),
        };
        if let Written::Full(error) = self.end(why, &next.name.to_string(), words, now)? {
            discard(&next, &self.services);
            return Ok(Rotation::NotNow(error));
        }
        self.segment.finish()?;
        self.services.retention.ends(self.segment.path());
        self.services.goes_on_with(&next);
        self.checkpoints = Checkpoints::after(next.bytes(), next.bytes());
        self.segment = next;
        self.anchor = anchor;
        Ok(Rotation::Done)
    }

    /// Writes the segment's last words; without space none of them.
    fn end(&mut self, why: &str, next: &str, words: &[Record], now: Duration) -> Result<Written, LogError> {
        words.iter().for_each(|record| self.record(record, now));
        self.record(&Record::End(End { why: why.to_owned(), next: next.to_owned() }), now);
        let written = self.write_block(now)?;
        if matches!(written, Written::Full(_)) {
            self.buffer.clear();
            self.begin_block();
        }
        Ok(written)
    }

    fn write_block(&mut self, now: Duration) -> Result<Written, LogError> {
        if self.buffer.is_empty() {
            return Ok(Written::Whole);
        }
        let facts = self.block_facts(now);
        let before = self.segment.bytes();
        let written = self.segment.write(&mut self.buffer, facts)?;
        if matches!(written, Written::Whole) {
            self.services.facts.grew(self.segment.bytes() - before);
            self.begin_block();
        }
        Ok(written)
    }

    /// Has segments removed, where that can help. Gives whether it cannot.
    fn ask_for_room(&mut self, error: &io::Error) -> bool {
        if !error::is_full_disk(error) {
            return true;
        }
        let answer = self.asked.map(|asked| self.services.retention.answer(asked));
        if answer != Some(Answer::Pending) {
            self.asked = Some(self.services.retention.ask());
        }
        answer == Some(Answer::NothingLeft)
    }

    fn new_note(&self, event: &str, detail: Option<String>, now: Duration) -> Record {
        Record::Note(Note { t: self.unix_ns(now), event: event.to_owned(), detail, ..Note::default() })
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

impl Services {
    /// From now on this segment is written.
    fn goes_on_with(&self, segment: &Segment) {
        self.sync.watch(Arc::clone(segment.file()));
        self.facts.has_segment();
        self.facts.grew(segment.bytes());
    }
}

/// Makes a segment and writes its first block: label, header, who is there, how far they are.
fn begin_segment(
    profile: &Profile,
    services: &Services,
    first: u64,
    next_conn: u64,
    anchor: Anchor,
    present: &Present,
) -> Result<Segment, LogError> {
    let name = directory::free_name(&profile.directory, first)?;
    let path = profile.directory.join(name.to_string());
    let mut block = first_block(profile, first, next_conn, anchor, present)?;
    services.retention.begins(&path);
    let always = profile.sync == SyncMode::Always;
    let mut segment = Segment::create(&profile.directory, name, always).map_err(|source| {
        services.retention.ends(&path);
        LogError::Begin { path: path.clone(), source }
    })?;
    segment.reserve(profile.segment_bytes, profile.free);
    let facts = BlockFacts { n_first: first, count: 0, t_last: anchor.unix_ns };
    let begun = match segment.write(&mut block, facts) {
        Ok(Written::Full(source)) => Err(LogError::Begin { path, source }),
        Ok(Written::Whole) if profile.sync != SyncMode::Never => directory::sync(&profile.directory),
        Ok(Written::Whole) => Ok(()),
        Err(error) => Err(error),
    };
    begun.inspect_err(|_| discard(&segment, services)).map(|()| segment)
}

/// Removes a segment that was not begun in earnest: nothing of ours is in it, so nothing is lost.
fn discard(segment: &Segment, services: &Services) {
    let _ = std::fs::remove_file(segment.path());
    services.retention.ends(segment.path());
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
        payload: profile.payload,
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
