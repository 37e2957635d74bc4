//! `doctor`: hypotheses that fit what is the matter, worded as such, each with a next step.

use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;
use tp_testkit::netns::{Machines, SERVER};
use tp_testkit::{Relay, program, skip};

use crate::support::{Ran, command, run, run_to_end};

fn home() -> TempDir {
    tempfile::tempdir().expect("a directory")
}

fn doctor(arguments: &[&str]) -> Ran {
    let words: Vec<&str> = ["doctor"].iter().chain(arguments).copied().collect();
    run(home().path(), &words)
}

/// The codes of the hypotheses, the likeliest first.
fn codes(ran: &Ran) -> Vec<String> {
    let json = ran.json();
    assert_eq!(json["schema"], 1);
    assert_eq!(ran.code, if json["reached"] == true { 0 } else { 1 }, "{json}");
    let hypotheses = json["hypotheses"].as_array().expect("a list").clone();
    hypotheses.iter().map(|hypothesis| hypothesis["code"].as_str().expect("a code").to_owned()).collect()
}

/// How far the facts carry each of them.
fn likelihoods(ran: &Ran) -> Vec<Value> {
    let json = ran.json();
    json["hypotheses"].as_array().expect("a list").iter().map(|one| one["likelihood"].clone()).collect()
}

fn port_of(listener: &TcpListener) -> String {
    listener.local_addr().expect("an address").port().to_string()
}

#[test]
fn another_program_on_the_port_is_named() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = port_of(&listener);
    let ran = doctor(&["127.0.0.1", &port, "--json"]);
    assert_eq!(codes(&ran), ["other-program"]);
    assert_eq!(ran.json()["here"]["listeners"][0]["pid"], std::process::id());
    let told = doctor(&["127.0.0.1", &port]);
    assert!(told.stdout.contains(&format!("(process {}) has port {port}, and it is no tp-relais", std::process::id())));
    assert!(told.stdout.contains("\nFound: ") && told.stdout.contains("\n  Next: "), "{}", told.stdout);
}

#[test]
fn a_port_where_nobody_listens_is_told_with_the_command_that_starts_one() {
    let port = port_of(&TcpListener::bind("127.0.0.1:0").expect("a port"));
    let ran = doctor(&["127.0.0.1", &port]);
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.contains(&format!("127.0.0.1:{port} refused the connection")), "{}", ran.stdout);
    assert!(ran.stdout.contains(&format!("`tp-relais --listen {port}`")), "{}", ran.stdout);
    assert!(ran.stdout.contains("Perhaps: 127.0.0.1 always means the machine that one sits at"), "{}", ran.stdout);
    assert_eq!(codes(&doctor(&["127.0.0.1", &port, "--json"]))[0], "nothing-listens");
}

#[test]
fn a_relay_at_another_address_of_this_machine_is_told_with_that_address() {
    let relay = Relay::setup().listen("127.0.0.2:0").start();
    let (place, port) = (relay.addr(), relay.addr().port().to_string());
    let told = relay.tp_ctl(&["doctor", "127.0.0.1", &port]);
    let found = format!("Found: tp-relais (process {}) listens on port {port}", relay.pid());
    assert_eq!(told.code, Some(1), "{}", told.stdout);
    assert!(told.stdout.contains(&format!("{found}, but at another address: {place}.\n")), "{}", told.stdout);
    assert!(told.stdout.contains(&format!("  Next: use {place}, or ")), "{}", told.stdout);
    let ran = doctor(&["127.0.0.1", &port, "--json"]);
    assert_eq!(codes(&ran), ["other-address"]);
    assert_eq!(ran.json()["hypotheses"][0]["likelihood"], "seen");
}

#[test]
fn a_room_that_is_paused_is_said_to_be_with_the_command_that_has_it_go_on() {
    let relay = Relay::start();
    let port = relay.addr().port().to_string();
    let doctor = |relay: &Relay, more: &[&str]| relay.tp_ctl(&[&["doctor", "127.0.0.1", &port], more].concat());
    assert_eq!(doctor(&relay, &[]).code, Some(0));
    assert_eq!(relay.tp_ctl(&["pause"]).code, Some(0));
    let paused = doctor(&relay, &[]);
    assert_eq!(paused.code, Some(1), "{}", paused.stdout);
    assert!(paused.stdout.contains(&format!("Found: the relay is there, and its room on port {port} is paused")));
    assert!(paused.stdout.contains(&format!("`tp-ctl resume --room {port}`")), "{}", paused.stdout);
    assert!(doctor(&relay, &["--json"]).stdout.contains("\"code\":\"paused\""));
    assert_eq!(relay.tp_ctl(&["resume", "--room", &port]).code, Some(0));
    assert_eq!(doctor(&relay, &[]).code, Some(0));
}

#[test]
fn a_port_that_finished_connections_hold_is_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let place = listener.local_addr().expect("an address");
    let client = TcpStream::connect(place).expect("a connection");
    // Who closes first keeps the port: here the server, as a lesson's server that was ended.
    drop(listener.accept().expect("a connection"));
    drop(client);
    drop(listener);
    let port = place.port().to_string();
    let mut ran = doctor(&["127.0.0.1", &port, "--json"]);
    tp_testkit::wait::until("a finished connection", || {
        ran = doctor(&["127.0.0.1", &port, "--json"]);
        codes(&ran)[0] == "time-wait"
    });
    assert!(ran.json()["here"]["time_wait"].as_u64().is_some_and(|count| count > 0));
}

#[test]
fn a_name_that_nobody_knows_and_words_that_make_no_sense_are_told() {
    let ran = doctor(&["no-such-host.invalid", "12345", "--timeout", "20"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (1, ""));
    assert!(ran.stdout.contains("`no-such-host.invalid`"), "{}", ran.stdout);
    let hostile = doctor(&["a\u{1b}[2Jb", "1"]);
    assert_eq!(hostile.code, 1);
    assert!(hostile.stdout.contains("a\\x1b[2Jb"), "{}", hostile.stdout);
    for wrong in [&[][..], &["localhost", "0"], &["localhost", "x"], &["localhost", "1", "--timeout", "0"]] {
        assert_eq!(doctor(wrong).code, 2, "{wrong:?}");
    }
}

#[test]
fn what_a_banner_says_to_telephones_is_taken_and_two_ports_or_another_protocol_are_not() {
    let port = port_of(&TcpListener::bind("127.0.0.1:0").expect("a port"));
    let ran = doctor(&[&format!("tcp://127.0.0.1:{port}/"), "--json"]);
    assert_eq!((ran.json()["host"].as_str(), codes(&ran)[0].as_str()), (Some("127.0.0.1"), "nothing-listens"));
    assert_eq!(ran.json()["port"].to_string(), port);
    for (words, said) in [
        (&["127.0.0.1:22", "23"][..], ["22 behind the host", "23 after it"]),
        (&["http://127.0.0.1:8000/x"], ["`http://` is another protocol", "write 127.0.0.1:8000"]),
    ] {
        let ran = doctor(words);
        assert_eq!((ran.code, ran.stdout.as_str(), ran.stderr.lines().count()), (2, "", 1), "{ran:?}");
        assert!(said.iter().all(|said| ran.stderr.contains(said)), "{ran:?}");
    }
}

#[test]
fn it_speaks_french() {
    let port = port_of(&TcpListener::bind("127.0.0.1:0").expect("a port"));
    let home = home();
    let ran = run_to_end(command(home.path(), &["doctor", "127.0.0.1", &port]).env("LANG", "fr_FR.UTF-8"));
    let told = ran.stdout.replace('\u{a0}', " ");
    assert!(told.contains("a refusé la connexion") && told.contains("À faire : lancez-en un"), "{told}");
    assert!(told.contains("Peut-être : 127.0.0.1 désigne toujours"), "{told}");
}

/// `doctor --json` of a port of the relay's machine, run on the clients' machine.
fn from_client(machines: &Machines, host: &str, port: &str) -> Ran {
    let mut command = machines.on_client(env!("CARGO_BIN_EXE_tp-ctl"));
    let ended = program::run(command.args(["doctor", host, port, "--timeout", "2", "--json"]));
    Ran { code: ended.code.expect("an end"), stdout: ended.stdout, stderr: ended.stderr }
}

fn from_server(machines: &Machines, host: &str, port: &str) -> Ran {
    let mut words = machines.server_prefix();
    words.extend([env!("CARGO_BIN_EXE_tp-ctl"), "doctor", host, port, "--timeout", "2", "--json"].map(str::to_owned));
    let ended = program::run(Command::new(&words[0]).args(&words[1..]));
    Ran { code: ended.code.expect("an end"), stdout: ended.stdout, stderr: ended.stderr }
}

#[test]
fn on_two_machines_each_mistake_has_its_own_hypothesis() {
    let Some(machines) = Machines::new() else { return };
    let server = SERVER.to_string();
    let lan = machines.in_server(|| TcpListener::bind((SERVER, 0)).expect("a port"));
    let local = machines.in_server(|| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port"));
    let (lan_port, local_port) = (port_of(&lan), port_of(&local));

    let found = from_client(&machines, &server, &lan_port);
    assert_eq!((codes(&found), likelihoods(&found)), (vec!["reached".to_owned()], vec![Value::from("likely")]));
    let refused = from_client(&machines, &server, &local_port);
    assert_eq!(codes(&refused), ["not-running-there", "loopback-there", "firewall-rejects"]);
    assert_eq!(likelihoods(&refused), ["likely", "possible", "possible"]);
    let seen = from_server(&machines, &server, &local_port);
    assert_eq!(codes(&seen), ["loopback-only"]);
    assert!(seen.json()["hypotheses"][0]["cause"].as_str().is_some_and(|text| text.contains("127.0.0.1:")));
    // Another network, to which this machine has no way.
    assert_eq!(codes(&from_client(&machines, "10.78.0.1", "12345")), ["no-route"]);
    // A place of the same network where nobody is.
    let absent = codes(&from_client(&machines, "10.77.0.9", "12345"));
    assert_eq!(absent[0], "nobody-there", "{absent:?}");
}

/// Does something to the relay's machine with a program of iproute2; says that the test is left out where
/// the kernel cannot.
fn on_server(machines: &Machines, words: &str) -> Option<()> {
    let all: Vec<String> = machines.server_prefix().into_iter().chain(words.split(' ').map(str::to_owned)).collect();
    let ended = program::run(Command::new(&all[0]).args(&all[1..]));
    if ended.code != Some(0) {
        skip::skip(&format!("{words}: {}", ended.stderr.trim()));
    }
    (ended.code == Some(0)).then_some(())
}

#[test]
fn a_firewall_that_swallows_one_port_is_suspected() {
    let Some(machines) = Machines::new() else { return };
    let lan = machines.in_server(|| TcpListener::bind((SERVER, 0)).expect("a port"));
    let port = port_of(&lan);
    // What that port answers goes nowhere, as behind a firewall's rule for it.
    let rule = format!("ip rule add pref 10 ipproto tcp sport {port} blackhole");
    let Some(()) = on_server(&machines, &rule) else { return };
    let ran = from_client(&machines, &SERVER.to_string(), &port);
    assert_eq!(codes(&ran), ["firewall-drops"]);
    assert_eq!(ran.json()["tries"][0]["outcome"], "timed-out");
}

#[test]
fn a_machine_that_swallows_everything_may_be_off_or_behind_a_firewall() {
    let Some(machines) = Machines::new() else { return };
    let Some(()) = on_server(&machines, "ip route add blackhole 10.77.0.2/32") else { return };
    let ran = from_client(&machines, &SERVER.to_string(), "12345");
    assert_eq!(codes(&ran), ["nobody-there", "firewall-perhaps"]);
    assert_eq!(likelihoods(&ran), ["likely", "possible"]);
}
