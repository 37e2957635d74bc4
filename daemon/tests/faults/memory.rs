//! Row 21: little memory, 512 clients, half of them stalled.

use std::net::SocketAddr;
use std::thread;
use std::time::Duration;

use tp_testkit::{Check, Client, Relay, skip};

use crate::figures::memory_kib;

const MIB: u64 = 1024 * 1024;

/// What the relay may have of memory of its own (setrlimit(2), RLIMIT_DATA): the 128 MiB that it may
/// hold for those who are behind, and not much for everything else.
const LIMIT: u64 = 192 * MIB;

/// Each of them may be behind by all that is held, and nobody waits for them: only the sum is bounded.
const CONFIG: &str = "[limits]\nbacklog-bytes = 134217728\nslow = \"cut\"\nclients = 1024\n";

const EARLY: usize = 128;
const LATE: usize = 128;
const HEALTHY: usize = 8;
/// In another room, which the flood does not touch.
const ELSEWHERE: usize = 512 - EARLY - LATE - HEALTHY;

/// More than is held, so those who are furthest behind have to go.
const BEFORE: u64 = 64 * MIB;
const AFTER: u64 = 80 * MIB;

fn narrow(count: usize, to: SocketAddr) -> Vec<Client> {
    (0..count).map(|_| Client::connect_narrow(to, 4096)).collect()
}

/// Sends, and waits until every healthy reader has it.
fn flood(clients: &mut [Client], bytes: u64) {
    let before = clients[0].sent_bytes();
    clients[0].send_seeded(21, bytes).expect("the sender is not cut");
    clients[1..].iter().for_each(|reader| reader.wait_for_bytes(before + bytes));
}

#[test]
fn with_little_memory_the_furthest_behind_go_first_and_the_relay_lives() {
    if skip::need_program("prlimit").is_none() {
        return;
    }
    let limit = format!("--data={LIMIT}");
    let setup = Relay::setup().listen("127.0.0.1:0").listen("127.0.0.1:0").config(CONFIG);
    let mut relay = setup.prefix(["prlimit", &limit]).start();
    let mut healthy: Vec<Client> = (0..HEALTHY).map(|_| Client::connect(relay.addr())).collect();
    let mut elsewhere: Vec<Client> = (0..ELSEWHERE).map(|_| Client::connect(relay.addr_of(1))).collect();
    let early = narrow(EARLY, relay.addr());
    relay.wait_for_peers(HEALTHY + ELSEWHERE + EARLY);
    flood(&mut healthy, BEFORE);
    let late = narrow(LATE, relay.addr());
    relay.wait_for_peers(512);
    thread::scope(|scope| {
        scope.spawn(|| flood(&mut healthy, AFTER));
        let [one, other] = &mut elsewhere[..2] else { panic!("two of many") };
        for turn in 1..=50 {
            one.send(b"still there?");
            other.wait_for_bytes(12 * turn);
            thread::sleep(Duration::from_millis(10));
        }
    });
    let most = memory_kib(relay.pid(), "VmHWM");
    let left = relay.peers();
    let stay = |clients: &[Client]| clients.iter().filter(|c| left.iter().any(|row| c.has_row(row))).count();
    println!("{} of the early and {} of the late stayed; {most} KiB at most", stay(&early), stay(&late));
    assert_eq!((stay(&early), stay(&late)), (0, LATE), "the furthest behind go, and nobody else");
    assert!(most * 1024 <= LIMIT, "{most} KiB");

    relay.wait_until_quiet(&healthy);
    let stalled: Vec<_> = early.into_iter().chain(late).map(Client::reset).collect();
    relay.wait_for_peers(HEALTHY + ELSEWHERE);
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    let gone: Vec<SocketAddr> = stalled[..EARLY].iter().map(|account| account.addr).collect();
    let accounts = healthy.into_iter().map(Client::finish).chain(stalled);
    let report = Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    assert!(gone.iter().all(|&addr| report.why(addr) == "slow"), "cut for another reason");
    let accounts = elsewhere.into_iter().map(Client::finish);
    Check::room(relay.room_dir_of(1)).accounts(accounts).assert_ok();
}
