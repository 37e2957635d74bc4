//! Points in time, local, as RFC 3339 has them.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

/// The wall clock, nanoseconds since the Unix epoch.
pub(crate) fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
}

/// Date, time to the second and offset.
pub(crate) fn full(unix_ns: u64) -> String {
    local(unix_ns).strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// As [`full`], to the nanosecond.
pub(crate) fn nanos(unix_ns: u64) -> String {
    local(unix_ns).strftime("%Y-%m-%dT%H:%M:%S%.9f%:z").to_string()
}

/// As [`full`], to the millisecond.
pub(crate) fn millis(unix_ns: u64) -> String {
    local(unix_ns).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
}

/// The time of day alone, to the millisecond.
pub(crate) fn millis_of_day(unix_ns: u64) -> String {
    local(unix_ns).strftime("%H:%M:%S%.3f").to_string()
}

/// What there is room for in a narrow table: the time alone if it was today, else the date alone.
pub(crate) fn short(unix_ns: u64) -> String {
    let then = local(unix_ns);
    let today = Zoned::now().date() == then.date();
    then.strftime(if today { "%H:%M:%S" } else { "%Y-%m-%d" }).to_string()
}

fn local(unix_ns: u64) -> Zoned {
    // Every u64 of nanoseconds lies within the calendar: it ends in the year 2554.
    Timestamp::from_nanosecond(i128::from(unix_ns)).unwrap_or_default().to_zoned(TimeZone::system())
}
