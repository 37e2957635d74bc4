//! More senders than a round can take: whoever leaves in the middle takes nobody's turn along.

use std::thread;
use std::time::{Duration, Instant};

use tp_testkit::{Account, Client, Relay};

/// A round has room for 16 full chunks.
const SENDERS: usize = 40;

/// Far less than the 30 s for which a half-closed client is still a peer.
const AT_ONCE: Duration = Duration::from_secs(10);

/// Two people who say something, and hear each other soon.
fn chat(relay: &Relay) -> Vec<Client> {
    let mut anne = Client::connect(relay.addr());
    let mut bob = Client::connect(relay.addr());
    relay.wait_for_peer(anne.addr());
    relay.wait_for_peer(bob.addr());
    let began = Instant::now();
    anne.send(b"bonjour");
    bob.wait_for_bytes(7);
    bob.send(b"salut");
    anne.wait_for_bytes(5);
    assert!(began.elapsed() < AT_ONCE, "a word took {:?}", began.elapsed());
    vec![anne, bob]
}

#[test]
fn senders_that_half_close_in_a_crowd_keep_nobody_from_being_heard() {
    let relay = Relay::start();
    let mut crowd: Vec<Client> = (0..SENDERS).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(SENDERS);
    thread::scope(|scope| {
        for (seed, sender) in crowd.iter_mut().enumerate() {
            scope.spawn(move || {
                sender.send_seeded(seed as u64, 512 * 1024).expect("nobody is cut");
                sender.shutdown_write();
            });
        }
    });
    let people = chat(&relay);
    relay.finish(crowd.into_iter().chain(people).collect(), Vec::new());
}

#[test]
fn flooders_that_are_cut_in_a_crowd_keep_nobody_from_being_heard() {
    let relay = Relay::start();
    let mut flooders: Vec<Client> = (0..SENDERS).map(|_| Client::connect_silent(relay.addr())).collect();
    let healthy = Client::connect(relay.addr());
    relay.wait_for_peers(SENDERS + 1);
    thread::scope(|scope| {
        for (seed, flooder) in flooders.iter_mut().enumerate() {
            // Ends when the relay cuts it: it never reads what the others send.
            scope.spawn(move || drop(flooder.send_seeded(seed as u64, 1 << 40)));
        }
    });
    relay.wait_for_peers(1);
    let mut clients = chat(&relay);
    clients.push(healthy);
    let cut: Vec<Account> = flooders.into_iter().map(Client::into_account).collect();
    relay.finish(clients, cut);
}
