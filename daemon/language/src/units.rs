//! Sizes and spans of time with their units.

use crate::{Sentences, Sources};

/// The units' names.
pub(crate) const SOURCES: Sources = Sources { en: include_str!("en.ftl"), fr: include_str!("fr.ftl") };

/// As the table of messages calls it.
type Language = Sentences;

crate::messages! { @in pub,
    /// A size below a thousand bytes.
    "bytes" bytes(count: u64);
    /// A size in thousands of bytes.
    "kilobytes" kilobytes(count: &str);
    /// A size in millions of bytes.
    "megabytes" megabytes(count: &str);
    /// A size in thousands of millions of bytes.
    "gigabytes" gigabytes(count: &str);
    /// A span of time.
    "milliseconds" milliseconds(count: u64);
    /// A span of time.
    "seconds" seconds(count: u64);
    /// A span of time.
    "minutes" minutes(count: u64);
    /// A span of time.
    "hours" hours(count: u64);
    /// A span of time.
    "days" days(count: u64);
}

#[cfg(test)]
mod tests {
    #[test]
    fn both_languages_have_the_units() {
        crate::check::messages(super::SOURCES, super::MESSAGES);
    }
}
