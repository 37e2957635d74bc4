//! Step: the sender waits until all receivers have its message. The latency is that wait.

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
        let due = crowd.deliveries + crowd.copies;
        let begin = Instant::now();
        crowd.say(0)?;
        crowd.until(|_| {}, |crowd| crowd.deliveries == due)?;
        latencies.push(since(begin));
    }
    Ok(watch.stop(crowd.deliveries, latencies)?)
}
