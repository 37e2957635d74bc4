//! What happened lately: a bounded ring that everybody writes to and the control side reads.
//!
//! Whoever writes holds a lock for as long as a push takes and waits for no reader; a reader that is
//! late is told how many events it missed. Bound: [`EVENTS_KEPT`], and one entry a reason for clients
//! that were refused and are not told yet. Nothing is recorded for a frame.

use std::collections::{BTreeMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tp_language::{Lang, mistake};
use tp_proto::control::{EVENTS_KEPT, EVENTS_PER_PAGE, Event, Events, Happening, Refusal, codec};

use crate::clock;

/// Clients that are refused for one reason are told at most once in this time, with their number.
const REFUSALS_EVERY: Duration = Duration::from_secs(1);

/// Longest text of one event, in characters: a kernel's or a configuration's complaint.
const TEXT_MAX: usize = 300;

/// Longest refusal of one event, as data: eight peers with their names, a line about a configuration.
const ABOUT_BYTES_MAX: usize = 1536;

/// The ring.
#[derive(Debug)]
pub struct EventLog {
    ring: Mutex<Ring>,
    grew: watch::Sender<()>,
}

#[derive(Debug, Default)]
struct Ring {
    events: VecDeque<Event>,
    /// How many there ever were.
    count: u64,
    refusals: BTreeMap<&'static str, Refusals>,
}

/// Clients that were refused for one reason.
#[derive(Debug, Default)]
struct Refusals {
    untold: u64,
    last: Option<SocketAddr>,
    /// When the last was, nanoseconds since the Unix epoch.
    t: u64,
    told: Option<Instant>,
}

impl Default for EventLog {
    fn default() -> Self {
        EventLog { ring: Mutex::default(), grew: watch::Sender::new(()) }
    }
}

impl EventLog {
    /// It happened now.
    pub fn record(&self, what: Happening) {
        self.lock().push(what);
        self.grew.send_replace(());
    }

    /// So many clients were not let in, the last from there.
    pub fn refused(&self, why: &'static str, clients: u64, last: Option<SocketAddr>) {
        let mut ring = self.lock();
        let refusals = ring.refusals.entry(why).or_default();
        refusals.untold += clients;
        refusals.last = last.or(refusals.last);
        refusals.t = clock::unix_ns();
        let told = ring.tell_refusals(Instant::now());
        drop(ring);
        if told {
            self.grew.send_replace(());
        }
    }

    /// How many events there ever were.
    pub fn count(&self) -> u64 {
        let mut ring = self.lock();
        ring.tell_refusals(Instant::now());
        ring.count
    }

    /// At most a page of those behind the first `count`.
    pub fn page(&self, count: u64) -> Events {
        let mut ring = self.lock();
        ring.tell_refusals(Instant::now());
        let gone = ring.count - ring.events.len() as u64;
        let missed = gone.saturating_sub(count);
        let skipped = usize::try_from(count.saturating_sub(gone)).unwrap_or(usize::MAX);
        Events { events: ring.events.iter().skip(skipped).take(EVENTS_PER_PAGE).cloned().collect(), missed }
    }

    /// Tells when something happened.
    pub fn watch(&self) -> watch::Receiver<()> {
        self.grew.subscribe()
    }

    fn lock(&self) -> MutexGuard<'_, Ring> {
        self.ring.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ring {
    fn push(&mut self, what: Happening) {
        self.push_of(clock::unix_ns(), what);
    }

    /// What happened at `t`, in the order in which it is told.
    fn push_of(&mut self, t: u64, what: Happening) {
        if self.events.len() == EVENTS_KEPT {
            self.events.pop_front();
        }
        self.count += 1;
        let t = t.max(self.events.back().map_or(0, |event| event.t));
        self.events.push_back(Event { n: self.count, t, what });
    }

    /// Tells of the refusals whose time has come; `false` when there are none.
    fn tell_refusals(&mut self, now: Instant) -> bool {
        let mut due = Vec::new();
        for (&why, refusals) in &mut self.refusals {
            let rested = refusals.told.is_none_or(|told| now.duration_since(told) >= REFUSALS_EVERY);
            if refusals.untold > 0 && rested {
                refusals.told = Some(now);
                let clients = std::mem::take(&mut refusals.untold);
                due.push((refusals.t, Happening::Refused { clients, why: why.to_owned(), last: refusals.last }));
            }
        }
        let any = !due.is_empty();
        due.sort_unstable_by_key(|(t, _)| *t);
        due.into_iter().for_each(|(t, refused)| self.push_of(t, refused));
        any
    }
}

/// As much of a text as an event holds.
pub fn clip(text: &str) -> String {
    text.chars().take(TEXT_MAX).collect()
}

/// A refusal on one line, and as much of it as an event holds.
pub fn line(why: &Refusal) -> String {
    clip(&mistake::on_one_line(&why.to_string(), Lang::En))
}

/// A refusal as data, if that is no more than an event holds.
pub fn about(why: &Refusal) -> Option<Refusal> {
    let about = match why {
        // Its text stands beside it in the event.
        Refusal::Configuration { misread, .. } => Refusal::Configuration { why: line(why), misread: misread.clone() },
        other => other.clone(),
    };
    codec::encode(&about, ABOUT_BYTES_MAX).is_ok().then_some(about)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resumed(room: u64) -> Happening {
        Happening::Resumed { room: room.to_string() }
    }

    #[test]
    fn a_late_reader_is_told_what_it_missed_and_a_prompt_one_gets_each_event_once() {
        let log = EventLog::default();
        let kept = EVENTS_KEPT as u64;
        (1..=kept + 100).for_each(|room| log.record(resumed(room)));
        let mut count = 0;
        let mut seen = Vec::new();
        loop {
            let page = log.page(count);
            assert!(page.events.len() <= EVENTS_PER_PAGE);
            assert_eq!(page.missed, if count == 0 { 100 } else { 0 });
            count += page.missed + page.events.len() as u64;
            seen.extend(page.events.into_iter().map(|event| event.n));
            if count == log.count() {
                break;
            }
        }
        assert_eq!(seen, (101..=kept + 100).collect::<Vec<_>>());
        assert_eq!(log.page(count), Events::default());
        log.record(resumed(0));
        assert_eq!(log.page(count).events[0].what, resumed(0));
    }

    #[test]
    fn a_flood_of_refused_clients_is_a_few_events_with_their_number() {
        let log = EventLog::default();
        let from = |port| Some(SocketAddr::from(([192, 0, 2, 1], port)));
        for port in 1..=500 {
            log.refused("denied", 1, from(port));
            log.refused("banned", 2, from(port));
        }
        let told = log.page(0).events;
        let clients = |why: &str| {
            told.iter()
                .filter_map(|event| match &event.what {
                    Happening::Refused { clients, why: told, .. } if told == why => Some(*clients),
                    _ => None,
                })
                .collect::<Vec<u64>>()
        };
        assert_eq!((clients("denied")[0], clients("banned")[0]), (1, 2), "the first is told at once");
        assert!(told.len() <= 4, "{told:?}");
        let over = clock::unix_ns();
        let later = Instant::now() + REFUSALS_EVERY;
        assert!(log.lock().tell_refusals(later));
        assert!(log.page(0).events.iter().all(|event| event.t <= over), "when it was, and not when it is told");
        let last = log.page(0).events;
        let sum: u64 = last
            .iter()
            .map(|event| if let Happening::Refused { clients, .. } = event.what { clients } else { 0 })
            .sum();
        assert_eq!(sum, 1500);
        assert!(!log.lock().tell_refusals(later + REFUSALS_EVERY), "nothing is told twice");
    }
}
