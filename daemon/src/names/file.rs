//! The file of the names. One that is not ours, or damaged, is never written over.

use std::path::Path;

use tp_names::{BYTES_MAX, Book, Contents, HEAD};

use crate::state_file::{self, StateFileError};

/// Reads the names in `path`; there are none where there is no file.
pub(super) fn read(path: &Path) -> Result<Book, StateFileError> {
    let contents: Option<Contents> = state_file::read(path, BYTES_MAX)?;
    contents.map_or(Ok(Book::default()), Contents::book).map_err(|reason| StateFileError::foreign(path, &reason))
}

/// Puts the names into `path`: all of them or, if that fails, what was there before.
pub(super) fn write(path: &Path, book: &Book) -> Result<(), StateFileError> {
    state_file::write(path, HEAD, &Contents::from(book))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use tp_names::address;
    use tp_proto::control::naming::Holder;

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
        book.keep(7, peer, "anne").expect("a name");
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
