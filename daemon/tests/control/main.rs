//! The control sockets: whatever is said to them, the relay relays and `peers` answers; and their
//! files are nobody else's business.

mod ask;
mod kick;
mod malformed;
mod mode;
mod pause;
mod rotate;
mod say;
mod seats;
mod session;
mod sockets;
mod whole;
mod words;
