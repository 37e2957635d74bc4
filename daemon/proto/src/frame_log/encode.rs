//! The hand encoder of the records that come with every frame. Everything else goes through
//! ciborium, which is also the oracle that these bytes are held to.

use super::Around;
use super::record::{Behind, Record, Source};

/// Who a frame is relayed to, as the encoder wants it.
#[derive(Debug, Clone, Copy)]
pub enum To<'a> {
    /// These.
    Listed(&'a [Source]),
    /// Every other open peer.
    Others,
    /// Every open peer.
    All,
}

/// What a `frame` record keeps of its payload.
#[derive(Debug, Clone, Copy)]
pub enum Kept<'a> {
    /// These bytes: all of it, or its head.
    Data(&'a [u8]),
    /// A keyed hash of it.
    Hash(&'a [u8]),
    /// Its length alone.
    Nothing,
}

/// A `frame` record, as the encoder wants it.
#[derive(Debug, Clone, Copy)]
pub struct NewFrame<'a> {
    /// Its number.
    pub n: u64,
    /// Nanoseconds since the Unix epoch.
    pub t: u64,
    /// Who sent it.
    pub src: Source,
    /// The server's port that it came in on.
    pub dst: u16,
    /// Who it is relayed to.
    pub to: To<'a>,
    /// Its length in bytes, whatever part of them is kept.
    pub len: u64,
    /// What is kept of them.
    pub kept: Kept<'a>,
}

/// Appends a `frame` record.
pub fn encode_frame(out: &mut Vec<u8>, frame: &NewFrame<'_>) {
    let NewFrame { n, t, src, dst, to, len, kept } = *frame;
    let entries = if matches!(kept, Kept::Nothing) { 0xa6 } else { 0xa7 };
    append::<FRONT_BYTES_MAX>(out, |pen| {
        pen.bytes(b"\xa1\x65frame");
        pen.bytes(&[entries, 0x61, b'n']);
        pen.head(UINT, n);
        pen.bytes(b"\x61t");
        pen.time(t);
        pen.bytes(b"\x63src");
        pen.source(src);
        pen.bytes(b"\x63dst");
        pen.port(dst);
        pen.bytes(b"\x62to");
        match to {
            To::Listed(peers) => pen.head(ARRAY, peers.len() as u64),
            To::Others => pen.bytes(b"\x66others"),
            To::All => pen.bytes(b"\x63all"),
        }
    });
    if let To::Listed(peers) = to {
        encode_sources(out, peers);
    }
    encode_payload(out, len, kept);
}

/// Appends a `frame` record that says what its recipients are sent around its bytes.
pub fn encode_frame_around(out: &mut Vec<u8>, frame: &NewFrame<'_>, around: Around<'_>) {
    let entries = out.len() + ENTRIES_PLACE;
    encode_frame(out, frame);
    for (key, text) in [(&b"\x65label"[..], around.label), (b"\x69separator", around.separator)] {
        if let Some(text) = text {
            out[entries] += 1;
            out.extend_from_slice(key);
            append::<HEAD_BYTES_MAX>(out, |pen| pen.head(TEXT, text.len() as u64));
            out.extend_from_slice(text.as_bytes());
        }
    }
}

fn encode_sources(out: &mut Vec<u8>, peers: &[Source]) {
    for few in peers.chunks(SOURCES_AT_ONCE) {
        append::<{ SOURCES_AT_ONCE * SOURCE_BYTES_MAX }>(out, |pen| few.iter().for_each(|&peer| pen.source(peer)));
    }
}

fn encode_payload(out: &mut Vec<u8>, len: u64, kept: Kept<'_>) {
    let (key, bytes) = match kept {
        Kept::Data(data) => (Some(b"\x64data"), data),
        Kept::Hash(hash) => (Some(b"\x64hash"), hash),
        Kept::Nothing => (None, &[][..]),
    };
    append::<BACK_BYTES_MAX>(out, |pen| {
        pen.bytes(b"\x63len");
        pen.head(UINT, len);
        if let Some(key) = key {
            pen.bytes(key);
            pen.head(BYTES, bytes.len() as u64);
        }
    });
    out.extend_from_slice(bytes);
}

/// Appends a `sent` record.
pub fn encode_sent(out: &mut Vec<u8>, t: u64, n: u64, behind: &[Behind]) {
    append::<SENT_BYTES_MAX>(out, |pen| {
        pen.bytes(b"\xa1\x64sent");
        pen.bytes(&[if behind.is_empty() { 0xa2 } else { 0xa3 }, 0x61, b't']);
        pen.time(t);
        pen.bytes(b"\x61n");
        pen.head(UINT, n);
        if !behind.is_empty() {
            pen.bytes(b"\x66behind");
            pen.head(ARRAY, behind.len() as u64);
        }
    });
    for &Behind(conn, n, tx) in behind {
        append::<BEHIND_BYTES_MAX>(out, |pen| {
            pen.bytes(&[0x83]);
            pen.head(UINT, conn);
            pen.head(UINT, n);
            pen.head(UINT, tx);
        });
    }
}

/// Appends any other record.
///
/// # Panics
///
/// Never: writing to a vector cannot fail, and no record holds what CBOR cannot say.
pub fn encode_record(out: &mut Vec<u8>, record: &Record) {
    ciborium::into_writer(record, out).expect("a record is always CBOR");
}

const UINT: u8 = 0 << 5;
const BYTES: u8 = 2 << 5;
const TEXT: u8 = 3 << 5;
const ARRAY: u8 = 4 << 5;

/// Where a `frame` record says how many entries its body has: behind the map's head and the kind.
const ENTRIES_PLACE: usize = 1 + 6;
/// The longest head.
const HEAD_BYTES_MAX: usize = 9;
/// `[conn, port]`.
const SOURCE_BYTES_MAX: usize = 1 + 2 * HEAD_BYTES_MAX;
/// How many of them are written into one piece of room.
const SOURCES_AT_ONCE: usize = 4;
/// A `frame` record through the head of `to`.
const FRONT_BYTES_MAX: usize = 8 + 2 * (2 + HEAD_BYTES_MAX) + 4 + SOURCE_BYTES_MAX + 2 * (4 + HEAD_BYTES_MAX);
/// What follows `to`, the payload left out.
const BACK_BYTES_MAX: usize = 4 + 5 + 2 * HEAD_BYTES_MAX;
/// A `sent` record through the head of `behind`.
const SENT_BYTES_MAX: usize = 7 + 2 * (2 + HEAD_BYTES_MAX) + 7 + HEAD_BYTES_MAX;
/// `[conn, n, tx]`.
const BEHIND_BYTES_MAX: usize = 1 + 3 * HEAD_BYTES_MAX;

/// Appends what `write` writes, at most `N` bytes.
///
/// The room is made at once and what is not used of it is given back: to ask the vector for room
/// with every few bytes costs more than the bytes.
#[inline]
fn append<const N: usize>(out: &mut Vec<u8>, write: impl FnOnce(&mut Pen<'_, N>)) {
    let start = out.len();
    out.extend_from_slice(&[0; N]);
    let room = out.last_chunk_mut().expect("it was just made");
    let mut pen = Pen { room, used: 0 };
    write(&mut pen);
    let end = start + pen.used;
    out.truncate(end);
}

/// Writes into room that is long enough.
struct Pen<'a, const N: usize> {
    room: &'a mut [u8; N],
    used: usize,
}

impl<const N: usize> Pen<'_, N> {
    #[inline]
    fn bytes<const COUNT: usize>(&mut self, bytes: &[u8; COUNT]) {
        self.room[self.used..][..COUNT].copy_from_slice(bytes);
        self.used += COUNT;
    }

    /// A peer, in one piece where its numbers have the widths that they mostly have.
    #[inline]
    fn source(&mut self, Source(conn, port): Source) {
        let [high, low] = port.to_be_bytes();
        match conn {
            0..=23 if high > 0 => self.bytes(&[0x82, conn as u8, UINT | 25, high, low]),
            24..=0xff if high > 0 => self.bytes(&[0x82, UINT | 24, conn as u8, UINT | 25, high, low]),
            _ => {
                self.bytes(&[0x82]);
                self.head(UINT, conn);
                self.port(port);
            }
        }
    }

    /// A port: nearly always of the same width, and quick to tell when it is.
    #[inline]
    fn port(&mut self, port: u16) {
        let [high, low] = port.to_be_bytes();
        if high > 0 { self.bytes(&[UINT | 25, high, low]) } else { self.head(UINT, u64::from(low)) }
    }

    /// A time: nearly always of the full width.
    #[inline]
    fn time(&mut self, t: u64) {
        if t > 0xffff_ffff {
            self.bytes(&[UINT | 27]);
            self.bytes(&t.to_be_bytes());
        } else {
            self.head(UINT, t);
        }
    }

    /// Inline, or `used` goes through memory with every call, which takes twice as long.
    #[inline(always)]
    fn head(&mut self, major: u8, argument: u64) {
        let room = self.room[self.used..].first_chunk_mut().expect("room for the longest head");
        self.used += put_head(room, major, argument);
    }
}

/// A head in its shortest form (RFC 8949, section 4.2.1), as ciborium writes it. Gives its length.
#[inline(always)]
fn put_head(room: &mut [u8; HEAD_BYTES_MAX], major: u8, argument: u64) -> usize {
    match argument {
        0..=23 => put(room, major | argument as u8, []),
        24..=0xff => put(room, major | 24, [argument as u8]),
        0x100..=0xffff => put(room, major | 25, (argument as u16).to_be_bytes()),
        0x1_0000..=0xffff_ffff => put(room, major | 26, (argument as u32).to_be_bytes()),
        _ => put(room, major | 27, argument.to_be_bytes()),
    }
}

#[inline(always)]
fn put<const WIDTH: usize>(room: &mut [u8; HEAD_BYTES_MAX], first: u8, argument: [u8; WIDTH]) -> usize {
    room[0] = first;
    room[1..=WIDTH].copy_from_slice(&argument);
    1 + WIDTH
}
