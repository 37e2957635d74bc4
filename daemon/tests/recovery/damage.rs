//! Logs that no crash leaves: damage in the middle, empty and foreign files.

use std::fs;

use tp_testkit::{Check, Client, Relay, wait};

use crate::history::{five_frames, goes_on, killed_after_five_frames, listing, segments};

#[test]
fn damage_in_the_middle_is_left_as_it_is_and_told() {
    let (mut relay, _) = killed_after_five_frames();
    let segment = segments(&relay.room_dir()).remove(0);
    let mut bytes = fs::read(&segment).expect("a segment");
    let middle = bytes.windows(7).position(|bytes| bytes == b"frame 2").expect("the second frame");
    bytes[middle] ^= 0x20;
    fs::write(&segment, &bytes).expect("a damaged segment");
    relay.start_again();
    let accounts = five_frames(&relay);
    assert!(relay.stderr().contains("damaged"), "not a word of it: {}", relay.stderr());
    let verified = relay.tp_ctl(&["verify"]);
    assert_ne!(verified.code, Some(0), "tp-ctl calls a damaged log OK: {verified:?}");
    assert_eq!(relay.stop().code(), Some(0));
    assert!(fs::read(&segment).expect("a segment").starts_with(&bytes), "the damaged file was written over");
    let last = segments(&relay.room_dir()).pop().expect("a new segment");
    assert_ne!(last, segment);
    // The new run alone, in a folder of its own: it must go on with frame 6.
    let alone = relay.home().join("alone");
    fs::create_dir(&alone).expect("a folder");
    fs::copy(&last, alone.join(last.file_name().expect("a name"))).expect("a copy");
    let report = Check::room(&alone).first_frame(6).accounts(accounts).assert_ok();
    assert_eq!(report.frames, 5);
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
