//! What refusals are made of.

use std::fmt;
use std::io;
use std::net::SocketAddr;

use ciborium::value::Value;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};

use crate::text;

/// Most things that a refusal names: it is one sentence.
pub const FEW_MAX: usize = 8;

/// The first of several things.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Few<T> {
    /// At most [`FEW_MAX`], in their order.
    pub first: Vec<T>,
    /// How many come behind them.
    pub more: u64,
}

impl<T> Few<T> {
    /// How many they are in all.
    pub fn count(&self) -> u64 {
        self.more.saturating_add(self.first.len() as u64)
    }

    /// There is none.
    pub fn is_empty(&self) -> bool {
        self.count() == 0
    }
}

impl<T> FromIterator<T> for Few<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Few<T> {
        let mut all = all.into_iter();
        let first = all.by_ref().take(FEW_MAX).collect();
        Few { first, more: all.count() as u64 }
    }
}

/// `a, b and 3 more`.
impl<T: fmt::Display> fmt::Display for Few<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let first: Vec<String> = self.first.iter().map(T::to_string).collect();
        f.write_str(&first.join(", "))?;
        if self.more > 0 { write!(f, " and {} more", self.more) } else { Ok(()) }
    }
}

/// A peer that is there, or was a moment ago.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PeerHere {
    /// Its number.
    pub number: u64,
    /// The client's end of its connection.
    pub peer: SocketAddr,
    /// What people call it, empty when nobody gave it a name.
    pub name: String,
}

/// `7 (192.0.2.1:5000, poste-3)`.
impl fmt::Display for PeerHere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (ip, port) = (self.peer.ip().to_canonical(), self.peer.port());
        write!(f, "{} ({}", self.number, SocketAddr::new(ip, port))?;
        if !self.name.is_empty() {
            write!(f, ", {}", text::visible(self.name.as_bytes()))?;
        }
        f.write_str(")")
    }
}

/// What the kernel, or whoever else was asked, said.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{text}")]
pub struct Cause {
    /// For a person, in English.
    pub text: String,
    /// The kernel's number for it, if it is the kernel's (errno(3)).
    pub errno: Option<i32>,
}

impl From<&io::Error> for Cause {
    fn from(error: &io::Error) -> Cause {
        Cause { text: error.to_string(), errno: error.raw_os_error() }
    }
}

/// What could not be done with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileTrouble {
    /// It cannot be read.
    Read,
    /// It cannot be written.
    Write,
    /// It holds something else.
    Foreign,
}

/// What a reload read and cannot use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Misread {
    /// The configuration, which cannot be read.
    Unread {
        /// Its file.
        path: String,
        /// Why not.
        cause: Cause,
    },
    /// A file that is longer than any configuration.
    TooLong {
        /// The file.
        path: String,
        /// The bound.
        bytes_max: u64,
    },
    /// A configuration with a mistake in it.
    Mistake {
        /// Its file.
        path: String,
        /// The line, the column and what is wrong there, in English on one line: the parser's words.
        what: String,
    },
    /// Something that stopped the reading, and that is the daemon's fault.
    Unfinished {},
    /// Places that cannot be listened on together.
    Places {
        /// Which, in English.
        what: String,
    },
    /// The names of peers and addresses.
    Names {
        /// Their file.
        path: String,
        /// What was tried.
        trouble: FileTrouble,
        /// What came of it.
        cause: Cause,
    },
}

/// A part of what was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// In these rooms.
    Rooms(Few<String>),
    /// To these peers.
    Peers(Few<PeerHere>),
}

impl Done {
    pub(super) fn is_nothing(&self) -> bool {
        match self {
            Done::Rooms(rooms) => rooms.is_empty(),
            Done::Peers(peers) => peers.is_empty(),
        }
    }
}

impl fmt::Display for Done {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Done::Rooms(rooms) => write!(f, "room {rooms}"),
            Done::Peers(peers) => write!(f, "peer {peers}"),
        }
    }
}

/// Nothing, where it is of a later version.
pub(in crate::control) fn if_known<'de, D, T>(source: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    Ok(Value::deserialize(source)?.deserialized().ok())
}
