//! What people call peers and addresses: the names themselves ([`Book`]), and the shape of the file in
//! which the daemon keeps them and from which a reader of the frame log takes them ([`Contents`]).
//!
//! The frame log has none of them: whoever removes the file has removed the names.

mod book;
mod contents;

pub use book::{Book, NameError, address};
pub use contents::{BYTES_MAX, Contents, HEAD};
