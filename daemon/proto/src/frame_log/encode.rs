//! The hand encoder of the records that come with every frame. Everything else goes through
//! ciborium, which is also the oracle that these bytes are held to.

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
    out.extend_from_slice(b"\xa1\x65frame");
    out.push(if matches!(kept, Kept::Nothing) { 0xa6 } else { 0xa7 });
    out.extend_from_slice(b"\x61n");
    head(out, UINT, n);
    out.extend_from_slice(b"\x61t");
    head(out, UINT, t);
    out.extend_from_slice(b"\x63src");
    source(out, src);
    out.extend_from_slice(b"\x63dst");
    head(out, UINT, u64::from(dst));
    out.extend_from_slice(b"\x62to");
    match to {
        To::Listed(peers) => {
            head(out, ARRAY, peers.len() as u64);
            for &peer in peers {
                source(out, peer);
            }
        }
        To::Others => out.extend_from_slice(b"\x66others"),
        To::All => out.extend_from_slice(b"\x63all"),
    }
    out.extend_from_slice(b"\x63len");
    head(out, UINT, len);
    match kept {
        Kept::Data(data) => string(out, b"\x64data", data),
        Kept::Hash(hash) => string(out, b"\x64hash", hash),
        Kept::Nothing => {}
    }
}

fn string(out: &mut Vec<u8>, key: &[u8], bytes: &[u8]) {
    out.extend_from_slice(key);
    head(out, BYTES, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Appends a `sent` record.
pub fn encode_sent(out: &mut Vec<u8>, t: u64, n: u64, behind: &[Behind]) {
    out.extend_from_slice(b"\xa1\x64sent");
    out.push(if behind.is_empty() { 0xa2 } else { 0xa3 });
    out.extend_from_slice(b"\x61t");
    head(out, UINT, t);
    out.extend_from_slice(b"\x61n");
    head(out, UINT, n);
    if behind.is_empty() {
        return;
    }
    out.extend_from_slice(b"\x66behind");
    head(out, ARRAY, behind.len() as u64);
    for &Behind(conn, n, tx) in behind {
        out.push(0x83);
        head(out, UINT, conn);
        head(out, UINT, n);
        head(out, UINT, tx);
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
const ARRAY: u8 = 4 << 5;

fn source(out: &mut Vec<u8>, Source(conn, port): Source) {
    out.push(0x82);
    head(out, UINT, conn);
    head(out, UINT, u64::from(port));
}

/// A head in its shortest form (RFC 8949, section 4.2.1), as ciborium writes it.
fn head(out: &mut Vec<u8>, major: u8, argument: u64) {
    match argument {
        0..=23 => out.push(major | argument as u8),
        24..=0xff => out.extend_from_slice(&[major | 24, argument as u8]),
        0x100..=0xffff => {
            out.push(major | 25);
            out.extend_from_slice(&(argument as u16).to_be_bytes());
        }
        0x1_0000..=0xffff_ffff => {
            out.push(major | 26);
            out.extend_from_slice(&(argument as u32).to_be_bytes());
        }
        _ => {
            out.push(major | 27);
            out.extend_from_slice(&argument.to_be_bytes());
        }
    }
}
