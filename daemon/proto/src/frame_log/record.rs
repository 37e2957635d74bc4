//! The shapes of the records. Field names are the keys on disk.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

use ciborium::tag::{Captured, Required};
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_bytes::{ByteArray, ByteBuf};

use super::Seal;
use super::item::{self, ItemError};

/// A segment's random salt: nobody who only chooses payloads can forge a seal.
pub type Salt = [u8; 8];

/// One item of a segment, `{kind: body}`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Record {
    /// Who wrote the segment, for which room and when; the first item after the label.
    Header(Header),
    /// A peer joined, or was there when the segment began.
    Open(Open),
    /// A peer left: no frame after this record is for it.
    Close(Close),
    /// What one read of a client's socket returned.
    Frame(Frame),
    /// How far the kernel has taken what was relayed.
    Sent(Sent),
    /// Frames that were relayed but could not be logged.
    Gap(Gap),
    /// Something that happened to the room and is neither frame nor peer.
    Note(Note),
    /// The end of a block.
    Seal(Seal),
    /// The segment's last words.
    End(End),
}

impl Record {
    /// Decodes one whole item.
    ///
    /// `Ok(None)` is an item of a kind that this version does not know; readers skip it.
    pub fn decode(item: &[u8]) -> Result<Option<Record>, RecordError> {
        let kind = item::kind(item)?;
        if !Record::KINDS.contains(&kind) {
            return Ok(None);
        }
        ciborium::from_reader(item)
            .map(Some)
            .map_err(|source| RecordError::Shape { kind: kind.to_owned(), reason: source.to_string() })
    }

    /// The kinds of format 1.
    pub const KINDS: [&'static str; 9] = ["header", "open", "close", "frame", "sent", "gap", "note", "seal", "end"];
}

/// An item that is no record.
#[derive(Debug, thiserror::Error)]
pub enum RecordError {
    /// It is not even a map with one entry under a text key.
    #[error(transparent)]
    Item(#[from] ItemError),
    /// Its kind is known and its body is not what that kind holds.
    #[error("a {kind} record of another shape: {reason}")]
    Shape {
        /// The record's kind.
        kind: String,
        /// What the decoder said.
        reason: String,
    },
}

/// Who wrote a segment, for which room, and the anchor of its times.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Header {
    /// Format version, [`FORMAT_VERSION`](super::FORMAT_VERSION).
    pub v: u64,
    /// Random bytes that the first seal covers.
    pub salt: ByteArray<8>,
    /// Number of the first frame that this segment may hold.
    pub first: u64,
    /// When the segment was begun.
    pub time: Etime,
    /// The room's name: its port, in decimal.
    pub room: String,
    /// Program and version that wrote it.
    pub software: String,
    /// The kernel's boot id: monotonic times of two segments compare only if it is equal.
    pub boot: ByteArray<16>,
    /// The room's mode when the segment was begun.
    pub mode: Mode,
    /// How much of each payload is kept.
    pub payload: Payload,
    /// The number that the next new peer will get: peer numbers never come again, not even after
    /// every peer has left.
    #[serde(default, rename = "next-conn", skip_serializing_if = "Option::is_none")]
    pub next_conn: Option<u64>,
    /// What holds in the room because somebody ordered it while the relay ran.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ordered: Option<Ordered>,
}

/// What somebody ordered of a room while the relay ran: a successor goes by it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ordered {
    /// The mode that the configuration gave the room, where the header's mode was ordered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub configured: Option<Mode>,
    /// Nothing is read from the clients, and by whose order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<String>,
}

/// A peer joined the room; in a segment's first block and in a checkpoint, a peer that was there
/// already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Open {
    /// The peer's number.
    pub conn: u64,
    /// Nanoseconds since the Unix epoch.
    pub t: u64,
    /// The client's end of the connection.
    pub peer: Endpoint,
    /// The server's end.
    pub local: Endpoint,
    /// Bytes read from it before this record.
    pub rx: u64,
    /// Bytes the kernel took for it before this record.
    pub tx: u64,
    /// Bytes of frames before this record that are for it and that the kernel has not taken yet:
    /// only in a segment's first block and in a checkpoint, for a peer that is behind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backlog: Option<u64>,
    /// What people call it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// For a peer that was there already: what a relay needs to go on with it after a restart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Earlier>,
}

/// What was of a peer before the record that names it again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    /// When it joined, nanoseconds since the Unix epoch.
    pub since: u64,
    /// Frames read from it.
    #[serde(rename = "rx-frames")]
    pub rx_frames: u64,
    /// Frames the kernel took for it, whole.
    #[serde(rename = "tx-frames")]
    pub tx_frames: u64,
    /// Frames for it that the kernel has not taken whole.
    #[serde(rename = "backlog-frames")]
    pub backlog_frames: u64,
    /// Why it leaves once it has everything; nothing more is read from it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub leaving: Option<String>,
}

/// A peer left. No frame after this record is for it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Close {
    /// The peer's number.
    pub conn: u64,
    /// Nanoseconds since the Unix epoch.
    pub t: u64,
    /// `left`, `reset`, `timeout`, `slow`, `stalled`, `end-word`, `answered`, `idle`, `kicked`, `shutdown`,
    /// [`Close::RESTART`], [`Close::NOT_RESUMED`] and more to come.
    pub why: String,
    /// Bytes read from it in all.
    pub rx: u64,
    /// Bytes the kernel took for it in all.
    pub tx: u64,
    /// The kernel took, of the frames that were for it, all up to this number.
    pub through: u64,
    /// Bytes that were for it and that the kernel never took.
    pub undelivered: u64,
}

impl Close {
    /// The `why` of a peer whose connection ended with the daemon that served it.
    pub const RESTART: &'static str = "restart";

    /// The `why` of a peer whose connection outlived that daemon, and could not be gone on with.
    pub const NOT_RESUMED: &'static str = "not-resumed";

    /// Whether the kernel may have taken more for a peer than a `close` with this `why` says: the
    /// daemon that served it was killed before it could put that on record.
    pub fn is_in_doubt(why: &str) -> bool {
        [Close::RESTART, Close::NOT_RESUMED].contains(&why)
    }
}

/// What one read of a client's socket returned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Frame {
    /// Its number: one higher than the frame's before, over restarts too.
    pub n: u64,
    /// Nanoseconds since the Unix epoch.
    pub t: u64,
    /// Who sent it.
    pub src: Source,
    /// The server's port that it came in on.
    pub dst: u16,
    /// Who it is relayed to.
    pub to: Audience,
    /// Its length in bytes, whatever part of them is kept.
    pub len: u64,
    /// The bytes, or the head of them, as the header's `payload` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data: Option<ByteBuf>,
    /// A keyed hash of the bytes, as the header's `payload` says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hash: Option<ByteBuf>,
}

/// How far the kernel has taken what was relayed: every live peer has all of its frames through
/// `n`, but those in `behind`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sent {
    /// Nanoseconds since the Unix epoch.
    pub t: u64,
    /// A frame number.
    pub n: u64,
    /// Those who have not got that far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub behind: Vec<Behind>,
}

/// A peer that is behind: its number, the last frame it has whole, and all bytes the kernel took
/// for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behind(
    /// The peer's number.
    pub u64,
    /// It has all of its frames through this one.
    pub u64,
    /// Bytes the kernel took for it in all, part of the next frame included.
    pub u64,
);

/// Frames that were relayed and not logged.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Gap {
    /// Number of the first of them.
    pub n: u64,
    /// How many.
    pub count: u64,
    /// Their bytes.
    pub bytes: u64,
    /// When the first came, nanoseconds since the Unix epoch.
    pub t0: u64,
    /// When the last came.
    pub t1: u64,
    /// The reason.
    pub why: String,
}

/// Something that happened to the room: `recovered`, `resumed`, `paused`, `unpaused`, `mode`, `kicked`,
/// `said`, `reloaded`, `present`, `leaving`.
///
/// `present` is a checkpoint: nothing happened, but the note says all that a reader needs who
/// starts with it. It begins a block, and a `sent` record stands right behind it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// Nanoseconds since the Unix epoch.
    pub t: u64,
    /// What happened, one word.
    pub event: String,
    /// More of it, for a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// In a checkpoint, everybody who is there, as a segment's first block would say it; in
    /// `leaving`, the one who will leave.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peers: Option<Vec<Open>>,
    /// In a checkpoint, the number that the next new peer will get.
    #[serde(default, rename = "next-conn", skip_serializing_if = "Option::is_none")]
    pub next_conn: Option<u64>,
}

impl Note {
    /// The `event` of a checkpoint.
    pub const PRESENT: &'static str = "present";

    /// The `event` that says of a peer that nothing more is read from it, and why it leaves.
    pub const LEAVING: &'static str = "leaving";
}

/// A segment's last words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct End {
    /// `size`, `age`, `stop`, `recovered`, `rotate`.
    pub why: String,
    /// File name of the segment that goes on, empty after a stop.
    pub next: String,
}

/// Who sent a frame: peer number and the client's port. Number 0 is the server itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source(
    /// The peer's number, 0 for the server.
    pub u64,
    /// The client's port; the server's own for the server.
    pub u16,
);

/// Who a frame is relayed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// These, each with its port.
    Listed(Vec<Source>),
    /// Every peer that is open at this place of the log, but the sender.
    Others,
    /// Every peer that is open at this place of the log.
    All,
}

impl Serialize for Audience {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Audience::Listed(peers) => peers.serialize(serializer),
            Audience::Others => serializer.serialize_str("others"),
            Audience::All => serializer.serialize_str("all"),
        }
    }
}

impl<'de> Deserialize<'de> for Audience {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shape;
        impl<'de> Visitor<'de> for Shape {
            type Value = Audience;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("\"others\", \"all\" or a list of [peer, port]")
            }

            fn visit_str<E: de::Error>(self, rule: &str) -> Result<Audience, E> {
                match rule {
                    "others" => Ok(Audience::Others),
                    "all" => Ok(Audience::All),
                    other => Err(E::invalid_value(de::Unexpected::Str(other), &self)),
                }
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Audience, A::Error> {
                let mut peers = Vec::new();
                while let Some(peer) = list.next_element()? {
                    peers.push(peer);
                }
                Ok(Audience::Listed(peers))
            }
        }
        deserializer.deserialize_any(Shape)
    }
}

/// One end of a connection, `[ip, port]`; the address is tagged as RFC 9164 has it, 52 for IPv4
/// and 54 for IPv6.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Endpoint(
    /// Address and port.
    pub SocketAddr,
);

impl Serialize for Endpoint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let ip = match self.0.ip() {
            IpAddr::V4(ip) => Captured(Some(52), ByteBuf::from(ip.octets())),
            IpAddr::V6(ip) => Captured(Some(54), ByteBuf::from(ip.octets())),
        };
        (ip, self.0.port()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Endpoint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (Captured(tag, bytes), port) = <(Captured<ByteBuf>, u16)>::deserialize(deserializer)?;
        let v4 = || <[u8; 4]>::try_from(bytes.as_slice()).ok().map(IpAddr::from);
        let v6 = || <[u8; 16]>::try_from(bytes.as_slice()).ok().map(IpAddr::from);
        let ip = match tag {
            Some(52) => v4(),
            Some(54) => v6(),
            _ => None,
        };
        ip.map(|ip| Endpoint(SocketAddr::new(ip, port)))
            .ok_or_else(|| de::Error::custom("an address is 52(4 bytes) or 54(16 bytes)"))
    }
}

/// A point in time, tag 1001 of RFC 9581: seconds since the Unix epoch under key 1, nanoseconds
/// under key -9.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Etime {
    /// Nanoseconds since the Unix epoch.
    pub unix_ns: u64,
}

const NS_PER_S: u64 = 1_000_000_000;

impl Serialize for Etime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let parts =
            std::collections::BTreeMap::from([(1i64, self.unix_ns / NS_PER_S), (-9i64, self.unix_ns % NS_PER_S)]);
        Required::<_, 1001>(parts).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Etime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Required(parts) = Required::<std::collections::BTreeMap<i64, i64>, 1001>::deserialize(deserializer)?;
        let seconds = parts.get(&1).copied().and_then(|s| u64::try_from(s).ok());
        let ns = parts.get(&-9).map_or(Ok(0), |&ns| u64::try_from(ns)).ok();
        seconds
            .zip(ns)
            .and_then(|(seconds, ns)| seconds.checked_mul(NS_PER_S)?.checked_add(ns))
            .map(|unix_ns| Etime { unix_ns })
            .ok_or_else(|| de::Error::custom("a time is 1001({1: seconds, -9: nanoseconds})"))
    }
}

/// Whom a room relays a frame to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// To every other peer of the room.
    #[default]
    Others,
    /// To every peer, the sender included.
    All,
    /// To the sender alone.
    Echo,
    /// To nobody; the sender gets one line of the server's and an orderly close.
    Ack,
}

impl Mode {
    /// All of them, in the order people meet them.
    pub const ALL: [Mode; 4] = [Mode::Others, Mode::All, Mode::Echo, Mode::Ack];

    /// Its name in files, options and messages.
    pub fn name(self) -> &'static str {
        match self {
            Mode::Others => "others",
            Mode::All => "all",
            Mode::Echo => "echo",
            Mode::Ack => "ack",
        }
    }
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.name())
    }
}

impl FromStr for Mode {
    type Err = UnknownMode;

    fn from_str(name: &str) -> Result<Mode, UnknownMode> {
        Mode::ALL.into_iter().find(|mode| mode.name() == name).ok_or_else(|| UnknownMode(name.to_owned()))
    }
}

/// A word that is no mode.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no mode: it is one of others, all, echo, ack")]
pub struct UnknownMode(pub String);

/// How much of each payload the segment keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Payload {
    /// All of it.
    #[default]
    Full,
    /// The first bytes.
    Head,
    /// A keyed hash.
    Hash,
    /// Its length alone.
    Size,
}
