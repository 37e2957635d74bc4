//! A kill at one exact write to the frame log, before it and right behind it.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread::{self, available_parallelism};
use std::time::Duration;

use tempfile::TempDir;
use tp_testkit::relay::Setup;
use tp_testkit::{Client, Relay, skip, wait};

use crate::common::{connect, finish, finish_rooms, setup};

/// A relay whose first run has something done to it at a write to its frame log.
struct Doomed {
    _home: TempDir,
    relay: Relay,
}

/// What strace is to do at which `pwrite64` of a thread.
fn doomed(what: &str) -> Option<Doomed> {
    doom(setup(), what)
}

fn doom(setup: Setup, what: &str) -> Option<Doomed> {
    let strace: PathBuf = skip::need_program("strace")?;
    let home = tempfile::tempdir().expect("a temporary directory");
    let once = home.path().join("once");
    std::fs::write(&once, "").expect("a file");
    let (strace, once) = (strace.display(), once.display());
    let script = format!(
        "[ -e '{once}' ] || exec \"$@\"; rm '{once}'; exec '{strace}' -f -qq -o /dev/null \
         -e trace=pwrite64 -e inject=pwrite64:{what} \"$@\""
    );
    let relay = setup.prefix(["sh", "-c", &script, "sh"]).start();
    Some(Doomed { _home: home, relay })
}

fn first_segment(relay: &Relay, room: usize) -> PathBuf {
    relay.room_dir_of(room).join("frames-00000000000000000001.cborseq")
}

fn has(file: &Path, what: &[u8]) -> bool {
    std::fs::read(file).is_ok_and(|bytes| bytes.windows(what.len()).any(|bytes| bytes == what))
}

/// Says one thing after the other until the relay dies of it, and gives how many bytes that were.
fn talk_to_death(relay: &mut Relay, client: &mut Client) -> u64 {
    let dead = AtomicBool::new(false);
    thread::scope(|scope| {
        let talking = scope.spawn(|| {
            while !dead.load(Relaxed) {
                client.send(b"once");
                thread::sleep(Duration::from_millis(5));
            }
            client.sent_bytes()
        });
        relay.wait_for_exit();
        dead.store(true, Relaxed);
        talking.join().expect("nobody is disconnected")
    })
}

#[test]
fn before_a_frame_is_logged_nothing_is_lost_or_doubled() {
    // Three newcomers' records, then frames and what became of them.
    for turn in 4..8 {
        let Some(Doomed { _home, mut relay }) = doomed(&format!("signal=KILL:when={turn}")) else { return };
        let mut clients = connect(&relay, 3);
        let said = talk_to_death(&mut relay, &mut clients[0]);
        relay.start_again();
        clients[1].wait_for_bytes(said);
        clients[2].wait_for_bytes(said);
        let report = finish(relay, clients);
        assert_eq!(report.bytes, said, "write {turn}: {report}");
    }
}

#[test]
fn between_logging_and_consuming_nothing_is_lost_or_doubled() {
    let Some(Doomed { _home, mut relay }) = doomed("delay_exit=2000000:when=4+") else { return };
    let mut clients = connect(&relay, 3);
    clients[0].send(b"said once");
    wait::until("the frame on record", || has(&first_segment(&relay, 0), b"said once"));
    assert_eq!(clients[1].received_bytes(), Some(0));
    relay.kill9();
    relay.start_again();
    clients[1].wait_for_bytes(9);
    clients[2].wait_for_bytes(9);
    let report = finish(relay, clients);
    assert_eq!((report.frames, report.bytes), (1, 9), "{report}");
}

#[test]
fn who_is_on_no_record_joins_the_next_run_though_a_later_one_of_another_room_is_on_record() {
    let setup = setup().listen("127.0.0.1:0").listen("127.0.0.1:0");
    let Some(Doomed { _home, mut relay }) = doom(setup, "delay_enter=3000000:when=2") else { return };
    let mut first = connect(&relay, 1);
    first.push(Client::connect(relay.addr()));
    relay.manager().wait_for_stored(&["1", "2"]);
    let second = vec![Client::connect(relay.addr_of(1))];
    wait::until("the third client on record", || has(&first_segment(&relay, 1), b"dopen"));
    relay.kill9();
    if available_parallelism().is_ok_and(|processors| processors.get() > 1) {
        let log = std::fs::read(first_segment(&relay, 0)).expect("a segment");
        assert_eq!(log.windows(5).filter(|bytes| bytes == b"dopen").count(), 1, "the second client is on record");
    }
    relay.start_again();
    relay.kill9();
    relay.start_again();
    relay.wait_for_peers(3);
    first[1].send(b"here I am");
    first[0].wait_for_bytes(9);
    finish_rooms(relay, vec![first, second]);
}

#[test]
fn a_client_that_was_accepted_and_is_on_no_record_joins_the_next_run() {
    let Some(Doomed { _home, mut relay }) = doomed("signal=KILL:when=2") else { return };
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
