//! What was relayed while the log had no space, in numbers: what a `gap` record will say.
//!
//! Bounded: of each peer that is on record its `close` at most, and of frames only their count.

use tp_proto::frame_log::{Close, Gap, Item, Record};

use crate::language::here;
use crate::repeats::Repeats;

/// The reason that a `gap` record gives.
const WHY: &str = "no space";

/// Frames that were relayed and not logged, and who left meanwhile.
#[derive(Debug)]
pub struct Unlogged {
    /// Number of the first of them.
    n: u64,
    count: u64,
    bytes: u64,
    /// When the first and the last of them came, nanoseconds since the Unix epoch.
    times: Option<(u64, u64)>,
    /// Peers with this number and above joined without being on record.
    unknown_from: u64,
    closes: Vec<Close>,
}

impl Unlogged {
    /// Begins with records that could not be written: whole items, none of which is on record.
    /// Frame `next` and peer `next_conn` come next.
    pub fn begin(items: &[u8], next: u64, next_conn: u64) -> Unlogged {
        let mut unlogged =
            Unlogged { n: next, count: 0, bytes: 0, times: None, unknown_from: next_conn, closes: Vec::new() };
        let mut rest = items;
        while let Ok((item, behind)) = Item::decode(rest) {
            unlogged.take_in(item);
            rest = behind;
        }
        unlogged
    }

    /// A frame of so many bytes came at `t`, nanoseconds since the Unix epoch.
    pub fn frame(&mut self, n: u64, bytes: u64, t: u64) {
        self.n = self.n.min(n);
        self.count += 1;
        self.bytes = self.bytes.saturating_add(bytes);
        self.times = Some((self.times.map_or(t, |(first, _)| first), t));
    }

    /// A peer left. If nobody was told that it was there, nobody is told that it is gone.
    pub fn close(&mut self, close: Close) {
        if close.conn < self.unknown_from {
            self.closes.push(close);
        }
    }

    /// How many frames there are.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Says in the diagnostics that the log of the room on `port` has a gap, if it has one and the
    /// last one that was told of is long enough ago.
    pub fn tell(&self, port: u16, gaps: &Repeats) {
        if self.count > 0
            && let Some(times) = gaps.tell()
        {
            let Unlogged { n, count, bytes, .. } = self;
            let last = n + count - 1;
            let [n, last] = [*n, last].map(|number| number.to_string());
            tracing::warn!("{}", here().log_gap(&port.to_string(), &n, &last, *bytes, times));
        }
    }

    /// What is to be written when there is space again.
    pub fn records(&self) -> Vec<Record> {
        let gap = self.times.map(|(t0, t1)| {
            Record::Gap(Gap { n: self.n, count: self.count, bytes: self.bytes, t0, t1, why: WHY.to_owned() })
        });
        gap.into_iter().chain(self.closes.iter().cloned().map(Record::Close)).collect()
    }

    fn take_in(&mut self, item: Item<'_>) {
        match item {
            Item::Frame(frame) => self.frame(frame.n, frame.len, frame.t),
            Item::Other(record) => match *record {
                Record::Open(open) => self.unknown_from = self.unknown_from.min(open.conn),
                Record::Close(close) => self.close(close),
                _ => {}
            },
            Item::Sent(_) | Item::Unknown => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use tp_proto::frame_log::{Endpoint, Kept, NewFrame, Open, Source, To, encode_frame, encode_record, encode_sent};

    use super::*;

    fn close(conn: u64) -> Close {
        Close { conn, t: 9, why: "left".into(), rx: 1, tx: 2, through: 3, undelivered: 0 }
    }

    fn open(conn: u64) -> Record {
        let end = Endpoint(SocketAddr::from(([127, 0, 0, 1], 1)));
        Record::Open(Open { conn, t: 1, peer: end, local: end, rx: 0, tx: 0, backlog: None, name: None, earlier: None })
    }

    /// Frames 7 and 8 of 5 and 6 bytes, peer 4 comes, 2 and 4 go.
    fn items() -> Vec<u8> {
        let mut items = Vec::new();
        for n in [7, 8] {
            let (src, to, kept) = (Source(2, 1), To::Others, Kept::Nothing);
            encode_frame(&mut items, &NewFrame { n, t: 100 + n, src, dst: 1, to, len: n - 2, kept });
            encode_sent(&mut items, 1, n, &[]);
        }
        for record in [open(4), Record::Close(close(2)), Record::Close(close(4))] {
            encode_record(&mut items, &record);
        }
        items
    }

    #[test]
    fn what_could_not_be_written_is_counted_and_told_of_those_who_are_on_record() {
        let mut unlogged = Unlogged::begin(&items(), 9, 5);
        unlogged.frame(9, 100, 120);
        unlogged.close(close(6));
        unlogged.close(close(3));
        let gap = Gap { n: 7, count: 3, bytes: 111, t0: 107, t1: 120, why: WHY.into() };
        assert_eq!(unlogged.records(), [Record::Gap(gap), Record::Close(close(2)), Record::Close(close(3))]);
    }

    #[test]
    fn without_frames_there_is_no_gap() {
        let mut unlogged = Unlogged::begin(&[], 9, 5);
        unlogged.close(close(1));
        assert_eq!(unlogged.records(), [Record::Close(close(1))]);
    }
}
