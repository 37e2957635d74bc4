//! Stream, bulk and slow: one sends as fast as the window lets it, each message with a write of its
//! own. The window is counted from the slowest receiver that reads. In slow one receiver never does.
//! The latency is from a message's write until the last of those that read has it.

use std::time::{Duration, Instant};

use super::sample::{Stopwatch, since};
use super::{Case, RunError, Sample};
use crate::load::{Delivery, Invitation};
use crate::server::Meter;

/// Bytes that may be under way to the slowest receiver.
const WINDOW_BYTES: usize = 64 << 10;

/// Messages at the least, where one alone is a window.
const WINDOW_MESSAGES_MIN: usize = 8;

/// The messages under way, each in a slot of its own.
struct Window {
    slots: Vec<Slot>,
    copies: u64,
    /// Messages that everybody has.
    complete: u32,
    latencies: Vec<u64>,
}

#[derive(Clone, Copy)]
struct Slot {
    sent: Instant,
    arrived: u64,
}

impl Window {
    fn new(case: &Case, copies: u64) -> Window {
        let count = (WINDOW_BYTES / case.size).max(WINDOW_MESSAGES_MIN);
        let slots = vec![Slot { sent: Instant::now(), arrived: 0 }; count];
        Window { slots, copies, complete: 0, latencies: Vec::with_capacity(case.messages as usize) }
    }

    fn slot(&mut self, number: u32) -> &mut Slot {
        let place = number as usize % self.slots.len();
        &mut self.slots[place]
    }

    fn room_for(&self, number: u32) -> bool {
        ((number - self.complete) as usize) < self.slots.len()
    }

    fn sent(&mut self, number: u32) {
        *self.slot(number) = Slot { sent: Instant::now(), arrived: 0 };
    }

    /// Everybody gets the messages in order, so the first to be complete is the oldest.
    fn arrived(&mut self, delivery: &Delivery) {
        let copies = self.copies;
        let slot = self.slot(delivery.number);
        slot.arrived += 1;
        if slot.arrived == copies {
            let took = since(slot.sent);
            self.latencies.push(took);
            self.complete += 1;
        }
    }
}

pub fn run(case: &Case, invitation: &Invitation, meter: &Meter, stalled: Option<usize>) -> Result<Sample, RunError> {
    let mut crowd = invitation.gather()?;
    if let Some(client) = stalled {
        crowd.stop_reading(client)?;
    }
    let mut window = Window::new(case, crowd.copies - u64::from(stalled.is_some()));
    let watch = Stopwatch::start(meter)?;
    let mut number = 0;
    while window.complete < case.messages {
        while number < case.messages && window.room_for(number) {
            window.sent(number);
            crowd.say(0)?;
            number += 1;
        }
        crowd.turn(Duration::from_millis(100), |delivery| window.arrived(delivery))?;
    }
    Ok(watch.stop(crowd.deliveries, window.latencies)?)
}
