//! Who may read a frame log, and who writes it.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use tp_testkit::{Client, Relay};

use crate::log::segments;

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).expect("it is there").mode() & 0o7777
}

/// A relay under this umask, whose payloads are hashed.
fn under(umask: &str) -> Relay {
    let shell = format!("umask {umask}; exec \"$@\"");
    let config = "[frame-log]\npayload = \"hash\"\n";
    Relay::setup().listen("127.0.0.1:0=all").config(config).prefix(["sh", "-c", &shell, "sh"]).start()
}

#[test]
fn files_and_folders_are_the_owners_and_the_groups_whatever_the_umask_allows() {
    for umask in ["0000", "0022", "0027"] {
        let relay = under(umask);
        assert_eq!(relay.tp_ctl(&["rotate"]).code, Some(0));
        let frames = tp_proto::places::frames_dir(&relay.log_dir());
        for folder in [relay.log_dir(), frames, relay.room_dir()] {
            assert_eq!(mode(&folder), 0o750, "{} under {umask}", folder.display());
        }
        let files = segments(&relay.room_dir());
        assert_eq!(files.len(), 2);
        assert!(files.iter().all(|file| mode(file) == 0o640), "a segment under {umask}");
        assert_eq!(mode(&relay.log_dir().join("payload.key")), 0o600, "the key under {umask}");
    }
}

#[test]
fn a_second_writer_is_refused_while_the_first_one_lives_and_not_after() {
    let mut relay = Relay::start_mode("all");
    let log_dir = relay.log_dir();
    let mut second = Relay::setup().listen("127.0.0.1:0").log_dir_at(&log_dir);
    let ended = second.run_to_end();
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains(&format!("process {}", relay.pid())), "{ended:?}");
    relay.kill9();
    let next = Relay::setup().listen("127.0.0.1:0=all").log_dir_at(&log_dir).start();
    let mut client = Client::connect(next.addr());
    client.send(b"hello");
    client.wait_for_bytes(5);
    next.finish(vec![client], Vec::new());
}
