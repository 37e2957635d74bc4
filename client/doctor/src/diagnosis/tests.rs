//! Every case as a line: facts, and the hypotheses they carry.

use std::time::Duration;

use tp_language::Lang;

use super::*;
use crate::Words;
use crate::facts::Here;

fn attempt(address: &str, own: bool, outcome: Outcome) -> Try {
    let address = address.parse().expect(address);
    Try { address, own, outcome, after: Duration::from_millis(3), answers_on: Vec::new() }
}

fn facts(tries: Vec<Try>) -> Facts {
    Facts { host: "hôte".into(), port: 12345, lookup: Lookup::Found, tries, here: Here::default() }
}

fn listener(address: &str, name: &str, stopped: bool) -> Listener {
    let program = Program { pid: 7, name: name.to_owned(), stopped };
    Listener { address: address.parse().expect(address), program: Some(program) }
}

/// A place where somebody listens who is not ours to see.
fn unnamed(address: &str) -> Listener {
    Listener { address: address.parse().expect(address), program: None }
}

/// The codes of the hypotheses; whatever they are, both languages have words for them.
fn codes(facts: &Facts) -> Vec<&'static str> {
    let diagnosis = diagnose(facts);
    for lang in [Lang::En, Lang::Fr] {
        let text = Words::new(lang).all(facts, &diagnosis);
        assert!(!text.contains(['{', '$']) && text.lines().count() >= 3, "{text}");
        for hypothesis in &diagnosis.hypotheses {
            assert!(Words::new(lang).step(facts, hypothesis).len() > 10, "{hypothesis:?}");
        }
    }
    let reached = diagnosis.hypotheses.iter().any(|hypothesis| matches!(hypothesis.cause, Cause::Reached(_)));
    assert_eq!(diagnosis.reached, reached);
    diagnosis.hypotheses.iter().map(|hypothesis| hypothesis.cause.code()).collect()
}

fn there(outcome: Outcome) -> Vec<&'static str> {
    codes(&facts(vec![attempt("192.168.1.20:12345", false, outcome)]))
}

fn here(address: &str, outcome: Outcome, here: Here) -> Vec<&'static str> {
    codes(&Facts { here, ..facts(vec![attempt(address, true, outcome)]) })
}

#[test]
fn what_another_machine_does_is_explained() {
    assert_eq!(there(Outcome::Answered(Answer::Silent)), ["reached"]);
    assert_eq!(there(Outcome::Answered(Answer::Spoke(b"salut tout le monde".to_vec()))), ["reached"]);
    let chatty = facts(vec![attempt("192.168.1.20:12345", false, Outcome::Answered(Answer::Spoke(b"salut".to_vec())))]);
    let diagnosis = diagnose(&chatty);
    assert_eq!((diagnosis.reached, diagnosis.hypotheses[0].likelihood), (true, Likelihood::Likely));
    assert!(Words::new(Lang::En).all(&chatty, &diagnosis).contains("\nProbably: a relay can be reached"));
    assert_eq!(there(Outcome::Answered(Answer::Spoke(b"SSH-2.0-OpenSSH".to_vec()))), ["foreign"]);
    assert_eq!(there(Outcome::Answered(Answer::Closed)), ["closed-at-once"]);
    assert_eq!(there(Outcome::Refused), ["not-running-there", "loopback-there", "firewall-rejects"]);
    assert_eq!(there(Outcome::TimedOut), ["nobody-there", "firewall-perhaps"]);
    assert_eq!(there(Outcome::HostUnreachable), ["firewall-rejects", "no-route"]);
    assert_eq!(there(Outcome::NetworkUnreachable), ["no-route"]);
    assert_eq!(there(Outcome::Denied), ["denied"]);
    assert_eq!(there(Outcome::Other { said: "\u{1b}[2J".into(), number: None }), ["other"]);
}

#[test]
fn a_server_that_says_nothing_is_a_relay_for_certain_where_the_program_is_seen_alone() {
    let told = |facts: &Facts| {
        let diagnosis = diagnose(facts);
        let text = Words::new(Lang::En).all(facts, &diagnosis);
        (diagnosis.reached, diagnosis.hypotheses[0].likelihood, text)
    };
    let silent = || Outcome::Answered(Answer::Silent);
    let on_this = |who: Option<Listener>, paused| {
        let here = Here { listeners: who.into_iter().collect(), paused, ..Here::default() };
        Facts { here, ..facts(vec![attempt("10.0.0.5:12345", true, silent())]) }
    };
    let relay = |name| Some(listener("0.0.0.0:12345", name, false));
    for guessed in [
        facts(vec![attempt("192.168.1.20:12345", false, silent())]),
        on_this(None, false),
        on_this(Some(unnamed("0.0.0.0:12345")), false),
        on_this(relay("systemd"), false),
    ] {
        let (reached, likelihood, text) = told(&guessed);
        assert_eq!((reached, likelihood), (true, Likelihood::Likely), "{guessed:?}");
        assert!(
            text.contains("\nProbably: a relay can be reached at ") && text.contains("as a web server does too"),
            "{text}"
        );
    }
    let (reached, likelihood, text) = told(&on_this(relay("tp-relais"), false));
    assert_eq!((reached, likelihood), (true, Likelihood::Seen));
    assert!(text.contains("\nFound: a server can be reached at "), "{text}");
    // The relay itself has said that the room is paused, whether or not its process may be seen.
    assert_eq!(told(&on_this(Some(unnamed("0.0.0.0:12345")), true)).1, Likelihood::Seen);
}

#[test]
fn another_port_that_answers_means_a_firewall_and_a_slow_refusal_an_absent_machine() {
    let mut firewalled = attempt("192.168.1.20:12345", false, Outcome::TimedOut);
    firewalled.answers_on = vec![22];
    assert_eq!(codes(&facts(vec![firewalled])), ["firewall-drops"]);
    let mut absent = attempt("192.168.1.20:12345", false, Outcome::HostUnreachable);
    absent.after = Duration::from_secs(3);
    assert_eq!(codes(&facts(vec![absent])), ["nobody-there"]);
}

#[test]
fn what_this_machine_tells_of_its_port_is_used() {
    let refused = |address, listeners| here(address, Outcome::Refused, Here { listeners, ..Here::default() });
    assert_eq!(refused("10.0.0.5:12345", vec![listener("127.0.0.1:12345", "tp-relais", false)]), ["loopback-only"]);
    assert_eq!(refused("127.0.0.1:12345", vec![]), ["nothing-listens", "loopback-typed"]);
    assert_eq!(refused("0.0.0.0:12345", vec![])[..2], ["nothing-listens", "unspecified-typed"]);
    let waiting = Here { time_wait: 2, ..Here::default() };
    assert_eq!(here("10.0.0.5:12345", Outcome::Refused, waiting), ["time-wait"]);
    let elsewhere = Here { relay_ports: vec![12346], ..Here::default() };
    assert_eq!(here("10.0.0.5:12345", Outcome::Refused, elsewhere), ["nothing-listens", "other-port"]);
    let several = Here { relay_ports: vec![12346, 12347], ..Here::default() };
    let several = Facts { here: several, ..facts(vec![attempt("10.0.0.5:12345", true, Outcome::Refused)]) };
    assert_eq!(codes(&several), ["nothing-listens", "other-port"]);
    let text = Words::new(Lang::En).all(&several, &diagnose(&several));
    assert!(text.contains("use one of these") && !text.contains("use port"), "{text}");
    let stalled = |stopped| Here { listeners: vec![listener("0.0.0.0:12345", "python3", stopped)], ..Here::default() };
    for stopped in [false, true] {
        assert_eq!(here("10.0.0.5:12345", Outcome::TimedOut, stalled(stopped)), ["stalled"]);
    }
    let answered = |name| {
        let listeners = vec![listener("0.0.0.0:12345", name, false)];
        here("10.0.0.5:12345", Outcome::Answered(Answer::Silent), Here { listeners, ..Here::default() })
    };
    assert_eq!(answered("python3"), ["other-program"]);
    let resets = Outcome::Other { said: "reset".into(), number: None };
    assert_eq!(here("127.0.0.1:12345", resets, stalled(false)), ["other-program"], "it need not even answer");
    assert_eq!((answered("tp-relais"), answered("systemd")), (vec!["reached"], vec!["reached"]));
}

#[test]
fn a_port_that_is_taken_at_another_address_of_this_machine_is_not_said_to_be_free() {
    let likeliest = |asked: &str, listeners: Vec<Listener>| {
        let here = Here { listeners, relay_ports: vec![12345], ..Here::default() };
        let diagnosis = diagnose(&Facts { here, ..facts(vec![attempt(asked, true, Outcome::Refused)]) });
        (diagnosis.hypotheses[0].likelihood, diagnosis.hypotheses[0].cause.clone())
    };
    let relay = |address: &str| listener(address, "tp-relais", false);
    let (seen, likely) = (Likelihood::Seen, Likelihood::Likely);
    for (asked, at) in [
        ("127.0.0.1:12345", relay("127.0.0.2:12345")),
        ("127.0.0.1:12345", relay("192.168.1.20:12345")),
        ("0.0.0.0:12345", relay("127.0.0.2:12345")),
        ("[::1]:12345", relay("0.0.0.0:12345")),
        ("127.0.0.1:12345", listener("192.168.1.20:12345", "python3", false)),
        ("127.0.0.1:12345", unnamed("192.168.1.20:12345")),
    ] {
        assert_eq!(likeliest(asked, vec![at.clone()]), (seen, Cause::OtherAddress(at)), "{asked}");
    }
    let six = relay("[::]:12345");
    assert_eq!(likeliest("127.0.0.1:12345", vec![six.clone()]), (likely, Cause::OtherAddress(six)));
    let (local, lan) = (relay("127.0.0.1:12345"), relay("192.168.1.20:12345"));
    assert_eq!(likeliest("10.0.0.5:12345", vec![local.clone(), lan.clone()]), (seen, Cause::OtherAddress(lan)));
    let local_only = Cause::LoopbackOnly(local.address);
    assert_eq!(likeliest("10.0.0.5:12345", vec![local, relay("[::1]:12345")]), (seen, local_only));
    let turned_back = relay("0.0.0.0:12345");
    assert_eq!(likeliest("10.0.0.5:12345", vec![turned_back]), (likely, Cause::FirewallRejects));
}

#[test]
fn a_relay_at_another_address_of_this_machine_is_said_with_the_address_to_use() {
    let here = |listener| Here { listeners: vec![listener], relay_ports: vec![12345], ..Here::default() };
    let refused = |listener| {
        let facts = Facts { here: here(listener), ..facts(vec![attempt("[::1]:12345", true, Outcome::Refused)]) };
        assert_eq!(codes(&facts), ["other-address"]);
        Words::new(Lang::En).all(&facts, &diagnose(&facts))
    };
    let told = refused(listener("0.0.0.0:12345", "tp-relais", false));
    assert!(told.contains("tp-relais (process 7) listens on port 12345, but at another address: 0.0.0.0:"), "{told}");
    assert!(told.contains("Next: use 127.0.0.1:12345, or"), "{told}");
    let told = refused(unnamed("192.168.1.20:12345"));
    assert!(told.contains("Found: a program that this user may not see listens on port 12345"), "{told}");
}

#[test]
fn a_name_is_explained_and_one_good_address_of_it_is_enough() {
    let named = |lookup| codes(&Facts { lookup, ..facts(Vec::new()) });
    assert_eq!(named(Lookup::Unknown("Name or service not known".into())), ["unknown-host"]);
    for unanswered in ["Temporary failure in name resolution", "Non-recoverable failure in name resolution"] {
        assert_eq!(named(Lookup::Unknown(unanswered.into())), ["slow-names"]);
    }
    assert_eq!(named(Lookup::Slow), ["slow-names"]);
    let dead = attempt("[2001:db8::1]:12345", false, Outcome::NetworkUnreachable);
    let alive = attempt("192.168.1.20:12345", false, Outcome::Answered(Answer::Silent));
    assert_eq!(codes(&facts(vec![dead, alive])), ["reached"]);
}

#[test]
fn a_relay_of_this_machine_that_is_paused_is_not_said_to_relay() {
    let paused = |program: &str| Here {
        listeners: vec![listener("[::]:12345", program, false)],
        paused: true,
        ..Here::default()
    };
    let silent = || Outcome::Answered(Answer::Silent);
    assert_eq!(here("127.0.0.1:12345", silent(), paused("tp-relais")), ["paused"]);
    assert_eq!(here("127.0.0.1:12345", silent(), paused("systemd")), ["paused"]);
    assert_eq!(here("127.0.0.1:12345", silent(), paused("python3")), ["other-program"]);
    let elsewhere = facts(vec![attempt("192.168.1.20:12345", false, silent())]);
    assert_eq!(codes(&Facts { here: paused("tp-relais"), ..elsewhere }), ["reached"]);
}
