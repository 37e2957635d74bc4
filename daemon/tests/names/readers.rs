//! Names in what reads the frame log, which has none of them.

use std::fs;

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
    let relay = Relay::start();
    let (mut marie, mut other) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    let follower = Program::start(&mut relay.tp_ctl_command(&["tail", "-f", "--name", "marie", "--direction", "sent"]));
    wait::until("the name to be known", || {
        other.send(b"nobody");
        tp_ctl(&relay, &["name", &number_of(&relay, marie.addr()), "marie"]);
        marie.send(b"bonjour");
        follower.printed().contains("bonjour")
    });
    assert!(!follower.printed().contains("nobody"), "{}", follower.printed());
}

#[test]
fn a_file_that_is_not_of_names_is_told_of_once_and_the_log_is_read() {
    let (relay, _marie, _other) = marie_and_another();
    fs::write(relay.log_dir().join("names.toml"), "version = 1\nroom = 7\n").expect("a file");
    let ended = relay.tp_ctl(&["tail"]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.stdout.contains("bonjour"), "{ended:?}");
    assert_eq!(ended.stderr.matches("names.toml").count(), 1, "{}", ended.stderr);
}
