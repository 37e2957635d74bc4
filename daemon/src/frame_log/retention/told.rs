//! What was removed is told, but not a thousand times.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use super::plan::{Removal, Why};
use crate::language::here;

/// At most one line in this time.
const EVERY: Duration = Duration::from_secs(10);

/// What is still to be told.
#[derive(Debug, Default)]
pub(super) struct Told {
    last: Option<Instant>,
    bytes: u64,
    reasons: BTreeMap<Why, u64>,
}

impl Told {
    /// A segment was removed.
    pub(super) fn removed(&mut self, removal: &Removal) {
        self.bytes += removal.bytes;
        *self.reasons.entry(removal.why).or_default() += 1;
    }

    /// Tells it, if there is something and the last time was long enough ago.
    pub(super) fn tell(&mut self) {
        if let Some(line) = self.line(Instant::now()) {
            tracing::info!("{line}");
        }
    }

    fn line(&mut self, now: Instant) -> Option<String> {
        let is_early = self.last.is_some_and(|last| now.duration_since(last) < EVERY);
        if self.reasons.is_empty() || is_early {
            return None;
        }
        let reasons = std::mem::take(&mut self.reasons);
        let parts: Vec<String> = reasons.iter().map(|(why, count)| because(*why, *count)).collect();
        self.last = Some(now);
        Some(here().log_removed(&std::mem::take(&mut self.bytes).to_string(), &parts.join(", ")))
    }
}

fn because(why: Why, count: u64) -> String {
    let count = count.to_string();
    match why {
        Why::Total => here().removed_total(&count),
        Why::Age => here().removed_age(&count),
        Why::FreeSpace => here().removed_free(&count),
        Why::FullDisk => here().removed_full(&count),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removals_are_told_together_and_once_in_ten_seconds() {
        let mut told = Told::default();
        let start = Instant::now();
        let remove = |told: &mut Told, why| told.removed(&Removal { path: "x".into(), bytes: 10, why });
        assert_eq!(told.line(start), None);
        remove(&mut told, Why::Age);
        assert!(told.line(start).is_some_and(|line| line.ends_with("10 bytes: 1 over retain-age")));
        for why in [Why::Total, Why::FullDisk, Why::Total] {
            remove(&mut told, why);
            assert_eq!(told.line(start + Duration::from_secs(9)), None);
        }
        let line = told.line(start + EVERY).expect("a line");
        assert!(line.ends_with("30 bytes: 2 over retain-bytes, 1 because the disk is full"), "{line}");
        assert_eq!(told.line(start + 2 * EVERY), None);
    }
}
