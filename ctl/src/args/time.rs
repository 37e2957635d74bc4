//! A point in time as a person says it.

use std::str::FromStr;

use jiff::civil::{DateTime, Time};
use jiff::{Span, Timestamp, Zoned};

use crate::language::here;

/// A point in time, nanoseconds since the Unix epoch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct PointInTime(pub(crate) u64);

/// A text that is no point in time.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", here().time_wanted())]
pub(crate) struct NotATime;

impl FromStr for PointInTime {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<PointInTime, NotATime> {
        let then = at(text.trim(), &Zoned::now()).ok_or(NotATime)?;
        // Before 1970 no frame was logged.
        Ok(PointInTime(u64::try_from(then.as_nanosecond()).unwrap_or(0)))
    }
}

/// The time that `text` names at `now`: a moment, a time of this day, a day, or a span ago.
fn at(text: &str, now: &Zoned) -> Option<Timestamp> {
    // An hour, a day of the month, a year: a bare number may mean anything.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let local = |civil: DateTime| civil.to_zoned(now.time_zone().clone()).ok().map(|zoned| zoned.timestamp());
    if let Ok(moment) = text.parse::<Timestamp>() {
        return Some(moment);
    }
    if let Ok(civil) = text.parse::<DateTime>() {
        return local(civil);
    }
    // The time of a date is a time too: whole dates come first.
    if let Ok(time) = text.parse::<Time>() {
        return local(now.date().to_datetime(time));
    }
    let span = in_english(text);
    let span = span.strip_prefix("il y a ").unwrap_or(&span).parse::<Span>().ok()?;
    // "10 min ago" is a negative span; who leaves the word out, or says it in French, means the same.
    let ago = if span.is_negative() { span } else { span.negate() };
    now.checked_add(ago).ok().map(|zoned| zoned.timestamp())
}

/// A span of time with its units in English: French ones are taken too.
pub(super) fn in_english(text: &str) -> String {
    const UNITS: [(&str, &str); 6] = [
        ("j", "days"),
        ("jour", "days"),
        ("heure", "hours"),
        ("seconde", "seconds"),
        ("semaine", "weeks"),
        ("mois", "months"),
    ];
    let span = text.replace(['\u{a0}', '\u{202f}'], " ");
    // A unit may stand right behind its number.
    let apart = span.split_inclusive(|c: char| c.is_ascii_digit() || c == ' ');
    let english = apart.map(|part| {
        let unit = part.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
        let known = UNITS.iter().find(|(french, _)| unit == *french || unit.strip_suffix('s') == Some(french));
        known.map_or_else(|| part.to_owned(), |(_, english)| part.replacen(unit, english, 1))
    });
    english.collect()
}

#[cfg(test)]
mod tests {
    use jiff::Zoned;

    use super::at;

    #[test]
    fn people_say_times_in_many_ways() {
        let now: Zoned = "2026-01-31T10:15:30+02:00[+02:00]".parse().unwrap();
        for (text, expected) in [
            ("2026-01-31T09:00:00Z", "2026-01-31T09:00:00Z"),
            ("2026-01-31 09:00:00.5+01:00", "2026-01-31T08:00:00.5Z"),
            ("10 min ago", "2026-01-31T08:05:30Z"),
            ("10min", "2026-01-31T08:05:30Z"),
            ("1h 30m ago", "2026-01-31T06:45:30Z"),
            ("2 days ago", "2026-01-29T08:15:30Z"),
            ("il y a 10 min", "2026-01-31T08:05:30Z"),
            ("il y a 1 heure 30 minutes", "2026-01-31T06:45:30Z"),
            ("il y a 2\u{a0}jours", "2026-01-29T08:15:30Z"),
            ("2j 1h", "2026-01-29T07:15:30Z"),
            ("09:00", "2026-01-31T07:00:00Z"),
            ("09:00:30.25", "2026-01-31T07:00:30.25Z"),
            ("2026-01-30 09:00", "2026-01-30T07:00:00Z"),
            ("2026-01-30T09:00:01", "2026-01-30T07:00:01Z"),
            ("2026-01-30", "2026-01-29T22:00:00Z"),
        ] {
            assert_eq!(at(text, &now).map(|then| then.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["", "yesterday-ish", "25:00", "10", "20260131", "10 pommes ago", "il y a 10 pommes", "il y a", "ago"]
        {
            assert_eq!(at(text, &now), None, "{text}");
        }
    }
}
