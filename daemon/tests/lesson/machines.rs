//! The lesson's second step: the same on two machines.

use std::net::SocketAddr;

use tp_testkit::netns::{CLIENT, Machines, SERVER};
use tp_testkit::{Relay, skip};

use crate::pupil::{LOCKSTEP, ONCE, Pupil};

#[test]
fn two_machines_talk_through_the_address_that_the_relay_tells() {
    let Some(python) = skip::need_program("python3") else { return };
    let Some(machines) = Machines::new() else { return };
    let relay = Relay::setup().listen("0.0.0.0:0=all").prefix(machines.server_prefix()).start();
    let told = relay.status().addresses;
    let there = SocketAddr::from((SERVER, relay.addr().port()));
    assert_eq!(told.first(), Some(&there), "the address that a neighbour can type comes first");
    assert!(relay.stdout().contains(&there.to_string()), "and is printed: {}", relay.stdout());

    let start = |client| Pupil::start_with(machines.on_client(&python), client, there);
    let once = start(ONCE);
    assert_eq!(once.addr().ip(), CLIENT);
    let (once, answers) = once.ends("Hello, serveur !");
    assert_eq!(answers, ["Hello, serveur !"]);
    let mut lockstep = start(LOCKSTEP);
    for line in ["bonjour de l'autre machine", "fin"] {
        lockstep.types(line);
        assert_eq!(lockstep.next_answer(), line);
    }
    let (lockstep, _) = lockstep.ends("");
    // The one-shot client had left when the other one spoke.
    relay.finish(Vec::new(), vec![once.cut(), lockstep]);
}
