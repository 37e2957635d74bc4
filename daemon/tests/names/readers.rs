//! Names in what reads the frame log, which has none of them.

use std::fs;
use std::process::Command;

use tp_proto::places::LOG_DIR_VARIABLE;
use tp_testkit::program::Program;
use tp_testkit::{Client, Relay, wait};

use crate::{number_of, tp_ctl};

/// A relay where marie and somebody without a name have each said something, and the two.
fn marie_and_another() -> (Relay, Client, Client) {
    let relay = Relay::start();
    let (mut marie, mut other) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    tp_ctl(&relay, &["name", &number_of(&relay, marie.addr()), "marie"]);
    marie.send(b"bonjour");
    other.wait_for_bytes(7);
    other.send(b"salut");
    marie.wait_for_bytes(5);
    (relay, marie, other)
}

#[test]
fn whoever_has_a_name_is_found_by_it_in_every_view_of_the_log() {
    let (relay, _marie, _other) = marie_and_another();
    let sent = tp_ctl(&relay, &["tail", "--name", "marie", "--direction", "sent"]);
    assert!(sent.contains("bonjour") && !sent.contains("salut"), "{sent}");
    assert!(tp_ctl(&relay, &["diagram"]).contains("marie"));
    assert!(tp_ctl(&relay, &["trace", "1"]).contains("marie"));
    assert!(tp_ctl(&relay, &["trace", "2"]).contains("marie"), "she is who got it");
    let drawn = tp_ctl(&relay, &["diagram", "--name", "marie", "--direction", "sent"]);
    assert!(drawn.contains("bonjour") && !drawn.contains("salut"), "{drawn}");
    let exported = |format: &str| {
        let path = relay.home().join("lesson");
        tp_ctl(&relay, &["export", format, path.to_str().expect("UTF-8"), "--force"]);
        fs::read(path).expect("the export")
    };
    assert!(String::from_utf8_lossy(&exported("--pcapng")).contains("marie"));
    let page = relay.home().join("lesson.html");
    tp_ctl(&relay, &["report", "--html", page.to_str().expect("UTF-8")]);
    assert!(fs::read_to_string(page).expect("the report").contains("marie"));
}

#[test]
fn whoever_has_left_is_still_called_so_where_the_log_is_read() {
    let (mut relay, marie, _other) = marie_and_another();
    let gone = marie.reset().addr;
    relay.wait_for_leave(gone);
    // Another may bear the name now.
    let second = Client::connect(relay.addr());
    tp_ctl(&relay, &["name", &number_of(&relay, second.addr()), "marie"]);
    let closed = |relay: &Relay| tp_ctl(relay, &["peers", "--closed", "--name", "marie"]);
    assert!(closed(&relay).contains(&gone.port().to_string()), "{}", closed(&relay));
    assert!(tp_ctl(&relay, &["tail", "--name", "marie"]).contains("bonjour"));
    // And tomorrow, by the files alone, until they are removed.
    relay.stop();
    assert!(closed(&relay).contains(&gone.port().to_string()), "{}", closed(&relay));
    let segments = relay.room_dir();
    assert!(tp_ctl(&relay, &["tail", segments.to_str().expect("UTF-8"), "--name", "marie"]).contains("bonjour"));
    fs::remove_file(relay.log_dir().join("names.toml")).expect("it may be removed");
    assert!(!tp_ctl(&relay, &["diagram"]).contains("marie"));
}

#[test]
fn a_name_that_is_given_later_holds_for_whoever_follows_the_log() {
    let state = tempfile::tempdir().expect("a directory");
    for relay in [Relay::start(), Relay::setup().env("STATE_DIRECTORY", state.path()).start()] {
        let (mut marie, mut other) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
        relay.wait_for_peers(2);
        let everybody = Program::start(&mut follower(&relay, &[]));
        let named = Program::start(&mut follower(&relay, &["--name", "marie", "--direction", "sent"]));
        // Both have begun once one has shown a frame and the other has named another one who said nothing.
        other.send(b"nobody");
        everybody.wait_for("nobody");
        wait::until("the name to be known", || {
            tp_ctl(&relay, &["name", &number_of(&relay, marie.addr()), "marie"]);
            marie.send(b"bonjour");
            named.printed().contains("bonjour")
        });
        assert!(!named.printed().contains("nobody"), "{}", named.printed());
        tp_ctl(&relay, &["name", &number_of(&relay, marie.addr()), "anne"]);
        tp_ctl(&relay, &["name", &number_of(&relay, other.addr()), "marie"]);
        wait::until("the name to be another's", || {
            other.send(b"salut");
            named.printed().contains("salut")
        });
    }
}

/// `tail -f` of a relay that says itself where its log is.
fn follower(relay: &Relay, more: &[&str]) -> Command {
    let mut command = relay.tp_ctl_command(&[&["tail", "-f"], more].concat());
    command.env_remove(LOG_DIR_VARIABLE);
    command
}

#[test]
fn a_file_that_is_not_of_names_is_told_of_once_and_the_log_is_read() {
    let (relay, _marie, _other) = marie_and_another();
    tp_ctl(&relay, &["rotate"]);
    fs::write(relay.log_dir().join("names.toml"), "version = 1\nroom = 7\n").expect("a file");
    for verb in [&["tail"][..], &["diagram"], &["tail", "--since", "1 h"], &["trace", "1"]] {
        let ended = relay.tp_ctl(verb);
        assert_eq!(ended.code, Some(0), "{ended:?}");
        assert!(ended.stdout.contains("bonjour"), "{ended:?}");
        assert_eq!((ended.stderr.matches("names.toml").count(), ended.stderr.lines().count()), (1, 1), "{ended:?}");
    }
    tp_ctl(&relay, &["verify"]);
    tp_ctl(&relay, &["peers", "--hints"]);
}
