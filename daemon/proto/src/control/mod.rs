//! The control socket's protocol, version 1.
//!
//! Two Unix stream sockets lie in the runtime directory: [`STATUS_SOCKET`] answers verbs that only
//! read, [`CONTROL_SOCKET`] all of them. Who may connect is a matter of the file system.
//!
//! A *message* is a big-endian `u32`, the length of what follows in bytes, then one CBOR item of
//! exactly that length ([`codec`]). A *session* goes:
//!
//! ```text
//! server: Hello {protocol, version, level}
//! client: Request                                  } any number of times
//! server: Progress ..., then one of Ok and Error   }
//! ```
//!
//! A request is one verb, `{"peers": {"after": 0}}`, with all its fields in the map. What cannot be
//! carried out is answered with a [`Failure`]: a stable code, a sentence in English, and as data what it
//! is about ([`Refusal`]), which an older daemon leaves out and an older client passes over:
//!
//! - an unknown verb or field with [`UnknownRequest`](Code::UnknownRequest), and the session goes on;
//! - a verb that changes something, on [`STATUS_SOCKET`], with [`NotAllowed`](Code::NotAllowed);
//! - a body that is not one CBOR item, or more than one, with [`BadMessage`](Code::BadMessage), and
//!   the session goes on;
//! - a length that no request has, or a request that is not whole within 5 s or at the end of what
//!   the client sends, with [`BadMessage`](Code::BadMessage), and the server closes;
//! - a session too many: behind the server's `Hello` comes [`Busy`](Code::Busy) before anything is
//!   asked, and the server closes.
//!
//! Between two requests a session may be silent for 30 s, then the server closes it without a word.
//!
//! What comes as it happens, and what is too long for one message, comes as the [`Item`]s of `Progress`.
//! [`Request::Events`] that follows goes on until the client closes the session, which it may at any time.

mod ban;
mod change;
pub mod codec;
mod events;
mod message;
mod metrics;
pub mod naming;
pub mod refusal;
mod words;

pub use ban::{BAN_SECONDS_DEFAULT, BAN_SECONDS_MAX, BANS_MAX, BanRow, Banned, Bans, Lifted, Unkept};
pub use change::{Kicked, KickedPeer, ModeChanged, Paused, PausedRoom, Reloaded, SAY_BYTES_MAX, Said, Stopping};
pub use events::{Departure, EVENTS_KEPT, EVENTS_PER_PAGE, Event, Events, FOLLOW_BEAT, Happening};
pub use message::{
    Code, Failure, FrameLogState, FrameLogStatus, Hello, Item, Level, Ok, PeerRow, PeerState, Peers, Reply, Request,
    RoomStatus, Rotated, RotatedRoom, Status,
};
pub use metrics::{LATENCY_BOUNDS_NS, Latency, Metrics, RoomMetrics};
pub use refusal::Refusal;

/// The version that this crate speaks, `Hello.protocol`.
///
/// 1: `status`, `peers`, `rotate`; then, as verbs that an older daemon does not know, `kick`, `say`,
/// `pause`, `resume`, `mode`, `reload`, `stop`, `name`, `names`, `ban`, `lift`, `bans`, `events`,
/// `metrics`; then what a [`Failure`] is about, which an older one leaves out; then the same of a reload
/// and in an [`Event`]; then of bans that are not kept the file and the cause ([`Unkept`]), where an
/// older one has a sentence.
pub const PROTOCOL_VERSION: u32 = 1;

/// File name of the socket for verbs that only read.
pub const STATUS_SOCKET: &str = "status.sock";

/// File name of the socket for all verbs.
pub const CONTROL_SOCKET: &str = "control.sock";

/// Longest request, in bytes.
pub const REQUEST_BYTES_MAX: usize = 4 * 1024;

/// Longest reply, in bytes; what is longer comes in pages.
pub const REPLY_BYTES_MAX: usize = 1024 * 1024;

/// Most rows in one page of [`Peers`]: a row stays under 500 bytes, a page under
/// [`REPLY_BYTES_MAX`].
pub const PEERS_PER_PAGE: usize = 1024;
