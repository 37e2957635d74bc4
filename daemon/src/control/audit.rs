//! Who changed something: a line of the diagnostics that no level turns off.

use crate::diagnostics::AUDIT;

/// Puts it on record.
pub fn record(line: &str) {
    tracing::info!(target: AUDIT, "{line}");
}
