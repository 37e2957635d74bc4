//! Families of metrics as OpenMetrics text (openmetrics.io, version 1.0).

use std::fmt::Write as _;

/// What a family's values mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// It only rises; its samples bear `_total`.
    Counter,
    /// It goes up and down.
    Gauge,
    /// Counts by bounds.
    Histogram,
}

impl Kind {
    fn word(self) -> &'static str {
        match self {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        }
    }
}

/// The text in the making.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
    family: &'static str,
    suffix: &'static str,
}

impl Text {
    /// Begins a family, with a name that ends with its unit where it has one.
    pub(super) fn family(&mut self, name: &'static str, kind: Kind, help: &str) {
        self.line(&format!("# TYPE {name} {}", kind.word()));
        if let Some(unit) = ["bytes", "seconds"].into_iter().find(|unit| name.ends_with(unit)) {
            self.line(&format!("# UNIT {name} {unit}"));
        }
        self.line(&format!("# HELP {name} {help}"));
        self.family = name;
        self.suffix = if kind == Kind::Counter { "_total" } else { "" };
    }

    /// A value of the family.
    pub(super) fn sample(&mut self, labels: &[(&str, &str)], value: u64) {
        self.sample_of(self.suffix, labels, &value.to_string());
    }

    /// A time of the family, in seconds.
    pub(super) fn seconds(&mut self, labels: &[(&str, &str)], ns: u64) {
        self.sample_of(self.suffix, labels, &seconds(ns));
    }

    /// A histogram of times: how many stayed within each of `bounds_ns` and no earlier one, last those
    /// above all; and the sum of all.
    pub(super) fn histogram(&mut self, labels: &[(&str, &str)], bounds_ns: &[u64], counts: &[u64], sum_ns: u64) {
        let mut count = 0;
        for (place, more) in counts.iter().enumerate() {
            count += more;
            let le = bounds_ns.get(place).map_or_else(|| "+Inf".to_owned(), |&bound| seconds(bound));
            let labels = [labels, &[("le", le.as_str())]].concat();
            self.sample_of("_bucket", &labels, &count.to_string());
        }
        self.sample_of("_count", labels, &count.to_string());
        self.sample_of("_sum", labels, &seconds(sum_ns));
    }

    /// The whole text.
    pub(super) fn finish(mut self) -> String {
        self.line("# EOF");
        self.text
    }

    fn sample_of(&mut self, suffix: &str, labels: &[(&str, &str)], value: &str) {
        let labels: Vec<String> = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        self.line(&format!("{}{suffix}{labels} {value}", self.family));
    }

    fn line(&mut self, line: &str) {
        // Writing to a string cannot fail.
        let _ = writeln!(self.text, "{line}");
    }
}

/// A number with a decimal point, as both formats want bounds to be written.
fn seconds(ns: u64) -> String {
    let text = format!("{}.{:09}", ns / 1_000_000_000, ns % 1_000_000_000);
    let short = text.trim_end_matches('0');
    if short.ends_with('.') { format!("{short}0") } else { short.to_owned() }
}

/// A label's value inside its quotation marks.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::{Kind, Text, seconds};

    #[test]
    fn times_are_decimal_numbers_without_an_exponent() {
        for (ns, expected) in
            [(0, "0.0"), (25_000, "0.000025"), (1_000_000_000, "1.0"), (1_500_000_000, "1.5"), (1, "0.000000001")]
        {
            assert_eq!(seconds(ns), expected);
        }
    }

    #[test]
    fn a_family_is_its_type_its_unit_its_help_and_its_samples() {
        let mut text = Text::default();
        text.family("a_bytes", Kind::Counter, "Bytes.");
        text.sample(&[("room", "a\"b\\c\nd")], 7);
        text.family("b_seconds", Kind::Histogram, "Times.");
        text.histogram(&[], &[1_000_000], &[1, 2], 5_000_000);
        let expected = "# TYPE a_bytes counter\n# UNIT a_bytes bytes\n# HELP a_bytes Bytes.\n\
            a_bytes_total{room=\"a\\\"b\\\\c\\nd\"} 7\n\
            # TYPE b_seconds histogram\n# UNIT b_seconds seconds\n# HELP b_seconds Times.\n\
            b_seconds_bucket{le=\"0.001\"} 1\nb_seconds_bucket{le=\"+Inf\"} 3\nb_seconds_count 3\nb_seconds_sum 0.005\n\
            # EOF\n";
        assert_eq!(text.finish(), expected);
    }
}
