//! The kernel's side of a connection: options, binding, closing. Nothing here knows what a room
//! or a frame is.

mod holder;
mod listener;
mod passed;
mod stream;

pub use listener::{BindError, bind};
pub use passed::{Kind, adopt, kind};
pub use stream::{abort, broken_because, canonical, forget, peek, receive, reset, send, send_vectored, take};
