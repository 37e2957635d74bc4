//! The keys whose values a reload can change, each with its value in words, to tell which differ.
//!
//! Every section is taken apart field by field: a key that is added has to be named here.

use super::{FileConfig, FrameLogSection, LimitsSection};

/// A key with its value.
pub type Value = (&'static str, String);

/// `("limits.clients", ...)` for each of these fields.
macro_rules! values {
    ($section:literal: $($key:literal $field:ident),*) => {
        [$((concat!($section, ".", $key), format!("{:?}", $field))),*]
    };
}

impl FileConfig {
    /// What a reload can change, when the options leave `end_word` as the end word. The same keys in the
    /// same order each time.
    pub fn hot_values(&self, end_word: &str) -> Vec<Value> {
        let FileConfig { listen: _, end_word: _, frame_log, limits, diagnostics: _ } = self;
        let mut values = vec![("end-word", end_word.to_owned())];
        values.extend(of_frame_log(frame_log));
        values.extend(of_limits(limits));
        values
    }
}

/// What is kept of payloads stands in a segment's header: a restart changes it.
fn of_frame_log(section: &FrameLogSection) -> impl IntoIterator<Item = Value> + use<> {
    let FrameLogSection {
        segment_bytes,
        segment_age,
        sync,
        retain_bytes,
        retain_age,
        retain_free_bytes,
        retain_free_percent,
        on_full,
        payload: _,
    } = section;
    values!("frame-log":
        "segment-bytes" segment_bytes, "segment-age" segment_age, "sync" sync, "retain-bytes" retain_bytes,
        "retain-age" retain_age, "retain-free-bytes" retain_free_bytes,
        "retain-free-percent" retain_free_percent, "on-full" on_full)
}

fn of_limits(section: &LimitsSection) -> impl IntoIterator<Item = Value> + use<> {
    let LimitsSection {
        clients,
        clients_per_address,
        connects_per_second,
        connects_burst,
        connects_per_second_per_address,
        connects_burst_per_address,
        allow,
        deny,
        backlog_bytes,
        slow,
        pause_bytes,
        pause_credit,
        held_bytes,
        stall_timeout,
        half_close_timeout,
        idle_timeout,
    } = section;
    values!("limits":
        "clients" clients, "clients-per-address" clients_per_address,
        "connects-per-second" connects_per_second, "connects-burst" connects_burst,
        "connects-per-second-per-address" connects_per_second_per_address,
        "connects-burst-per-address" connects_burst_per_address, "allow" allow, "deny" deny,
        "backlog-bytes" backlog_bytes, "slow" slow, "pause-bytes" pause_bytes, "pause-credit" pause_credit,
        "held-bytes" held_bytes, "stall-timeout" stall_timeout, "half-close-timeout" half_close_timeout,
        "idle-timeout" idle_timeout)
}
