//! A disk without space: nothing is relayed unlogged, whoever asks is told, and it goes on by itself.

use std::path::PathBuf;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use tp_proto::control::FrameLogState;
use tp_testkit::{Account, Check, Client, Relay, SmallDisk, program, skip, wait};

use crate::log::{MIB, frame_log, segments};

/// From the return of space to the first frame that is logged again.
const RESUMES_WITHIN: Duration = Duration::from_secs(2);

const SENT: u64 = 4 * MIB;

fn state(relay: &Relay) -> FrameLogState {
    relay.status().frame_log.state
}

/// A sender and a reader in a room whose log runs out of space, and gets it back.
fn check_pauses_and_resumes(relay: &Relay, room: &PathBuf, make_room: impl FnOnce()) -> Vec<Client> {
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    let (senders, readers) = clients.split_at_mut(1);
    thread::scope(|scope| {
        let sending = scope.spawn(|| senders[0].send_seeded(7, SENT));
        wait::until("the relay to pause", || state(relay) == FrameLogState::Paused);
        let shown = relay.tp_ctl(&["status"]);
        assert!(shown.code == Some(0) && shown.stdout.contains("paused"), "{shown:?}");
        let told = relay.tp_ctl(&["rotate"]);
        assert!(told.code == Some(1) && told.stderr.contains("no space"), "{told:?}");
        relay.wait_for_complaint("has no space");
        // What the reader has is on record, while nothing moves.
        let (account, received) = (readers[0].account(), readers[0].received_bytes());
        assert!(received < Some(SENT), "there was space for everything");
        let report = Check::room(room).running().account(account).run();
        assert!(report.violations.iter().all(|violation| violation.text.contains("no peer")), "{report}");
        make_room();
        let began = Instant::now();
        wait::until("the relay to resume", || state(relay) == FrameLogState::Ok);
        let took = began.elapsed();
        println!("resumed after {took:?}");
        assert!(took <= RESUMES_WITHIN, "it took {took:?} to resume");
        sending.join().expect("no panic").expect("the sender is not cut");
    });
    clients[1].wait_for_bytes(SENT);
    clients
}

/// The whole history is as it should be; `room` is its folder as this process sees it.
fn check_history(relay: &mut Relay, clients: Vec<Client>, room: &PathBuf) {
    relay.wait_until_quiet(&clients);
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    let accounts: Vec<Account> = clients.into_iter().map(Client::finish).collect();
    let report = Check::room(room).accounts(accounts).assert_ok();
    assert_eq!(report.bytes, SENT);
    assert!(report.notes.iter().any(|note| note == "paused"), "{:?}", report.notes);
}

#[test]
fn a_full_disk_pauses_the_relay_until_there_is_space() {
    let Some(disk) = SmallDisk::new(8 * MIB) else { return };
    let ballast = disk.fill("ballast", 6 * MIB as usize);
    let setup = Relay::setup().listen("127.0.0.1:0=others").prefix(disk.prefix());
    let mut relay = setup.log_dir_at(disk.path().join("log")).start();
    let room = disk.seen(&relay.room_dir());
    let clients = check_pauses_and_resumes(&relay, &room, || drop(ballast));
    let lines = relay.stderr().lines().filter(|line| line.contains("ERROR") && line.contains("has no space")).count();
    assert_eq!(lines, 1, "a line a minute: {}", relay.stderr());
    assert!(relay.told_manager().iter().any(|told| told.contains("STATUS=") && told.contains("no space")));
    wait::until("the manager to be told that it is over", || {
        relay.told_manager().last().is_some_and(|told| told.contains("STATUS=") && !told.contains("no space"))
    });
    check_history(&mut relay, clients, &room);
}

#[test]
fn a_limit_on_the_length_of_files_is_a_full_disk() {
    if skip::need_program("prlimit").is_none() {
        return;
    }
    let mut relay =
        Relay::setup().listen("127.0.0.1:0=others").prefix(["prlimit", "--fsize=1048576:unlimited"]).start();
    let room = relay.room_dir();
    let pid = relay.pid().to_string();
    let raise = || {
        let ended = program::run(Command::new("prlimit").args(["--fsize=unlimited", "--pid", &pid]));
        assert_eq!(ended.code, Some(0), "{ended:?}");
    };
    let clients = check_pauses_and_resumes(&relay, &room, raise);
    check_history(&mut relay, clients, &room);
}

#[test]
fn a_full_disk_takes_the_oldest_segments_before_it_pauses_anybody() {
    let Some(disk) = SmallDisk::new(8 * MIB) else { return };
    let config = frame_log("segment-bytes = 1048576\nretain-free-bytes = 0");
    let setup = Relay::setup().listen("127.0.0.1:0=others").config(&config).prefix(disk.prefix());
    let mut relay = setup.log_dir_at(disk.path().join("log")).start();
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    clients[0].send_seeded(7, 48 * MIB).expect("the sender is not cut");
    clients[1].wait_for_bytes(48 * MIB);
    relay.wait_until_quiet(&clients);
    assert_eq!(state(&relay), FrameLogState::Ok);
    let room = disk.seen(&relay.room_dir());
    assert!(segments(&room).len() >= 2, "more was removed than had to be");
    let log_dir = disk.seen(&relay.log_dir());
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    let verified = relay.tp_ctl(&["verify", "--log-dir", log_dir.to_str().expect("a plain path")]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
    relay.start_again();
    assert_eq!(relay.stop().code(), Some(0));
}

#[test]
fn a_start_on_a_full_disk_makes_room_by_the_rules() {
    let Some(disk) = SmallDisk::new(8 * MIB) else { return };
    let config = frame_log("segment-bytes = 1048576\nretain-free-bytes = 0");
    let setup = Relay::setup().listen("127.0.0.1:0=all").config(&config).prefix(disk.prefix());
    let mut relay = setup.log_dir_at(disk.path().join("log")).start();
    let mut client = Client::connect(relay.addr());
    client.send_seeded(7, 6 * MIB).expect("the sender is not cut");
    client.wait_for_bytes(6 * MIB);
    assert_eq!(relay.stop().code(), Some(0));
    let _ballast = disk.fill("ballast", MIB as usize);
    let room = disk.seen(&relay.room_dir());
    let before = segments(&room).len();
    let config = frame_log("segment-bytes = 1048576\nretain-bytes = 2097152");
    let listen = format!("{}=all", relay.addr());
    let next = Relay::setup().listen(&listen).config(&config).prefix(disk.prefix()).log_dir_at(relay.log_dir()).start();
    assert!(segments(&room).len() <= 4 && before > 5, "{before} before, {} now", segments(&room).len());
    drop(next);
}
