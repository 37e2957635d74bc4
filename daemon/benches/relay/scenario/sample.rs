//! What one run gave.

use std::io;
use std::thread;
use std::time::{Duration, Instant};

use crate::server::Meter;

/// The figures of one run.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// Messages that reached a receiver.
    pub deliveries: u64,
    /// Processor time of the server from the first message to the last delivery, and of what it had put off.
    pub processor: Duration,
    /// The same of the load.
    pub load: Duration,
    /// By the clock.
    pub elapsed: Duration,
    /// How long each message took, in nanoseconds, in order; what a message is, the scenario says.
    pub latencies: Vec<u64>,
    /// Most resident bytes of the server.
    pub resident_bytes_max: u64,
    /// Resident bytes a client, where they are all the server has to do.
    pub resident_bytes_a_client: Option<f64>,
    /// Clients that came in a second.
    pub connects: Option<f64>,
}

impl Sample {
    /// Processor seconds of the server a million deliveries: the first figure.
    pub fn cost(&self) -> Option<f64> {
        (self.deliveries > 0).then(|| self.processor.as_secs_f64() * 1e6 / self.deliveries as f64)
    }

    /// Deliveries a second.
    pub fn rate(&self) -> Option<f64> {
        (self.deliveries > 0).then(|| self.deliveries as f64 / self.elapsed.as_secs_f64())
    }

    /// Processors that the load kept busy: near 1 it is what limits the rate.
    pub fn load_share(&self) -> Option<f64> {
        (self.deliveries > 0).then(|| self.load.as_secs_f64() / self.elapsed.as_secs_f64())
    }

    /// The latency, in microseconds, that this share of the messages stays within. None where the messages
    /// are so few that no other one lies beyond it.
    pub fn latency(&self, share: f64) -> Option<f64> {
        let last = self.latencies.len().checked_sub(1)?;
        if share < 1.0 && self.latencies.len() as f64 * (1.0 - share) < 1.0 {
            return None;
        }
        let place = (share * last as f64).round() as usize;
        Some(self.latencies[place] as f64 / 1000.0)
    }
}

/// A measurement that runs.
pub struct Stopwatch<'a> {
    meter: &'a Meter,
    own: Meter,
    processor: Duration,
    load: Duration,
    begin: Instant,
}

impl<'a> Stopwatch<'a> {
    pub fn start(meter: &'a Meter) -> io::Result<Stopwatch<'a>> {
        let own = Meter::of(std::process::id(), Duration::ZERO)?;
        let load = own.processor_time()?;
        Ok(Stopwatch { meter, own, processor: meter.processor_time()?, load, begin: Instant::now() })
    }

    pub fn stop(self, deliveries: u64, mut latencies: Vec<u64>) -> io::Result<Sample> {
        let elapsed = self.begin.elapsed();
        let load = self.own.processor_time()? - self.load;
        latencies.sort_unstable();
        thread::sleep(self.meter.works_on_for);
        Ok(Sample {
            deliveries,
            processor: self.meter.processor_time()? - self.processor,
            load,
            elapsed,
            latencies,
            resident_bytes_max: self.meter.resident_bytes_max()?,
            resident_bytes_a_client: None,
            connects: None,
        })
    }
}

/// Nanoseconds since then.
pub fn since(begin: Instant) -> u64 {
    u64::try_from(begin.elapsed().as_nanos()).unwrap_or(u64::MAX)
}
