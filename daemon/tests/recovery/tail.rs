//! The end of a log as a crash can leave it.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::Path;

use crate::history::{goes_on, killed_after_five_frames, segments};

fn append(file: &Path, bytes: &[u8]) {
    let mut file = OpenOptions::new().append(true).open(file).expect("a segment");
    file.write_all(bytes).expect("bytes behind it");
}

/// The log was whole; something was left behind it. All ten frames must be there.
fn check_tail(tail: &[u8]) {
    let (mut relay, accounts) = killed_after_five_frames();
    let segment = segments(&relay.room_dir()).remove(0);
    let before = fs::read(&segment).expect("a segment");
    append(&segment, tail);
    let report = goes_on(&mut relay, accounts);
    assert_eq!((report.frames, report.segments), (10, 2));
    assert!(fs::read(&segment).expect("a segment").starts_with(&before), "what was whole was overwritten");
    assert!(relay.stderr().contains("frames-00000000000000000001"), "not a word of it: {}", relay.stderr());
}

#[test]
fn garbage_behind_the_log_is_cut_off() {
    check_tail(b"\xff\x00garbage that is no CBOR");
}

#[test]
fn zeros_behind_the_log_are_cut_off() {
    check_tail(&[0; 4096]);
}

#[test]
fn an_item_that_is_no_record_behind_the_log_is_cut_off() {
    check_tail(b"\x83\x01\x02\x03");
}

#[test]
fn half_a_frame_behind_the_log_is_cut_off() {
    check_tail(b"\xa1\x65frame\xa7\x61n\x06\x61t\x1b\x18");
}

/// Cuts the last so many bytes off, then goes on: every frame before the cut must be kept, and the
/// numbers go on behind them.
fn check_torn(cut: u64) -> u64 {
    let (mut relay, accounts) = killed_after_five_frames();
    let segment = segments(&relay.room_dir()).remove(0);
    let whole = fs::metadata(&segment).expect("a segment").len();
    OpenOptions::new().write(true).open(&segment).expect("a segment").set_len(whole - cut).expect("a shorter one");
    // What was torn off was not lost by the relay: nobody who saw it is asked here.
    let untold = accounts.into_iter().map(|account| tp_testkit::Account { received: None, sent: None, ..account });
    goes_on(&mut relay, untold.map(tp_testkit::Account::cut).collect()).frames
}

#[test]
fn a_torn_last_seal_loses_no_frame() {
    // The last block holds a `sent` record, so nothing of a frame is torn off with it.
    assert_eq!([1, 20, 48].map(check_torn), [10, 10, 10]);
}

#[test]
fn a_log_torn_anywhere_keeps_every_whole_frame() {
    let kept: Vec<u64> = [60, 100, 150, 200, 300, 400].into_iter().map(check_torn).collect();
    assert!(kept.is_sorted_by(|longer, shorter| longer >= shorter), "{kept:?}");
    assert!(kept.iter().all(|frames| (5..=10).contains(frames)), "{kept:?}");
    assert!(kept[5] < 10, "the deepest cut took a frame: {kept:?}");
}
