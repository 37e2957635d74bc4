//! When a room goes on in a new segment, and what of the disk a segment holds.

use std::thread;

use tp_proto::frame_log::Record;
use tp_testkit::{Client, Relay, wait};

use crate::log::{MIB, disk_bytes, frame_log, records, segments};

#[test]
fn a_segment_is_followed_by_the_next_when_it_is_old_and_not_while_it_is_empty() {
    let config = frame_log("segment-age = \"200ms\"");
    let mut relay = Relay::setup().listen("127.0.0.1:0=all").config(&config).start();
    let mut client = Client::connect(relay.addr());
    for turn in 1..=3 {
        client.send(b"now and then");
        client.wait_for_bytes(12 * turn);
        // Nobody says anything more: the clock alone ends the segment.
        wait::until("a segment of its own for each turn", || segments(&relay.room_dir()).len() as u64 == turn + 1);
    }
    let report = relay.stop_and_check(vec![client], Vec::new());
    assert_eq!(report.ends, ["age", "age", "age", "stop"]);
    // From here on only the empty run's segment is there to be old.
    relay.start_again();
    let count = segments(&relay.room_dir()).len();
    thread::sleep(std::time::Duration::from_millis(600));
    assert_eq!(segments(&relay.room_dir()).len(), count, "an empty segment grew old");
    relay.stop();
}

#[test]
fn tp_ctl_has_one_room_or_all_go_on_in_a_new_segment() {
    let relay = Relay::setup().listen("127.0.0.1:0=all").listen("127.0.0.1:0=echo").start();
    let rooms: Vec<String> = relay.status().rooms.into_iter().map(|room| room.room).collect();
    let ended = relay.tp_ctl(&["rotate", "--json"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let said: serde_json::Value = serde_json::from_str(&ended.stdout).expect("JSON");
    assert_eq!(said["schema"], 1);
    for (at, room) in rooms.iter().enumerate() {
        assert_eq!(said["rooms"][at]["room"], *room);
        let last = segments(&relay.room_dir_of(at)).pop().expect("a segment");
        assert_eq!(said["rooms"][at]["segment"], last.file_name().and_then(|name| name.to_str()).expect("a name"));
    }
    let ended = relay.tp_ctl(&["rotate", "--room", &rooms[1]]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains(&rooms[1]) && !ended.stdout.contains(&rooms[0]), "{ended:?}");
    assert_eq!([0, 1].map(|at| segments(&relay.room_dir_of(at)).len()), [2, 3]);
    let notes = records(&segments(&relay.room_dir_of(1))[0]);
    let by = format!("by uid {}", nix::unistd::getuid());
    let told = |record: &Record| matches!(record, Record::Note(note) if note.event == "rotated" && note.detail.as_deref() == Some(&by));
    assert!(notes.iter().any(told), "{notes:?}");
    let is_audit = |line: &&str| line.contains("rotate by uid") && line.contains("pid");
    tp_testkit::wait::until("an audit line for each", || relay.stderr().lines().filter(is_audit).count() == 3);
}

#[test]
fn a_room_that_is_not_there_is_told_with_those_that_are() {
    let relay = Relay::start();
    let ended = relay.tp_ctl(&["rotate", "--room", "nowhere"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{ended:?}");
    assert!(ended.stderr.contains("nowhere") && ended.stderr.contains(&relay.status().rooms[0].room), "{ended:?}");
    assert_eq!(segments(&relay.room_dir()).len(), 1);
}

#[test]
fn segments_ordered_and_old_ones_under_load_are_one_log() {
    let config = frame_log("segment-age = \"100ms\"\nsegment-bytes = 262144");
    let relay = Relay::setup().listen("127.0.0.1:0=others").config(&config).start();
    let mut clients: Vec<Client> = (0..4).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(4);
    thread::scope(|scope| {
        let sending: Vec<_> = clients[..2]
            .iter_mut()
            .enumerate()
            .map(|(at, client)| scope.spawn(move || client.send_seeded(at as u64, 24 * MIB).expect("nobody is cut")))
            .collect();
        while !sending.iter().all(thread::ScopedJoinHandle::is_finished) {
            assert_eq!(relay.tp_ctl(&["rotate"]).code, Some(0));
        }
    });
    let report = relay.finish(clients, Vec::new());
    assert_eq!(report.bytes, 48 * MIB);
    for why in ["rotate", "size"] {
        assert!(report.ends.iter().any(|end| end == why), "none by {why}: {:?}", report.ends);
    }
}

#[test]
fn a_segment_takes_its_space_ahead_and_gives_back_what_it_did_not_need() {
    let config = frame_log("segment-bytes = 8388608\nretain-free-bytes = 0");
    let mut relay = Relay::setup().listen("127.0.0.1:0=all").config(&config).start();
    let mut client = Client::connect(relay.addr());
    client.send(b"little");
    client.wait_for_bytes(6);
    let first = segments(&relay.room_dir()).remove(0);
    let length = std::fs::metadata(&first).expect("a segment").len();
    assert!(length < 8192 && disk_bytes(&first) >= 8 * MIB, "{length} bytes, {} on disk", disk_bytes(&first));
    assert_eq!(relay.tp_ctl(&["rotate"]).code, Some(0));
    assert!(disk_bytes(&first) < MIB, "{} of the disk are kept by a closed segment", disk_bytes(&first));
    let second = segments(&relay.room_dir()).remove(1);
    assert!(disk_bytes(&second) >= 8 * MIB);
    relay.stop_and_check(vec![client], Vec::new());
    assert!(disk_bytes(&second) < MIB, "{} of the disk are kept after a stop", disk_bytes(&second));
    // A killed run cannot give back anything: the next one does it in its place.
    relay.start_again();
    relay.kill9();
    let killed = segments(&relay.room_dir()).pop().expect("a segment");
    assert!(disk_bytes(&killed) >= 8 * MIB);
    relay.start_again();
    assert!(disk_bytes(&killed) < MIB, "{} of the disk are kept after a kill", disk_bytes(&killed));
    relay.stop();
}

#[test]
fn no_space_is_taken_ahead_of_what_is_to_stay_free() {
    let config =
        frame_log("segment-bytes = 8388608\nretain-free-bytes = 9000000000000000000\nretain-free-percent = 99");
    let relay = Relay::setup().listen("127.0.0.1:0=all").config(&config).start();
    assert!(disk_bytes(&segments(&relay.room_dir())[0]) < MIB);
}
