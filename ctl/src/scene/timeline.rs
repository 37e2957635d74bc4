//! Traffic over time, in at most [`BINS_MAX`] intervals however long it took.
//!
//! The interval's width starts at a millisecond and grows through widths that people count in;
//! each is a multiple of the one before, so that intervals can be joined and never split.

use super::Load;

/// Most intervals that are kept.
const BINS_MAX: u64 = 600;
/// Nanoseconds in a second.
const S: u64 = 1_000_000_000;
/// The widths, in nanoseconds. The last one times [`BINS_MAX`] is longer than the times of a log
/// can be apart.
const WIDTHS: [u64; 12] = [
    S / 1000,
    S / 100,
    S / 10,
    S,
    10 * S,
    60 * S,
    600 * S,
    3600 * S,
    6 * 3600 * S,
    86_400 * S,
    10 * 86_400 * S,
    1000 * 86_400 * S,
];

/// What went through in an interval.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Bin {
    /// Frames that came in.
    pub(crate) received: Load,
    /// Copies that went out.
    pub(crate) relayed: Load,
}

impl Bin {
    /// One frame, and so many copies of `delivered` bytes each.
    pub(super) fn of(bytes: u64, copies: u64, delivered: u64) -> Bin {
        let relayed = Load { count: copies, bytes: copies.saturating_mul(delivered) };
        Bin { received: Load { count: 1, bytes }, relayed }
    }

    fn add(&mut self, other: Bin) {
        self.received = self.received.and(other.received);
        self.relayed = self.relayed.and(other.relayed);
    }
}

/// Traffic over time.
#[derive(Debug, Default)]
pub(crate) struct Timeline {
    /// Place in [`WIDTHS`].
    width: usize,
    /// Number of the first interval, counted from the Unix epoch.
    first: u64,
    bins: Vec<Bin>,
}

impl Timeline {
    /// Something went through at `t`.
    pub(super) fn add(&mut self, t: u64, bin: Bin) {
        if self.bins.is_empty() {
            self.first = t / WIDTHS[self.width];
        }
        // A clock that was set back: what came then is told with the beginning.
        while (t / WIDTHS[self.width]).saturating_sub(self.first) >= BINS_MAX && self.width + 1 < WIDTHS.len() {
            self.widen();
        }
        let at = (t / WIDTHS[self.width]).saturating_sub(self.first).min(BINS_MAX - 1) as usize;
        if at >= self.bins.len() {
            self.bins.resize(at + 1, Bin::default());
        }
        self.bins[at].add(bin);
    }

    fn widen(&mut self) {
        let factor = WIDTHS[self.width + 1] / WIDTHS[self.width];
        (self.first, self.bins) = joined(self.first, &self.bins, factor);
        self.width += 1;
    }

    /// At most `bars` intervals: when the first begins, how wide each is, both in nanoseconds, and
    /// what went through in each.
    pub(crate) fn bars(&self, bars: usize) -> (u64, u64, Vec<Bin>) {
        let width = WIDTHS[self.width];
        let next = WIDTHS.get(self.width + 1).map_or(10, |next| next / width);
        let factors =
            [1, 2, 3, 5, next, 2 * next].into_iter().filter(|factor| next.is_multiple_of(*factor) || *factor >= next);
        let mut result = (self.first, self.bins.clone(), 1);
        for factor in factors {
            let (first, bins) = joined(self.first, &self.bins, factor);
            result = (first, bins, factor);
            if result.1.len() <= bars {
                break;
            }
        }
        let (first, bins, factor) = result;
        (first.saturating_mul(width * factor), width * factor, bins)
    }
}

/// The same in intervals that are `factor` times as wide.
fn joined(first: u64, bins: &[Bin], factor: u64) -> (u64, Vec<Bin>) {
    let wide_first = first / factor;
    let mut wide = Vec::new();
    for (at, bin) in bins.iter().enumerate() {
        let place = ((first + at as u64) / factor - wide_first) as usize;
        wide.resize(wide.len().max(place + 1), Bin::default());
        wide[place].add(*bin);
    }
    (wide_first, wide)
}

#[cfg(test)]
mod tests {
    use super::{Bin, S, Timeline};

    fn check(times: &[u64], width: u64) {
        let mut timeline = Timeline::default();
        times.iter().for_each(|&t| timeline.add(t, Bin::of(3, 2, 3)));
        let (start, found, bins) = timeline.bars(60);
        assert!(bins.len() <= 120, "{} bars", bins.len());
        assert_eq!(found, width, "{times:?}");
        let total = bins.iter().map(|bin| bin.received.count).sum::<u64>();
        assert_eq!(total, times.len() as u64);
        let first = times.iter().min().copied().unwrap_or_default();
        assert!(start <= first && first - start < width, "{start} {first}");
        let last = ((times[times.len() - 1] - start) / width) as usize;
        assert!(bins[last].relayed.count >= 2);
    }

    #[test]
    fn intervals_are_as_wide_as_it_takes_and_hold_everything() {
        check(&[5 * S], S / 1000);
        check(&[5 * S, 5 * S + S / 100], S / 1000);
        check(&[5 * S, 6 * S, 7 * S], S / 10 / 2);
        check(&[5 * S, 20 * S, 65 * S], 2 * S);
        check(&[100 * S, 4000 * S], 60 * S * 2);
        check(&[0, 86_400 * 365 * S], 10 * 86_400 * S);
        check(&[0, 584 * 86_400 * 365 * S], 1000 * 86_400 * S * 5);
    }

    #[test]
    fn a_clock_that_goes_back_or_mad_is_survived() {
        let mut timeline = Timeline::default();
        [10 * S, 0, u64::MAX, 11 * S].into_iter().for_each(|t| timeline.add(t, Bin::of(u64::MAX, u64::MAX, u64::MAX)));
        assert_eq!(timeline.bars(60).2.iter().map(|bin| bin.received.count).sum::<u64>(), 4);
    }
}
