//! Every buffer has a bound.

use std::fs;

use tp_testkit::{Check, Client, Relay};

const MIB: u64 = 1024 * 1024;

/// What the relay may take with a flood and stalled readers: the ring keeps a hard backlog of
/// 8 MiB, may hold as much again while it moves, and a round is encoded into a buffer of its own.
const RSS_MAX: u64 = 32 * MIB;

/// The most memory that a process has ever had resident (proc_pid_status(5)).
fn peak_rss_bytes(pid: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("our own child's status");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a VmHWM line");
    let kib: u64 = line.trim().trim_end_matches(" kB").parse().expect("a number of kB");
    kib * 1024
}

#[test]
fn memory_stays_bounded_under_a_flood_with_stalled_readers() {
    let mut relay = Relay::start();
    let stalled: Vec<Client> = (0..8).map(|_| Client::connect_narrow(relay.addr(), 16 * 1024)).collect();
    let mut sender = Client::connect(relay.addr());
    let reader = Client::connect(relay.addr());
    relay.wait_for_peers(10);
    sender.send_seeded(1, 256 * MIB).expect("the sender is not cut");
    reader.wait_for_bytes(256 * MIB);
    stalled.iter().for_each(|stalled| relay.wait_for_leave(stalled.addr()));
    relay.wait_until_quiet(std::slice::from_ref(&sender));
    let peak = peak_rss_bytes(relay.pid());
    println!("peak of resident memory: {} KiB", peak / 1024);
    assert_eq!(relay.stop().code(), Some(0));
    let stalled = stalled.into_iter().map(Client::into_account);
    let report =
        Check::room(relay.room_dir()).accounts([sender.finish(), reader.finish()]).accounts(stalled).assert_ok();
    assert_eq!(report.bytes, 256 * MIB);
    assert!(peak <= RSS_MAX, "{} MiB of resident memory", peak / MIB);
}
