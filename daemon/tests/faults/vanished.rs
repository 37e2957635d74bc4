//! Row 10: a host that vanishes without a word, while nothing is said and while something is.

use std::net::{Ipv4Addr, SocketAddr};
use std::thread;
use std::time::{Duration, Instant};

use tp_testkit::netns::{Machines, SERVER};
use tp_testkit::{Check, Client, Relay};

/// Keepalive: 60 s of silence, then three probes, 10 s apart (tcp(7)).
const IDLE_MAX: Duration = Duration::from_secs(60 + 3 * 10);
/// TCP_USER_TIMEOUT.
const UNANSWERED_MAX: Duration = Duration::from_secs(30);
/// The kernel looks when a timer of its own fires; a second for that, and one for a busy machine.
const SLACK: Duration = Duration::from_secs(2);

/// Waits until a client has left, longer than any other test has to.
fn wait_for_leave(relay: &Relay, client: SocketAddr, began: Instant) -> Duration {
    while relay.peers().iter().any(|row| row.peer == client) {
        assert!(began.elapsed() < 2 * IDLE_MAX, "{client} was never found gone");
        thread::sleep(Duration::from_millis(20));
    }
    began.elapsed()
}

#[test]
fn a_host_that_vanishes_is_found_gone_while_it_is_silent_and_while_it_is_spoken_to() {
    let Some(machines) = Machines::new() else { return };
    let setup = Relay::setup().listen("0.0.0.0:0").listen("0.0.0.0:0");
    let mut relay = setup.prefix(machines.server_prefix()).start();
    let at = |ip: Ipv4Addr, room| SocketAddr::from((ip, relay.addr_of(room).port()));
    let (idle, spoken_to) = machines.in_client(|| (Client::connect(at(SERVER, 0)), Client::connect(at(SERVER, 1))));
    let mut speaker = machines.in_server(|| Client::connect(at(Ipv4Addr::LOCALHOST, 1)));
    relay.wait_for_peers(3);
    speaker.send(b"before");
    spoken_to.wait_for_bytes(6);

    machines.pull_the_cable();
    let began = Instant::now();
    speaker.send(b"is anybody there?");
    let unanswered = wait_for_leave(&relay, spoken_to.addr(), began);
    let silent = wait_for_leave(&relay, idle.addr(), began);
    println!("found gone after {unanswered:?} spoken to, after {silent:?} silent");

    relay.wait_until_quiet(std::slice::from_ref(&speaker));
    assert_eq!(relay.stop().code(), Some(0));
    let gone = [&idle, &spoken_to].map(Client::addr);
    let lost = [idle, spoken_to].map(|client| client.account().cut());
    let [idle, spoken_to] = lost;
    let idle = Check::room(relay.room_dir_of(0)).account(idle).assert_ok();
    let accounts = [spoken_to, speaker.finish()];
    let spoken_to = Check::room(relay.room_dir_of(1)).accounts(accounts).assert_ok();
    assert_eq!((idle.why(gone[0]), spoken_to.why(gone[1])), ("timeout", "timeout"));
    assert!(unanswered <= UNANSWERED_MAX + SLACK, "{unanswered:?}");
    assert!(silent <= IDLE_MAX + SLACK, "{silent:?}");
}
