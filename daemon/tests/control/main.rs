//! The control sockets: whatever is said to them, the relay relays and `peers` answers; and their
//! files are nobody else's business.

mod malformed;
mod rotate;
mod seats;
mod session;
mod sockets;
