//! A segment's beginning: its file, its place on the disk, and a first block that says who is there.

use std::time::Duration;

use tp_proto::frame_log::{Etime, FORMAT_VERSION, Header, LABEL, Open, Record, encode_record, encode_sent};

use super::{Present, Profile, Services};
use crate::clock;
use crate::frame_log::segment::{BlockFacts, Segment, Written};
use crate::frame_log::{LogError, SyncMode, directory, system};

/// Ties monotonic time to the wall clock, once a segment: times in a segment never go back.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub(super) unix_ns: u64,
    pub(super) at: Duration,
}

impl Anchor {
    pub(super) fn at(now: Duration) -> Anchor {
        Anchor { unix_ns: clock::unix_ns(), at: now }
    }

    pub(super) fn unix_ns(&self, now: Duration) -> u64 {
        let since = now.saturating_sub(self.at);
        self.unix_ns.saturating_add(u64::try_from(since.as_nanos()).unwrap_or(u64::MAX))
    }
}

/// Makes a segment and writes its first block: label, header, who is there, how far they are.
pub(super) fn begin_segment(
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
pub(super) fn discard(segment: &Segment, services: &Services) {
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
        mode: profile.standing.mode,
        payload: profile.payload,
        next_conn: Some(next_conn),
        ordered: profile.standing.ordered(),
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
