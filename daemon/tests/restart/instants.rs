//! A kill at one exact system call of the data path: between what is done and what is known of it.

use std::path::PathBuf;

use tempfile::TempDir;
use tp_testkit::{Client, Relay, skip};

use crate::common::{connect, finish, setup};

/// A relay whose first run is killed when one of its threads is about to make the `turn`-th system call
/// of this name.
struct Doomed {
    _home: TempDir,
    relay: Relay,
}

fn doomed(call: &str, turn: u32) -> Option<Doomed> {
    let strace: PathBuf = skip::need_program("strace")?;
    let home = tempfile::tempdir().expect("a temporary directory");
    let once = home.path().join("once");
    std::fs::write(&once, "").expect("a file");
    let (strace, once) = (strace.display(), once.display());
    let script = format!(
        "[ -e '{once}' ] || exec \"$@\"; rm '{once}'; exec '{strace}' -f --seccomp-bpf -qq -o /dev/null \
         -e trace={call} -e inject={call}:signal=KILL:when={turn} \"$@\""
    );
    let relay = setup().prefix(["sh", "-c", &script, "sh"]).start();
    Some(Doomed { _home: home, relay })
}

#[test]
fn what_is_logged_and_not_consumed_is_relayed_once() {
    // It looks at what the client said (recvfrom), logs it, and is about to take it.
    let Some(Doomed { _home, mut relay }) = doomed("recvfrom", 2) else { return };
    let mut clients = connect(&relay, 2);
    clients[0].send(b"said once");
    relay.wait_for_exit();
    relay.start_again();
    clients[1].wait_for_bytes(9);
    let report = finish(relay, clients);
    assert_eq!((report.frames, report.bytes), (1, 9), "{report}");
}

#[test]
fn what_is_logged_and_not_sent_is_sent_once() {
    let Some(Doomed { _home, mut relay }) = doomed("sendto", 1) else { return };
    let mut clients = connect(&relay, 3);
    clients[0].send(b"heard once");
    relay.wait_for_exit();
    relay.start_again();
    clients[1].wait_for_bytes(10);
    clients[2].wait_for_bytes(10);
    let report = finish(relay, clients);
    assert_eq!((report.frames, report.deliveries), (1, 2), "{report}");
}

#[test]
fn what_was_looked_at_and_not_logged_is_read_once() {
    // Two clients' records, then the frame's: it was looked at, and its write never came.
    let Some(Doomed { _home, mut relay }) = doomed("pwrite64", 3) else { return };
    let mut clients = connect(&relay, 2);
    clients[0].send(b"read once");
    relay.wait_for_exit();
    relay.start_again();
    clients[1].wait_for_bytes(9);
    let report = finish(relay, clients);
    assert_eq!((report.frames, report.bytes), (1, 9), "{report}");
}

#[test]
fn a_client_that_was_accepted_and_is_on_no_record_joins_the_next_run() {
    let Some(Doomed { _home, mut relay }) = doomed("pwrite64", 2) else { return };
    let mut clients = vec![Client::connect(relay.addr())];
    relay.wait_for_peers(1);
    clients.push(Client::connect(relay.addr()));
    clients[1].send(b"just in time");
    relay.wait_for_exit();
    relay.start_again();
    clients[0].wait_for_bytes(12);
    relay.wait_for_peers(2);
    finish(relay, clients);
}
