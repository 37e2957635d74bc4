//! The file of the names. One that is not ours, or damaged, is never written over.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;

use serde::{Deserialize, Serialize};
use tp_proto::control::naming::Holder;

use super::book::{Book, address};
use crate::state_file::{self, StateFileError};

/// The version that is written, and the only one that is read.
const VERSION: u32 = 1;

/// Longest file that is read: twice what all names can take.
const BYTES_MAX: u64 = 2 * 1024 * 1024;

const HEAD: &str = "\
# The names that `tp-ctl name` gave, written by tp-relais. It may be edited, and it may be removed: then
# nobody has a name any more, and the frame log is as it was. What is changed here holds with the next
# name that is given, or after a reload (SIGHUP, `tp-ctl reload`).
";

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    version: u32,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    address: Vec<NamedAddress>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    peer: Vec<NamedPeer>,
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

/// Reads the names in `path`; there are none where there is no file.
pub(super) fn read(path: &Path) -> Result<Book, StateFileError> {
    let contents: Option<Contents> = state_file::read(path, BYTES_MAX)?;
    contents.map_or(Ok(Book::default()), book).map_err(|reason| StateFileError::foreign(path, &reason))
}

/// Puts the names into `path`: all of them or, if that fails, what was there before.
pub(super) fn write(path: &Path, book: &Book) -> Result<(), StateFileError> {
    let mut contents = Contents { version: VERSION, address: Vec::new(), peer: Vec::new() };
    for (holder, name) in book.iter() {
        let name = name.to_owned();
        match *holder {
            Holder::Address(ip) => contents.address.push(NamedAddress { ip, name }),
            Holder::Peer { number, peer } => contents.peer.push(NamedPeer { number, address: peer, name }),
        }
    }
    state_file::write(path, HEAD, &contents)
}

fn book(contents: Contents) -> Result<Book, String> {
    if contents.version != VERSION {
        return Err(format!("it is of version {}, and this relay knows version {VERSION}", contents.version));
    }
    let addresses = contents.address.into_iter().map(|named| (address(named.ip), named.name));
    let peers = contents.peer.into_iter();
    let peers = peers.map(|named| (Holder::Peer { number: named.number, peer: named.address }, named.name));
    let mut book = Book::default();
    for (holder, name) in addresses.chain(peers) {
        if let Some(before) = book.give(holder, &name).map_err(|error| error.to_string())? {
            return Err(format!("{before:?} and {name:?} are names of one and the same"));
        }
    }
    Ok(book)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn book() -> Book {
        let mut book = Book::default();
        let peer = "[2001:db8::7]:53112".parse().expect("an address");
        for (holder, name) in [
            (address([192, 168, 1, 20].into()), "poste \"3\" \\ é"),
            (Holder::Peer { number: i64::MAX as u64, peer }, "marie"),
        ] {
            book.give(holder, name).expect("a name");
        }
        book
    }

    #[test]
    fn names_are_read_as_they_were_written() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("names.toml");
        assert_eq!(read(&path).expect("there are none yet"), Book::default());
        for book in [book(), Book::default()] {
            write(&path, &book).expect("a file");
            assert_eq!(read(&path).expect("the same"), book);
        }
    }

    #[test]
    fn what_is_not_ours_is_told_in_one_line() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("names.toml");
        for (text, why) in [
            (&b"version = 2"[..], "version 2"),
            (b"", "version"),
            (b"version = 1\n[[address]]\nip = \"here\"\nname = \"a\"", "IP address"),
            (b"version = 1\n[[address]]\nip = \"::1\"\nname = \"a\\u001b\"", "control characters"),
            (b"version = 1\n[[address]]\nip = \"::1\"\nname = \"a\"\nroom = 7", "unknown field"),
            (
                b"version = 1\naddress = [{ip = \"::1\", name = \"a\"}, {ip = \"::1\", name = \"b\"}]",
                "one and the same",
            ),
            (b"version = 1\naddress = [{ip = \"::1\", name = \"a\"}, {ip = \"::2\", name = \"a\"}]", "already"),
        ] {
            fs::write(&path, text).expect("a file");
            let error = read(&path).expect_err("not ours").to_string();
            assert!(error.contains(why) && !error.contains('\n'), "{error}");
        }
    }
}
