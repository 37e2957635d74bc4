//! The frames, joins and leaves of a room in their order, as many as a person can look at.
//!
//! Up to [`VERBATIM_FRAMES`] frames everything is kept one by one. Above, the first and the last
//! [`EDGE_FRAMES`] are, and between them runs of similar frames become one step; when even those
//! are too many, neighbours become a crowd: those first that are the smallest together.

use std::collections::VecDeque;
use std::rc::Rc;

use super::{Load, To};

/// Most frames that are shown one by one.
const VERBATIM_FRAMES: u64 = 60;
/// How many are kept at the beginning, and at the end, when there are more.
const EDGE_FRAMES: usize = 20;
/// Most steps of all kinds at either end.
const EDGE_STEPS: usize = 64;
/// Most steps between the two ends, when there are more.
const MIDDLE_STEPS: usize = 20;
/// Most joins and leaves between the ends as long as no frame is folded.
const VERBATIM_STEPS: usize = 160;

/// Frames of one sender to the same peers, one behind the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    /// Number of the first.
    pub(crate) first: u64,
    /// Number of the last.
    pub(crate) last: u64,
    /// How many: with a filter, not all between the two.
    pub(crate) count: u64,
    /// When the first came, nanoseconds since the Unix epoch.
    pub(crate) t: u64,
    /// Who sent them; 0 is the server.
    pub(crate) src: u64,
    /// Who they are for.
    pub(crate) to: To,
    /// Their bytes.
    pub(crate) bytes: u64,
    /// What is kept of the first one's bytes.
    pub(crate) text: Option<Box<[u8]>>,
    /// There was more in it.
    pub(crate) cut: bool,
}

/// What happened between two steps, only counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Crowd {
    /// Frames.
    pub(crate) frames: Load,
    /// Numbers of the first and the last of them.
    pub(crate) numbers: Option<(u64, u64)>,
    /// Peers that joined.
    pub(crate) joined: u64,
    /// Peers that left.
    pub(crate) left: u64,
    /// Frames that the log does not hold.
    pub(crate) missing: u64,
    /// When it began.
    pub(crate) t: Option<u64>,
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Step {
    /// A frame, or several alike.
    Run(Run),
    /// A peer came.
    Joined {
        /// Its number.
        conn: u64,
        /// When.
        t: u64,
    },
    /// A peer went.
    Left {
        /// Its number.
        conn: u64,
        /// When.
        t: u64,
        /// The reason.
        why: Rc<str>,
    },
    /// Frames that the log does not hold.
    Missing {
        /// Number of the first.
        first: u64,
        /// How many.
        count: u64,
    },
    /// Much at once.
    Crowd(Crowd),
}

impl Step {
    /// Takes the next step in, if it is more of the same.
    fn absorb(&mut self, next: &Step) -> bool {
        match (self, next) {
            (Step::Run(run), Step::Run(more)) if run.src == more.src && run.to.is_like(&more.to) => {
                run.last = more.last;
                run.count += more.count;
                run.bytes = run.bytes.saturating_add(more.bytes);
                true
            }
            (Step::Crowd(crowd), next) if !matches!(next, Step::Run(run) if run.count >= CROWD_SPARES) => {
                crowd.add(next);
                true
            }
            _ => false,
        }
    }

    /// How much would no longer be seen of it in a crowd.
    fn weight(&self) -> u64 {
        match self {
            Step::Run(run) => run.count,
            Step::Crowd(crowd) => crowd.frames.count + crowd.joined + crowd.left,
            Step::Joined { .. } | Step::Left { .. } => 1,
            Step::Missing { .. } => 2,
        }
    }
}

/// A run of so many stays what it is beside a crowd, until there are too many of those.
const CROWD_SPARES: u64 = 8;

impl Crowd {
    fn add(&mut self, step: &Step) {
        match step {
            Step::Run(run) => self.count(run.count, run.bytes, Some((run.first, run.last)), Some(run.t)),
            Step::Joined { t, .. } => {
                self.joined += 1;
                self.count(0, 0, None, Some(*t));
            }
            Step::Left { t, .. } => {
                self.left += 1;
                self.count(0, 0, None, Some(*t));
            }
            Step::Missing { count, .. } => self.missing = self.missing.saturating_add(*count),
            Step::Crowd(crowd) => {
                self.joined += crowd.joined;
                self.left += crowd.left;
                self.missing = self.missing.saturating_add(crowd.missing);
                self.count(crowd.frames.count, crowd.frames.bytes, crowd.numbers, crowd.t);
            }
        }
    }

    fn count(&mut self, frames: u64, bytes: u64, numbers: Option<(u64, u64)>, t: Option<u64>) {
        self.frames.add(frames, bytes);
        self.numbers = match (self.numbers, numbers) {
            (Some((first, _)), Some((_, last))) => Some((first, last)),
            (before, now) => before.or(now),
        };
        self.t = self.t.or(t);
    }
}

/// The steps of a room.
#[derive(Debug, Default)]
pub(crate) struct Strip {
    head: Vec<Step>,
    head_frames: usize,
    middle: Vec<Step>,
    tail: VecDeque<Step>,
    tail_frames: usize,
    /// Frames of the middle.
    middle_frames: u64,
    folding: bool,
}

impl Strip {
    /// One step more.
    pub(super) fn push(&mut self, step: Step) {
        let frames = usize::from(matches!(step, Step::Run(_)));
        if self.head_frames < EDGE_FRAMES && self.head.len() < EDGE_STEPS {
            self.head_frames += frames;
            self.head.push(step);
            return;
        }
        self.tail_frames += frames;
        self.tail.push_back(step);
        while self.tail_frames > EDGE_FRAMES || self.tail.len() > EDGE_STEPS {
            let Some(step) = self.tail.pop_front() else { return };
            self.tail_frames -= usize::from(matches!(step, Step::Run(_)));
            self.retire(step);
        }
    }

    /// How many frames are not shown one by one.
    pub(crate) fn folded(&self) -> u64 {
        let folded = |step: &Step| match step {
            Step::Run(run) if run.count > 1 => run.count,
            Step::Crowd(crowd) => crowd.frames.count,
            _ => 0,
        };
        self.middle.iter().map(folded).sum()
    }

    /// All steps, in order.
    pub(crate) fn steps(&self) -> impl Iterator<Item = &Step> {
        self.head.iter().chain(&self.middle).chain(&self.tail)
    }

    /// A step goes from the end into the middle.
    fn retire(&mut self, step: Step) {
        self.middle_frames += u64::from(matches!(step, Step::Run(_)));
        self.middle.push(step);
        if !self.folding {
            let frames = self.head_frames as u64 + self.middle_frames + self.tail_frames as u64;
            self.folding = frames > VERBATIM_FRAMES || self.middle.len() > VERBATIM_STEPS;
            if self.folding {
                self.fold_all();
            }
            return;
        }
        self.fold_last();
    }

    /// What was kept one by one is kept so no longer.
    fn fold_all(&mut self) {
        for step in std::mem::take(&mut self.middle) {
            self.middle.push(step);
            self.fold_last();
        }
    }

    fn fold_last(&mut self) {
        if let [.., before, last] = &mut self.middle[..]
            && before.absorb(last)
        {
            self.middle.pop();
        }
        if self.middle.len() > MIDDLE_STEPS {
            self.crowd();
        }
    }

    /// The two neighbours of which the least is lost become one, with the crowds beside them: of
    /// two crowds one behind the other nobody would learn more than of one.
    fn crowd(&mut self) {
        let weight = |at: &usize| self.middle[*at].weight().saturating_add(self.middle[*at + 1].weight());
        let Some(at) = (0..self.middle.len() - 1).min_by_key(weight) else { return };
        let is_crowd = |step: Option<&Step>| matches!(step, Some(Step::Crowd(_)));
        let start = if at > 0 && is_crowd(self.middle.get(at - 1)) { at - 1 } else { at };
        let end = if is_crowd(self.middle.get(at + 2)) { at + 3 } else { at + 2 };
        let mut crowd = Crowd::default();
        self.middle[start..end].iter().for_each(|step| crowd.add(step));
        self.middle.splice(start..end, [Step::Crowd(crowd)]);
    }
}

#[cfg(test)]
mod tests {
    use super::{Rc, Run, Step, Strip, To};

    fn frame(n: u64, src: u64) -> Step {
        let to = To::Listed(Rc::from([src + 1]));
        Step::Run(Run { first: n, last: n, count: 1, t: n, src, to, bytes: 10, text: None, cut: false })
    }

    fn strip(steps: impl Iterator<Item = Step>) -> Strip {
        let mut strip = Strip::default();
        steps.for_each(|step| strip.push(step));
        strip
    }

    /// Frames, by how they are shown.
    fn counts(strip: &Strip) -> Vec<u64> {
        strip.steps().map(Step::weight).collect()
    }

    #[test]
    fn up_to_sixty_frames_are_shown_one_by_one() {
        for count in [0, 1, 20, 21, 40, 41, 60] {
            let strip = strip((1..=count).map(|n| frame(n, 1)));
            assert_eq!((counts(&strip).len() as u64, strip.folded()), (count, 0));
        }
    }

    #[test]
    fn above_sixty_a_run_becomes_one_step_and_both_ends_stay() {
        let strip = strip((1..=61).map(|n| frame(n, 1)));
        let mut expected = vec![1; 41];
        expected[20] = 21;
        assert_eq!((counts(&strip), strip.folded()), (expected, 21));
    }

    #[test]
    fn no_frame_is_counted_twice_or_not_at_all_however_many_there_are() {
        for senders in [1, 2, 7, 1000] {
            let strip = strip((1..=10_000).map(|n| frame(n, n % senders)));
            assert_eq!(counts(&strip).iter().sum::<u64>(), 10_000, "{senders} senders");
            assert!(counts(&strip).len() <= 60, "{senders} senders");
            let numbers: Vec<(u64, u64)> = strip.steps().filter_map(numbers).collect();
            assert!(numbers.windows(2).all(|pair| pair[0].1 + 1 == pair[1].0), "{numbers:?}");
            let is_crowd = |step: &&Step| matches!(step, Step::Crowd(_));
            assert_eq!(strip.steps().filter(is_crowd).count(), usize::from(senders > 1), "{senders} senders");
        }
    }

    fn numbers(step: &Step) -> Option<(u64, u64)> {
        match step {
            Step::Run(run) => Some((run.first, run.last)),
            Step::Crowd(crowd) => crowd.numbers,
            _ => None,
        }
    }

    #[test]
    fn a_crowd_that_comes_and_goes_is_bounded_too() {
        let strip =
            strip((1..=10_000).flat_map(|conn| {
                [Step::Joined { conn, t: conn }, Step::Left { conn, t: conn, why: Rc::from("left") }]
            }));
        assert!(counts(&strip).len() <= 64 + 20 + 64);
        assert_eq!(counts(&strip).iter().sum::<u64>(), 20_000);
    }
}
