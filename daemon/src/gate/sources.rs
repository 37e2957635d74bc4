//! What is known of each source: its clients inside, and how often it came lately.

use std::collections::HashMap;
use std::time::Duration;

use super::Rate;
use super::bucket::Bucket;
use crate::source::Source;

/// How often those are forgotten of whom there is nothing to know.
const TIDY_EVERY: Duration = Duration::from_secs(1);

/// All sources of which there is something to know.
#[derive(Debug, Default)]
pub struct Sources {
    known: HashMap<Source, Known>,
    tidied: Duration,
}

#[derive(Debug)]
struct Known {
    clients: usize,
    rate: Bucket,
}

impl Sources {
    /// Its clients inside.
    pub fn clients(&self, source: Source) -> usize {
        self.known.get(&source).map_or(0, |known| known.clients)
    }

    /// It comes; `false` when it comes too often.
    pub fn take(&mut self, source: Source, rate: Rate, now: Duration) -> bool {
        self.entry(source, rate).rate.take(rate, now)
    }

    /// A client of it is inside.
    pub fn came(&mut self, source: Source, rate: Rate) {
        self.entry(source, rate).clients += 1;
    }

    /// A client of it has gone.
    pub fn left(&mut self, source: Source) {
        if let Some(known) = self.known.get_mut(&source) {
            known.clients = known.clients.saturating_sub(1);
        }
    }

    /// Forgets those without clients whose rate is as if they had never come.
    pub fn tidy(&mut self, rate: Rate, now: Duration) {
        if now.saturating_sub(self.tidied) >= TIDY_EVERY {
            self.tidied = now;
            self.known.retain(|_, known| known.clients > 0 || !known.rate.is_full(rate, now));
        }
    }

    /// How many are known.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.known.len()
    }

    fn entry(&mut self, source: Source, rate: Rate) -> &mut Known {
        self.known.entry(source).or_insert_with(|| Known { clients: 0, rate: Bucket::full(rate) })
    }
}
