//! Numbers, sizes and times as a language writes them.

use fluent_bundle::FluentValue;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{Lang, Language, SayCount};

/// Between groups of three digits, in French: a narrow space that no line breaks at (CLDR).
const NARROW_SPACE: char = '\u{202f}';
/// Bytes from which on a size is said in thousands.
const KILO: u64 = 1000;

/// Numbers inside English sentences.
pub(super) fn english<M>(value: &FluentValue<'_>, _memoizer: &M) -> Option<String> {
    count(value, ',')
}

/// Numbers inside French sentences.
pub(super) fn french<M>(value: &FluentValue<'_>, _memoizer: &M) -> Option<String> {
    count(value, NARROW_SPACE)
}

/// Every number that goes into a sentence as one counts something.
fn count(value: &FluentValue<'_>, separator: char) -> Option<String> {
    match value {
        FluentValue::Number(number) => Some(grouped(&format!("{:.0}", number.value), separator)),
        _ => None,
    }
}

fn grouped(digits: &str, separator: char) -> String {
    let mut out = String::with_capacity(digits.len() * 2);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

impl Language {
    /// A count: `1,234`.
    pub(crate) fn number(&self, count: u64) -> String {
        grouped(&count.to_string(), if self.lang == Lang::Fr { NARROW_SPACE } else { ',' })
    }

    /// A size in bytes: `40 B`, `1.5 kB`.
    pub(crate) fn size(&self, bytes: u64) -> String {
        if bytes < KILO {
            return self.bytes(bytes);
        }
        let units = [Language::kilobytes, Language::megabytes, Language::gigabytes];
        let mut unit_bytes = KILO;
        let mut unit = 0;
        // Half of a tenth is rounded up: 999,950 is no 1000.0 kB.
        while unit + 1 < units.len() && bytes >= unit_bytes * KILO - unit_bytes / 20 {
            unit_bytes *= KILO;
            unit += 1;
        }
        let tenths = bytes.saturating_add(unit_bytes / 20) / (unit_bytes / 10);
        let whole = self.number(tenths / 10);
        units[unit](self, &format!("{whole}{}{}", self.decimal_mark(), tenths % 10))
    }

    /// The time of day, to the second.
    pub(crate) fn second_of_day(&self, unix_ns: u64) -> String {
        local(unix_ns).strftime("%H:%M:%S").to_string()
    }

    /// The time of day, to the millisecond.
    pub(crate) fn milli_of_day(&self, unix_ns: u64) -> String {
        let then = local(unix_ns);
        format!("{}{}{:03}", then.strftime("%H:%M:%S"), self.decimal_mark(), then.millisecond())
    }

    /// The day.
    pub(crate) fn day(&self, unix_ns: u64) -> String {
        let then = local(unix_ns);
        let month = u64::try_from(then.month()).unwrap_or_default();
        self.date(&then.day().to_string(), month, &then.year().to_string())
    }

    /// From one point in time to another: the day is said once if it is the same.
    pub(crate) fn period(&self, from: u64, to: u64) -> String {
        let (first, last) = (self.second_of_day(from), self.second_of_day(to));
        if local(from).date() == local(to).date() {
            return self.period_of_day(&self.day(from), &first, &last);
        }
        self.period_of_days(&self.day(from), &first, &self.day(to), &last)
    }

    /// How far local time is from UTC at that point in time: `UTC+01:00`.
    pub(crate) fn offset(&self, unix_ns: u64) -> String {
        local(unix_ns).strftime("UTC%:z").to_string()
    }

    /// A span of time: `100 ms`, `2 s`, `10 min`.
    pub(crate) fn span(&self, ns: u64) -> String {
        const SPANS: [(u64, SayCount); 4] = [
            (86_400_000_000_000, Language::days),
            (3_600_000_000_000, Language::hours),
            (60_000_000_000, Language::minutes),
            (1_000_000_000, Language::seconds),
        ];
        let whole = SPANS.into_iter().find(|&(unit, _)| ns >= unit && ns.is_multiple_of(unit));
        whole.map_or_else(|| self.milliseconds(ns / 1_000_000), |(unit, say)| say(self, ns / unit))
    }

    fn decimal_mark(&self) -> char {
        if self.lang == Lang::Fr { ',' } else { '.' }
    }
}

fn local(unix_ns: u64) -> Zoned {
    // Every u64 of nanoseconds lies within the calendar: it ends in the year 2554.
    Timestamp::from_nanosecond(i128::from(unix_ns)).unwrap_or_default().to_zoned(TimeZone::system())
}

#[cfg(test)]
mod tests {
    use super::super::{Lang, Language};

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        let (english, french) = (Language::new(Lang::En), Language::new(Lang::Fr));
        for (count, en, fr) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1234, "1,234", "1\u{202f}234"),
            (1_000_000, "1,000,000", "1\u{202f}000\u{202f}000"),
        ] {
            assert_eq!((english.number(count).as_str(), french.number(count).as_str()), (en, fr));
        }
        assert_eq!(english.and_others(1234), "and 1,234 others");
        assert_eq!(french.and_others(1234), "et 1\u{202f}234 autres");
    }

    #[test]
    fn sizes_have_one_decimal_and_never_a_thousand_of_a_unit() {
        let (english, french) = (Language::new(Lang::En), Language::new(Lang::Fr));
        for (bytes, en, fr) in [
            (0, "0 B", "0 o"),
            (999, "999 B", "999 o"),
            (1000, "1.0 kB", "1,0 ko"),
            (1549, "1.5 kB", "1,5 ko"),
            (999_949, "999.9 kB", "999,9 ko"),
            (999_950, "1.0 MB", "1,0 Mo"),
            (5_000_000_000_000, "5,000.0 GB", "5\u{202f}000,0 Go"),
        ] {
            let plain = |text: String| text.replace('\u{a0}', " ");
            assert_eq!((plain(english.size(bytes)).as_str(), plain(french.size(bytes)).as_str()), (en, fr));
        }
        assert!(english.size(u64::MAX).ends_with("GB"));
    }

    #[test]
    fn spans_are_said_in_the_largest_unit_that_is_whole() {
        let english = Language::new(Lang::En);
        let s = 1_000_000_000;
        for (ns, expected) in [
            (s / 10, "100 ms"),
            (s, "1 s"),
            (90 * s, "90 s"),
            (120 * s, "2 min"),
            (7200 * s, "2 h"),
            (86_400 * s, "1 d"),
        ] {
            assert_eq!(english.span(ns).replace('\u{a0}', " "), expected);
        }
    }
}
