//! What people call peers and addresses.
//!
//! The names are kept in a file of their own in the state directory ([`Keeper`]), which can be edited
//! or removed at any time: nothing of them goes into the frame log, but where a room labels its frames
//! with names. What they are, and the file's shape, is the crate's `tp-names`. The [`Board`] shows those
//! that hold now to control side and data path; nobody waits at it. Bounds: twice
//! [`NAMES_MAX`](tp_proto::control::naming::NAMES_MAX) names, for those who are there and those who have
//! left, of [`NAME_BYTES_MAX`](tp_proto::control::naming::NAME_BYTES_MAX) bytes.

mod file;
mod keeper;

use std::sync::{Arc, Mutex, PoisonError};

use tp_names::Book;

pub use keeper::{Change, ChangeError, Keeper};

/// The names that hold now.
#[derive(Debug, Default)]
pub struct Board(Mutex<Arc<Book>>);

impl Board {
    /// They are these.
    pub fn get(&self) -> Arc<Book> {
        Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// From now on they are those.
    pub fn set(&self, book: Arc<Book>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = book;
    }
}
