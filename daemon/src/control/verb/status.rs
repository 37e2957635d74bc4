//! `status`: how the daemon is.

use tp_proto::control::Status;

use crate::census::Census;
use crate::diagnostics;

/// Answers it. The addresses are looked up each time: cables and Wi-Fi come and go.
pub fn answer(census: &Census) -> Status {
    Status {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        pid: std::process::id(),
        started: census.started,
        addresses: tp_addresses::to_type(census.rooms.iter().flat_map(|room| room.places())),
        rooms: census.rooms.iter().map(|room| room.status()).collect(),
        frame_log: census.frame_log.status(),
        refused: census.refused.status(),
        dropped_lines: diagnostics::dropped_lines(),
    }
}
