//! The blocks of a pcapng file, as bytes (draft-ietf-opsawg-pcapng-04): a section, interfaces,
//! names and packets are all that is needed.
//!
//! The crate that would write them keeps every interface that it has ever written and makes each
//! block twice, once to know its length: a long log of many short conversations would not fit, and
//! small packets would cost twice as much.

use std::net::IpAddr;

/// Block types (section 4 and 10.1).
const SECTION_HEADER: u32 = 0x0a0d_0d0a;
const INTERFACE_DESCRIPTION: u32 = 1;
const NAME_RESOLUTION: u32 = 4;
const ENHANCED_PACKET: u32 = 6;

/// Written by a little-endian machine, whichever this one is.
const BYTE_ORDER: u32 = 0x1a2b_3c4d;
/// LINKTYPE_RAW: the packet begins with its IP header.
const RAW_IP: u16 = 101;
/// All of a packet is kept.
const SNAP_BYTES: u32 = 262_144;

/// Option codes; those of a section, an interface and a packet are their own (sections 3.5, 4.1 to
/// 4.3).
const OPT_COMMENT: u16 = 1;
const SHB_USERAPPL: u16 = 4;
const IF_NAME: u16 = 2;
const IF_DESCRIPTION: u16 = 3;
const IF_TSRESOL: u16 = 9;
const EPB_FLAGS: u16 = 2;

/// Timestamps count units of 10 to the power of -9 seconds.
const NANOSECONDS: u8 = 9;
/// The longest text of an option: far below what its length can say.
const TEXT_BYTES_MAX: usize = 32 * 1024;

/// Types of a name's record (section 4.4).
const NRB_IPV4: u16 = 1;
const NRB_IPV6: u16 = 2;

/// Which way a packet goes, seen from the server; the values of `epb_flags`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// From the client.
    In = 0b01,
    /// To the client.
    Out = 0b10,
}

impl Way {
    /// The other one.
    pub(super) fn back(self) -> Way {
        match self {
            Way::In => Way::Out,
            Way::Out => Way::In,
        }
    }
}

/// Appends what a file begins with.
pub(super) fn section(out: &mut Vec<u8>, application: &str, comment: &str) {
    block(out, SECTION_HEADER, |out| {
        put(out, BYTE_ORDER);
        // Version 1.0, and a length that nobody knows yet.
        out.extend_from_slice(&[1, 0, 0, 0]);
        out.extend_from_slice(&[0xff; 8]);
        text(out, OPT_COMMENT, comment);
        text(out, SHB_USERAPPL, application);
        end_options(out);
    });
}

/// Appends an interface. They are numbered by their order, from 0 on.
pub(super) fn interface(out: &mut Vec<u8>, name: &str, description: &str) {
    block(out, INTERFACE_DESCRIPTION, |out| {
        out.extend_from_slice(&RAW_IP.to_le_bytes());
        out.extend_from_slice(&[0; 2]);
        put(out, SNAP_BYTES);
        text(out, IF_NAME, name);
        text(out, IF_DESCRIPTION, description);
        option(out, IF_TSRESOL, &[NANOSECONDS]);
        end_options(out);
    });
}

/// Appends addresses with their names. A name is shorter than [`TEXT_BYTES_MAX`] and has no zero in
/// it.
pub(super) fn names<'a>(out: &mut Vec<u8>, names: impl Iterator<Item = (IpAddr, &'a str)>) {
    let mut record = Vec::new();
    block(out, NAME_RESOLUTION, |out| {
        for (address, name) in names {
            record.clear();
            let kind = match address {
                IpAddr::V4(ip) => {
                    record.extend_from_slice(&ip.octets());
                    NRB_IPV4
                }
                IpAddr::V6(ip) => {
                    record.extend_from_slice(&ip.octets());
                    NRB_IPV6
                }
            };
            record.extend_from_slice(name.as_bytes());
            record.push(0);
            // A record is built as an option is.
            option(out, kind, &record);
        }
        end_options(out);
    });
}

/// Appends a packet, at `t` nanoseconds since the Unix epoch: its bytes are what `write` appends.
pub(super) fn packet(
    out: &mut Vec<u8>,
    (interface, t, way): (u32, u64, Way),
    comment: Option<&str>,
    write: impl FnOnce(&mut Vec<u8>),
) {
    block(out, ENHANCED_PACKET, |out| {
        put(out, interface);
        put(out, (t >> 32) as u32);
        put(out, t as u32);
        let lengths = out.len();
        out.extend_from_slice(&[0; 8]);
        let start = out.len();
        write(out);
        let length = ((out.len() - start) as u32).to_le_bytes();
        // As much was kept as there was.
        out[lengths..lengths + 4].copy_from_slice(&length);
        out[lengths + 4..start].copy_from_slice(&length);
        pad(out);
        option(out, EPB_FLAGS, &(way as u32).to_le_bytes());
        if let Some(comment) = comment {
            text(out, OPT_COMMENT, comment);
        }
        end_options(out);
    });
}

/// Appends a block (section 3.1): its type, its length at both ends, and between them what `body`
/// appends. What is in `out` already are blocks.
fn block(out: &mut Vec<u8>, kind: u32, body: impl FnOnce(&mut Vec<u8>)) {
    let start = out.len();
    put(out, kind);
    put(out, 0);
    body(out);
    let length = (out.len() - start + 4) as u32;
    out[start + 4..start + 8].copy_from_slice(&length.to_le_bytes());
    put(out, length);
}

fn text(out: &mut Vec<u8>, code: u16, text: &str) {
    option(out, code, &text.as_bytes()[..text.floor_char_boundary(TEXT_BYTES_MAX)]);
}

fn option(out: &mut Vec<u8>, code: u16, value: &[u8]) {
    out.extend_from_slice(&code.to_le_bytes());
    out.extend_from_slice(&(value.len() as u16).to_le_bytes());
    out.extend_from_slice(value);
    pad(out);
}

fn end_options(out: &mut Vec<u8>) {
    put(out, 0);
}

fn put(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(&number.to_le_bytes());
}

/// Everything begins at a multiple of four bytes.
fn pad(out: &mut Vec<u8>) {
    out.resize(out.len().next_multiple_of(4), 0);
}
