//! Numbers of the configuration file inside their bounds.

use std::ops::RangeInclusive;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

/// A number inside its bounds, or a sentence with `what` it is. TOML's own numbers end at
/// `i64::MAX`, a bound that goes unsaid.
pub fn bounded<'de, D: Deserializer<'de>>(
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
