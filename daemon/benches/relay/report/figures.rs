//! All runs of all cases: who gave what, in which round.

use super::spread::Spread;
use crate::scenario::{Case, Sample};
use crate::server::Contestant;

/// What one server gave in one case.
pub struct Figures {
    pub contestant: Contestant,
    /// By round; a run that gave none says why.
    pub runs: Vec<Result<Sample, String>>,
}

/// All servers in one case.
pub struct Row {
    pub case: Case,
    pub figures: Vec<Figures>,
}

impl Figures {
    pub fn new(contestant: Contestant) -> Figures {
        Figures { contestant, runs: Vec::new() }
    }

    pub fn samples(&self) -> impl Iterator<Item = &Sample> {
        self.runs.iter().filter_map(|run| run.as_ref().ok())
    }

    /// One figure over all runs.
    pub fn spread(&self, figure: impl Fn(&Sample) -> Option<f64>) -> Option<Spread> {
        Spread::of(self.samples().filter_map(figure))
    }

    /// Why the first run that failed did.
    pub fn failure(&self) -> Option<&str> {
        self.runs.iter().find_map(|run| run.as_ref().err()).map(String::as_str)
    }
}

impl Row {
    pub fn of(&self, contestant: Contestant) -> Option<&Figures> {
        self.figures.iter().find(|figures| figures.contestant == contestant)
    }

    /// A figure of one server in that of another. Runs of the same round are compared, which had the
    /// same neighbours on the machine.
    pub fn ratio(
        &self,
        over: Contestant,
        under: Contestant,
        figure: impl Fn(&Sample) -> Option<f64>,
    ) -> Option<Spread> {
        let (over, under) = (self.of(over)?, self.of(under)?);
        let pairs = over.runs.iter().zip(&under.runs);
        Spread::of(pairs.filter_map(|(over, under)| {
            let (over, under) = (figure(over.as_ref().ok()?)?, figure(under.as_ref().ok()?)?);
            (under > 0.0).then(|| over / under)
        }))
    }
}
