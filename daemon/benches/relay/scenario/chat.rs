//! Chat: everybody sends, one after the other, at a rate that gives 40,000 deliveries a second
//! whatever the crowd's size. The latency is from a message's write to each of its deliveries.

use std::time::{Duration, Instant};

use super::sample::{Stopwatch, since};
use super::{Case, RunError, Sample};
use crate::load::Invitation;
use crate::server::Meter;

/// Deliveries a second.
const RATE: f64 = 40_000.0;

pub fn run(case: &Case, invitation: &Invitation, meter: &Meter) -> Result<Sample, RunError> {
    let mut crowd = invitation.gather()?;
    let interval = Duration::from_secs_f64(crowd.copies as f64 / RATE);
    let (clients, copies) = (crowd.size(), crowd.copies);
    let total = case.messages as usize;
    let mut sent = vec![Instant::now(); total];
    let mut latencies = Vec::with_capacity(total * usize::try_from(copies).unwrap_or(0));
    let watch = Stopwatch::start(meter)?;
    let begin = Instant::now();
    let mut said = 0;
    while latencies.len() as u64 != total as u64 * copies {
        while said < total && begin.elapsed() >= interval * u32::try_from(said).unwrap_or(u32::MAX) {
            sent[said] = Instant::now();
            crowd.say(said % clients)?;
            said += 1;
        }
        let wait = (interval * u32::try_from(said).unwrap_or(u32::MAX)).saturating_sub(begin.elapsed());
        let wait = if said < total { wait } else { Duration::from_millis(100) };
        crowd.turn(wait, |delivery| {
            latencies.push(since(sent[delivery.number as usize * clients + delivery.sender]));
        })?;
    }
    Ok(watch.stop(crowd.deliveries, latencies)?)
}
