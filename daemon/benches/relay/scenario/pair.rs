//! Pair: two clients that answer each other. The latency is there and back.

use std::time::Instant;

use super::sample::{Stopwatch, since};
use super::{Case, RunError, Sample};
use crate::load::Invitation;
use crate::server::Meter;

pub fn run(case: &Case, invitation: &Invitation, meter: &Meter) -> Result<Sample, RunError> {
    let mut crowd = invitation.gather()?;
    let mut latencies = Vec::with_capacity(case.messages as usize);
    let watch = Stopwatch::start(meter)?;
    for _ in 0..case.messages {
        let begin = Instant::now();
        for sender in [0, 1] {
            let due = crowd.deliveries + crowd.copies;
            crowd.say(sender)?;
            crowd.until(|_| {}, |crowd| crowd.deliveries == due)?;
        }
        latencies.push(since(begin));
    }
    Ok(watch.stop(crowd.deliveries, latencies)?)
}
