//! The file of the names: what outlives a run, and what is never written over.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::thread;

use nix::sys::signal::Signal;
use tp_testkit::{Client, Relay, wait};

use crate::{assert_received, called, number_of, refused, tp_ctl};

#[test]
fn addresses_keep_their_names_over_a_restart_and_peers_that_are_gone_have_left() {
    let mut relay = Relay::start();
    let first = Client::connect(relay.addr());
    let number = number_of(&relay, first.addr());
    tp_ctl(&relay, &["name", &number, "marie"]);
    tp_ctl(&relay, &["name", "127.0.0.1", "poste-3"]);
    let file = relay.log_dir().join("names.toml");
    let text = fs::read_to_string(&file).expect("a file");
    assert!(text.contains("marie") && text.contains("poste-3"), "{text}");
    assert_eq!(fs::metadata(&file).expect("a file").permissions().mode() & 0o137, 0);
    relay.kill9();
    relay.start_again();
    let text = fs::read_to_string(&file).expect("a file");
    let (there, left) = text.split_once("[[left]]").expect("those who have left");
    assert!(there.contains("poste-3") && !there.contains("marie") && left.contains("marie"), "{text}");
    assert!(!tp_ctl(&relay, &["name"]).contains("marie"), "it is for the log's readers alone");
    let again = Client::connect(relay.addr());
    assert_eq!(called(&relay, again.addr()), "poste-3");
    // No name ever went into the frame log.
    relay.stop();
    for segment in fs::read_dir(relay.room_dir()).expect("a folder") {
        let bytes = fs::read(segment.expect("a file").path()).expect("a segment");
        assert!(
            !["marie", "poste-3"].iter().any(|name| bytes.windows(name.len()).any(|bytes| bytes == name.as_bytes()))
        );
    }
}

#[test]
fn a_peer_that_goes_on_over_a_restart_keeps_its_name() {
    let mut relay = Relay::setup().config("label = \"name\"\n").listen("127.0.0.1:0").fd_store(64).start();
    let (mut one, two) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    tp_ctl(&relay, &["name", &number_of(&relay, one.addr()), "marie"]);
    one.send(b"a");
    two.wait_for_bytes(9);
    relay.kill9();
    one.send(b"b");
    relay.start_again();
    two.wait_for_bytes(18);
    assert_eq!(two.received(), b"[marie] a[marie] b");
    assert_eq!(called(&relay, one.addr()), "marie");
}

#[test]
fn a_state_directory_of_the_service_manager_holds_the_file() {
    let state = tempfile::tempdir().expect("a directory");
    let relay = Relay::setup().env("STATE_DIRECTORY", state.path()).start();
    tp_ctl(&relay, &["name", "192.0.2.7", "poste-7"]);
    assert!(fs::read_to_string(state.path().join("names.toml")).expect("a file").contains("poste-7"));
    assert!(!relay.log_dir().join("names.toml").exists());
}

#[test]
fn a_file_that_somebody_removes_takes_its_names_along() {
    let relay = Relay::start();
    tp_ctl(&relay, &["name", "192.0.2.7", "poste-7"]);
    let file = relay.log_dir().join("names.toml");
    fs::remove_file(&file).expect("it may be removed");
    tp_ctl(&relay, &["name", "192.0.2.8", "poste-8"]);
    let text = fs::read_to_string(&file).expect("a new one");
    assert!(text.contains("poste-8") && !text.contains("poste-7"), "{text}");
}

#[test]
fn after_the_file_is_removed_and_a_reload_no_name_is_left_anywhere() {
    let relay = Relay::start();
    let one = Client::connect(relay.addr());
    tp_ctl(&relay, &["name", &number_of(&relay, one.addr()), "marie"]);
    tp_ctl(&relay, &["name", "192.0.2.7", "marie-louise"]);
    // Who is told of to somebody else is not on record by a name.
    for order in [&["kick", "9999"][..], &["say", "x", "--peer", "192.0.2.9"], &["name", "--remove", "9999"]] {
        assert_eq!(relay.tp_ctl(order).code, Some(1), "{order:?}");
    }
    fs::remove_file(relay.log_dir().join("names.toml")).expect("it may be removed");
    assert_eq!(called(&relay, one.addr()), "marie");
    tp_ctl(&relay, &["reload"]);
    for verb in ["name", "peers", "events"] {
        let said = relay.tp_ctl(&[verb]);
        assert!(!said.stdout.contains("marie"), "{verb}: {}", said.stdout);
    }
    // Who gave it is on record all the same.
    wait::until("both audit lines", || relay.stderr().matches(" has another name now").count() == 2);
    assert!(relay.stderr().contains("name by uid") && !relay.stderr().contains("marie"), "{}", relay.stderr());
}

#[test]
fn what_somebody_edits_holds_with_a_reload_or_a_change_and_not_because_somebody_looks() {
    let relay = Relay::setup().config("label = \"name\"\n").listen("127.0.0.1:0").start();
    let (mut one, two) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    tp_ctl(&relay, &["name", "127.0.0.1", "poste-1"]);
    let file = relay.log_dir().join("names.toml");
    let edit = |from: &str, to: &str| {
        let text = fs::read_to_string(&file).expect("the file");
        fs::write(&file, text.replace(from, to)).expect("it may be edited");
    };
    let mut expected = String::new();
    let mut says = |label: &str| {
        one.send(b"a");
        expected.push_str(&format!("[{label}] a"));
        assert_received(&two, &expected);
    };
    edit("poste-1", "poste-2");
    assert!(tp_ctl(&relay, &["name"]).contains("poste-1"), "who looks sees what holds");
    says("poste-1");
    assert!(tp_ctl(&relay, &["reload"]).contains("names.toml"), "what has changed is told");
    assert!(tp_ctl(&relay, &["name"]).contains("poste-2"));
    says("poste-2");
    let gone = Client::connect(relay.addr());
    tp_ctl(&relay, &["name", &number_of(&relay, gone.addr()), "parti"]);
    assert!(tp_ctl(&relay, &["name"]).contains("parti"));
    let gone = gone.reset().addr;
    relay.wait_for_leave(gone);
    assert!(!tp_ctl(&relay, &["name"]).contains("parti"), "a name leaves with its peer");
    assert!(!tp_ctl(&relay, &["reload"]).contains("names.toml"), "nobody edited it");
    edit("poste-2", "poste-3");
    tp_ctl(&relay, &["name", "192.0.2.8", "poste-8"]);
    says("poste-3");
    // A reload takes all or nothing.
    edit("version = 1", "version = 7");
    refused(&relay, &["reload"], 1, "version 1 is the one that is known");
    says("poste-3");
    fs::remove_file(&file).expect("it may be removed");
    relay.signal(Signal::SIGHUP);
    wait::until("nobody to have a name", || tp_ctl(&relay, &["name"]) == "nobody has a name\n");
}

#[test]
fn a_damaged_file_is_told_of_and_left_alone() {
    let mut relay = Relay::start();
    relay.stop();
    let file = relay.log_dir().join("names.toml");
    fs::write(&file, "version = 1\n[[address]]\nip = \"192.0.2.7\"\n").expect("a file");
    relay.start_again();
    relay.wait_for_complaint("names.toml is not as tp-relais keeps it");
    refused(&relay, &["name", "192.0.2.8", "poste-8"], 1, "mend it, or remove it");
    assert_eq!(tp_ctl(&relay, &["name"]), "nobody has a name\n");
    assert_eq!(fs::read(&file).expect("as it was"), b"version = 1\n[[address]]\nip = \"192.0.2.7\"\n");
    fs::remove_file(&file).expect("the way out");
    tp_ctl(&relay, &["name", "192.0.2.8", "poste-8"]);
}

#[test]
fn names_that_are_given_at_once_are_all_there_and_a_kill_leaves_a_whole_file() {
    let mut relay = Relay::start();
    thread::scope(|scope| {
        for worker in 0..4 {
            let relay = &relay;
            scope.spawn(move || {
                for turn in 0..10 {
                    tp_ctl(relay, &["name", &format!("192.0.2.{}", worker * 10 + turn), &format!("p{worker}.{turn}")]);
                }
            });
        }
    });
    relay.kill9();
    relay.start_again();
    assert_eq!(tp_ctl(&relay, &["name"]).lines().count(), 1 + 40);
    let there = fs::read_dir(relay.log_dir()).expect("a folder").filter_map(Result::ok);
    let left: Vec<_> =
        there.map(|entry| entry.file_name()).filter(|name| name.to_string_lossy().contains("names")).collect();
    assert_eq!(left, ["names.toml"], "nothing is left beside it");
}
