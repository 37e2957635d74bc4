//! Values that are checked while they are read, so that an error has its line and column.

use std::fmt;
use std::ops::RangeInclusive;
use std::time::Duration;

use jiff::fmt::friendly::SpanParser;
use jiff::{Span, SpanRelativeTo};
use serde::de::{Error, Visitor};
use serde::{Deserialize as _, Deserializer};

/// A number inside its bounds, or a sentence with `what` it is. TOML's own numbers end at
/// `i64::MAX`, a bound that goes unsaid.
pub(super) fn bounded<'de, D: Deserializer<'de>>(
    deserializer: D,
    allowed: RangeInclusive<u64>,
    what: &str,
) -> Result<u64, D::Error> {
    let number = u64::deserialize(deserializer)?;
    let (min, max) = (*allowed.start(), *allowed.end());
    if allowed.contains(&number) {
        Ok(number)
    } else if max == i64::MAX as u64 {
        Err(D::Error::custom(format!("{what} cannot be {number}: {min} is the least")))
    } else {
        Err(D::Error::custom(format!("{what} cannot be {number}: {min} to {max} are allowed")))
    }
}

/// What `read` makes of a text, or a sentence with `what` it is and what is `allowed`.
pub(super) fn worded<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    what: &'static str,
    allowed: &'static str,
    read: impl FnOnce(&str) -> Option<T>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Words { what, allowed, read })
}

struct Words<F> {
    what: &'static str,
    allowed: &'static str,
    read: F,
}

impl<T, F: FnOnce(&str) -> Option<T>> Visitor<'_> for Words<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.allowed)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        let Words { what, allowed, read } = self;
        read(text).ok_or_else(|| E::custom(format!("{what} cannot be {text:?}: {allowed} is allowed")))
    }
}

/// A duration such as `1h`, `30 min` or `500ms`, if it is inside its bounds. A day has 24 hours;
/// months and years have no length of their own.
pub(super) fn duration(text: &str, allowed: RangeInclusive<Duration>) -> Option<Duration> {
    let span: Span = SpanParser::new().parse_span(text.trim()).ok()?;
    let duration = Duration::try_from(span.to_duration(SpanRelativeTo::days_are_24_hours()).ok()?).ok()?;
    allowed.contains(&duration).then_some(duration)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_people_write_them() {
        let check = |text: &str, ms: Option<u64>| {
            let allowed = Duration::from_millis(1)..=Duration::from_secs(86_400 * 1000);
            assert_eq!(duration(text, allowed), ms.map(Duration::from_millis), "{text:?}");
        };
        for (text, ms) in [("1h", 3_600_000), ("30 min", 1_800_000), ("500ms", 500), ("1h 30m", 5_400_000)] {
            check(text, Some(ms));
        }
        for (text, ms) in [("2 weeks", 1_209_600_000), ("90 days", 7_776_000_000), (" 1 second ", 1000)] {
            check(text, Some(ms));
        }
        for text in ["", "1", "h", "1x", "-1h", "1h ago", "0s", "1 month", "1 year", "1001 days", "PT1H", "1e9s"] {
            check(text, None);
        }
    }
}
