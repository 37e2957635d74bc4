//! What is removed of a frame log, and what never is.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tp_testkit::{Client, Relay, SmallDisk, wait};

use crate::log::{MIB, frame_log, segments, totals};

const SEGMENT: u64 = 64 * 1024;

fn frames_dir(relay: &Relay) -> PathBuf {
    tp_proto::places::frames_dir(&relay.log_dir())
}

/// One client says so many bytes to itself in a room.
fn talk(relay: &Relay, room: usize, bytes: u64) {
    let mut client = Client::connect(relay.addr_of(room));
    client.send_seeded(room as u64, bytes).expect("nobody is cut");
    client.wait_for_bytes(bytes);
}

/// `status` says what lies there.
fn wait_for_true_facts(relay: &Relay) {
    wait::until("the status to be true", || {
        let said = relay.status().frame_log;
        (said.bytes, said.segments) == totals(&frames_dir(relay))
    });
}

/// A relay of two rooms in mode `all`, with small segments.
fn two_rooms(lines: &str) -> Relay {
    let config = frame_log(&format!("segment-bytes = {SEGMENT}\nretain-free-bytes = 0\n{lines}"));
    Relay::setup().listen("127.0.0.1:0=all").listen("127.0.0.1:0=all").config(&config).start()
}

fn ages(segments: &[PathBuf]) -> Vec<SystemTime> {
    segments.iter().map(|path| fs::metadata(path).expect("a segment").modified().expect("a time")).collect()
}

#[test]
fn all_rooms_together_keep_no_more_than_their_total() {
    let total = 16 * SEGMENT;
    let relay = two_rooms(&format!("retain-bytes = {total}"));
    for _ in 0..4 {
        talk(&relay, 0, MIB);
        talk(&relay, 1, MIB);
    }
    wait::until("the total to be kept", || totals(&frames_dir(&relay)).0 <= total);
    wait_for_true_facts(&relay);
    let kept: Vec<Vec<PathBuf>> = [0, 1].map(|room| segments(&relay.room_dir_of(room))).into();
    assert!(totals(&frames_dir(&relay)).0 > total - 3 * SEGMENT, "far more was removed than is too much");
    // Room 0 has said less of late: of both rooms the newest segments are there.
    let (oldest, last) = (ages(&kept[1])[0], *ages(&kept[0]).last().expect("a segment"));
    assert!(kept[0].len() == 1 || oldest >= last - Duration::from_secs(60), "{kept:?}");
    let verified = relay.tp_ctl(&["verify"]);
    assert_eq!(verified.code, Some(0), "what is left is sound: {verified:?}");
    relay.wait_for_complaint("removed the oldest segments");
}

#[test]
fn the_last_segment_of_a_room_stays_and_so_does_the_one_that_is_written() {
    let mut relay = two_rooms("retain-bytes = 4096");
    talk(&relay, 0, MIB);
    talk(&relay, 1, MIB);
    let last = |relay: &Relay| [0, 1].map(|room| segments(&relay.room_dir_of(room)));
    wait::until("one segment a room", || last(&relay).iter().all(|segments| segments.len() == 1));
    wait_for_true_facts(&relay);
    let frames: Vec<u64> = relay.status().rooms.iter().map(|room| room.frames).collect();
    assert_eq!(relay.stop().code(), Some(0));
    relay.start_again();
    let again: Vec<u64> = relay.status().rooms.iter().map(|room| room.frames).collect();
    assert_eq!(again, frames, "the numbers went with the segments");
}

#[test]
fn segments_go_with_their_age_and_strangers_stay() {
    let mut relay = two_rooms("segment-age = \"200ms\"\nretain-age = \"1s\"");
    let strangers = ["notes.txt", "frames-00000000000000000009.cborseq.bad", "frames-9.cborseq"];
    for name in strangers {
        fs::write(relay.room_dir().join(name), "not ours").expect("a file");
    }
    // Foreign, but named as a segment, and older than the others by its number.
    let named = relay.room_dir().join("frames-00000000000000000000.cborseq");
    fs::write(&named, "not ours, and in our place").expect("a file");
    talk(&relay, 0, MIB);
    talk(&relay, 1, MIB);
    wait::until("one segment a room", || {
        [0, 1].iter().all(|&room| segments(&relay.room_dir_of(room)).len() == 1 + usize::from(room == 0))
    });
    wait::until("the foreign segment to go", || !named.exists());
    for name in strangers {
        assert!(relay.room_dir().join(name).exists(), "{name} was removed");
    }
    assert_eq!(relay.stop().code(), Some(0));
}

#[test]
fn rooms_that_are_not_configured_any_more_give_up_their_oldest_segments_too() {
    let mut first = two_rooms("");
    talk(&first, 0, MIB);
    talk(&first, 1, MIB);
    let folders = [0, 1].map(|room| first.room_dir_of(room));
    assert_eq!(first.stop().code(), Some(0));
    let before = folders.each_ref().map(|folder| segments(folder));
    assert!(before.iter().all(|segments| segments.len() > 10));
    let numbers = first.log_dir();
    // Garbage in the last place is no segment to take the numbers from.
    let garbage = folders[0].join("frames-00000000000000999999.cborseq");
    fs::write(&garbage, "garbage").expect("a file");
    let config = frame_log(&format!("segment-bytes = {SEGMENT}\nretain-free-bytes = 0\nretain-bytes = 4096"));
    let next = Relay::setup().listen("127.0.0.1:0=all").config(&config).log_dir_at(&numbers).start();
    wait::until("one segment a room", || segments(&folders[1]).len() == 1 && segments(&folders[0]).len() == 2);
    for (folder, before) in folders.iter().zip(&before) {
        assert!(segments(folder).contains(before.last().expect("a segment")), "the numbers of a room went");
    }
    wait_for_true_facts(&next);
    let client = Client::connect(next.addr());
    assert_eq!(next.wait_for_peer(client.addr()).number, 3, "a peer's number came again");
}

#[test]
fn a_segment_that_somebody_else_removed_is_not_counted_any_longer() {
    let relay = two_rooms("");
    talk(&relay, 0, MIB);
    fs::remove_file(&segments(&relay.room_dir())[0]).expect("a closed segment");
    wait_for_true_facts(&relay);
}

#[test]
fn some_of_a_small_disk_stays_free() {
    let Some(disk) = SmallDisk::new(8 * MIB) else { return };
    let config = frame_log("segment-bytes = 524288\nretain-free-percent = 40");
    let setup = Relay::setup().listen("127.0.0.1:0=all").config(&config).prefix(disk.prefix());
    let relay = setup.log_dir_at(disk.path().join("log")).start();
    talk(&relay, 0, 64 * MIB);
    let used = || totals(&disk.seen(&frames_dir(&relay))).0;
    wait::until("40 % to be free", || used() <= 8 * MIB * 6 / 10);
    assert!(used() >= MIB, "more was removed than is wanted: {} bytes are left", used());
    // Somebody else's data takes the rest: one closed segment stays all the same.
    let room = disk.seen(&relay.room_dir());
    let mut ballast = Vec::new();
    while closed(&room) > 1 {
        ballast.push(disk.fill(format!("ballast-{}", ballast.len()), MIB as usize));
        wait::until("40 % to be free, or one closed segment", || disk.free_percent() >= 40 || closed(&room) <= 1);
    }
    ballast.push(disk.fill("last", MIB as usize / 2));
    talk(&relay, 0, 4 * MIB);
    assert!(closed(&room) >= 1);
}

fn closed(room: &Path) -> usize {
    segments(room).len() - 1
}
