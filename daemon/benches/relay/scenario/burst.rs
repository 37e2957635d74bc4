//! Burst: everybody sends one message, at the same instant as nearly as one thread can; when all of
//! them have arrived everywhere it begins again. The latency is that of a whole burst.

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
        let due = crowd.deliveries + crowd.copies * crowd.size() as u64;
        let begin = Instant::now();
        for sender in 0..crowd.size() {
            crowd.say(sender)?;
        }
        crowd.until(|_| {}, |crowd| crowd.deliveries == due)?;
        latencies.push(since(begin));
    }
    Ok(watch.stop(crowd.deliveries, latencies)?)
}
