//! A disk that takes 200 ms for every write.

use std::thread;
use std::time::{Duration, Instant};

use tp_testkit::{Client, Relay, skip};

use crate::log::MIB;

/// How long `peers` may take, of 20 times in 19.
const PEERS_P95_MAX: Duration = Duration::from_millis(50);

/// Between two askings: the test does not have the machine to itself.
const PACE: Duration = Duration::from_millis(5);

/// How many send a MiB each.
const SENDERS: usize = 8;

#[test]
fn a_slow_disk_slows_the_senders_loses_nothing_and_holds_up_nobody_who_asks() {
    let Some(strace) = skip::need_program("strace") else { return };
    let strace = strace.to_str().expect("a plain path").to_owned();
    let inject = "inject=pwrite64:delay_enter=200000";
    let words = [&strace, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", "trace=pwrite64", "-e", inject];
    let relay = Relay::setup().listen("127.0.0.1:0=others").prefix(words).start();
    let mut clients: Vec<Client> = (0..SENDERS + 1).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(SENDERS + 1);
    let (mut took, began) = (Vec::new(), Instant::now());
    thread::scope(|scope| {
        let (senders, readers) = clients.split_at_mut(SENDERS);
        for (at, sender) in senders.iter_mut().enumerate() {
            scope.spawn(move || sender.send_seeded(at as u64, MIB).expect("nobody is cut"));
        }
        while readers[0].received_bytes() < Some(SENDERS as u64 * MIB) {
            let asked = Instant::now();
            assert_eq!(relay.peers().len(), SENDERS + 1);
            took.push(asked.elapsed());
            thread::sleep(PACE);
        }
    });
    let relayed_in = began.elapsed();
    clients[..SENDERS].iter().for_each(|client| client.wait_for_bytes((SENDERS as u64 - 1) * MIB));
    // A verb that waits for the disk holds up nobody but itself.
    let rotating = tp_testkit::program::Program::start(&mut relay.tp_ctl_command(&["rotate"]));
    assert_eq!(relay.tp_ctl(&["peers"]).code, Some(0));
    assert_eq!(rotating.finish().code, Some(0));
    relay.finish(clients, Vec::new());
    took.sort_unstable();
    let p95 = took[took.len() * 95 / 100];
    println!("{} times: p95 {p95:?}, longest {:?}; relayed in {relayed_in:?}", took.len(), took[took.len() - 1]);
    // A round takes a chunk of each sender, and 64 KiB of it at most.
    assert!(relayed_in >= Duration::from_millis(16 * 200), "relayed faster than written: {relayed_in:?}");
    assert!(took.len() >= 20 && p95 <= PEERS_P95_MAX, "peers took {p95:?}");
}
