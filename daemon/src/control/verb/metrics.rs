//! `metrics`: what is counted.

use tp_proto::control::Metrics;

use crate::control::Desk;
use crate::diagnostics;

/// Answers it.
pub fn answer(desk: &Desk) -> Metrics {
    let census = &desk.census;
    Metrics {
        version: env!("CARGO_PKG_VERSION").to_owned(),
        started: census.started,
        rooms: census.metrics(),
        frame_log: census.frame_log.status(),
        refused: census.refused.status(),
        dropped_lines: diagnostics::dropped_lines(),
        bans: desk.bans.rows().len() as u64,
    }
}
