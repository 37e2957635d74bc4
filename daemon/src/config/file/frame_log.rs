//! `[frame-log]`.

use std::ops::RangeInclusive;
use std::time::Duration;

use serde::{Deserialize, Deserializer};

use super::value::{bounded, duration, worded};
use tp_proto::frame_log::FRAME_BYTES_MAX;

use crate::frame_log::{FreeSpace, OnFull, PayloadMode, Rules, Settings, SyncMode};

/// Smallest segment, and least of all segments together: there has to be room for more than a
/// header.
const BYTES_MIN: u64 = 4 * 1024;

/// Ages: a segment takes a moment to begin, and a day has 24 hours.
const AGES: RangeInclusive<Duration> = Duration::from_millis(100)..=Duration::from_secs(36_500 * 24 * 3600);
const AGES_ALLOWED: &str = "\"never\" or a duration from \"100ms\" to \"36500 days\", such as \"1h\" or \"30 min\",";

/// Intervals of fdatasync.
const INTERVALS: RangeInclusive<Duration> = Duration::from_millis(1)..=Duration::from_secs(3600);
const SYNC_ALLOWED: &str = "\"always\", \"never\" or a duration from \"1ms\" to \"1h\", such as \"1s\" or \"500ms\",";

const ON_FULL_ALLOWED: &str = "\"pause\" or \"gap\"";
const PAYLOAD_ALLOWED: &str = "\"full\", \"hash\", \"size\" or \"head:N\" with an N from 1 to 65536";

/// The section.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FrameLogSection {
    /// Size in bytes at which a segment is followed by the next, 4096 at least.
    #[serde(deserialize_with = "segment_bytes")]
    pub segment_bytes: u64,
    /// Age at which a segment that holds something is followed by the next, `None` for never.
    #[serde(deserialize_with = "segment_age")]
    pub segment_age: Option<Duration>,
    /// When what was written is brought to disk.
    #[serde(deserialize_with = "sync")]
    pub sync: SyncMode,
    /// The most bytes of all segments together, 0 for no limit.
    #[serde(deserialize_with = "retain_bytes")]
    pub retain_bytes: u64,
    /// The age at which a closed segment goes, `None` for never.
    #[serde(deserialize_with = "retain_age")]
    pub retain_age: Option<Duration>,
    /// Bytes of the disk that are kept free, 0 for none.
    pub retain_free_bytes: u64,
    /// Hundredths of the disk that are kept free, 0 for none; the less of the two counts.
    #[serde(deserialize_with = "percent")]
    pub retain_free_percent: u8,
    /// What happens while there is no space.
    #[serde(deserialize_with = "on_full")]
    pub on_full: OnFull,
    /// How much of each payload is kept.
    #[serde(deserialize_with = "payload")]
    pub payload: PayloadMode,
}

impl Default for FrameLogSection {
    fn default() -> Self {
        FrameLogSection {
            segment_bytes: 64 * 1024 * 1024,
            segment_age: Some(Duration::from_secs(3600)),
            sync: SyncMode::Every(Duration::from_secs(1)),
            retain_bytes: 1024 * 1024 * 1024,
            retain_age: None,
            retain_free_bytes: 512 * 1024 * 1024,
            retain_free_percent: 10,
            on_full: OnFull::Pause,
            payload: PayloadMode::Full,
        }
    }
}

impl FrameLogSection {
    /// As the frame log wants it.
    pub fn settings(&self) -> Settings {
        let free = FreeSpace { bytes: self.retain_free_bytes, percent: self.retain_free_percent };
        let bytes = Some(self.retain_bytes).filter(|&bytes| bytes > 0);
        Settings {
            segment_bytes: self.segment_bytes,
            segment_age: self.segment_age,
            sync: self.sync,
            retention: Rules { bytes, age: self.retain_age, free },
            on_full: self.on_full,
            payload: self.payload,
        }
    }
}

fn segment_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    bounded(deserializer, BYTES_MIN..=i64::MAX as u64, "the bytes of a segment")
}

fn retain_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let none_or = |bytes: u64| bytes == 0 || bytes >= BYTES_MIN;
    let what = "the bytes of all segments together";
    let bytes = bounded(deserializer, 0..=i64::MAX as u64, what)?;
    let refusal =
        || serde::de::Error::custom(format!("{what} cannot be {bytes}: {BYTES_MIN} is the least, or 0 for no limit"));
    none_or(bytes).then_some(bytes).ok_or_else(refusal)
}

fn percent<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    bounded(deserializer, 0..=99, "the hundredths of the disk that are kept free").map(|percent| percent as u8)
}

fn segment_age<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    worded(deserializer, "the age at which a segment is followed by the next", AGES_ALLOWED, age)
}

fn retain_age<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    worded(deserializer, "the age at which a segment is removed", AGES_ALLOWED, age)
}

fn age(text: &str) -> Option<Option<Duration>> {
    if text == "never" { Some(None) } else { duration(text, AGES).map(Some) }
}

fn sync<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SyncMode, D::Error> {
    worded(deserializer, "the time until frames are brought to disk", SYNC_ALLOWED, |text| match text {
        "always" => Some(SyncMode::Always),
        "never" => Some(SyncMode::Never),
        interval => duration(interval, INTERVALS).map(SyncMode::Every),
    })
}

fn on_full<'de, D: Deserializer<'de>>(deserializer: D) -> Result<OnFull, D::Error> {
    worded(deserializer, "what happens on a full disk", ON_FULL_ALLOWED, |text| match text {
        "pause" => Some(OnFull::Pause),
        "gap" => Some(OnFull::Gap),
        _ => None,
    })
}

fn payload<'de, D: Deserializer<'de>>(deserializer: D) -> Result<PayloadMode, D::Error> {
    worded(deserializer, "what is kept of a payload", PAYLOAD_ALLOWED, |text| match text {
        "full" => Some(PayloadMode::Full),
        "hash" => Some(PayloadMode::Hash),
        "size" => Some(PayloadMode::Size),
        other => {
            let digits = other.strip_prefix("head:")?;
            let bytes: usize = digits.parse().ok().filter(|_| !digits.starts_with('+'))?;
            (1..=FRAME_BYTES_MAX).contains(&bytes).then_some(PayloadMode::Head(bytes))
        }
    })
}
