//! Logs that no crash leaves: damage in the middle, empty and foreign files.

use std::fs;

use tp_proto::frame_log::SEAL_BYTES;
use tp_testkit::{Check, Client, Relay, wait};

use crate::history::{five_frames, goes_on, killed_after_five_frames, listing, segments};

/// The relay was killed after five frames and its only segment made into `bytes`: it must leave
/// the file as it is, say so, and go on with frame 6.
fn check_damage(mut relay: Relay, bytes: &[u8]) {
    let segment = segments(&relay.room_dir()).remove(0);
    fs::write(&segment, bytes).expect("a damaged segment");
    relay.start_again();
    let accounts = five_frames(&relay);
    let complaint = relay.stderr();
    let name = segment.file_name().expect("a name").to_string_lossy();
    assert!(complaint.contains("damaged at offset") && complaint.contains(&*name), "not a word of it: {complaint}");
    let verified = relay.tp_ctl(&["verify"]);
    assert_ne!(verified.code, Some(0), "tp-ctl calls a damaged log OK: {verified:?}");
    assert_eq!(relay.stop().code(), Some(0));
    assert_eq!(fs::read(&segment).expect("a segment"), bytes, "the damaged file was written to");
    let last = segments(&relay.room_dir()).pop().expect("a new segment");
    assert_ne!(last, segment);
    // The new run alone, in a folder of its own.
    let alone = relay.home().join("alone");
    fs::create_dir(&alone).expect("a folder");
    fs::copy(&last, alone.join(last.file_name().expect("a name"))).expect("a copy");
    let report = Check::room(&alone).first_frame(6).accounts(accounts).assert_ok();
    assert_eq!(report.frames, 5);
}

/// A log of five frames, one bit of one of them wrong.
fn flipped(frame: &str) -> (Relay, Vec<u8>) {
    let (relay, _) = killed_after_five_frames();
    let mut bytes = fs::read(&segments(&relay.room_dir())[0]).expect("a segment");
    let place = bytes.windows(7).rposition(|bytes| bytes == frame.as_bytes()).expect("that frame");
    bytes[place] ^= 0x20;
    (relay, bytes)
}

#[test]
fn damage_in_the_middle_is_left_as_it_is_and_told() {
    let (relay, bytes) = flipped("frame 2");
    check_damage(relay, &bytes);
}

#[test]
fn frames_behind_damage_and_before_a_torn_end_are_not_cut_off() {
    let (relay, mut bytes) = flipped("frame 2");
    bytes.extend_from_slice(b"\xa1\x65frame\xa7\x61n");
    check_damage(relay, &bytes);
}

#[test]
fn a_flipped_bit_in_the_last_block_is_never_sealed_anew() {
    let (relay, mut bytes) = flipped("frame 5");
    let place = bytes.windows(7).rposition(|bytes| bytes == b"Frame 5").expect("the flipped frame");
    let seal = bytes[place..].windows(6).position(|bytes| bytes == b"\xa1\x64seal").expect("its seal");
    bytes.truncate(place + seal + SEAL_BYTES);
    check_damage(relay, &bytes);
}

#[test]
fn a_name_with_the_highest_number_does_not_stop_the_room() {
    let (mut relay, accounts) = killed_after_five_frames();
    fs::write(relay.room_dir().join(format!("frames-{}.cborseq", u64::MAX)), b"").expect("an empty segment");
    assert_eq!(goes_on(&mut relay, accounts).frames, 10);
}

#[test]
fn an_empty_file_is_no_obstacle() {
    let (mut relay, accounts) = killed_after_five_frames();
    fs::write(relay.room_dir().join("frames-00000000000000000006.cborseq"), b"").expect("an empty segment");
    assert_eq!(goes_on(&mut relay, accounts).frames, 10);
}

#[test]
fn a_file_without_a_seal_is_set_aside_and_not_lost() {
    let (mut relay, accounts) = killed_after_five_frames();
    let dir = relay.room_dir();
    let strange = b"\xd9\xd9\xf8\xda\x54\x50\x46\x4c\x43\x42\x4f\x52 not a header";
    fs::write(dir.join("frames-00000000000000000006.cborseq"), strange).expect("a strange segment");
    assert_eq!(goes_on(&mut relay, accounts).frames, 10);
    let kept = listing(&dir).into_iter().filter(|path| path.to_string_lossy().contains(".bad")).collect::<Vec<_>>();
    assert_eq!(kept.len(), 1, "{:?}", listing(&dir));
    assert_eq!(fs::read(&kept[0]).expect("what was set aside"), strange);
}

#[test]
fn foreign_files_are_left_alone() {
    let (mut relay, accounts) = killed_after_five_frames();
    let dir = relay.room_dir();
    let foreign = ["notes.txt", "frames-1.cborseq", "frames-00000000000000000001.cborseq.old", ".hidden"];
    for name in foreign {
        fs::write(dir.join(name), name).expect("a foreign file");
    }
    fs::create_dir(dir.join("frames-00000000000000000009.cborseq.d")).expect("a foreign folder");
    // The checker would take `frames-1` for a segment.
    let first = dir.join(foreign[1]);
    relay.start_again();
    assert_eq!(fs::read_to_string(&first).expect("still there"), foreign[1]);
    fs::remove_file(first).expect("ours to remove");
    relay.stop();
    assert_eq!(goes_on(&mut relay, accounts).frames, 10);
    for name in [foreign[0], foreign[2], foreign[3]] {
        assert_eq!(fs::read_to_string(dir.join(name)).expect("still there"), name);
    }
}

#[test]
fn a_start_after_a_stop_goes_on_with_the_numbers() {
    let mut relay = Relay::start();
    let accounts = five_frames(&relay);
    assert_eq!(relay.stop().code(), Some(0));
    let report = goes_on(&mut relay, accounts);
    assert_eq!((report.frames, report.notes.len()), (10, 0), "{report}");
}

#[test]
fn starts_with_no_frames_in_between_keep_every_segment() {
    let (mut relay, accounts) = killed_after_five_frames();
    for _ in 0..3 {
        relay.start_again();
        relay.wait_for_peers(0);
        let last = segments(&relay.room_dir()).pop().expect("a segment of this run");
        let bytes = || fs::metadata(&last).expect("a segment").len();
        let before = bytes();
        let _guest = Client::connect(relay.addr());
        // With nothing to relay, a join is written down some milliseconds later.
        wait::until("the join to be logged", || bytes() > before);
        relay.kill9();
    }
    let report = goes_on(&mut relay, accounts);
    assert_eq!((report.frames, report.peers.len()), (10, 7), "{report}");
}
