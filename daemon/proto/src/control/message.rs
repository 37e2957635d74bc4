//! The messages. Enums are externally tagged: a verb is the one key of a map.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::change::{Kicked, ModeChanged, Paused, Reloaded, Said, Stopping};
use super::naming::{Names, Renamed};
use super::refusal::{Refusal, if_known};
use super::{Banned, Bans, Events, Lifted, Metrics};
use crate::frame_log::Mode;

/// The server's first message on a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// [`PROTOCOL_VERSION`](super::PROTOCOL_VERSION) of the daemon.
    pub protocol: u32,
    /// The daemon's own version.
    pub version: String,
    /// What this socket may do.
    pub level: Level,
}

/// What a socket may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Verbs that only read.
    Status,
    /// All verbs.
    Control,
}

/// What a client asks for, one verb.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[non_exhaustive]
pub enum Request {
    /// How the daemon is; answered with [`Status`].
    Status {},
    /// The peers with a number above `after`, lowest first; answered with a page of [`Peers`].
    Peers {
        /// 0 for the first page, then [`Peers::next`].
        after: u64,
    },
    /// Begin the next segment of the frame log; answered with [`Rotated`]. On the control socket
    /// alone.
    Rotate {
        /// The room's name, `None` for all of them.
        room: Option<String>,
    },
    /// Close these peers' connections; answered with [`Kicked`]. On the control socket alone, as all
    /// that follow. Nobody is kicked unless each of them is there and is meant for certain.
    Kick {
        /// Each by its number, its address with or without its port, or its name.
        peers: Vec<String>,
        /// Whatever means several peers means all of them.
        all: bool,
    },
    /// Say something as the server; answered with [`Said`].
    Say {
        /// What is said, as it goes out: 1 to [`SAY_BYTES_MAX`](super::SAY_BYTES_MAX) bytes.
        text: String,
        /// The room's name, `None` where the peer says it or there is one room only.
        room: Option<String>,
        /// The only peer that it is for, named as in [`Request::Kick`]; `None` for all of the room.
        peer: Option<String>,
    },
    /// Read nothing from the clients until [`Request::Resume`]; answered with [`Paused`].
    Pause {
        /// The room's name, `None` for all of them.
        room: Option<String>,
    },
    /// Read from the clients again; answered with [`Paused`].
    Resume {
        /// The room's name, `None` for all of them.
        room: Option<String>,
    },
    /// Relay in another mode from now on; answered with [`ModeChanged`].
    Mode {
        /// The new mode.
        mode: Mode,
        /// The room's name, `None` where there is one only.
        room: Option<String>,
    },
    /// Read the configuration again, as with SIGHUP; answered with [`Reloaded`].
    Reload {},
    /// End, as with SIGTERM; answered with [`Stopping`] before it does.
    Stop {},
    /// Call a peer or an address something; answered with [`Renamed`]. On the control socket alone.
    Name {
        /// Who: a peer's number, its address and port, an address, or a name that it has already.
        who: String,
        /// What, `None` for nothing any more.
        name: Option<String>,
    },
    /// Who is called what; answered with [`Names`].
    Names {},
    /// Refuse a net for a time, and cut its peers; answered with [`Banned`]. On the control socket
    /// alone.
    Ban {
        /// An address, or a net as `ADDRESS/PREFIX`.
        net: String,
        /// For how long, in seconds: 1 to [`BAN_SECONDS_MAX`](super::BAN_SECONDS_MAX).
        seconds: u64,
    },
    /// End a ban; answered with [`Lifted`]. On the control socket alone.
    Lift {
        /// As it was banned.
        net: String,
    },
    /// The bans that hold; answered with [`Bans`].
    Bans {},
    /// What happened; answered with pages of [`Events`].
    Events {
        /// How many of the last events.
        last: u64,
        /// And those that come, until the client leaves.
        follow: bool,
    },
    /// What is counted; answered with [`Metrics`].
    Metrics {},
}

/// What the server answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reply {
    /// The verb is still at work.
    Progress {
        /// For a person.
        text: String,
        /// A part of the answer, where that comes in parts.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<Item>,
    },
    /// It is done.
    Ok(Ok),
    /// It could not be done.
    Error(Failure),
}

/// A part of an answer that comes in parts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Item {
    /// Of [`Request::Events`].
    Events(Events),
}

/// The output of a verb that succeeded, one variant a verb.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Ok {
    /// Of [`Request::Status`].
    Status(Status),
    /// Of [`Request::Peers`].
    Peers(Peers),
    /// Of [`Request::Rotate`].
    Rotated(Rotated),
    /// Of [`Request::Kick`].
    Kicked(Kicked),
    /// Of [`Request::Say`].
    Said(Said),
    /// Of [`Request::Pause`] and [`Request::Resume`].
    Paused(Paused),
    /// Of [`Request::Mode`].
    ModeChanged(ModeChanged),
    /// Of [`Request::Reload`].
    Reloaded(Reloaded),
    /// Of [`Request::Stop`].
    Stopping(Stopping),
    /// Of [`Request::Name`].
    Renamed(Renamed),
    /// Of [`Request::Names`].
    Names(Names),
    /// Of [`Request::Ban`].
    Banned(Banned),
    /// Of [`Request::Lift`].
    Lifted(Lifted),
    /// Of [`Request::Bans`].
    Bans(Bans),
    /// Of [`Request::Events`]: the last page.
    Events(Events),
    /// Of [`Request::Metrics`].
    Metrics(Metrics),
}

/// Why a verb was not carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{text}")]
pub struct Failure {
    /// Stable, for programs.
    pub code: Code,
    /// For a person, in English.
    pub text: String,
    /// What it is about, for a sentence in another language. `None` where the other side is older, or
    /// newer and says what this one does not know.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "if_known")]
    pub about: Option<Refusal>,
}

impl From<Refusal> for Failure {
    fn from(about: Refusal) -> Failure {
        Failure { code: about.code(), text: about.to_string(), about: Some(about) }
    }
}

/// The stable names of failures. `tp-ctl` has a sentence for each, so that a match has to name them all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// The message is no request that this daemon knows.
    UnknownRequest,
    /// What came is no message: of a length that none has, not whole in time, or no CBOR item.
    BadMessage,
    /// The verb changes something and this socket only reads.
    NotAllowed,
    /// All sessions are taken.
    Busy,
    /// No room has this name.
    NoSuchRoom,
    /// This net is not banned.
    NoSuchBan,
    /// No peer is meant by this, or it has left.
    NoSuchPeer,
    /// Several are meant, and only one can be.
    Ambiguous,
    /// A value that none can be.
    BadValue,
    /// The configuration is not right, and what held before goes on.
    BadConfiguration,
    /// It cannot be done as things are, and may be later: the disk is full, the daemon is stopping.
    NotNow,
    /// The daemon is at fault.
    Internal,
    /// One of a later version, which only a program that is older than the daemon reads.
    #[serde(other)]
    Other,
}

/// How the daemon is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The daemon's version.
    pub version: String,
    /// Its process number.
    pub pid: u32,
    /// When it was started, nanoseconds since the Unix epoch.
    pub started: u64,
    /// Every address with its port that a neighbour could type, the likeliest first.
    pub addresses: Vec<SocketAddr>,
    /// The rooms, in the order they were configured.
    pub rooms: Vec<RoomStatus>,
    /// The frame log of all rooms.
    pub frame_log: FrameLogStatus,
    /// Clients that were not let in since the start, by reason: `denied` by the address filter,
    /// `banned` by a ban,
    /// `clients` for want of a place, `address-clients` and `address-rate` by the limits for one
    /// address, `descriptors` because the process could open no more files.
    #[serde(default)]
    pub refused: BTreeMap<String, u64>,
    /// Lines of the diagnostics that were dropped since the start, because what takes them was slower
    /// than they came.
    #[serde(default)]
    pub dropped_lines: u64,
}

/// How a room is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoomStatus {
    /// Its name: its port, in decimal.
    pub room: String,
    /// Whom it relays to.
    pub mode: Mode,
    /// What it listens on.
    pub listen: Vec<SocketAddr>,
    /// How many peers it has now.
    pub peers: u64,
    /// Number of its last frame, so all it ever relayed.
    pub frames: u64,
    /// Somebody ordered that nothing is read from its clients.
    #[serde(default)]
    pub paused: bool,
    /// The word that ends a conversation in it, in small letters and empty where none does, whatever the
    /// mode. `None` from a daemon that is too old to tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_word: Option<String>,
}

/// How the frame log is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FrameLogStatus {
    /// Whether frames are being logged.
    pub state: FrameLogState,
    /// Bytes of all its segments.
    pub bytes: u64,
    /// How many segments there are.
    pub segments: u64,
    /// The directory that holds one folder a room.
    pub directory: PathBuf,
    /// The file that holds what its peers are called, where the daemon tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub names_file: Option<PathBuf>,
}

/// Whether frames are being logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FrameLogState {
    /// They are.
    Ok,
    /// They are not, and so nothing is read from clients until they can be.
    Paused,
    /// They are not, and are relayed all the same.
    Degraded,
}

/// A page of peers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Peers {
    /// At most [`PEERS_PER_PAGE`](super::PEERS_PER_PAGE).
    pub peers: Vec<PeerRow>,
    /// What to ask for next, `None` on the last page.
    pub next: Option<u64>,
}

/// A peer as the server sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerRow {
    /// Its number, never used again.
    pub number: u64,
    /// Its room's name.
    pub room: String,
    /// The client's end.
    pub peer: SocketAddr,
    /// The server's end.
    pub local: SocketAddr,
    /// What people call it, empty when nobody gave it a name.
    pub name: String,
    /// When it connected, nanoseconds since the Unix epoch.
    pub since: u64,
    /// What it is doing.
    pub state: PeerState,
    /// Frames read from it.
    pub rx_frames: u64,
    /// Bytes read from it.
    pub rx_bytes: u64,
    /// Frames the kernel took for it, whole.
    pub tx_frames: u64,
    /// Bytes the kernel took for it.
    pub tx_bytes: u64,
    /// Bytes that are for it and that the kernel has not taken.
    pub backlog_bytes: u64,
    /// When bytes were last read from it, nanoseconds since the Unix epoch; `None` if none were since
    /// it came or, for a peer that went on over a restart, since then.
    #[serde(default)]
    pub last_rx: Option<u64>,
    /// When the kernel last took bytes for it, in the same way.
    #[serde(default)]
    pub last_tx: Option<u64>,
    /// Frames read from it since the kernel last took bytes for it.
    #[serde(default)]
    pub unanswered_frames: u64,
}

/// The rooms that go on in a new segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rotated {
    /// In the order they were configured.
    pub rooms: Vec<RotatedRoom>,
}

/// A room that goes on in a new segment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RotatedRoom {
    /// Its name.
    pub room: String,
    /// File name of the new segment.
    pub segment: String,
}

/// What a peer is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PeerState {
    /// It sends and takes what is for it.
    Open,
    /// It has sent all it will, and still takes what is for it.
    HalfClosed,
    /// The kernel takes no more for it: it does not read as fast as the others write.
    Slow,
    /// It said the end word, or was answered: it gets what it is owed and is closed.
    Leaving,
}
