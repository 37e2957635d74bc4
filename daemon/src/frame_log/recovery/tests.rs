//! Recovery of files that a disk, a crash or a stranger made of a sound segment.

mod from_end;
mod history;
mod link;

use std::collections::BTreeSet;
use std::fs;
use std::net::SocketAddr;
use std::path::PathBuf;

use serde_bytes::{ByteArray, ByteBuf};
use tempfile::TempDir;
use tp_proto::frame_log::{
    Audience, Endpoint, Etime, Frame, Header, Kept, LABEL, Mode, NewFrame, Open, Payload, Record, SEAL_BYTES, Seal,
    Source, To, encode_frame, encode_record, encode_sent,
};

use super::remains::FRAME_BYTES_MIN;
use super::survey::OPEN_BYTES_MIN;
use super::{PeerNumbers, Recovered, peer_numbers, recover};
use crate::frame_log::LogError;

const NOON: u64 = 1_781_092_800_000_000_000;
const NAME: &str = "frames-00000000000000000001.cborseq";

/// A segment under construction, a block a call.
struct Segment {
    bytes: Vec<u8>,
    chain: u32,
    next: u64,
    /// Where each block's seal ends.
    ends: Vec<usize>,
}

impl Segment {
    /// A header and two peers.
    fn begin() -> Segment {
        let mut block = Segment::beginning(1);
        encode_record(&mut block, &open(1));
        encode_record(&mut block, &open(2));
        let mut segment = Segment::empty();
        segment.seal(block, 0);
        segment
    }

    fn empty() -> Segment {
        Segment { bytes: Vec::new(), chain: 0, next: 1, ends: Vec::new() }
    }

    /// Label and header.
    fn beginning(next_conn: u64) -> Vec<u8> {
        let header = Header {
            v: 1,
            salt: ByteArray::new([7; 8]),
            first: 1,
            time: Etime { unix_ns: NOON },
            room: "12345".into(),
            software: "tp-relais 0.1.0".into(),
            boot: ByteArray::new([9; 16]),
            mode: Mode::Others,
            payload: Payload::Full,
            next_conn: Some(next_conn),
            ordered: None,
        };
        let mut block = LABEL.to_vec();
        encode_record(&mut block, &Record::Header(header));
        block
    }

    /// Five frames, a block each.
    fn of_five() -> Segment {
        let mut segment = Segment::begin();
        (0..5).for_each(|n| segment.frame(format!("frame {n}").as_bytes()));
        segment
    }

    fn frame(&mut self, data: &[u8]) {
        let block = self.frame_block(data);
        self.seal(block, 1);
    }

    /// A block with a frame, not sealed.
    fn frame_block(&self, data: &[u8]) -> Vec<u8> {
        let mut block = Vec::new();
        let to = [Source(2, 1025)];
        let (n, src, to, len) = (self.next, Source(1, 1024), To::Listed(&to), data.len() as u64);
        encode_frame(&mut block, &NewFrame { n, t: NOON, src, dst: 12345, to, len, kept: Kept::Data(data) });
        encode_sent(&mut block, NOON, self.next, &[]);
        block
    }

    fn seal(&mut self, mut block: Vec<u8>, frames: u32) {
        self.chain = Seal::append(&mut block, self.chain, self.bytes.len() as u64, self.next, frames, NOON);
        self.next = self.next.saturating_add(u64::from(frames));
        self.bytes.append(&mut block);
        self.ends.push(self.bytes.len());
    }
}

fn open(conn: u64) -> Record {
    let end = |port| Endpoint(SocketAddr::from(([127, 0, 0, 1], port)));
    Record::Open(Open {
        conn,
        t: NOON,
        peer: end(1023),
        local: end(12345),
        rx: 0,
        tx: 0,
        backlog: None,
        name: None,
        earlier: None,
    })
}

/// A room's folder with one segment in it.
struct Folder {
    directory: TempDir,
    file: PathBuf,
}

impl Folder {
    fn with(bytes: &[u8]) -> Folder {
        Folder::named(NAME, bytes)
    }

    fn named(name: &str, bytes: &[u8]) -> Folder {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join(name);
        fs::write(&file, bytes).unwrap();
        Folder { directory, file }
    }

    fn recover(&self) -> Result<Recovered, LogError> {
        recover(self.directory.path(), &BTreeSet::new(), &mut Vec::new())
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(&self.file).unwrap()
    }
}

/// The file is left as it is, and no number of it comes again.
fn check_damaged(bytes: &[u8], true_next: u64, what: &str) -> Option<Recovered> {
    check_damaged_in(&Folder::with(bytes), bytes, true_next, what)
}

fn check_damaged_in(folder: &Folder, bytes: &[u8], true_next: u64, what: &str) -> Option<Recovered> {
    let recovered = folder.recover();
    assert_eq!(folder.bytes(), bytes, "{what}: the file was changed");
    match recovered {
        Ok(recovered) => {
            assert!(recovered.next >= true_next, "{what}: frame {} comes again", recovered.next);
            let most = true_next + bytes.len() as u64 / FRAME_BYTES_MIN;
            assert!(recovered.next <= most, "{what}: a jump to frame {}", recovered.next);
            assert!(PeerNumbers::next_of_all([recovered.peers]) >= 3, "{what}: a peer's number comes again");
            Some(recovered)
        }
        Err(LogError::Version { .. }) => None,
        Err(other) => panic!("{what}: {other}"),
    }
}

#[test]
fn every_flipped_bit_is_damage_and_never_sealed_anew() {
    let segment = Segment::of_five();
    let folder = Folder::with(b"");
    for bit in 0..8 * segment.bytes.len() {
        let mut flipped = segment.bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(&folder.file, &flipped).unwrap();
        check_damaged_in(&folder, &flipped, segment.next, &format!("bit {} of byte {}", bit % 8, bit / 8));
    }
}

#[test]
fn a_flipped_bit_in_front_of_a_torn_tail_costs_no_frame_behind_it() {
    let segment = Segment::of_five();
    for at in (segment.ends[0]..segment.bytes.len()).step_by(3) {
        let mut bytes = segment.bytes.clone();
        bytes[at] ^= 1;
        bytes.extend_from_slice(b"\xa1\x65frame\xa7\x61n");
        check_damaged(&bytes, segment.next, &format!("byte {at}"));
    }
}

#[test]
fn a_page_of_zeros_in_the_middle_leaves_the_rest_as_it_is() {
    let mut segment = Segment::of_five();
    (0..40).for_each(|n| segment.frame(&[n; 200]));
    let mut bytes = segment.bytes.clone();
    bytes[4096..8192].fill(0);
    let recovered = check_damaged(&bytes, segment.next, "zeros").unwrap();
    assert_eq!(recovered.next, segment.next);
}

#[test]
fn a_tail_torn_at_every_byte_is_cut_and_ended() {
    let segment = Segment::of_five();
    let sealed = *segment.ends.last().unwrap();
    let mut next_block = Segment { bytes: segment.bytes.clone(), ends: Vec::new(), ..segment };
    next_block.frame(b"the last frame");
    for end in sealed..next_block.bytes.len() {
        let folder = Folder::with(&next_block.bytes[..end]);
        let recovered = folder.recover().unwrap();
        let bytes = folder.bytes();
        assert!(bytes.starts_with(&next_block.bytes[..sealed]) && bytes.len() > end, "cut at {end}");
        assert_eq!(recovered.peers, PeerNumbers { next: 3, unread: 0 });
        let frame = b"the last frame";
        let kept = bytes.windows(frame.len()).any(|window| window == frame);
        assert_eq!(recovered.next, if kept { 7 } else { 6 }, "cut at {end}");
        let whole = next_block.bytes[..end].windows(frame.len()).any(|window| window == frame);
        assert_eq!(kept, whole, "cut at {end}: a whole frame is kept, half of one is not");
        // It has ended now: nothing more is done to it.
        assert_eq!(folder.recover().unwrap(), recovered);
        assert_eq!(folder.bytes(), bytes);
    }
}

#[test]
fn a_payload_that_looks_like_a_seal_does_not_choose_the_numbers() {
    let segment = Segment::of_five();
    let mut torn = segment.frame_block(&[0; 100]);
    torn.truncate(60);
    let place = (segment.bytes.len() + torn.len()) as u64;
    for (first, count) in [(1 << 40, 1), (u64::MAX, u32::MAX), (7, 1 << 20), (0, 0)] {
        let mut forged = Vec::new();
        Seal::append(&mut forged, 0, place, first, count, NOON);
        let bytes = [&segment.bytes[..], &torn, &forged, b"and more"].concat();
        let recovered = check_damaged(&bytes, segment.next, "forged").unwrap();
        assert_eq!(recovered.next, segment.next);
    }
}

#[test]
fn a_segment_whose_first_block_is_damaged_is_no_foreign_file() {
    let segment = Segment::of_five();
    for at in [0, 5, 30, segment.ends[0] - SEAL_BYTES, segment.ends[0] - 1] {
        let mut bytes = segment.bytes.clone();
        bytes[at] ^= 0x80;
        let recovered = check_damaged(&bytes, segment.next, &format!("byte {at}")).unwrap();
        assert_eq!(recovered.next, segment.next);
    }
}

#[test]
fn the_name_of_a_file_without_a_seal_says_nothing_of_the_numbers() {
    for bytes in [&b""[..], b"not a segment"] {
        let folder = Folder::with(&Segment::of_five().bytes);
        let strange = folder.directory.path().join(format!("frames-{}.cborseq", u64::MAX));
        fs::write(&strange, bytes).unwrap();
        assert_eq!(folder.recover().unwrap().next, 6);
        assert!(!strange.exists());
        let folder = Folder::named(&format!("frames-{}.cborseq", u64::MAX), bytes);
        assert_eq!(folder.recover().unwrap(), Recovered::default());
    }
}

/// The segment that follows says where it is and what to do.
fn check_refused(bytes: &[u8], name: &str, number: &str) {
    let folder = Folder::named(name, bytes);
    let error = folder.recover().unwrap_err().to_string();
    assert!(error.contains(name) && error.contains(number) && error.contains("move that file"), "{error}");
    assert_eq!(folder.bytes(), bytes);
    assert!(peer_numbers(folder.directory.path()).is_err());
}

#[test]
fn numbers_that_could_run_out_are_refused() {
    for next in [(1 << 63) + 1, u64::MAX - 1, u64::MAX] {
        let mut segment = Segment::begin();
        segment.next = next - 1;
        segment.frame(b"x");
        check_refused(&segment.bytes, NAME, &next.to_string());
    }
    for conn in [1 << 63, u64::MAX] {
        let mut segment = Segment::begin();
        let mut block = Vec::new();
        encode_record(&mut block, &open(conn));
        segment.seal(block, 0);
        check_refused(&segment.bytes, NAME, &conn.saturating_add(1).to_string());
    }
    let name = format!("frames-{}.cborseq", u64::MAX);
    check_refused(&Segment::of_five().bytes, &name, &u64::MAX.to_string());
}

#[test]
fn a_name_that_nothing_can_follow_is_refused() {
    let mut segment = Segment::begin();
    let torn = segment.bytes.len();
    segment.frame(b"x");
    let name = format!("frames-{:020}_{}.cborseq", 1, u32::MAX);
    let folder = Folder::named(&name, &segment.bytes[..torn]);
    let error = folder.recover().unwrap_err().to_string();
    assert!(error.contains(&name), "{error}");
}

#[test]
fn reading_the_numbers_of_another_room_changes_nothing() {
    let segment = Segment::of_five();
    let torn = [&segment.bytes[..], &segment.frame_block(b"kept"), b"\xa1\x65fra"].concat();
    let mut damaged = segment.bytes.clone();
    damaged[segment.ends[2]] ^= 1;
    let unread = (damaged.len() - segment.ends[2]) as u64 / OPEN_BYTES_MIN;
    for (bytes, unread) in [(&segment.bytes, 0), (&torn, 0), (&damaged, unread)] {
        let folder = Folder::with(bytes);
        let empty = folder.directory.path().join("frames-00000000000000000009.cborseq");
        fs::write(&empty, b"").unwrap();
        assert_eq!(peer_numbers(folder.directory.path()).unwrap(), PeerNumbers { next: 3, unread });
        assert_eq!(&folder.bytes(), bytes);
        assert!(empty.exists());
    }
}

#[test]
fn the_shortest_records_are_as_short_as_recovery_reckons() {
    let src = Source(0, 0);
    let least = |to| Frame { n: 0, t: 0, src, dst: 0, to, len: 0, data: None::<ByteBuf>, hash: None };
    let end = Endpoint(SocketAddr::from(([0, 0, 0, 0], 0)));
    let open = Open { conn: 0, t: 0, peer: end, local: end, rx: 0, tx: 0, backlog: None, name: None, earlier: None };
    let shortest =
        [(Record::Frame(least(Audience::Listed(Vec::new()))), FRAME_BYTES_MIN), (Record::Open(open), OPEN_BYTES_MIN)];
    for (record, bytes) in shortest {
        let mut item = Vec::new();
        encode_record(&mut item, &record);
        assert_eq!(item.len() as u64, bytes, "{record:?}");
    }
}
