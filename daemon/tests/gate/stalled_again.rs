//! A client that stalls, is cut and connects again, and again.

use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::{Duration, Instant};

use tp_testkit::{Client, Relay};

/// The credit of four stalled clients is used up by then.
const SETTLING: Duration = Duration::from_secs(5);
const WATCHED: Duration = Duration::from_secs(10);
/// A room that waits for a stalled client stands still for a quarter of a second.
const STANDSTILL: Duration = Duration::from_millis(100);

/// Sends until it is told to end; gives how long the room stood still from `from` on.
fn flood(sender: &mut Client, reader: &Client, until: Instant, from: Instant) -> Duration {
    let mut still = Duration::ZERO;
    let mut sent = 0;
    while Instant::now() < until {
        let began = Instant::now();
        sender.send_seeded(1, 1024 * 1024).expect("the sender is not cut");
        sent += 1024 * 1024;
        reader.wait_for_bytes(sent);
        let took = began.elapsed();
        if began >= from && took >= STANDSTILL {
            still += took;
        }
    }
    still
}

#[test]
fn a_stalled_reader_that_comes_again_and_again_costs_the_room_nothing_any_more() {
    let relay = Relay::start();
    let mut sender = Client::connect(relay.addr());
    let reader = Client::connect(relay.addr());
    relay.wait_for_peers(2);
    let done = AtomicBool::new(false);
    let (still, came) = std::thread::scope(|scope| {
        let again = scope.spawn(|| {
            let mut came = 0;
            while !done.load(Relaxed) {
                let stalled = Client::connect_narrow(relay.addr(), 16 * 1024);
                relay.wait_for_peer(stalled.addr());
                relay.wait_for_leave(stalled.addr());
                came += 1;
            }
            came
        });
        let began = Instant::now();
        let still = flood(&mut sender, &reader, began + SETTLING + WATCHED, began + SETTLING);
        done.store(true, Relaxed);
        // The last one is cut when the next frames come.
        while !again.is_finished() {
            sender.send_seeded(1, 1024 * 1024).expect("the sender is not cut");
        }
        (still, again.join().expect("a count"))
    });
    println!("{came} stalled clients; the room stood still for {still:?} of {WATCHED:?}");
    assert!(came > 8, "only {came} came");
    assert!(still <= WATCHED / 20, "the room stood still for {still:?} of {WATCHED:?}");
}
