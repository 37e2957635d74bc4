//! Rows 3 and 4: a reader at the end of a slow line, and one at the end of a line that is too slow.

use std::net::{Ipv4Addr, SocketAddr};
use std::thread;
use std::time::{Duration, Instant};

use tp_testkit::measure::{one_of_three, within};
use tp_testkit::netns::{Machines, SERVER};
use tp_testkit::{Check, Client, Relay};

use crate::figures::standstill;

const MIB: u64 = 1024 * 1024;

/// A relay on one machine, a sender and a healthy reader beside it, and a reader at the end of a line
/// of so many Mbit/s.
struct Room {
    relay: Relay,
    sender: Client,
    healthy: Client,
    slow: Client,
    _machines: Machines,
}

impl Room {
    /// `None` where there are no such lines.
    fn with_line(mbit: u32) -> Option<Room> {
        let machines = Machines::new()?;
        machines.slow_down(mbit)?;
        let relay = Relay::setup().listen("0.0.0.0:0").prefix(machines.server_prefix()).start();
        let port = relay.addr().port();
        let here = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let (sender, healthy) = machines.in_server(|| (Client::connect(here), Client::connect(here)));
        let slow = machines.in_client(|| Client::connect(SocketAddr::from((SERVER, port))));
        relay.wait_for_peers(3);
        Some(Room { relay, sender, healthy, slow, _machines: machines })
    }
}

#[test]
fn a_slow_reader_that_lives_gets_everything_in_little_more_than_the_line_takes() {
    const BYTES: u64 = 32 * MIB;
    const MBIT: u32 = 16;
    let Some(mut room) = Room::with_line(MBIT) else { return };
    let line_time = Duration::from_secs_f64(BYTES as f64 * 8.0 / f64::from(MBIT) / 1e6);
    let began = Instant::now();
    room.sender.send_seeded(3, BYTES).expect("the sender is not cut");
    room.slow.wait_for_bytes(BYTES);
    let took = began.elapsed();
    println!("{took:?} on a line that takes {line_time:?}");
    let Room { relay, sender, healthy, slow, _machines } = room;
    relay.finish(vec![sender, healthy, slow], Vec::new());
    assert!(took <= line_time.mul_f64(1.2), "{took:?} on a line that takes {line_time:?}");
}

/// Gives when the slow reader was cut, and how long the room stood still.
fn flood_a_line_that_is_too_slow(mut room: Room) -> (Duration, Duration) {
    const BYTES: u64 = 64 * MIB;
    let gone = room.slow.addr();
    let began = Instant::now();
    let (cut, still) = thread::scope(|scope| {
        scope.spawn(|| room.sender.send_seeded(4, BYTES).expect("the sender is not cut"));
        let still = scope.spawn(|| standstill(&room.healthy, BYTES));
        room.relay.wait_for_leave(gone);
        (began.elapsed(), still.join().expect("a time"))
    });
    let Room { mut relay, sender, healthy, slow, _machines } = room;
    let clients = [sender, healthy];
    relay.wait_until_quiet(&clients);
    assert_eq!(relay.stop().code(), Some(0));
    let accounts = clients.into_iter().map(Client::finish).chain([slow.leave()]);
    let report = Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    assert_eq!(report.why(gone), "slow");
    (cut, still)
}

#[test]
fn a_reader_that_is_too_slow_is_cut_and_the_room_is_barely_slowed() {
    if Room::with_line(4).is_none() {
        return;
    }
    one_of_three(|| {
        let room = Room::with_line(4).expect("as the one before");
        let (cut, still) = flood_a_line_that_is_too_slow(room);
        let keeps = cut <= Duration::from_secs(3) && still <= Duration::from_millis(600);
        within(keeps, format!("cut after {cut:?}, the room stood still for {still:?}"))
    });
}
