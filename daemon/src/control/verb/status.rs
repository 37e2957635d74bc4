//! `status`: how the daemon is.

use std::net::SocketAddr;

use tp_proto::control::Status;

use crate::census::Census;
use crate::{addresses, diagnostics};

/// Answers it. The addresses are looked up each time: cables and Wi-Fi come and go.
pub fn answer(census: &Census) -> Status {
    let listen: Vec<SocketAddr> = census.rooms.iter().flat_map(|room| room.listen.iter().copied()).collect();
    Status {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        pid: std::process::id(),
        started: census.started,
        addresses: addresses::to_type(&listen),
        rooms: census.rooms.iter().map(|room| room.status()).collect(),
        frame_log: census.frame_log.status(),
        refused: census.refused.status(),
        dropped_lines: diagnostics::dropped_lines(),
    }
}
