//! The frame log of one room, as the data path writes it.
//!
//! Records are encoded into one buffer as things happen. [`Writer::commit`] seals what has come
//! together and writes it with one write(2); only then may the frames in it be sent. The buffer is
//! bounded by the room's round.
//!
//! While there is no space the caller either waits or has the writer count what it relays
//! ([`Writer::relay_unlogged`]); a segment that holds a gap ends with it, and the next one says who
//! is there.

mod begin;
mod checkpoint;
mod follow;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tp_proto::frame_log::{
    Around, Behind, Close, NewFrame, Note, Open, Payload, Record, Source, To, encode_frame, encode_frame_around,
    encode_record, encode_sent,
};

use self::begin::{Anchor, begin_segment};
pub(super) use self::checkpoint::CHECKPOINT_BYTES_MIN;
use self::checkpoint::Checkpoints;
use super::payload::{Hash, Keeping};
use super::retention::{Asked, RetentionHandle};
use super::segment::{BlockFacts, Segment, Written};
use super::space::FreeSpace;
use super::sync::SyncHandle;
use super::unlogged::Unlogged;
use super::{LogError, OnFull, Settings, Standing, Start, SyncMode};
use crate::census::LogFacts;
use crate::repeats::Repeats;

/// Capacity that the buffer keeps between rounds: enough for four chunks, as one client can have in one.
const BUFFER_BYTES: usize = 320 * 1024;

/// What a room's segments have in common.
#[derive(Debug)]
pub struct Profile {
    /// The room's folder.
    pub directory: PathBuf,
    /// The room's port.
    pub port: u16,
    /// What holds in it.
    pub standing: Standing,
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
    /// Gaps that ended.
    gaps: Repeats,
    /// While there is no space: what was asked of retention.
    asked: Option<Asked>,
    checkpoints: Checkpoints,
}

impl Writer {
    /// Begins a room's first segment of this run.
    pub fn begin(profile: Profile, start: Start<'_>, services: Services) -> Result<Writer, LogError> {
        let Start { next, next_conn, present, now } = start;
        let anchor = Anchor::at(now);
        let segment = begin_segment(&profile, &services, next, next_conn, anchor, present)?;
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
            gaps: Repeats::default(),
            asked: None,
            checkpoints,
        })
    }

    /// From now on this holds, as far as a segment that is being written allows: what is kept of
    /// payloads stands in its header, and stays.
    pub fn tune(&mut self, settings: &Settings) {
        self.profile.segment_bytes = settings.segment_bytes;
        self.profile.segment_age = settings.segment_age;
        self.profile.sync = settings.sync;
        self.profile.on_full = settings.on_full;
        self.profile.free = settings.retention.free;
        self.segment.set_sync_always(settings.sync == SyncMode::Always);
    }

    /// What holds in the room, as the next segment's header will say; the present one's says the same
    /// but between [`set_standing`](Self::set_standing) and [`rotate`](Self::rotate).
    pub fn standing(&self) -> &Standing {
        &self.profile.standing
    }

    /// From the next segment on this holds in the room.
    pub fn set_standing(&mut self, standing: Standing) {
        self.profile.standing = standing;
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

    /// A frame was read, which its recipients are sent with what stands `around` it.
    pub fn frame(&mut self, n: u64, src: Source, to: To<'_>, data: &[u8], around: Around<'_>, now: Duration) {
        self.next = n + 1;
        let len = data.len() as u64;
        if let Some(unlogged) = &mut self.unlogged {
            return unlogged.frame(n, len, self.anchor.unix_ns(now));
        }
        let t = self.begin_record(now);
        let mut hash = Hash::default();
        let kept = self.profile.keeping.of(data, &mut hash);
        let frame = NewFrame { n, t, src, dst: self.profile.port, to, len, kept };
        if around == Around::NOTHING {
            encode_frame(&mut self.buffer, &frame);
        } else {
            encode_frame_around(&mut self.buffer, &frame, around);
        }
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

    /// Nothing more is read from a peer, which leaves once it has everything: the reason stands in
    /// what `open` says of it.
    pub fn leaving(&mut self, open: Open, now: Duration) {
        if self.unlogged.is_none() {
            let t = self.unix_ns(now);
            let (event, peers) = (Note::LEAVING.to_owned(), Some(vec![Open { t, ..open }]));
            self.record(&Record::Note(Note { t, event, peers, ..Note::default() }), now);
        }
    }

    /// Brings everything that is committed to disk, and gives back the space that was taken ahead
    /// of time: this run ends here, and the segment is left for the next one to take up.
    pub fn suspend(&mut self) -> Result<(), LogError> {
        self.segment.finish()?;
        if self.profile.sync == SyncMode::Never { Ok(()) } else { self.segment.file().sync() }
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
