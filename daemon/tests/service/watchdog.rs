//! The watchdog's ping: only while the data path and the log move.

use std::thread;
use std::time::Duration;

use tp_testkit::manager::Message;
use tp_testkit::relay::Setup;
use tp_testkit::{Client, Relay, SmallDisk, skip, wait};

const SILENCE: Duration = Duration::from_secs(1);

/// How long a stuck call takes here.
const STUCK: Duration = Duration::from_secs(4);

fn pings(messages: &[Message]) -> Vec<&Message> {
    messages.iter().filter(|message| message.says("WATCHDOG", "1")).collect()
}

/// Waits for so many more.
fn wait_for_pings(relay: &Relay, more: usize) {
    let before = pings(&relay.manager().messages()).len();
    relay.manager().wait_for("more pings", |messages| (pings(messages).len() >= before + more).then_some(()));
}

/// The longest time without one.
fn longest_silence(relay: &Relay) -> Duration {
    let messages = relay.manager().messages();
    let pings = pings(&messages);
    pings.windows(2).map(|pair| pair[1].at.duration_since(pair[0].at)).max().unwrap_or_default()
}

/// A relay whose calls of this name take as long as a stuck one.
fn with_stuck(call: &str) -> Option<Setup> {
    let strace = skip::need_program("strace")?;
    let strace = strace.to_str().expect("a plain path").to_owned();
    let (trace, inject) = (format!("trace={call}"), format!("inject={call}:delay_enter={}", STUCK.as_micros()));
    let words = [&strace, "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", &trace, "-e", &inject];
    Some(Relay::setup().listen("127.0.0.1:0=others").watchdog(SILENCE).prefix(words))
}

#[test]
fn an_idle_relay_is_found_alive() {
    let relay = Relay::setup().listen("127.0.0.1:0").listen("127.0.0.1:0=echo").watchdog(SILENCE).start();
    wait_for_pings(&relay, 8);
}

#[test]
fn without_a_watchdog_nobody_is_pinged() {
    // It is another process that is watched.
    let relay = Relay::setup().listen("127.0.0.1:0").env("WATCHDOG_USEC", "100000").env("WATCHDOG_PID", "1").start();
    relay.manager().wait_for_word("READY", "1");
    thread::sleep(2 * SILENCE);
    assert!(pings(&relay.manager().messages()).is_empty());
}

#[test]
fn a_disk_that_does_not_finish_silences_the_ping() {
    let Some(setup) = with_stuck("fdatasync") else { return };
    let relay = setup.start();
    wait::until("a silence", || longest_silence(&relay) >= STUCK - SILENCE);
    wait_for_pings(&relay, 1);
}

#[test]
fn a_write_that_does_not_come_back_silences_the_ping() {
    let Some(setup) = with_stuck("pwrite64") else { return };
    let relay = setup.start();
    wait_for_pings(&relay, 2);
    let mut client = Client::connect(relay.addr());
    client.send(b"takes its time");
    wait::until("a silence", || longest_silence(&relay) >= STUCK - SILENCE);
}

#[test]
fn a_full_disk_is_no_standstill() {
    const MIB: usize = 1024 * 1024;
    let Some(disk) = SmallDisk::new(8 * MIB as u64) else { return };
    let ballast = disk.fill("ballast", 6 * MIB);
    let setup = Relay::setup().listen("127.0.0.1:0=others").prefix(disk.prefix()).watchdog(SILENCE);
    let relay = setup.log_dir_at(disk.path().join("log")).start();
    let mut sender = Client::connect_silent(relay.addr());
    // More than the disk, the relay and the kernel on both ways can hold: 8 MiB could be sent to the end.
    let sending = thread::spawn(move || sender.send_seeded(5, 64 * MIB as u64).map(|()| sender));
    let is_full = |message: &Message| message.get("STATUS").is_some_and(|status| status.contains("no space"));
    relay.manager().wait_for("a full disk", |messages| messages.iter().any(is_full).then_some(()));
    wait_for_pings(&relay, 4);
    drop((relay, ballast));
    assert!(sending.join().expect("no panic").is_err(), "the relay was gone before the end");
}
