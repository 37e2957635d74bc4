//! What is read of each thing that can be the matter, in both languages: as a pupil or an operator sees it.

use std::fmt::Write as _;
use std::time::Duration;

use tp_doctor::{Answer, Facts, Here, Listener, Lookup, Outcome, Program, Try, Words, diagnose};
use tp_language::Lang;

fn attempt(address: &str, own: bool, outcome: Outcome) -> Try {
    let address = address.parse().expect(address);
    Try { address, own, outcome, after: Duration::from_millis(3), answers_on: Vec::new() }
}

fn facts(tries: Vec<Try>) -> Facts {
    Facts { host: "192.168.1.20".into(), port: 12345, lookup: Lookup::Found, tries, here: Here::default() }
}

/// Another machine.
fn there(outcome: Outcome) -> Facts {
    facts(vec![attempt("192.168.1.20:12345", false, outcome)])
}

/// This machine, by an address of its own.
fn here(address: &str, outcome: Outcome, here: Here) -> Facts {
    let host = address.rsplit_once(':').expect(address).0.to_owned();
    Facts { host, here, ..facts(vec![attempt(address, true, outcome)]) }
}

fn has_port(address: &str, name: &str, stopped: bool) -> Here {
    let program = Program { pid: 4711, name: name.to_owned(), stopped };
    let listener = Listener { address: address.parse().expect(address), program: Some(program) };
    Here { listeners: vec![listener], ..Here::default() }
}

/// Somebody has the port who is not ours to see.
fn unnamed(address: &str) -> Here {
    let listener = Listener { address: address.parse().expect(address), program: None };
    Here { listeners: vec![listener], ..Here::default() }
}

fn named(host: &str, lookup: Lookup) -> Facts {
    Facts { host: host.into(), lookup, ..facts(Vec::new()) }
}

/// It took its time.
fn slow(facts: Facts) -> Facts {
    let tries = facts.tries.into_iter().map(|attempt| Try { after: Duration::from_millis(3100), ..attempt }).collect();
    Facts { tries, ..facts }
}

fn other(said: &str, number: i32) -> Outcome {
    Outcome::Other { said: said.to_owned(), number: Some(number) }
}

fn silent() -> Outcome {
    Outcome::Answered(Answer::Silent)
}

fn on_other_machines() -> Vec<(&'static str, Facts)> {
    let mut firewalled = slow(there(Outcome::TimedOut));
    firewalled.tries[0].answers_on = vec![22];
    let absent = slow(there(Outcome::HostUnreachable));
    vec![
        ("a relay", there(silent())),
        ("a relay in which somebody speaks", there(Outcome::Answered(Answer::Spoke(b"salut \x1b[2J".to_vec())))),
        ("a server for shells", there(Outcome::Answered(Answer::Spoke(b"SSH-2.0-OpenSSH_9.2\r\n".to_vec())))),
        ("a server that is full", there(Outcome::Answered(Answer::Closed))),
        ("nobody listens", there(Outcome::Refused)),
        ("nobody answers", slow(there(Outcome::TimedOut))),
        ("nobody answers on this port", firewalled),
        ("somebody turns it back", there(Outcome::HostUnreachable)),
        ("no such machine", absent),
        ("no way there", there(Outcome::NetworkUnreachable)),
        ("not let out", there(Outcome::Denied)),
        ("what we have no words for", there(other("No data available (os error 61)", 61))),
        ("too many files", there(other("Too many open files (os error 24)", 24))),
        ("a name without an address", named("serveur-du-prof", Lookup::Unknown("Name or service not known".into()))),
        ("names that nobody looks up", named("serveur-du-prof", Lookup::Slow)),
    ]
}

fn on_this_machine() -> Vec<(&'static str, Facts)> {
    let refused = |address, of| here(address, Outcome::Refused, of);
    let paused = Here { paused: true, ..has_port("[::]:12345", "tp-relais", false) };
    let relays = |ports: &[u16]| Here { relay_ports: ports.to_vec(), ..Here::default() };
    vec![
        ("nobody listens, and it is this machine that was meant", refused("127.0.0.1:12345", Here::default())),
        ("an address for servers", refused("0.0.0.0:12345", Here::default())),
        (
            "a relay for this machine alone",
            refused("192.168.1.20:12345", has_port("127.0.0.1:12345", "tp-relais", false)),
        ),
        (
            "a relay at another address",
            refused(
                "127.0.0.1:12345",
                Here { relay_ports: vec![12345], ..has_port("127.0.0.2:12345", "tp-relais", false) },
            ),
        ),
        (
            "a program at another address that is not ours to see",
            refused("127.0.0.1:12345", unnamed("192.168.1.20:12345")),
        ),
        ("one finished connection", refused("192.168.1.20:12345", Here { time_wait: 1, ..Here::default() })),
        ("finished connections", refused("192.168.1.20:12345", Here { time_wait: 3, ..Here::default() })),
        ("a relay on another port", refused("192.168.1.20:12345", relays(&[12346]))),
        ("relays on other ports", refused("192.168.1.20:12345", relays(&[12346, 12347]))),
        (
            "a program that is stopped",
            slow(here("192.168.1.20:12345", Outcome::TimedOut, has_port("0.0.0.0:12345", "python3", true))),
        ),
        (
            "a program that is busy",
            slow(here("192.168.1.20:12345", Outcome::TimedOut, has_port("0.0.0.0:12345", "python3", false))),
        ),
        ("another program", here("192.168.1.20:12345", silent(), has_port("0.0.0.0:12345", "python3", false))),
        ("the relay", here("127.0.0.1:12345", silent(), has_port("[::]:12345", "tp-relais", false))),
        ("a server that is not ours to see", here("127.0.0.1:12345", silent(), unnamed("0.0.0.0:12345"))),
        ("a relay that is paused", here("127.0.0.1:12345", silent(), paused)),
    ]
}

/// Each situation with what is said of it.
fn told(lang: Lang, situations: Vec<(&'static str, Facts)>) -> String {
    let mut text = String::new();
    for (situation, facts) in situations {
        let said = Words::new(lang).all(&facts, &diagnose(&facts));
        write!(text, "# {situation}\n{said}\n").expect("a text");
    }
    text
}

#[test]
fn whatever_is_the_matter_on_another_machine_is_told_with_what_to_do() {
    insta::assert_snapshot!("there_english", told(Lang::En, on_other_machines()));
    insta::assert_snapshot!("there_french", told(Lang::Fr, on_other_machines()));
}

#[test]
fn whatever_is_the_matter_on_this_machine_is_told_with_what_to_do() {
    insta::assert_snapshot!("here_english", told(Lang::En, on_this_machine()));
    insta::assert_snapshot!("here_french", told(Lang::Fr, on_this_machine()));
}
