//! The contract of tp-relais: everything that two of its programs must agree on.
//!
//! - [`frame_log`]: the format of the frame log on disk, with its hand encoder, its item framer
//!   and its verifying reader;
//! - [`control`]: the messages of the control socket and their framing;
//! - [`places`]: where the sockets and the frame log are found;
//! - [`text`]: how bytes that a peer chose are shown to a person.
//!
//! The crate knows no runtime and no socket: only serde, ciborium and std, so that a reader of the
//! frame log stays small.

pub mod control;
pub mod frame_log;
pub mod places;
pub mod text;
