//! The invariants of the data path, each by name, on the real relay.

mod bounds;
mod logged_before_sent;
mod order;
mod stalled;
