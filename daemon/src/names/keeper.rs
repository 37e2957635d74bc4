//! Who changes the names: one change at a time, in the file first and then on the board.
//!
//! Each change begins with the file as it is: what somebody edited holds from then on, what somebody
//! removed is gone. A reload takes the file up too; who only asks sees what holds. What cannot be read is
//! never written over.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use tp_names::Book;

use super::{Board, file};
use crate::language::{here, told};
use crate::state_file::StateFileError;

/// The names and their file. Its calls wait for a disk: they are none for a thread that serves others.
#[derive(Debug)]
pub struct Keeper {
    path: PathBuf,
    board: Arc<Board>,
    /// Held during a change.
    changing: Mutex<()>,
}

/// Why nothing was changed.
#[derive(Debug)]
pub enum ChangeError<E> {
    /// The file.
    File(StateFileError),
    /// Whoever was to change them would not.
    Refused(E),
}

/// What a change did.
#[derive(Debug)]
pub struct Change<T> {
    /// What came of it.
    pub result: T,
    /// The names before.
    pub before: Arc<Book>,
    /// The names now.
    pub now: Arc<Book>,
}

impl Keeper {
    /// Keeps the names in `path`, and shows them on `board` from now on. A file that cannot be used is
    /// told of in the diagnostics: nobody has a name then, until it can.
    pub fn begin(path: PathBuf, board: Arc<Board>, is_there: impl Fn(u64, SocketAddr) -> bool) -> Keeper {
        let keeper = Keeper { path, board, changing: Mutex::new(()) };
        // What is forgotten leaves the file too; if that cannot be, the names hold all the same.
        let begun = keeper.look(&is_there).and_then(|_| match keeper.change(&is_there, |_| Ok::<(), Infallible>(())) {
            Ok(_) => Ok(()),
            Err(ChangeError::File(error)) => Err(error),
        });
        if let Err(error) = begun {
            tracing::warn!("{}", here().names_unused(&told(&error, here())));
        }
        keeper
    }

    /// Looks at the file: what it says holds from now on, the peers of which `is_there` does not know
    /// left out. Nothing is written.
    ///
    /// # Errors
    ///
    /// The file cannot be read.
    pub fn look(&self, is_there: impl Fn(u64, SocketAddr) -> bool) -> Result<Change<()>, StateFileError> {
        let _held = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let mut book = file::read(&self.path)?;
        book.see_off(&is_there);
        let Change { result, before, now } = self.show(book, ());
        // Who has only left is no change of anybody's.
        let mut before = Book::clone(&before);
        before.see_off(is_there);
        Ok(Change { result, before: Arc::new(before), now })
    }

    /// Changes the names, after those of the peers of which `is_there` does not know are forgotten. The
    /// file is written only if something is different then.
    ///
    /// # Errors
    ///
    /// The file cannot be read or written, or `change` refuses.
    pub fn change<T, E>(
        &self,
        is_there: impl Fn(u64, SocketAddr) -> bool,
        change: impl FnOnce(&mut Book) -> Result<T, E>,
    ) -> Result<Change<T>, ChangeError<E>> {
        let _held = self.changing.lock().unwrap_or_else(PoisonError::into_inner);
        let kept = file::read(&self.path).map_err(ChangeError::File)?;
        let mut book = kept.clone();
        book.see_off(is_there);
        let result = change(&mut book).map_err(ChangeError::Refused)?;
        if book != kept {
            file::write(&self.path, &book).map_err(ChangeError::File)?;
        }
        Ok(self.show(book, result))
    }

    fn show<T>(&self, book: Book, result: T) -> Change<T> {
        let (before, now) = (self.board.get(), Arc::new(book));
        self.board.set(Arc::clone(&now));
        Change { result, before, now }
    }
}

#[cfg(test)]
mod tests {
    use tp_proto::control::naming::Holder;

    use super::*;

    fn peer(number: u64) -> (Holder, SocketAddr) {
        let peer = SocketAddr::from(([192, 0, 2, 7], 5000));
        (Holder::Peer { number, peer }, peer)
    }

    #[test]
    fn names_outlive_their_keeper_and_those_of_peers_that_are_gone_name_nobody_who_is_there() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("names.toml");
        let keeper = Keeper::begin(path.clone(), Arc::default(), |_, _| true);
        for number in [1, 2] {
            keeper.change(|_, _| true, |book| book.give(peer(number).0, &format!("p{number}"))).expect("a name");
        }
        let board = Arc::<Board>::default();
        let keeper = Keeper::begin(path.clone(), Arc::clone(&board), |number, _| number == 2);
        assert_eq!((board.get().get(&peer(1).0), board.get().get(&peer(2).0)), (None, Some("p2")));
        let text = std::fs::read_to_string(&path).expect("the file");
        let (there, left) = text.split_once("[[left]]").expect("those who have left");
        assert!(there.contains("p2") && !there.contains("p1") && left.contains("p1"), "{text}");
        std::fs::remove_file(&path).expect("it may be removed");
        keeper.change(|_, _| true, |book| book.give(peer(3).0, "p3")).expect("a name");
        assert_eq!((board.get().of(2, peer(2).1), board.get().of(3, peer(3).1)), (None, Some("p3")));
    }

    #[test]
    fn a_file_of_somebody_elses_is_left_to_the_byte() {
        let directory = tempfile::tempdir().expect("a directory");
        let path = directory.path().join("names.toml");
        std::fs::write(&path, "# mine\n[names]\n").expect("a file");
        let keeper = Keeper::begin(path.clone(), Arc::default(), |_, _| false);
        let refused = keeper.change(|_, _| true, |book| book.give(peer(1).0, "p1"));
        let Err(ChangeError::File(refused)) = refused else { panic!("it is not ours") };
        assert!(refused.to_string().contains("mend it, or remove it"), "{refused}");
        assert_eq!(std::fs::read_to_string(&path).expect("the file"), "# mine\n[names]\n");
    }
}
