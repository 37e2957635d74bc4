//! A start when there is no space to write down what an earlier run left unsaid.

use std::fs::{self, OpenOptions};

use tp_proto::frame_log::SEAL_BYTES;
use tp_testkit::{Relay, skip};

use crate::history::{goes_on, killed_after_five_frames, segments};

/// No file may get longer than so many bytes: what a full disk is for a write.
fn limited_to(bytes: usize) -> [String; 2] {
    ["prlimit".to_owned(), format!("--fsize={bytes}")]
}

#[test]
fn a_start_on_a_full_disk_keeps_every_whole_frame() {
    if skip::need_program("prlimit").is_none() {
        return;
    }
    let (mut relay, accounts) = killed_after_five_frames();
    let segment = segments(&relay.room_dir()).remove(0);
    // Without its seal the last block is a torn tail, of whole records and half a seal.
    let length = fs::metadata(&segment).expect("a segment").len() as usize;
    OpenOptions::new().write(true).open(&segment).expect("a segment").set_len(length as u64 - 20).expect("a torn one");
    let whole = fs::read(&segment).expect("a segment")[..length - SEAL_BYTES].to_vec();
    for space in [0, 1, 60] {
        let mut full = Relay::setup().listen(&format!("{}=others", relay.addr())).log_dir_at(relay.log_dir());
        full = full.prefix(limited_to(whole.len() + space));
        let ended = full.run_to_end();
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.stderr.contains("no space") && ended.stderr.contains("frames-0000"), "{}", ended.stderr);
        assert!(fs::read(&segment).expect("a segment") == whole, "with {space} bytes of space: not what was whole");
    }
    assert_eq!(goes_on(&mut relay, accounts).frames, 10);
}
