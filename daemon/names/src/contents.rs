//! The shape of the file of the names, in TOML.

use std::net::{IpAddr, SocketAddr};

use serde::{Deserialize, Serialize};
use tp_proto::control::naming::Holder;

use super::book::{Book, address};

/// The version that is written, and the only one that is read.
const VERSION: u32 = 1;

/// Longest file that is read: twice what all names can take.
pub const BYTES_MAX: u64 = 4 * 1024 * 1024;

/// What stands above the names, for whoever opens the file.
pub const HEAD: &str = "\
# The names that `tp-ctl name` gave, written by tp-relais. It may be edited, and it may be removed: then
# nobody has a name any more, and the frame log is as it was. What is changed here holds with the next
# name that is given, or after a reload (SIGHUP, `tp-ctl reload`). Those under `left` have left: their names
# are for whoever reads the frame log.
";

/// What the file holds.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contents {
    version: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    address: Vec<NamedAddress>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    peer: Vec<NamedPeer>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    left: Vec<NamedPeer>,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedAddress {
    ip: IpAddr,
    name: String,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct NamedPeer {
    number: u64,
    /// A number counts only together with the address that it had.
    address: SocketAddr,
    name: String,
}

impl From<&Book> for Contents {
    fn from(book: &Book) -> Contents {
        let mut contents = Contents { version: VERSION, address: Vec::new(), peer: Vec::new(), left: Vec::new() };
        for (holder, name) in book.iter() {
            let name = name.to_owned();
            match *holder {
                Holder::Address(ip) => contents.address.push(NamedAddress { ip, name }),
                Holder::Peer { number, peer } => contents.peer.push(NamedPeer { number, address: peer, name }),
            }
        }
        let left = book.left().map(|(number, address, name)| NamedPeer { number, address, name: name.to_owned() });
        contents.left = left.collect();
        contents
    }
}

impl Contents {
    /// The names.
    ///
    /// # Errors
    ///
    /// It is not as [`Contents::from`] makes it; the sentence says why.
    pub fn book(self) -> Result<Book, String> {
        if self.version != VERSION {
            return Err(format!("it is of version {}, and version {VERSION} is the one that is known", self.version));
        }
        let addresses = self.address.into_iter().map(|named| (address(named.ip), named.name));
        let peers = self.peer.into_iter();
        let peers = peers.map(|named| (Holder::Peer { number: named.number, peer: named.address }, named.name));
        let mut book = Book::default();
        for (holder, name) in addresses.chain(peers) {
            if let Some(before) = book.give(holder, &name).map_err(|error| error.to_string())? {
                return Err(format!("{before:?} and {name:?} are names of one and the same"));
            }
        }
        for NamedPeer { number, address, name } in self.left {
            book.keep(number, address, &name).map_err(|error| error.to_string())?;
        }
        Ok(book)
    }
}
