//! `doctor` as people read it, in both languages. Each case that there is stands in the tests of what it
//! asks, tp-doctor; here are some that a machine by itself can be in.

use std::net::TcpListener;

use regex::Regex;
use tempfile::TempDir;
use tp_testkit::Relay;

use crate::support::{Ran, command, run};

/// What is said of a port, which has another number each time, as the process that has it does.
fn read(locale: &str, port: u16) -> String {
    let home = TempDir::new().expect("a folder");
    let number = port.to_string();
    let args = ["doctor", "127.0.0.1", &number, "--timeout", "20"];
    let ran = Ran::new(command(home.path(), &args).env("LC_ALL", locale).output().expect("the program runs"));
    // The relays of other tests are on this machine, too.
    let others = Regex::new("(relays?|tp-relais) (of this|de cette) machine (listen|écoute)").expect("an expression");
    let paragraphs = ran.stdout.split("\n\n").filter(|paragraph| !others.is_match(paragraph));
    let said = paragraphs.map(str::trim_end).collect::<Vec<_>>().join("\n\n").replace(&number, "[port]");
    let time = Regex::new("(after|au bout de)([ \u{a0}])[0-9.,]+[ \u{a0}]m?s").expect("an expression");
    let said = time.replace_all(&said, "$1$2[time]").into_owned();
    let program = Regex::new(r"[^ ]+ \((process|processus) [0-9]+\)").expect("an expression");
    let said = program.replace_all(&said, "[program] ($1 [pid])");
    format!("{said}\n--- {}\n{}", ran.code, ran.stderr)
}

macro_rules! looks {
    ($english:literal, $french:literal, $port:expr) => {
        insta::assert_snapshot!($english, read("en_GB.UTF-8", $port));
        insta::assert_snapshot!($french, read("fr_FR.UTF-8", $port));
    };
}

fn port_of(listener: &TcpListener) -> u16 {
    listener.local_addr().expect("an address").port()
}

/// A port that nobody has, and that no finished connection of another test holds.
fn free() -> u16 {
    let home = TempDir::new().expect("a folder");
    let mut ports = (0..20).map(|_| port_of(&TcpListener::bind("127.0.0.1:0").expect("a port")));
    let is_free = |port: &u16| {
        let ran = run(home.path(), &["doctor", "127.0.0.1", &port.to_string(), "--json"]);
        ran.json()["here"]["time_wait"] == 0
    };
    ports.find(is_free).expect("one port of twenty")
}

#[test]
fn a_port_that_nobody_has_and_one_that_another_program_has_are_told_apart() {
    let free = free();
    looks!("doctor_refused_english", "doctor_refused_french", free);
    let other = TcpListener::bind("127.0.0.1:0").expect("a port");
    looks!("doctor_other_english", "doctor_other_french", port_of(&other));
}

#[test]
fn a_relay_that_answers_is_said_to() {
    let relay = Relay::start();
    looks!("doctor_reached_english", "doctor_reached_french", relay.addr().port());
}
