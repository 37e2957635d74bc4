//! The fuzz targets: everything that reads what others chose, each as a function of arbitrary bytes
//! that panics when what must hold does not.
//!
//! A target takes any input, short or long, and must never depend on the last one. Where bytes have
//! a form (a record, a message, a configuration), the target parses, encodes and parses again, and
//! the two readings are equal. `daemon/fuzz/run` fuzzes them; `cargo test` replays the corpora.

mod configuration;
mod control;
mod escaping;
mod frames;
mod hand_encoder;
mod log_reader;
mod recovery;
pub mod room;
mod segment;

/// What a target made of its input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It was what it was taken for, and everything held.
    Understood,
    /// It was refused, as it had to be.
    Refused,
}

/// A fuzz target.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, and that of its folder in `corpus/`.
    pub name: &'static str,
    /// Tries an input, and panics when something does not hold.
    pub check: fn(&[u8]) -> Verdict,
}

/// All of them.
pub const TARGETS: [Target; 8] = [
    Target { name: "log-reader", check: log_reader::check },
    Target { name: "recovery", check: recovery::check },
    Target { name: "control-request", check: control::check_request },
    Target { name: "control-reply", check: control::check_reply },
    Target { name: "configuration", check: configuration::check },
    Target { name: "escaping", check: escaping::check },
    Target { name: "hand-encoder", check: hand_encoder::check },
    Target { name: "room", check: room::check },
];
