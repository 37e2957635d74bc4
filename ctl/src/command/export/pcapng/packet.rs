//! A packet's block (Enhanced Packet Block, draft-ietf-opsawg-pcapng, section 4.3), in one buffer.
//!
//! The crate that writes all other blocks makes a list of options and writes twice, once to know
//! the length: for small packets that costs as much as everything else together.

/// The code of a comment option.
const OPT_COMMENT: u16 = 1;
/// The code of the option with the direction.
const EPB_FLAGS: u16 = 2;
/// The longest text of an option, so that its length fits.
const COMMENT_BYTES_MAX: usize = 32 * 1024;

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

/// Writes the body of a packet's block over what is in `out`: the packet is what `write` appends.
pub(super) fn block(
    out: &mut Vec<u8>,
    (interface, t, way): (u32, u64, Way),
    comment: Option<&str>,
    write: impl FnOnce(&mut Vec<u8>),
) {
    out.clear();
    out.extend_from_slice(&interface.to_le_bytes());
    out.extend_from_slice(&((t >> 32) as u32).to_le_bytes());
    out.extend_from_slice(&(t as u32).to_le_bytes());
    let lengths = out.len();
    out.extend_from_slice(&[0; 8]);
    let start = out.len();
    write(out);
    let length = ((out.len() - start) as u32).to_le_bytes();
    // Kept is all there was.
    out[lengths..lengths + 4].copy_from_slice(&length);
    out[lengths + 4..start].copy_from_slice(&length);
    pad(out);
    option(out, EPB_FLAGS, &(way as u32).to_le_bytes());
    if let Some(comment) = comment {
        option(out, OPT_COMMENT, &comment.as_bytes()[..comment.floor_char_boundary(COMMENT_BYTES_MAX)]);
    }
    out.extend_from_slice(&[0; 4]);
}

fn option(out: &mut Vec<u8>, code: u16, value: &[u8]) {
    out.extend_from_slice(&code.to_le_bytes());
    out.extend_from_slice(&(value.len() as u16).to_le_bytes());
    out.extend_from_slice(value);
    pad(out);
}

/// Everything begins at a multiple of four bytes.
fn pad(out: &mut Vec<u8>) {
    out.resize(out.len().next_multiple_of(4), 0);
}
