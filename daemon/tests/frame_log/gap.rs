//! `on-full = "gap"`: relaying goes on without a log, and the log says exactly how much that was.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use tp_proto::control::FrameLogState;
use tp_testkit::{Account, Check, Client, Relay, SmallDisk, wait};

use crate::log::{MIB, frame_log, segments};

fn state(relay: &Relay) -> FrameLogState {
    relay.status().frame_log.state
}

fn on(disk: &SmallDisk) -> (Relay, PathBuf) {
    on_with(disk, "")
}

/// With further lines of configuration.
fn on_with(disk: &SmallDisk, more: &str) -> (Relay, PathBuf) {
    let config = frame_log(&format!("on-full = \"gap\"\n{more}"));
    let setup = Relay::setup().listen("127.0.0.1:0=others").config(&config).prefix(disk.prefix());
    let relay = setup.log_dir_at(disk.path().join("log")).start();
    let room = disk.seen(&relay.room_dir());
    (relay, room)
}

/// `tp-ctl verify` never calls a log with a gap OK.
fn check_unknown(relay: &Relay, disk: &SmallDisk, gaps: u64) {
    let log_dir = disk.seen(&relay.log_dir());
    let ended = relay.tp_ctl(&["verify", "--json", "--log-dir", log_dir.to_str().expect("a plain path")]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    let said: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!((&said["verdict"], &said["rooms"][0]["gaps"]), (&"unknown".into(), &gaps.into()), "{said}");
    assert_eq!((&said["rooms"][0]["lost"], &said["rooms"][0]["orphans"]), (&0.into(), &0.into()), "{said}");
}

#[test]
fn what_is_relayed_without_a_log_is_counted_to_the_byte() {
    let Some(disk) = SmallDisk::new(8 * MIB) else { return };
    let ballast = disk.fill("ballast", 7 * MIB as usize);
    let (mut relay, room) = on(&disk);
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    let leaver = Client::connect(relay.addr());
    relay.wait_for_peers(4);
    clients[0].send_seeded(1, 6 * MIB).expect("the sender is not cut");
    clients[1].wait_for_bytes(6 * MIB);
    assert_eq!(state(&relay), FrameLogState::Degraded);
    let shown = relay.tp_ctl(&["status"]);
    assert!(shown.code == Some(0) && shown.stdout.contains("degraded"), "{shown:?}");
    // Somebody who is on record leaves, one comes and stays, one comes and goes.
    leaver.wait_for_bytes(6 * MIB);
    let leaver_addr = leaver.addr();
    let mut gone: Vec<Account> = vec![leaver.reset()];
    relay.wait_for_leave(leaver_addr);
    let mut newcomer = Client::connect(relay.addr());
    relay.wait_for_peer(newcomer.addr());
    let guest = Client::connect(relay.addr());
    relay.wait_for_peer(guest.addr());
    newcomer.send_seeded(2, MIB).expect("nobody is cut");
    clients[0].wait_for_bytes(MIB);
    let guest_addr = guest.addr();
    drop(guest.reset());
    relay.wait_for_leave(guest_addr);
    drop(ballast);
    wait::until("the log to go on", || state(&relay) == FrameLogState::Ok);
    newcomer.send_seeded(2, MIB).expect("nobody is cut");
    clients[0].wait_for_bytes(2 * MIB);
    clients[2].wait_for_bytes(8 * MIB);
    clients.push(newcomer);
    relay.wait_until_quiet(&clients);
    check_unknown(&relay, &disk, 1);
    let frames = relay.status().rooms[0].frames;
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    gone.extend(clients.into_iter().map(Client::finish));
    let report = Check::room(&room).gaps().accounts(gone).assert_ok();
    let [gap] = &report.gaps[..] else { panic!("{:?}", report.gaps) };
    assert_eq!(report.bytes + gap.bytes, 8 * MIB, "{gap:?}");
    assert_eq!((report.frames + gap.count, gap.why.as_str()), (frames, "no space"));
    assert_eq!(report.ends, ["rotate", "stop"]);
    assert_eq!(report.why(leaver_addr), "reset");
    assert!(report.peers.iter().all(|peer| peer.addr != guest_addr), "nobody was told of the guest");
    assert!(relay.stderr().contains("relayed without being logged"), "{}", relay.stderr());
}

#[test]
fn a_segment_that_has_its_age_in_a_gap_holds_nobody_up() {
    const AGE: Duration = Duration::from_millis(400);
    let Some(disk) = SmallDisk::new(8 * MIB) else { return };
    let ballast = disk.fill("ballast", 7 * MIB as usize);
    let (mut relay, _) = on_with(&disk, "segment-age = \"400ms\"");
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    clients[0].send_seeded(1, 3 * MIB).expect("the sender is not cut");
    clients[1].wait_for_bytes(3 * MIB);
    assert_eq!(state(&relay), FrameLogState::Degraded);
    let began = Instant::now();
    for turn in 1.. {
        clients[0].send_seeded(1, 1).expect("the sender is not cut");
        clients[1].wait_for_bytes(3 * MIB + turn);
        if began.elapsed() > 2 * AGE {
            break;
        }
    }
    assert_eq!(state(&relay), FrameLogState::Degraded);
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    drop(ballast);
}

#[test]
fn a_stop_in_a_gap_puts_it_on_record_if_there_is_space_by_then() {
    let Some(disk) = SmallDisk::new(8 * MIB) else { return };
    let ballast = disk.fill("ballast", 7 * MIB as usize);
    let (mut relay, room) = on(&disk);
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    clients[0].send_seeded(1, 3 * MIB).expect("the sender is not cut");
    clients[1].wait_for_bytes(3 * MIB);
    assert_eq!(state(&relay), FrameLogState::Degraded);
    // Stopped before the next try: the last words say it.
    relay.wait_until_quiet(&clients);
    drop(ballast);
    assert_eq!(relay.stop().code(), Some(0), "{}", relay.stderr());
    let accounts = clients.into_iter().map(Client::finish);
    let report = Check::room(&room).gaps().accounts(accounts).assert_ok();
    assert_eq!(report.gaps.len(), 1, "{:?}", report.gaps);
    assert_eq!(report.bytes + report.gaps[0].bytes, 3 * MIB);
    let next = report.gaps[0].n + report.gaps[0].count;
    relay.start_again();
    assert_eq!(relay.status().rooms[0].frames, next - 1, "numbers of the gap come again");
    assert!(segments(&room).len() >= 2);
    check_unknown(&relay, &disk, 1);
    assert_eq!(relay.stop().code(), Some(0));
}

#[test]
fn segments_that_can_be_removed_come_before_a_gap() {
    let Some(disk) = SmallDisk::new(8 * MIB) else { return };
    let config = frame_log("on-full = \"gap\"\nsegment-bytes = 1048576\nretain-free-bytes = 0");
    let setup = Relay::setup().listen("127.0.0.1:0=others").config(&config).prefix(disk.prefix());
    let relay = setup.log_dir_at(disk.path().join("log")).start();
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    clients[0].send_seeded(7, 48 * MIB).expect("the sender is not cut");
    clients[1].wait_for_bytes(48 * MIB);
    relay.wait_until_quiet(&clients);
    let log_dir = disk.seen(&relay.log_dir());
    let verified = relay.tp_ctl(&["verify", "--log-dir", log_dir.to_str().expect("a plain path")]);
    assert_eq!(verified.code, Some(0), "{verified:?}");
}
