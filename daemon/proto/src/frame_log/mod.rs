//! The frame log, format 1.
//!
//! One directory per room, `frames/<port>/`, holds *segments* ([`SegmentName`]). A segment is a
//! CBOR Sequence (RFC 8742) that starts with the label of RFC 9277 ([`LABEL`]), so any CBOR tool
//! reads it item by item. Every further item is a map with one entry, `{kind: body}`
//! ([`Record`]); a reader skips kinds and keys it does not know. The grammar stands in
//! `frame-log.cddl` beside this crate.
//!
//! `file -m frame-log.magic SEGMENT` says of a segment what it is: format, room, mode and payload
//! (magic(5); the description lies beside the grammar). The media type is that of RFC 8742,
//! `application/cbor-seq`.
//!
//! Records are written in *blocks*: whatever one round of the relay had to say, then a [`Seal`]
//! that commits the block, checks it and says where it starts ([`seal`]). What no seal covers was
//! never relayed. [`Blocks`] reads a segment block by block and tells a clean end, a torn tail and
//! damage apart; [`BackwardBlocks`] reads it from its end.

mod around;
mod block;
mod cursor;
mod encode;
mod frame_head;
pub mod item;
mod item_head;
mod peer_table;
mod present;
mod record;
pub mod seal;
mod segment_name;

pub use around::Around;
pub use block::{BLOCK_BYTES_MAX, BackwardBlocks, Block, BlockError, Blocks, Damage};
pub use encode::{Kept, NewFrame, To, encode_frame, encode_frame_around, encode_record, encode_sent};
pub use frame_head::{AudienceHead, FrameHead, SentHead, Sources};
pub use item_head::{Item, Malformed};
pub use peer_table::{PeerTable, Progress, TablePeer};
pub use record::{
    Audience, Behind, Close, Earlier, End, Endpoint, Etime, Frame, Gap, Header, Mode, Note, Open, Ordered, Payload,
    Record, RecordError, Salt, Sent, Source, UnknownMode,
};
pub use seal::{SEAL_BYTES, Seal};
pub use segment_name::SegmentName;

/// The first twelve bytes of every segment: an RFC 9277 label, `55800(1414547020('BOR'))`.
///
/// 1414547020 is the ASCII text `TPFL`.
pub const LABEL: [u8; 12] = [0xd9, 0xd9, 0xf8, 0xda, 0x54, 0x50, 0x46, 0x4c, 0x43, 0x42, 0x4f, 0x52];

/// The format version that this crate writes and reads, `header.v`.
pub const FORMAT_VERSION: u64 = 1;

/// The grammar of a segment's items (RFC 8610). Its first rule, `record`, is one item, the label
/// in front of the first left out.
pub const CDDL: &str = include_str!("../../frame-log.cddl");

/// The longest payload of a frame, in bytes: what one read of a client's socket returns at most.
/// [`Blocks::resync`] tells forged blocks from real ones by it.
pub const FRAME_BYTES_MAX: usize = 64 * 1024;

/// The longest [`Around`] that a relay makes, in bytes: a name of
/// [`NAME_BYTES_MAX`](crate::control::naming::NAME_BYTES_MAX) and what stands around it.
pub const AROUND_BYTES_MAX: usize = 128;

/// A frame's recipients are listed one by one up to this many, by rule above it.
pub const LISTED_RECIPIENTS_MAX: usize = 16;
