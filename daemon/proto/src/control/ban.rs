//! `ban`: addresses that are refused for a time.
//!
//! A net is written as `ADDRESS/PREFIX`. An address alone means itself, or the /64 of an IPv6 one,
//! which a single host fills as it likes; an IPv4 address inside an IPv6 one is the IPv4 address.

use serde::{Deserialize, Serialize};

use super::refusal::Cause;

/// How long a ban lasts when nobody says, in seconds.
pub const BAN_SECONDS_DEFAULT: u64 = 10 * 60;

/// The longest ban, in seconds: 30 days. What is to be refused for ever belongs in the
/// configuration, `limits.deny`.
pub const BAN_SECONDS_MAX: u64 = 30 * 24 * 60 * 60;

/// Most bans at once. One more is refused: none is given up for another.
pub const BANS_MAX: usize = 256;

/// A net that is refused from now on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Banned {
    /// The ban as it stands.
    pub ban: BanRow,
    /// Peers of it that were there and are cut, reason `banned`.
    pub cut: u64,
    /// It was banned before: the time is a new one.
    pub again: bool,
    /// Clients on the daemon's own machine are among it.
    pub this_machine: bool,
    /// Why it will not outlast the daemon, `None` where it will.
    pub unkept: Option<Unkept>,
}

/// Why bans do not outlast the daemon.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("cannot write {path}: {cause}")]
pub struct Unkept {
    /// The file that keeps them.
    pub path: String,
    /// Why it could not be written.
    pub cause: Cause,
}

/// A net that is not refused any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lifted {
    /// The net.
    pub net: String,
    /// A wider net that is still banned and that it lies in.
    pub within: Option<String>,
    /// Why the ban may be back after a restart, `None` where it will not.
    pub unkept: Option<Unkept>,
}

/// All bans, the one that ends first in front.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bans {
    /// At most [`BANS_MAX`].
    pub bans: Vec<BanRow>,
}

/// A ban.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BanRow {
    /// Who is refused.
    pub net: String,
    /// When it ends by itself, nanoseconds since the Unix epoch.
    pub until: u64,
    /// How long that is from now, in milliseconds.
    pub left_ms: u64,
    /// Whose order it was.
    pub by: String,
}
