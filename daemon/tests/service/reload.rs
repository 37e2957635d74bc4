//! SIGHUP: the whole configuration or none of it.

use std::fs;
use std::io::Read as _;
use std::net::TcpStream;

use nix::sys::signal::Signal;
use tp_testkit::traffic::End;
use tp_testkit::{Client, Relay, wait};

/// Configurations that are wrong in as many ways.
const BROKEN: [&str; 50] = [
    "end-word = 7",
    r#"end-word = "fin"#,
    r#"end-word = ["fin"]"#,
    "end-word = \"fin\"\nend-word = \"stop\"",
    "end-word",
    r#"= "fin""#,
    r#"listen = "12345""#,
    "listen = [12345]",
    r#"listen = ["12345=chat"]"#,
    r#"listen = ["70000"]"#,
    r#"listen = ["somewhere:12345"]"#,
    "listen = []",
    r#"listen = ["12345", "12345=echo"]"#,
    "unknown-key = 1",
    "[unknown-section]",
    "[limits",
    "[limits]\n[limits]",
    "limits = 1",
    "[[limits]]",
    "[limits]\nclients = 0",
    "[limits]\nclients = -1",
    "[limits]\nclients = \"many\"",
    "[limits]\nclients = 1.5",
    "[limits]\nclients = 99999999999999999999",
    "[limits]\nclients-per-address = 0",
    "[limits]\nconnects-per-second = \"fast\"",
    "[limits]\nconnects-burst = 0",
    "[limits]\nallow = [\"192.0.2.300\"]",
    "[limits]\nallow = \"192.0.2.0/24\"",
    "[limits]\ndeny = [\"192.0.2.0/33\"]",
    "[limits]\ndeny = [\"2001:db8::/129\"]",
    "[limits]\nidle-timeout = \"soon\"",
    "[limits]\nidle-timeout = 10",
    "[limits]\nstall-timeout = \"0s\"",
    "[limits]\nhalf-close-timeout = \"-1s\"",
    "[limits]\nslow = \"never\"",
    "[limits]\npause-credit = \"250\"",
    "[limits]\nbacklog-bytes = \"8 MiB\"",
    "[limits]\nheld-bytes = 0",
    "[limits]\nunknown = 1",
    "[frame-log]\nsegment-bytes = 1",
    "[frame-log]\nsegment-age = \"0s\"",
    "[frame-log]\nsync = \"sometimes\"",
    "[frame-log]\nretain-free-percent = 101",
    "[frame-log]\non-full = \"panic\"",
    "[frame-log]\npayload = \"head\"",
    "[frame-log]\npayload = \"head:x\"",
    "[frame-log]\nretain-age = \"1 fortnight\"",
    "[diagnostics]\nfiles = -1",
    "[diagnostics]\ndirectory = 1",
];

fn readies(relay: &Relay) -> usize {
    relay.manager().messages().iter().filter(|message| message.says("READY", "1")).count()
}

/// SIGHUP, then waits until the relay is ready again.
pub(crate) fn reload(relay: &Relay) {
    let before = readies(relay);
    relay.signal(Signal::SIGHUP);
    wait::until("the relay to be ready again", || readies(relay) > before);
}

fn configure(relay: &Relay, text: &str) {
    fs::write(relay.home().join("tp-relais.toml"), text).expect("the configuration");
}

fn start(text: &str) -> Relay {
    Relay::setup().listen("127.0.0.1:0=others").config(text).start()
}

/// Whether a client that sends `word` is taken leave of.
fn ends(relay: &Relay, word: &str) {
    let mut client = Client::connect(relay.addr());
    client.send(word.as_bytes());
    assert_eq!(client.wait_for_end(), End::Orderly);
}

#[test]
fn a_changed_configuration_holds_at_once_and_the_log_says_since_when() {
    let mut relay = start("end-word = \"fin\"");
    let mut early = Client::connect(relay.addr());
    relay.wait_for_peers(1);
    configure(&relay, "end-word = \"stop\"\n[limits]\nclients = 1\n");
    reload(&relay);
    // For those who are there too.
    early.send(b"fin");
    let mut refused = TcpStream::connect(relay.addr()).expect("the backlog takes it");
    assert_eq!(refused.read(&mut [0; 8]).unwrap_or(0), 0, "one client more than the limit was let in");
    assert_eq!(relay.peers().len(), 1);
    early.send(b"stop");
    early.wait_for_end();
    relay.stop();
    let said: Vec<u8> = fs::read_dir(relay.room_dir())
        .expect("a room's log")
        .flat_map(|entry| fs::read(entry.expect("an entry").path()).expect("a segment"))
        .collect();
    for word in ["reloaded", "SIGHUP"] {
        assert!(said.windows(word.len()).any(|window| window == word.as_bytes()), "no {word} in the log");
    }
}

#[test]
fn segments_are_rotated_and_synced_by_the_rules_of_the_new_configuration() {
    let mut relay = start("[frame-log]\nsync = \"never\"\n");
    let (mut sender, reader) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    for sync in ["always", "20ms", "never", "1s"] {
        let before = relay.status().frame_log.segments;
        configure(&relay, &format!("[frame-log]\nsync = \"{sync}\"\nsegment-bytes = 4096\n"));
        reload(&relay);
        sender.send_seeded(7, 20_000).expect("nobody is cut");
        wait::until("more segments", || relay.status().frame_log.segments > before);
    }
    relay.stop_and_check(vec![sender, reader], Vec::new());
    relay.start_again();
    assert!(relay.status().frame_log.segments > 2);
    configure(&relay, "[frame-log]\nretain-bytes = 8192\n");
    reload(&relay);
    wait::until("the oldest segments to go", || relay.status().frame_log.segments <= 2);
}

#[test]
fn what_waits_for_a_restart_is_told() {
    let mut relay = Relay::setup().config("listen = [\"127.0.0.1:0\"]").start();
    configure(&relay, "listen = [\"127.0.0.1:0=all\"]\n[frame-log]\npayload = \"size\"\n");
    reload(&relay);
    relay.stop();
    let complaint = relay.stderr();
    assert!(complaint.contains("listen, frame-log.payload waits for a restart"), "{complaint}");
}

#[test]
fn fifty_broken_configurations_leave_the_last_good_one() {
    let relay = start("end-word = \"fin\"");
    configure(&relay, "end-word = \"stop\"");
    reload(&relay);
    for (turn, broken) in BROKEN.iter().enumerate() {
        // What is right in it does not hold either.
        configure(&relay, &format!("#{turn}\n{broken}\n"));
        reload(&relay);
    }
    let unused = "the configuration is used as it was";
    relay.manager().wait_for("a status that says so", |messages| {
        messages.iter().filter_map(|message| message.get("STATUS")).rfind(|status| status.contains(unused)).map(drop)
    });
    let told = || relay.stderr().lines().filter(|line| line.contains("is not reloaded")).count();
    wait::until("a complaint for each", || told() >= BROKEN.len());
    let complaints = relay.stderr();
    assert_eq!(told(), BROKEN.len(), "{complaints}");
    assert!(complaints.contains("line 2, column ") && complaints.contains("line 3, column "));
    ends(&relay, "stop");
    configure(&relay, "end-word = \"enough\"");
    reload(&relay);
    ends(&relay, "enough");
    wait::until("the status to be as ever", || {
        let messages = relay.manager().messages();
        messages.iter().rev().find_map(|message| message.get("STATUS")).is_some_and(|status| !status.contains(unused))
    });
}

#[test]
fn a_thousand_signals_harm_nobody_and_the_last_configuration_holds() {
    let relay = start("end-word = \"fin\"");
    let (mut sender, reader) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    let descriptors = || fs::read_dir(format!("/proc/{}/fd", relay.pid())).expect("our own child").count();
    let before = descriptors();
    for turn in 0..1000_u32 {
        if turn % 100 == 0 {
            configure(&relay, &format!("end-word = \"word{turn}\""));
            sender.send_seeded(3, 10_000).expect("nobody is cut");
        }
        relay.signal(Signal::SIGHUP);
    }
    // The first may be one that had read the file before the last word stood in it.
    reload(&relay);
    reload(&relay);
    ends(&relay, "word900");
    wait::until("no descriptor more than before", || descriptors() <= before);
    // The last signals may still be at work.
    wait::until("as many ends of reloads as beginnings", || {
        let messages = relay.manager().messages();
        let count = |name: &str| messages.iter().filter(|message| message.says(name, "1")).count();
        count("READY") == count("RELOADING") + 1
    });
    relay.finish(vec![sender, reader], Vec::new());
}
