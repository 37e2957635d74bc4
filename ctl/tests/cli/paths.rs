//! What is said, and returned, when the daemon or the log is not there or not ours.

use std::fs;
use std::os::unix::fs::{PermissionsExt as _, chown};
use std::os::unix::net::UnixListener;

use tempfile::TempDir;
use tp_proto::frame_log::Mode;

use crate::support::{LogWriter, Ran, command, run, run_as_nobody};

#[test]
fn no_daemon_is_exit_3_and_says_what_was_tried_and_what_to_do() {
    let dir = TempDir::new().unwrap();
    for verb in ["status", "peers"] {
        let ran = run(dir.path(), &[verb, "--runtime-dir", dir.path().to_str().unwrap()]);
        assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{ran:?}");
        assert!(ran.stderr.contains(dir.path().join("status.sock").to_str().unwrap()), "{ran:?}");
        assert!(ran.stderr.contains("systemctl start tp-relais"), "{ran:?}");
    }
}

#[test]
fn the_socket_of_a_dead_daemon_is_no_daemon() {
    let dir = TempDir::new().unwrap();
    drop(UnixListener::bind(dir.path().join("status.sock")).unwrap());
    let ran = command(dir.path(), &["status"]).env("TP_RELAIS_RUNTIME_DIR", dir.path()).output().unwrap();
    assert_eq!(Ran::new(ran).code, 3);
}

#[test]
fn a_socket_that_is_not_ours_is_exit_4_and_names_the_group() {
    let dir = TempDir::new().unwrap();
    let socket = dir.path().join("status.sock");
    let _listener = UnixListener::bind(&socket).unwrap();
    fs::set_permissions(&socket, fs::Permissions::from_mode(0o660)).unwrap();
    let option = format!("--runtime-dir={}", dir.path().display());
    for (gid, words) in [(1, "join the group daemon"), (0, "another user's own")] {
        if chown(&socket, None, Some(gid)).is_err() {
            return eprintln!("skipped: only root can hand a socket to another group");
        }
        let Some(ran) = run_as_nobody(dir.path(), &["peers", &option]) else { return };
        assert_eq!((ran.code, ran.stdout.as_str()), (4, ""), "{ran:?}");
        assert!(ran.stderr.contains(words) && ran.stderr.contains("status.sock"), "{ran:?}");
    }
}

#[test]
fn a_daemon_that_was_named_and_is_not_there_is_not_replaced_by_another_log() {
    let dir = TempDir::new().unwrap();
    LogWriter::new(&dir.path().join("state/tp-relais"), 12345, Mode::Others).seal();
    for verb in ["verify", "tail"] {
        assert_eq!(run(dir.path(), &[verb]).code, 0, "the usual place has a log");
        let ran = run(dir.path(), &[verb, "--runtime-dir", dir.path().join("none").to_str().unwrap()]);
        assert_eq!((ran.code, ran.stdout.as_str()), (3, ""), "{ran:?}");
        assert!(ran.stderr.contains("--log-dir"), "{ran:?}");
    }
}

#[test]
fn a_log_that_is_not_ours_is_exit_4() {
    let dir = TempDir::new().unwrap();
    let mut log = LogWriter::new(dir.path(), 12345, Mode::Others);
    log.seal();
    let path = log.path();
    let option = format!("--log-dir={}", dir.path().display());
    for (locked, mode) in [(path.as_path(), 0o640), (dir.path().join("frames").as_path(), 0o750)] {
        fs::set_permissions(locked, fs::Permissions::from_mode(mode)).unwrap();
        for verb in ["verify", "tail"] {
            let Some(ran) = run_as_nobody(dir.path(), &[verb, &option]) else { return };
            assert_eq!((ran.code, ran.stdout.as_str()), (4, ""), "{ran:?}");
            assert!(ran.stderr.contains(locked.to_str().unwrap()), "{ran:?}");
        }
    }
}

#[test]
fn no_log_is_exit_1_and_names_the_directory_and_the_way_out() {
    let dir = TempDir::new().unwrap();
    for verb in ["verify", "tail"] {
        let ran = run(dir.path(), &[verb, "--log-dir", dir.path().to_str().unwrap()]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{ran:?}");
        assert!(ran.stderr.contains(dir.path().to_str().unwrap()) && ran.stderr.contains("--log-dir"), "{ran:?}");
    }
}

#[test]
fn a_room_that_is_not_there_is_told_with_those_that_are() {
    let dir = TempDir::new().unwrap();
    LogWriter::new(dir.path(), 12345, Mode::Others).seal();
    for room in ["999", "../12345", ""] {
        let ran = run(dir.path(), &["tail", "--room", room, "--log-dir", dir.path().to_str().unwrap()]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{ran:?}");
        assert!(ran.stderr.contains("it has 12345"), "{ran:?}");
    }
}

#[test]
fn a_log_in_which_nothing_was_said_is_no_failure() {
    let dir = TempDir::new().unwrap();
    LogWriter::new(dir.path(), 12345, Mode::Others).seal();
    let ran = run(dir.path(), &["tail", "--log-dir", dir.path().to_str().unwrap()]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert!(ran.stderr.contains("no frames yet"), "{ran:?}");
}

#[test]
fn where_retention_took_everything_that_is_said_and_not_that_there_was_nothing() {
    let dir = TempDir::new().unwrap();
    LogWriter::from(dir.path(), 12345, Mode::Others, 501).seal();
    let ran = run(dir.path(), &["tail", "--log-dir", dir.path().to_str().unwrap()]);
    assert_eq!((ran.code, ran.stdout.as_str()), (0, ""));
    assert_eq!(ran.stderr, "tp-ctl: room 12345: frames 1 to 500, 500 frames, are not in the log any more\n");
}

#[test]
fn a_direction_without_anybody_is_exit_2() {
    let dir = TempDir::new().unwrap();
    let ran = run(dir.path(), &["tail", "--direction", "sent"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("--peer"), "{ran:?}");
}

#[test]
fn wrong_words_are_exit_2_and_get_a_suggestion() {
    let dir = TempDir::new().unwrap();
    let ran = run(dir.path(), &["verfy"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
    assert!(ran.stderr.contains("verify"), "{ran:?}");
    assert_eq!(run(dir.path(), &["tail", "-n", "dix"]).code, 2);
    assert_eq!(run(dir.path(), &["--help"]).code, 0);
}
