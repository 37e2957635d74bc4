//! `tp-ctl doctor`: why a relay cannot be reached. It asks the network; a daemon only where something
//! answers on this machine, whether the room there is paused, and does not wait for it.

use std::net::{Ipv6Addr, SocketAddr};

use std::io::Write as _;

use serde::Serialize;
use tp_doctor::{Answer, Diagnosis, Facts, Here, Hypothesis, Likelihood, Listener, Lookup, Outcome, Try, Words};
use tp_language::Lang;
use tp_proto::control::RoomStatus;

use crate::args::{Args, DoctorArgs};
use crate::connection;
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::output::{self, SCHEMA};

/// The lesson's port.
const DEFAULT_PORT: u16 = 12345;

pub(super) fn run(args: &Args, options: &DoctorArgs) -> Result<ExitCode, Error> {
    let (host, port) = place(&options.host, options.port)?;
    let mut facts = tp_doctor::examine(&host, port, options.timeout);
    facts.here.paused = is_paused(args, &facts);
    let diagnosis = tp_doctor::diagnose(&facts);
    let mut out = output::stdout();
    if options.json {
        output::print_json(&mut out, &DoctorJson::new(&facts, &diagnosis))?;
    } else {
        let words = Words::of_user();
        out.write_all(words.all(&facts, &diagnosis).as_bytes())?;
    }
    out.flush()?;
    Ok(if diagnosis.reached { ExitCode::Ok } else { ExitCode::Failed })
}

/// Whether a relay of this machine, if one can be asked, says that its room on that port is paused.
fn is_paused(args: &Args, facts: &Facts) -> bool {
    let answers = |attempt: &Try| attempt.own && matches!(attempt.outcome, Outcome::Answered(_));
    let status = if facts.tries.iter().any(answers) { connection::status_at_once(args) } else { None };
    let has_port = |room: &RoomStatus| room.listen.iter().any(|place| place.port() == facts.port);
    status.is_some_and(|status| status.rooms.iter().any(|room| room.paused && has_port(room)))
}

/// What was typed, where it may be `HOST:PORT` as well, or an IPv6 address in brackets, and `tcp://` before it.
fn place(typed: &str, port: Option<u16>) -> Result<(String, u16), Error> {
    let host = tp_doctor::without_scheme(typed).map_err(Error::OtherScheme)?;
    match (parts(host), port) {
        ((_, Some(own)), Some(other)) if own != other => Err(Error::TwoPorts { own, other }),
        ((host, own), port) => Ok((host, own.or(port).unwrap_or(DEFAULT_PORT))),
    }
}

/// The host, and the port that stands behind it.
fn parts(host: &str) -> (String, Option<u16>) {
    if let Ok(address) = host.parse::<SocketAddr>() {
        return (address.ip().to_string(), Some(address.port()).filter(|&port| port > 0));
    }
    let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(host);
    let named = host.split_once(':').and_then(|(name, port)| Some((name, port.parse::<u16>().ok()?)));
    match named {
        Some((name, port)) if port > 0 && host.parse::<Ipv6Addr>().is_err() => (name.to_owned(), Some(port)),
        _ => (bare.to_owned(), None),
    }
}

/// Schema 1 of `doctor --json`. Its sentences are English, whoever reads them.
#[derive(Debug, Serialize)]
struct DoctorJson<'a> {
    schema: u32,
    host: &'a str,
    port: u16,
    reached: bool,
    lookup: &'static str,
    tries: Vec<TryJson<'a>>,
    here: HereJson<'a>,
    hypotheses: Vec<HypothesisJson>,
}

#[derive(Debug, Serialize)]
struct TryJson<'a> {
    address: SocketAddr,
    own: bool,
    outcome: &'static str,
    after_ms: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
    answers_on: &'a [u16],
}

#[derive(Debug, Serialize)]
struct HereJson<'a> {
    listeners: Vec<ListenerJson<'a>>,
    time_wait: usize,
    relay_ports: &'a [u16],
}

#[derive(Debug, Serialize)]
struct ListenerJson<'a> {
    address: SocketAddr,
    pid: Option<u32>,
    name: Option<&'a str>,
    stopped: Option<bool>,
}

#[derive(Debug, Serialize)]
struct HypothesisJson {
    code: &'static str,
    likelihood: &'static str,
    cause: String,
    step: String,
}

impl<'a> DoctorJson<'a> {
    fn new(facts: &'a Facts, diagnosis: &Diagnosis) -> Self {
        let words = Words::new(Lang::En);
        let hypothesis = |hypothesis: &Hypothesis| HypothesisJson {
            code: hypothesis.cause.code(),
            likelihood: likelihood(hypothesis.likelihood),
            cause: words.cause(facts, hypothesis),
            step: words.step(facts, hypothesis),
        };
        DoctorJson {
            schema: SCHEMA,
            host: &facts.host,
            port: facts.port,
            reached: diagnosis.reached,
            lookup: lookup(&facts.lookup),
            tries: facts.tries.iter().map(TryJson::from).collect(),
            here: HereJson::from(&facts.here),
            hypotheses: diagnosis.hypotheses.iter().map(hypothesis).collect(),
        }
    }
}

impl<'a> From<&'a Try> for TryJson<'a> {
    fn from(attempt: &'a Try) -> Self {
        let said = match &attempt.outcome {
            Outcome::Answered(Answer::Spoke(bytes)) => Some(String::from_utf8_lossy(bytes).into_owned()),
            Outcome::Other { said, .. } => Some(said.clone()),
            _ => None,
        };
        TryJson {
            address: attempt.address,
            own: attempt.own,
            outcome: outcome(&attempt.outcome),
            after_ms: u64::try_from(attempt.after.as_millis()).unwrap_or(u64::MAX),
            said,
            answers_on: &attempt.answers_on,
        }
    }
}

impl<'a> From<&'a Here> for HereJson<'a> {
    fn from(here: &'a Here) -> Self {
        let listeners = here.listeners.iter().map(|Listener { address, program }| ListenerJson {
            address: *address,
            pid: program.as_ref().map(|program| program.pid),
            name: program.as_ref().map(|program| program.name.as_str()),
            stopped: program.as_ref().map(|program| program.stopped),
        });
        HereJson { listeners: listeners.collect(), time_wait: here.time_wait, relay_ports: &here.relay_ports }
    }
}

fn lookup(lookup: &Lookup) -> &'static str {
    match lookup {
        Lookup::Found => "found",
        Lookup::Unknown(_) => "unknown",
        Lookup::Slow => "slow",
    }
}

fn outcome(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Answered(Answer::Silent | Answer::Spoke(_)) => "answered",
        Outcome::Answered(Answer::Closed) => "closed",
        Outcome::Refused => "refused",
        Outcome::TimedOut => "timed-out",
        Outcome::HostUnreachable => "host-unreachable",
        Outcome::NetworkUnreachable => "network-unreachable",
        Outcome::Denied => "denied",
        Outcome::Other { .. } => "other",
    }
}

fn likelihood(likelihood: Likelihood) -> &'static str {
    match likelihood {
        Likelihood::Seen => "seen",
        Likelihood::Likely => "likely",
        Likelihood::Possible => "possible",
    }
}

#[cfg(test)]
mod tests {
    use super::place;

    #[test]
    fn a_port_behind_the_host_counts() {
        for (typed, host, port) in [
            ("localhost", "localhost", 1),
            ("localhost:22", "localhost", 22),
            ("192.168.1.20:12346", "192.168.1.20", 12346),
            ("::1", "::1", 1),
            ("[::1]", "::1", 1),
            ("[::1]:22", "::1", 22),
            ("localhost:0", "localhost:0", 1),
            ("tcp://localhost", "localhost", 1),
            ("tcp://[::1]:22", "::1", 22),
        ] {
            let given = Some(1).filter(|_| port == 1);
            assert_eq!(place(typed, given).expect("a place"), (host.to_owned(), port), "{typed}");
        }
        assert_eq!(place("localhost", None).expect("a place").1, 12345);
        assert_eq!(place("localhost:22", Some(22)).expect("the same port").1, 22);
        assert!(place("localhost:22", Some(23)).is_err() && place("http://localhost", None).is_err());
    }
}
