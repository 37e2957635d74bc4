//! Row 11: connections that break and connections that come and go leave nothing behind.
//!
//! `TP_RELAIS_TEST_CHURN_SECONDS=600` goes on for ten minutes and holds the growth to 1 MiB an hour.

use std::env;
use std::thread;
use std::time::{Duration, Instant};

use tp_testkit::{Client, Relay, wait};

use crate::figures::{count, memory_kib};

const RESETS: usize = 2000;
const CHURN_PER_SECOND: u32 = 200;
const CHURN_SECONDS: u64 = 10;
/// Over which time the slope of the memory says something.
const LONG_SECONDS: u64 = 300;
const SLOPE_KIB_PER_HOUR_MAX: f64 = 1024.0;
/// What the memory may differ by over a short time: a page here and there of an allocator's.
const GROWTH_KIB_MAX: u64 = 2048;

/// Descriptors and threads of the relay. Its runtimes' tasks are not to be seen from outside: one
/// that stayed would hold its connection's descriptor.
fn held(relay: &Relay) -> [usize; 2] {
    // The session of whoever asked last ends a moment after it.
    relay.wait_for_peers(0);
    ["fd", "task"].map(|what| count(relay.pid(), what))
}

/// So many clients come at once, say a word, and go with a reset.
fn come_and_break(relay: &Relay, clients: usize) {
    let mut all: Vec<Client> = (0..clients).map(|_| Client::connect_silent(relay.addr())).collect();
    // One that breaks before it was accepted is none.
    relay.wait_for_peers(clients);
    all.iter_mut().step_by(10).for_each(|client| client.send(b"a word"));
    all.into_iter().for_each(|client| drop(client.reset()));
    relay.wait_for_peers(0);
}

/// A thread that nothing needs for a while goes by itself: there may be fewer than before, never more.
fn wait_until_no_more_held(relay: &Relay, before: [usize; 2]) {
    wait::until("descriptors and threads to be what they were", || {
        held(relay).iter().zip(before).all(|(now, before)| *now <= before)
    });
}

#[test]
fn two_thousand_resets_leave_nothing_behind() {
    let relay = Relay::start();
    come_and_break(&relay, 100);
    let (before, memory) = (held(&relay), memory_kib(relay.pid(), "VmRSS"));
    for _ in 0..RESETS / 100 {
        come_and_break(&relay, 100);
    }
    wait_until_no_more_held(&relay, before);
    let after = memory_kib(relay.pid(), "VmRSS");
    println!("{before:?} descriptors and threads; {memory} KiB before, {after} KiB after");
    assert!(after <= memory + GROWTH_KIB_MAX, "grown from {memory} to {after} KiB");
    relay.finish(Vec::new(), Vec::new());
}

fn churn_seconds() -> u64 {
    let given = env::var("TP_RELAIS_TEST_CHURN_SECONDS").ok();
    given.map_or(CHURN_SECONDS, |seconds| seconds.parse().expect("a number of seconds"))
}

/// The slope of a line through points `(hours, KiB)`, by least squares.
fn slope(points: &[(f64, f64)]) -> f64 {
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let above: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    above / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>()
}

#[test]
fn clients_that_come_and_go_leave_nothing_behind() {
    let relay = Relay::start();
    come_and_break(&relay, 200);
    let (before, memory) = (held(&relay), memory_kib(relay.pid(), "VmRSS"));
    let (began, whole) = (Instant::now(), Duration::from_secs(churn_seconds()));
    let (mut turn, mut points) = (0, Vec::new());
    while began.elapsed() < whole {
        let mut client = Client::connect_silent(relay.addr());
        client.send(b"hello");
        drop(if turn % 2 == 0 { client.reset() } else { client.leave() });
        turn += 1;
        if turn % CHURN_PER_SECOND == 0 {
            points.push((began.elapsed().as_secs_f64() / 3600.0, memory_kib(relay.pid(), "VmRSS") as f64));
        }
        thread::sleep(
            (began + Duration::from_secs(1) / CHURN_PER_SECOND * turn).saturating_duration_since(Instant::now()),
        );
    }
    wait_until_no_more_held(&relay, before);
    let after = memory_kib(relay.pid(), "VmRSS");
    // The first half warms up: an allocator's pools, the index of the frame log's segments.
    let slope = slope(&points[points.len() / 2..]);
    println!("{turn} clients in {:?}: {memory} KiB before, {after} KiB after, {slope:.0} KiB/h", began.elapsed());
    if whole.as_secs() >= LONG_SECONDS {
        assert!(slope <= SLOPE_KIB_PER_HOUR_MAX, "{slope:.0} KiB/h");
    } else {
        assert!(after <= memory + GROWTH_KIB_MAX, "grown from {memory} to {after} KiB");
    }
}
