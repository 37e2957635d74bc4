//! Times as a language writes them.

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::Language;

impl Language {
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
}

fn local(unix_ns: u64) -> Zoned {
    // Every u64 of nanoseconds lies within the calendar: it ends in the year 2554.
    Timestamp::from_nanosecond(i128::from(unix_ns)).unwrap_or_default().to_zoned(TimeZone::system())
}

#[cfg(test)]
mod tests {
    use super::super::{Lang, Language};

    #[test]
    fn a_sentence_groups_the_digits_of_what_it_counts() {
        assert_eq!(Language::new(Lang::En).and_others(1234), "and 1,234 others");
        assert_eq!(Language::new(Lang::Fr).and_others(1234), "et 1\u{202f}234 autres");
    }
}
