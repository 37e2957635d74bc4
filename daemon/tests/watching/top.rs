//! The full screen, in a real terminal.

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tp_testkit::pane::Pane;
use tp_testkit::{Client, Relay, wait};

/// What is said at a time: far more than the relay may keep.
const SAID_BYTES: u64 = 16 * 1024 * 1024;

/// What readers that are late for a moment may have the relay keep more than before: a backlog of theirs.
const KEPT_BYTES_MAX: u64 = 8 * 1024 * 1024;

fn wait_for(pane: &Pane, text: &str) {
    wait::until(&format!("{text:?} on the screen"), || pane.screen().contains(text));
}

/// The number of the only tp-ctl of this test.
fn pid_of_top(relay: &Relay) -> Option<i32> {
    pids_of_top(relay).pop()
}

/// The numbers of all tp-ctl of this test: their panes' shells have them as their children.
fn pids_of_top(relay: &Relay) -> Vec<i32> {
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

/// The most memory that a process ever had, in bytes (`VmHWM`, proc_pid_status(5)).
fn peak_bytes(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a process of ours");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line for it");
    line.trim_end_matches("kB").trim().parse::<u64>().expect("a number") * 1024
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

#[test]
fn neither_one_that_runs_nor_one_that_is_stopped_holds_anybody_up_or_has_the_relay_keep_more() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..4).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(4);
    let before = say_so_much(&relay, &mut clients);
    let Some(running) = Pane::start(&relay.tp_ctl_command(&["top"])) else { return };
    wait_for(&running, "4 clients");
    let runs = wait::until_some("the first top", || pid_of_top(&relay));
    let Some(stopped) = Pane::start(&relay.tp_ctl_command(&["top"])) else { return };
    wait_for(&stopped, "4 clients");
    let another = || pids_of_top(&relay).into_iter().find(|&pid| pid != runs);
    let stops = Pid::from_raw(wait::until_some("the second top", another));
    kill(stops, Signal::SIGSTOP).expect("our own process");
    let peak = (0..3).map(|_| say_so_much(&relay, &mut clients)).last().expect("it said something");
    assert!(peak <= before + KEPT_BYTES_MAX, "{before} bytes without top, {peak} with two");
    // The one that runs has not missed the end, and the other sees it as soon as it may.
    clients[1].send("au revoir".as_bytes());
    wait_for(&running, "au revoir");
    assert!(!stopped.screen().contains("au revoir"), "it was not stopped");
    kill(stops, Signal::SIGCONT).expect("our own process");
    wait_for(&stopped, "au revoir");
    for pane in [&running, &stopped] {
        pane.press("q");
        assert_eq!(pane.wait_for_exit(), 0);
    }
    relay.finish(clients, Vec::new());
}

/// The first client says [`SAID_BYTES`], which the others have behind it, and nobody is owed anything. Gives
/// the most memory that the relay had.
fn say_so_much(relay: &Relay, clients: &mut [Client]) -> u64 {
    let received = |client: &Client| client.received_bytes().expect("it reads");
    let due = received(&clients[1]) + SAID_BYTES;
    clients[0].send_seeded(7, SAID_BYTES).expect("the relay reads");
    clients[1..].iter().for_each(|client| client.wait_for_bytes(due));
    wait::until("no backlog", || relay.peers().iter().all(|peer| peer.backlog_bytes == 0));
    peak_bytes(relay.pid())
}
