//! Numbers and sizes as a language writes them.

use fluent_bundle::FluentValue;

use crate::{Lang, Sentences};

/// Between groups of three digits, in French: a narrow space that no line breaks at (CLDR).
pub(crate) const NARROW_SPACE: char = '\u{202f}';
/// Bytes from which on a size is said in thousands.
const KILO: u64 = 1000;

/// Numbers inside English sentences.
pub(crate) fn english<M>(value: &FluentValue<'_>, _memoizer: &M) -> Option<String> {
    count(value, ',')
}

/// Numbers inside French sentences.
pub(crate) fn french<M>(value: &FluentValue<'_>, _memoizer: &M) -> Option<String> {
    count(value, NARROW_SPACE)
}

/// Numbers inside French sentences that are ASCII.
pub(crate) fn french_in_ascii<M>(value: &FluentValue<'_>, _memoizer: &M) -> Option<String> {
    count(value, ' ')
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

impl Sentences {
    /// A count: `1,234`.
    pub fn number(&self, count: u64) -> String {
        grouped(&count.to_string(), self.separator())
    }

    /// A size in bytes: `40 B`, `1.5 kB`.
    pub fn size(&self, bytes: u64) -> String {
        if bytes < KILO {
            return self.bytes(bytes);
        }
        let units = [Sentences::kilobytes, Sentences::megabytes, Sentences::gigabytes];
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

    /// A span of time: `100 ms`, `2 s`, `10 min`.
    pub fn span(&self, ns: u64) -> String {
        type Say = fn(&Sentences, u64) -> String;
        const SPANS: [(u64, Say); 4] = [
            (86_400_000_000_000, Sentences::days),
            (3_600_000_000_000, Sentences::hours),
            (60_000_000_000, Sentences::minutes),
            (1_000_000_000, Sentences::seconds),
        ];
        let whole = SPANS.into_iter().find(|&(unit, _)| ns >= unit && ns.is_multiple_of(unit));
        whole.map_or_else(|| self.milliseconds(ns / 1_000_000), |(unit, say)| say(self, ns / unit))
    }

    /// Between whole and tenths: `.` or `,`.
    pub fn decimal_mark(&self) -> char {
        if self.lang() == Lang::Fr { ',' } else { '.' }
    }
}

#[cfg(test)]
mod tests {
    use crate::units::SOURCES;
    use crate::{Lang, Sentences};

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        let (english, french) = (Sentences::new(Lang::En, SOURCES), Sentences::new(Lang::Fr, SOURCES));
        for (count, en, fr) in [
            (0, "0", "0"),
            (999, "999", "999"),
            (1234, "1,234", "1\u{202f}234"),
            (1_000_000, "1,000,000", "1\u{202f}000\u{202f}000"),
        ] {
            assert_eq!((english.number(count).as_str(), french.number(count).as_str()), (en, fr));
        }
    }

    #[test]
    fn a_sentence_in_ascii_has_no_other_character_in_it() {
        let french = Sentences::in_ascii(Lang::Fr, SOURCES);
        for said in [french.number(1234), french.kilobytes("1,5"), french.cause_denied(), french.days(1234)] {
            assert!(said.is_ascii(), "{said}");
        }
        assert_eq!((french.number(1234).as_str(), french.cause_denied().as_str()), ("1 234", "permission refusee"));
        assert_eq!(french.spell("clé « é »".to_owned()), "cle \" e \"");
    }

    #[test]
    fn sizes_have_one_decimal_and_never_a_thousand_of_a_unit() {
        let (english, french) = (Sentences::new(Lang::En, SOURCES), Sentences::new(Lang::Fr, SOURCES));
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
        let english = Sentences::new(Lang::En, SOURCES);
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
