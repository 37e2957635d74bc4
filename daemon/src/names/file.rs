//! The file of the names: TOML that a person can read, written as a whole beside the old one and then
//! put in its place. One that is not ours, or damaged, is never written over.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::net::{IpAddr, SocketAddr};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use nix::fcntl::OFlag;
use serde::{Deserialize, Serialize};
use tp_proto::control::naming::Holder;

use super::book::{Book, address};

/// The version that is written, and the only one that is read.
const VERSION: u32 = 1;

/// Longest file that is read: twice what all names can take.
const BYTES_MAX: u64 = 2 * 1024 * 1024;

const FILE_MODE: u32 = 0o640;
const DIRECTORY_MODE: u32 = 0o750;

const HEAD: &str = "\
# The names that `tp-ctl name` gave, written by tp-relais. It may be edited, and it may be removed: then
# nobody has a name any more, and the frame log is as it was.
";

/// A file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// It could not be read.
    #[error("cannot read the names in {}", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// It could not be written.
    #[error("cannot write the names to {}", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the kernel said.
        source: io::Error,
    },
    /// It holds something else.
    #[error("{} does not hold names as they are kept ({reason}): mend it, or remove it", path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What is wrong, in one line.
        reason: String,
    },
}

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
pub(super) fn read(path: &Path) -> Result<Book, FileError> {
    let failed = |source| FileError::Read { path: path.to_owned(), source };
    let foreign = |reason: String| FileError::Foreign { path: path.to_owned(), reason: one_line(&reason) };
    // Opening a pipe would wait for its other end, and a link may lead anywhere.
    let flags = OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_CLOEXEC;
    let file = match OpenOptions::new().read(true).custom_flags(flags.bits()).open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Book::default()),
        Err(error) if error.raw_os_error() == Some(nix::libc::ELOOP) => return Err(foreign("it is a link".into())),
        Err(source) => return Err(failed(source)),
    };
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(foreign("it is no file".into()));
    }
    let mut bytes = Vec::new();
    file.take(BYTES_MAX + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > BYTES_MAX {
        return Err(foreign(format!("it is longer than {BYTES_MAX} bytes")));
    }
    let text = String::from_utf8(bytes).map_err(|error| foreign(error.utf8_error().to_string()))?;
    parse(&text).map_err(foreign)
}

/// Puts the names into `path`: all of them or, if that fails, what was there before.
pub(super) fn write(path: &Path, book: &Book) -> Result<(), FileError> {
    let failed = |source| FileError::Write { path: path.to_owned(), source };
    let directory = path.parent().unwrap_or(Path::new("."));
    DirBuilder::new().recursive(true).mode(DIRECTORY_MODE).create(directory).map_err(failed)?;
    let new = path.with_extension("toml.new");
    let put = text(book).and_then(|text| put(&new, &text)).and_then(|()| fs::rename(&new, path));
    if let Err(source) = put {
        let _ = fs::remove_file(&new);
        return Err(failed(source));
    }
    File::open(directory).and_then(|directory| directory.sync_all()).map_err(failed)
}

fn put(new: &Path, text: &str) -> io::Result<()> {
    // What an attempt left that was broken off; a new file is nobody's link.
    match fs::remove_file(new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().write(true).create_new(true).mode(FILE_MODE).open(new)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn text(book: &Book) -> io::Result<String> {
    let mut contents = Contents { version: VERSION, address: Vec::new(), peer: Vec::new() };
    for (holder, name) in book.iter() {
        let name = name.to_owned();
        match *holder {
            Holder::Address(ip) => contents.address.push(NamedAddress { ip, name }),
            Holder::Peer { number, peer } => contents.peer.push(NamedPeer { number, address: peer, name }),
        }
    }
    toml::to_string(&contents).map(|toml| format!("{HEAD}\n{toml}")).map_err(io::Error::other)
}

fn parse(text: &str) -> Result<Book, String> {
    let contents: Contents = toml::from_str(text).map_err(|error| error.to_string())?;
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

fn one_line(reason: &str) -> String {
    let words: Vec<&str> = reason.split_whitespace().collect();
    tp_proto::text::harmless(&words.join(" "))
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::{MetadataExt as _, symlink};

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
        let path = directory.path().join("state").join("names.toml");
        assert_eq!(read(&path).expect("there are none yet"), Book::default());
        write(&path, &book()).expect("a file");
        assert_eq!(read(&path).expect("the same"), book());
        assert_eq!(fs::metadata(&path).expect("a file").mode() & 0o7137, 0, "nobody else reads or writes it");
        fs::write(path.with_extension("toml.new"), "half").expect("what a kill left");
        write(&path, &Book::default()).expect("a file");
        assert_eq!(read(&path).expect("none"), Book::default());
        assert_eq!(fs::read_dir(directory.path().join("state")).expect("a folder").count(), 1);
    }

    #[test]
    fn what_is_not_ours_is_told_in_one_line() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("names.toml");
        for (text, why) in [
            (&b"version = 2"[..], "version 2"),
            (b"", "version"),
            (b"\xff", "utf-8"),
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
        fs::remove_file(&path).expect("ours");
        symlink("/etc/hostname", &path).expect("a link");
        assert!(read(&path).expect_err("a link").to_string().contains("it is a link"));
        assert!(read(directory.path()).expect_err("a folder").to_string().contains("no file"));
    }
}
