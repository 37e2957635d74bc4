//! How the daemon is.

use super::super::Language;

tp_language::messages! {
    /// The first line.
    "status-first" status_first(version: &str, pid: &str, since: &str);
    /// A day and a time.
    "moment" moment(day: &str, time: &str, offset: &str);
    /// Over the addresses.
    "addresses-to-type" addresses_to_type();
    /// How the log is.
    "frame-log-is" frame_log_is(state: &str, segments: &str, size: &str, directory: &str);
    /// A mode of a room that is not read.
    "mode-paused" mode_paused(mode: &str);
    /// The log is written.
    "log-ok" log_ok();
    /// The log waits.
    "log-paused" log_paused();
    /// The log is not written.
    "log-degraded" log_degraded();
    /// Diagnostics that were lost.
    "dropped-lines" dropped_lines(lines: &str);
    /// Clients that were not let in.
    "status-refused" status_refused(clients: &str, reasons: &str);
    /// Why a client was not let in.
    "gate-denied" gate_denied();
    /// Why a client was not let in.
    "gate-banned" gate_banned(clients: u64);
    /// Why a client was not let in.
    "gate-clients" gate_clients();
    /// Why a client was not let in.
    "gate-address-clients" gate_address_clients();
    /// Why a client was not let in.
    "gate-address-rate" gate_address_rate();
    /// Why a client was not let in.
    "gate-descriptors" gate_descriptors();
    /// A room that was rotated.
    "goes-on-in" goes_on_in(room: &str, segment: &str);
}
