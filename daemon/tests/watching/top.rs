//! The full screen, in a real terminal.

use std::fs;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tp_testkit::pane::Pane;
use tp_testkit::{Client, Relay, wait};

use crate::{connect_from, is_closed};

pub(crate) fn wait_for(pane: &Pane, text: &str) {
    wait::until(&format!("{text:?} on the screen"), || pane.screen().contains(text));
}

/// The number of the only tp-ctl of this test.
pub(crate) fn pid_of_top(relay: &Relay) -> Option<i32> {
    pids_of_top(relay).pop()
}

/// The numbers of all tp-ctl of this test: their panes' shells have them as their children.
pub(crate) fn pids_of_top(relay: &Relay) -> Vec<i32> {
    let wanted = format!("{}={}", tp_proto::places::RUNTIME_DIR_VARIABLE, relay.runtime_dir().display());
    let processes =
        std::fs::read_dir("/proc").expect("/proc").filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let processes = processes.filter_map(|name| name.parse::<i32>().ok());
    let is_ours = |pid: &i32| {
        let read = |file: &str| std::fs::read(format!("/proc/{pid}/{file}")).unwrap_or_default();
        let is_top = read("cmdline").split(|&byte| byte == 0).nth(1) == Some(b"top");
        is_top && read("environ").split(|&byte| byte == 0).any(|variable| variable == wanted.as_bytes())
    };
    processes.filter(is_ours).collect()
}

#[test]
fn the_star_shows_who_is_there_and_what_is_said_and_the_terminal_is_as_it_was() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..3).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(3);
    let Some(pane) = Pane::start(&relay.tp_ctl_command(&["top"])) else { return };
    clients.iter().for_each(|client| wait_for(&pane, &client.addr().to_string()));
    wait_for(&pane, "server");
    clients[0].send("Bonjour à tous \u{1b}]0;title\u{7}".as_bytes());
    wait_for(&pane, "Bonjour à tous \\x1b]0;title");
    // The first is chosen, sent away, and has gone.
    pane.press("Down");
    pane.press("k");
    wait_for(&pane, "y/n");
    pane.press("y");
    wait::until("one to be sent away", || relay.peers().len() == 2);
    wait_for(&pane, "2 clients");
    pane.press("t");
    wait_for(&pane, "CLIENT");
    pane.press("q");
    assert_eq!(pane.wait_for_exit(), 0);
    assert_eq!(pane.obeyed(), None);
}

#[test]
fn a_ban_says_before_and_after_what_the_verb_says() {
    let state = tempfile::tempdir().expect("a directory");
    let relay = Relay::setup().env("STATE_DIRECTORY", state.path()).start();
    // What nobody can put a file in place of, not even root.
    let bans = state.path().join("bans.toml");
    fs::create_dir_all(bans.join("full")).expect("a folder");
    let (pair, _other) = ([66, 66].map(|host| connect_from(host, relay.addr())), connect_from(67, relay.addr()));
    relay.wait_for_peers(3);
    let Some(pane) = Pane::start(&relay.tp_ctl_command(&["top"])) else { return };
    wait_for(&pane, "3 clients");
    pane.press("Down");
    pane.press("b");
    for words in
        ["2 clients are cut: 1, 2", "warning: 127.0.0.66 is this machine", "Ban 127.0.0.66 for 10\u{a0}min? y/n"]
    {
        wait_for(&pane, words);
    }
    pane.press("y");
    let unkept = format!("cannot write {}: Is a directory", bans.display());
    for words in
        ["127.0.0.66 is banned for 10\u{a0}min, until ", "2 clients of it were cut", "is this machine", &unkept]
    {
        wait_for(&pane, words);
    }
    assert!(pair.into_iter().all(is_closed));
    relay.wait_for_peers(1);
    pane.press("q");
    assert_eq!(pane.wait_for_exit(), 0);
    assert_eq!(pane.obeyed(), None);
}

#[test]
fn a_daemon_that_goes_away_is_waited_for() {
    let mut relay = Relay::start();
    let Some(pane) = Pane::start(&relay.tp_ctl_command(&["top"])) else { return };
    wait_for(&pane, "Nobody is connected.");
    relay.kill9();
    wait_for(&pane, "The daemon has gone");
    relay.start_again();
    let client = Client::connect(relay.addr());
    wait_for(&pane, &client.addr().to_string());
    assert!(!pane.screen().contains("has gone"));
    pane.press("C-c");
    assert_eq!(pane.wait_for_exit(), 0);
    assert_eq!(pane.obeyed(), None);
}

#[test]
fn a_signal_leaves_the_terminal_as_it_was() {
    let relay = Relay::start();
    for signal in [Signal::SIGTERM, Signal::SIGINT, Signal::SIGHUP] {
        let Some(pane) = Pane::start(&relay.tp_ctl_command(&["top"])) else { return };
        wait_for(&pane, "Nobody is connected.");
        let pid = wait::until_some("tp-ctl", || pid_of_top(&relay));
        kill(Pid::from_raw(pid), signal).expect("our own process");
        assert_eq!(pane.wait_for_exit(), 0, "{signal}");
        assert_eq!(pane.obeyed(), None, "{signal}");
    }
}

#[test]
fn it_ends_with_its_terminal() {
    let relay = Relay::start();
    let Some(pane) = Pane::start(&relay.tp_ctl_command(&["top"])) else { return };
    wait_for(&pane, "Nobody is connected.");
    wait::until_some("tp-ctl", || pid_of_top(&relay));
    drop(pane);
    wait::until("tp-ctl to end", || pid_of_top(&relay).is_none());
}

#[test]
fn without_a_terminal_it_says_so_in_one_sentence() {
    let relay = Relay::start();
    let ended = relay.tp_ctl(&["top"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(2), ""));
    assert_eq!(ended.stderr.lines().count(), 1, "{ended:?}");
    let Some(pane) = Pane::start(&relay.tp_ctl_command(&["top", "--room", "1"])) else { return };
    assert_eq!(pane.wait_for_exit(), 1);
    assert!(pane.screen().contains(&format!("no room 1: there are {}", relay.addr().port())));
}
