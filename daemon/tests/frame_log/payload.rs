//! What the log keeps of what clients send.

use std::fs::{self, Permissions};
use std::os::unix::fs::{PermissionsExt as _, symlink};

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use tp_proto::frame_log::{Frame, Payload, Record};
use tp_testkit::relay::Setup;
use tp_testkit::{Client, Relay};

use crate::log::{records, segments};

const TEXT: &[u8] = "un secret de la classe: déjà vu".as_bytes();

fn keeping(payload: &str) -> Setup {
    let config = format!("[frame-log]\npayload = \"{payload}\"\n");
    Relay::setup().listen("127.0.0.1:0=all").config(&config)
}

/// The client says the text to itself.
fn say(relay: &Relay) {
    let mut client = Client::connect(relay.addr());
    client.send(TEXT);
    client.wait_for_bytes(TEXT.len() as u64);
    relay.wait_until_quiet(std::slice::from_ref(&client));
    assert_eq!(client.received(), TEXT, "what is relayed is whole");
}

/// What a mode leaves of the text: the header's word, the frame, and whether the file has the text.
fn check(payload: &str) -> (Payload, Frame, bool) {
    let mut relay = keeping(payload).start();
    say(&relay);
    let verified = relay.tp_ctl(&["verify"]);
    assert_eq!(verified.code, Some(0), "{payload}: {verified:?}");
    assert_eq!(relay.stop().code(), Some(0));
    let segment = segments(&relay.room_dir()).remove(0);
    let has_text =
        fs::read(&segment).expect("a segment").windows(12).any(|window| TEXT.windows(12).any(|w| w == window));
    let (mut word, mut frame) = (None, None);
    for record in records(&segment) {
        match record {
            Record::Header(header) => word = Some(header.payload),
            Record::Frame(one) => frame = Some(one),
            _ => {}
        }
    }
    let frame = frame.expect("a frame");
    assert_eq!(frame.len, TEXT.len() as u64);
    (word.expect("a header"), frame, has_text)
}

#[test]
fn a_full_payload_is_there_to_the_byte() {
    let (word, frame, _) = check("full");
    assert_eq!((word, frame.data.as_deref().map(Vec::as_slice), frame.hash), (Payload::Full, Some(TEXT), None));
}

#[test]
fn of_a_head_the_first_bytes_are_there_and_no_more() {
    for (bytes, kept) in [(9, 9), (1, 1), (65_536, TEXT.len())] {
        let (word, frame, has_text) = check(&format!("head:{bytes}"));
        let head = Some(&TEXT[..kept]);
        assert_eq!((word, frame.data.as_deref().map(Vec::as_slice), frame.hash), (Payload::Head, head, None));
        assert_eq!(has_text, kept >= 12);
    }
}

#[test]
fn of_a_size_nothing_but_the_length_is_there() {
    let (word, frame, has_text) = check("size");
    assert_eq!((word, frame.data, frame.hash, has_text), (Payload::Size, None, None, false));
}

#[test]
fn a_hash_is_keyed_and_stays_the_same_over_restarts() {
    let mut relay = keeping("hash").start();
    say(&relay);
    assert_eq!(relay.stop().code(), Some(0));
    relay.start_again();
    say(&relay);
    assert_eq!(relay.stop().code(), Some(0));
    let key = fs::read(relay.log_dir().join("payload.key")).expect("a key");
    assert_eq!(key.len(), 32);
    let mac = Hmac::<Sha256>::new_from_slice(&key).expect("a key").chain_update(TEXT).finalize().into_bytes();
    let mut frames = 0;
    for segment in segments(&relay.room_dir()) {
        let bytes = fs::read(&segment).expect("a segment");
        assert!(!bytes.windows(6).any(|window| window == b"secret"), "the text is in {}", segment.display());
        for record in records(&segment) {
            if let Record::Header(header) = &record {
                assert_eq!(header.payload, Payload::Hash);
            }
            if let Record::Frame(frame) = record {
                assert_eq!((frame.data, frame.len), (None, TEXT.len() as u64));
                assert_eq!(frame.hash.expect("a hash").as_slice(), mac.as_slice());
                frames += 1;
            }
        }
    }
    assert_eq!(frames, 2);
}

#[test]
fn a_key_that_others_can_read_or_that_is_none_is_refused_with_a_sentence() {
    let check = |prepare: &dyn Fn(&std::path::Path), words: &[&str]| {
        let mut setup = keeping("hash");
        fs::create_dir(setup.log_dir()).expect("a directory");
        let key = setup.log_dir().join("payload.key");
        prepare(&key);
        let ended = setup.run_to_end();
        assert_eq!(ended.code, Some(1), "{ended:?}");
        for word in words.iter().chain(&["payload.key"]) {
            assert!(ended.stderr.contains(word), "no {word:?} in: {}", ended.stderr);
        }
    };
    let make = |key: &std::path::Path, bytes: usize, mode: u32| {
        fs::write(key, vec![1; bytes]).expect("a file");
        fs::set_permissions(key, Permissions::from_mode(mode)).expect("our own file");
    };
    check(&|key| make(key, 32, 0o644), &["by others", "chmod 0600"]);
    check(&|key| make(key, 12, 0o600), &["shorter than 32"]);
    check(
        &|key| {
            make(&key.with_extension("real"), 32, 0o600);
            symlink(key.with_extension("real"), key).expect("a link");
        },
        &["is a link"],
    );
}
