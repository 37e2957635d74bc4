//! What the verbs answer that give names to peers and addresses, and what a name may be.

use std::fmt;
use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};

/// Longest name, in bytes.
pub const NAME_BYTES_MAX: usize = 64;

/// Most names that a daemon keeps: with all of them [`Names`] stays under
/// [`REPLY_BYTES_MAX`](super::REPLY_BYTES_MAX).
pub const NAMES_MAX: usize = 4096;

/// Who has a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// Every peer of this address that has none of its own.
    Address(IpAddr),
    /// One peer.
    Peer {
        /// Its number.
        number: u64,
        /// The client's end of its connection.
        peer: SocketAddr,
    },
}

impl fmt::Display for Holder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Holder::Address(ip) => write!(f, "the address {ip}"),
            Holder::Peer { number, peer } => write!(f, "peer {number} ({peer})"),
        }
    }
}

/// A peer or an address was given a name, or lost it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renamed {
    /// Whose.
    pub holder: Holder,
    /// The name, `None` where it was taken away.
    pub name: Option<String>,
    /// What it was before, if it had one.
    pub before: Option<String>,
    /// How many peers this calls otherwise now.
    pub peers: u64,
}

/// All names.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// Addresses first, then peers in the order of their numbers.
    pub names: Vec<NameRow>,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NameRow {
    /// Whose.
    pub holder: Holder,
    /// The name.
    pub name: String,
    /// How many peers that are there bear it.
    pub peers: u64,
}

/// What cannot be a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BadName {
    /// Nothing, or white space alone.
    #[error("a name cannot be empty: to take a name away, use --remove")]
    Empty,
    /// Too much.
    #[error("a name has {NAME_BYTES_MAX} bytes at most, and this one has {0}")]
    Long(usize),
    /// What a terminal obeys or nobody sees.
    #[error("a name cannot hold control characters or invisible ones, as {0:?} is")]
    Hidden(char),
    /// Labels put them around it.
    #[error("a name cannot hold {0:?}: labels have brackets around them")]
    Bracket(char),
    /// It would pass for the other ways to say who is meant.
    #[error("a name cannot be a number or an address, for these say who is meant")]
    Address,
}

/// A name as it is kept: without white space around it.
///
/// # Errors
///
/// It is none.
pub fn name(text: &str) -> Result<&str, BadName> {
    let name = text.trim();
    if name.is_empty() {
        return Err(BadName::Empty);
    }
    if name.len() > NAME_BYTES_MAX {
        return Err(BadName::Long(name.len()));
    }
    if let Some(hidden) = name.chars().find(|&c| crate::text::is_unseen(c)) {
        return Err(BadName::Hidden(hidden));
    }
    if let Some(bracket) = name.chars().find(|c| "[]".contains(*c)) {
        return Err(BadName::Bracket(bracket));
    }
    let says_who = name.parse::<u128>().is_ok() || name.parse::<IpAddr>().is_ok() || name.parse::<SocketAddr>().is_ok();
    if says_who { Err(BadName::Address) } else { Ok(name) }
}

#[cfg(test)]
mod tests {
    use super::super::{Ok as Output, REPLY_BYTES_MAX, Reply, codec};
    use super::*;

    #[test]
    fn a_name_is_text_that_people_see_and_that_means_nobody_else() {
        for good in ["poste-3", "Élise", "你好 🙂", "a b", "1a", "-1", "192.168.1", &"x".repeat(64)] {
            assert_eq!(name(good), Ok(good));
        }
        assert_eq!(name("  marie "), Ok("marie"));
        for (bad, why) in [
            ("", BadName::Empty),
            (" \t\n", BadName::Empty),
            ("a\x1b[2J", BadName::Hidden('\x1b')),
            ("a\tb", BadName::Hidden('\t')),
            ("a\u{9b}b", BadName::Hidden('\u{9b}')),
            ("a\u{202e}b", BadName::Hidden('\u{202e}')),
            ("a\u{200b}b", BadName::Hidden('\u{200b}')),
            ("a\u{2028}b", BadName::Hidden('\u{2028}')),
            ("a] b", BadName::Bracket(']')),
            ("7", BadName::Address),
            ("192.168.1.20", BadName::Address),
            ("127.0.0.1:5000", BadName::Address),
            ("::1", BadName::Address),
        ] {
            assert_eq!(name(bad), Err(why), "{bad:?}");
        }
        assert_eq!(name(&"x".repeat(65)), Err(BadName::Long(65)));
        assert_eq!(name(&"é".repeat(33)), Err(BadName::Long(66)));
    }

    #[test]
    fn all_the_names_that_there_can_be_fit_into_one_reply() {
        let peer = SocketAddr::from(([u16::MAX; 8], u16::MAX));
        let holder = Holder::Peer { number: u64::MAX, peer };
        let row = NameRow { holder, name: "x".repeat(NAME_BYTES_MAX), peers: u64::MAX };
        let reply = Reply::Ok(Output::Names(Names { names: vec![row; NAMES_MAX] }));
        assert!(codec::encode(&reply, REPLY_BYTES_MAX).is_ok());
    }
}
