//! SIGKILL at any instant under load loses no frame that anybody saw, and the next start goes on
//! with the same numbers at once.

use std::thread;
use std::time::{Duration, SystemTime};

use tp_testkit::stream::mix;
use tp_testkit::{Account, Check, Client, Relay};

const ROUNDS: u64 = 20;
const WRITERS: usize = 8;
const READERS: usize = 2;

/// From the start of the process to READY=1, with the log of all rounds before to be recovered.
const READY_MAX: Duration = Duration::from_millis(300);

/// Far more than is sent before the relay is killed.
const BYTES_MAX: u64 = 1 << 40;

/// `TP_RELAIS_TEST_SEED` runs a failed history again.
fn seed() -> u64 {
    let drawn = || SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).expect("a clock after 1970").as_nanos();
    let given = std::env::var("TP_RELAIS_TEST_SEED").ok().and_then(|seed| seed.parse().ok());
    given.unwrap_or_else(|| drawn() as u64)
}

/// Writers send until the relay dies under them, at an instant that the seed says.
fn one_round(relay: &mut Relay, round_seed: u64) -> Vec<Account> {
    let mut clients: Vec<Client> = (0..WRITERS + READERS).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(clients.len());
    thread::scope(|scope| {
        for (at, writer) in clients[..WRITERS].iter_mut().enumerate() {
            // Ends with the broken connection; what was sent until then is counted.
            scope.spawn(move || drop(writer.send_seeded(mix(round_seed, at as u64), BYTES_MAX)));
        }
        thread::sleep(Duration::from_micros(mix(round_seed, 99) % 100_000));
        relay.kill9();
    });
    clients.into_iter().map(Client::into_account).collect()
}

#[test]
fn what_anybody_received_survives_sigkill_at_any_instant() {
    let seed = seed();
    println!("TP_RELAIS_TEST_SEED={seed}");
    let mut relay = Relay::start();
    let (mut accounts, mut slowest) = (Vec::new(), Duration::ZERO);
    for round in 0..ROUNDS {
        accounts.extend(one_round(&mut relay, mix(seed, round)));
        relay.start_again();
        slowest = slowest.max(relay.ready_after());
    }
    println!("slowest start after a kill: {slowest:?}");
    let verified = relay.tp_ctl(&["verify"]);
    assert!([Some(0), Some(1)].contains(&verified.code), "tp-ctl cannot open the log: {verified:?}");
    assert_eq!(relay.stop().code(), Some(0));
    let report = Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    assert!(report.frames > ROUNDS, "{report}");
    assert_eq!(report.notes.iter().filter(|note| *note == "recovered").count(), ROUNDS as usize, "{report}");
    assert!(report.peers.iter().all(|peer| report.why(peer.addr) == "restart"));
    assert!(slowest <= READY_MAX, "a start after a kill took {slowest:?}");
}

#[test]
fn a_killed_relay_that_nobody_used_goes_on() {
    let mut relay = Relay::start();
    for _ in 0..3 {
        relay.kill9();
        relay.start_again();
    }
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    clients[0].send(b"first words");
    clients[1].wait_for_bytes(11);
    relay.finish(clients, Vec::new());
}

#[test]
fn a_peer_number_that_was_shown_never_comes_again() {
    let mut relay = Relay::start();
    let mut last = 0;
    for _ in 0..10 {
        let guest = Client::connect(relay.addr());
        let shown = relay.wait_for_peer(guest.addr()).number;
        relay.kill9();
        assert!(shown > last, "number {shown} was given out again, after {last}");
        last = shown;
        relay.start_again();
    }
}
