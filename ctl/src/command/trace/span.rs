//! How long something took, as people say it.

use crate::language::{Lang, here};

/// Rounded up, so that "within" stays true: `0.3 ms`, `12 ms`, `3.4 s`, `2 min 5 s`, `3 h 20 min`.
pub(super) fn text(ns: u64) -> String {
    let tenths_of_ms = ns.div_ceil(100_000);
    let ms = ns.div_ceil(1_000_000);
    let tenths_of_s = ns.div_ceil(100_000_000);
    let s = ns.div_ceil(1_000_000_000);
    match s {
        _ if tenths_of_ms < 100 => format!("{} ms", tenths(tenths_of_ms)),
        _ if ms < 1000 => format!("{ms} ms"),
        _ if tenths_of_s < 600 => format!("{} s", tenths(tenths_of_s)),
        ..3600 => format!("{} min {} s", s / 60, s % 60),
        _ => format!("{} h {} min", s / 3600, s % 3600 / 60),
    }
}

fn tenths(count: u64) -> String {
    let mark = if here().lang() == Lang::Fr { ',' } else { '.' };
    if count.is_multiple_of(10) { (count / 10).to_string() } else { format!("{}{mark}{}", count / 10, count % 10) }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn a_span_is_never_said_to_be_shorter_than_it_was() {
        for (ns, expected) in [
            (0, "0 ms"),
            (1, "0.1 ms"),
            (2_950_000, "3 ms"),
            (9_950_000, "10 ms"),
            (999_000_001, "1 s"),
            (59_950_000_000, "1 min 0 s"),
            (3_599_000_000_001, "1 h 0 min"),
            (u64::MAX, "5124095 h 34 min"),
        ] {
            assert_eq!(text(ns), expected, "{ns}");
        }
    }
}
