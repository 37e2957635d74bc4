//! The load: a crowd of clients on one epoll, which checks every byte and each sender's order.
//!
//! It allocates nothing a message, reads 256 KiB at once, and ends by itself: when the time of a run
//! is over, or nothing arrives any more. One thread serves the whole crowd; what it costs stands
//! beside what the server costs.

mod client;
mod crowd;
mod envelope;
mod error;
mod join;
mod message;

pub use self::crowd::Delivery;
pub use self::envelope::Dialect;
pub use self::error::LoadError;
pub use self::join::Invitation;
