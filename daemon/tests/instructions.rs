//! What relaying costs in instructions: a figure that no noise moves, so that no change makes it dearer
//! unnoticed.
//!
//! The release build runs in callgrind, once with so many messages and once with twice as many; the
//! difference is theirs alone. The kernel's share, which is most of the time, is not in it: that is for
//! `cargo bench --bench relay`.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use nix::sys::signal::Signal;
use tp_testkit::{Client, Relay, skip};

/// Environment variable that names the release build of the daemon.
const RELEASE_VARIABLE: &str = "TP_RELAIS_RELEASE";

const MESSAGE: [u8; 64] = [b'm'; 64];

/// One sender, and a round for each message: everybody has it before the next one is sent.
fn step(clients: &mut [Client], messages: usize) {
    for _ in 0..messages {
        let due = clients[0].sent_bytes() + MESSAGE.len() as u64;
        clients[0].send(&MESSAGE);
        clients[1..].iter().for_each(|reader| reader.wait_for_bytes(due));
    }
}

/// Everybody sends while the relay is halted, so that it finds all that is said at once.
fn burst(relay: &Relay, clients: &mut [Client], turns: usize) {
    for _ in 0..turns {
        relay.signal(Signal::SIGSTOP);
        clients.iter_mut().for_each(|client| client.send(&MESSAGE));
        relay.signal(Signal::SIGCONT);
        let said: u64 = clients.iter().map(Client::sent_bytes).sum();
        clients.iter().for_each(|client| client.wait_for_bytes(said - client.sent_bytes()));
    }
}

/// What callgrind counted, from the file that it leaves.
fn counted(file: &Path) -> u64 {
    let text = fs::read_to_string(file).expect("callgrind's file");
    let total = text.lines().find_map(|line| line.strip_prefix("totals: ")).expect("a total");
    total.trim().parse().expect("a number")
}

/// Instructions of a whole run.
fn instructions(program: &Path, valgrind: &Path, clients: usize, talk: impl Fn(&Relay, &mut [Client])) -> u64 {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("callgrind.out");
    let words =
        [valgrind.to_owned(), "--tool=callgrind".into(), format!("--callgrind-out-file={}", file.display()).into()];
    let mut relay = Relay::setup().program_at(program).prefix(words).start();
    let mut clients: Vec<Client> = (0..clients).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(clients.len());
    talk(&relay, &mut clients);
    relay.stop_and_check(clients, Vec::new());
    counted(&file)
}

/// Instructions a delivery, when `talk` is done once more and makes so many of them.
fn each(clients: usize, deliveries: u64, talk: impl Fn(&Relay, &mut [Client])) -> Option<u64> {
    let valgrind = skip::need_program("valgrind")?;
    let Some(program) = env::var_os(RELEASE_VARIABLE).map(PathBuf::from) else {
        skip::skip(&format!("{RELEASE_VARIABLE} does not name a release build"));
        return None;
    };
    let once = instructions(&program, &valgrind, clients, &talk);
    let twice = instructions(&program, &valgrind, clients, |relay, clients| {
        talk(relay, clients);
        talk(relay, clients);
    });
    Some(twice.checked_sub(once).expect("twice as much takes more") / deliveries)
}

/// As dear as it was when it was last looked at (the most of several runs, for how many frames a round has
/// is not the same in each), and a tenth more: what another toolchain may add. What has become cheaper by a
/// third is to be known, or it can become as dear again unnoticed.
fn keeps_to(what: &str, measured: Option<u64>, known: u64) {
    let Some(measured) = measured else { return };
    println!("{what}: {measured} instructions a delivery, {known} known");
    assert!(measured <= known + known / 10, "{what}: {measured} instructions a delivery, {known} were enough");
    assert!(measured >= known - known / 3, "{what}: {measured} instructions a delivery; write that down for {known}");
}

#[test]
fn a_message_to_one_costs_no_more_than_it_did() {
    const MESSAGES: usize = 500;
    keeps_to("step to 1", each(2, MESSAGES as u64, |_, clients| step(clients, MESSAGES)), 6_300);
}

#[test]
fn a_message_to_twenty_costs_no_more_than_it_did() {
    const MESSAGES: usize = 200;
    keeps_to("step to 20", each(21, 20 * MESSAGES as u64, |_, clients| step(clients, MESSAGES)), 690);
}

#[test]
fn a_burst_of_a_hundred_costs_no_more_than_it_did() {
    const TURNS: usize = 20;
    let burst = |relay: &Relay, clients: &mut [Client]| burst(relay, clients, TURNS);
    keeps_to("burst of 100", each(100, (TURNS * 100 * 99) as u64, burst), 34);
}
