//! Idle: a crowd comes and is silent. What is resident then, above what was before, a client; and how
//! many came in a second, from the first connect until the server is known to serve them all.

use std::time::Instant;

use super::sample::Stopwatch;
use super::{RunError, Sample};
use crate::load::Invitation;
use crate::server::Meter;

pub fn run(invitation: &Invitation, meter: &Meter) -> Result<Sample, RunError> {
    let before = meter.resident_bytes()?;
    let watch = Stopwatch::start(meter)?;
    let begin = Instant::now();
    let crowd = invitation.gather()?;
    let took = begin.elapsed();
    let grown = meter.resident_bytes()?.saturating_sub(before);
    let clients = crowd.size() as f64;
    let sample = watch.stop(0, Vec::new())?;
    Ok(Sample {
        resident_bytes_a_client: Some(grown as f64 / clients),
        connects: Some(clients / took.as_secs_f64()),
        ..sample
    })
}
