//! `events`: what happened, one after the other.
//!
//! The daemon keeps the last [`EVENTS_KEPT`]. An answer comes in pages: each is the item of a
//! [`Progress`](super::Reply::Progress), the last one is in [`Ok`](super::Reply::Ok). Who follows is
//! given a page whenever something happened, at least an empty one every [`FOLLOW_BEAT`], and never an
//! `Ok`; it leaves by closing the session, in which it says nothing else. A follower that reads more
//! slowly than things happen holds nobody up: the next page says how many it has missed.

use std::net::SocketAddr;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::refusal::{Refusal, if_known};

/// How many of the last events the daemon keeps.
pub const EVENTS_KEPT: usize = 1024;

/// Most events in one page: an event stays under 4 KiB.
pub const EVENTS_PER_PAGE: usize = 256;

/// How long a follower hears nothing at most.
pub const FOLLOW_BEAT: Duration = Duration::from_secs(1);

/// A page of events, in the order in which they happened.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Events {
    /// At most [`EVENTS_PER_PAGE`].
    pub events: Vec<Event>,
    /// Events in front of these that the daemon does not keep any more and that were wanted.
    pub missed: u64,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its number, from 1 on since the daemon was started, rising by one.
    pub n: u64,
    /// When, nanoseconds since the Unix epoch.
    pub t: u64,
    /// What.
    pub what: Happening,
}

/// What can happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Happening {
    /// The daemon is ready.
    Started {
        /// Its version.
        version: String,
    },
    /// A peer joined.
    Joined {
        /// Its room.
        room: String,
        /// Its number.
        number: u64,
        /// The client's end.
        peer: SocketAddr,
    },
    /// A peer left by itself, or in the order of things.
    Left(Departure),
    /// The server gave a peer up.
    Cut(Departure),
    /// Clients were not let in, in one second at most.
    Refused {
        /// How many.
        clients: u64,
        /// The reason, as in [`Status::refused`](super::Status::refused).
        why: String,
        /// Where the last of them came from; nobody knows of one that was never accepted.
        last: Option<SocketAddr>,
    },
    /// Nothing is read from a room's clients.
    Paused {
        /// The room.
        room: String,
        /// Why, in English.
        why: String,
        /// The kernel's number for it, if it is the kernel's (errno(3)).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        errno: Option<i32>,
    },
    /// A room's frames are relayed without being logged.
    Unlogged {
        /// The room.
        room: String,
        /// Why, in English.
        why: String,
        /// The kernel's number for it, if it is the kernel's (errno(3)).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        errno: Option<i32>,
    },
    /// A room goes on as usual.
    Resumed {
        /// The room.
        room: String,
    },
    /// A room's log goes on in a new segment.
    Rotated {
        /// The room.
        room: String,
        /// File name of the new segment.
        segment: String,
        /// Why the old one ended, as its `end` record says.
        why: String,
    },
    /// A net is refused from now on.
    Banned {
        /// The net.
        net: String,
        /// For how long, in seconds.
        seconds: u64,
    },
    /// A net is not refused any more.
    Lifted {
        /// The net.
        net: String,
    },
    /// The configuration was read again and is used.
    Reloaded {
        /// What of it waits for a restart.
        waiting: Vec<String>,
    },
    /// The configuration was read again and is not used.
    NotReloaded {
        /// Why, in English.
        why: String,
        /// Why, as data, as in [`Happening::Ordered`].
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "if_known")]
        about: Option<Refusal>,
    },
    /// Somebody had something changed: what the audit line in the diagnostics says.
    Ordered {
        /// The verb.
        verb: String,
        /// Whose order it was.
        by: String,
        /// With which arguments.
        arguments: String,
        /// Why it was not carried out, in English; `None` where it was.
        failed: Option<String>,
        /// The same as data, for a sentence in another language. `None` where that is more than an event
        /// holds, and as with [`Failure::about`](super::Failure::about).
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "if_known")]
        about: Option<Refusal>,
    },
    /// The daemon stops.
    Stopping {},
}

/// A peer that is no longer there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    /// Its room.
    pub room: String,
    /// Its number.
    pub number: u64,
    /// The client's end.
    pub peer: SocketAddr,
    /// Why, as its `close` record says.
    pub why: String,
    /// Bytes that were for it and that the kernel never took.
    pub undelivered: u64,
}

impl Happening {
    /// Its word, as on the wire and in JSON.
    pub fn word(&self) -> &'static str {
        match self {
            Happening::Started { .. } => "started",
            Happening::Joined { .. } => "joined",
            Happening::Left(_) => "left",
            Happening::Cut(_) => "cut",
            Happening::Refused { .. } => "refused",
            Happening::Paused { .. } => "paused",
            Happening::Unlogged { .. } => "unlogged",
            Happening::Resumed { .. } => "resumed",
            Happening::Rotated { .. } => "rotated",
            Happening::Banned { .. } => "banned",
            Happening::Lifted { .. } => "lifted",
            Happening::Reloaded { .. } => "reloaded",
            Happening::NotReloaded { .. } => "not-reloaded",
            Happening::Ordered { .. } => "ordered",
            Happening::Stopping {} => "stopping",
        }
    }
}
