//! Facts and hypotheses as sentences.

use std::io;
use std::net::SocketAddr;

use tp_language::Lang;
use tp_proto::text::{harmless, visible};

use crate::diagnosis::{Cause, Diagnosis, Hypothesis, Likelihood, meant};
use crate::facts::{Answer, Facts, Listener, Lookup, Outcome, Program, Try};
use crate::language::Language;

/// Longest text of others that is quoted, in characters.
const QUOTED_MAX: usize = 60;

/// Says what was found, in one language.
pub struct Words(Language);

impl Words {
    /// In this language.
    pub fn new(lang: Lang) -> Words {
        Words(Language::new(lang))
    }

    /// In the user's language, in ASCII where the user's texts are no UTF-8.
    pub fn of_user() -> Words {
        Words(Language::of_user())
    }

    /// All there is to say, for people, with a line end behind each line.
    pub fn all(&self, facts: &Facts, diagnosis: &Diagnosis) -> String {
        let mut text: String = self.seen(facts).iter().map(|line| format!("{line}\n")).collect();
        for hypothesis in &diagnosis.hypotheses {
            let head = self.likelihood(hypothesis.likelihood);
            text += &format!("\n{head} {}\n", self.cause(facts, hypothesis));
            text += &format!("  {} {}\n", self.0.next(), self.step(facts, hypothesis));
        }
        harmless_lines(&text)
    }

    /// What was tried, and what came of it: a line each.
    pub fn seen(&self, facts: &Facts) -> Vec<String> {
        let host = quoted(&facts.host);
        match &facts.lookup {
            lookup if lookup.is_unanswered() => vec![self.0.seen_slow(&host)],
            Lookup::Unknown(_) | Lookup::Slow => vec![self.0.seen_unknown(&host)],
            Lookup::Found => facts.tries.iter().map(|attempt| self.attempt(attempt)).collect(),
        }
    }

    fn attempt(&self, attempt: &Try) -> String {
        let (words, address) = (&self.0, attempt.address.to_string());
        let after = words.took(attempt.after);
        match &attempt.outcome {
            Outcome::Answered(Answer::Silent) => words.seen_silent(&address, &after),
            Outcome::Answered(Answer::Spoke(bytes)) => words.seen_spoke(&address, &quoted(bytes.trim_ascii_end())),
            Outcome::Answered(Answer::Closed) => words.seen_closed(&address),
            Outcome::Refused => words.seen_refused(&address, &after),
            Outcome::TimedOut => words.seen_timed_out(&address, &after),
            Outcome::HostUnreachable => words.seen_host_unreachable(&address, &after),
            Outcome::NetworkUnreachable => words.seen_network_unreachable(&address),
            Outcome::Denied => words.seen_denied(&address),
            Outcome::Other { said, number } => words.seen_other(&address, &self.systems(said, *number)),
        }
    }

    /// What the system said, in our own words where there are some.
    fn systems(&self, said: &str, number: Option<i32>) -> String {
        let known = |number| self.0.cause(&io::Error::from_raw_os_error(number));
        number.map_or_else(|| quoted(said), known)
    }

    fn likelihood(&self, likelihood: Likelihood) -> String {
        match likelihood {
            Likelihood::Seen => self.0.found(),
            Likelihood::Likely => self.0.probably(),
            Likelihood::Possible => self.0.perhaps(),
        }
    }

    /// What may be the cause.
    pub fn cause(&self, facts: &Facts, hypothesis: &Hypothesis) -> String {
        let (words, port) = (&self.0, facts.port.to_string());
        match &hypothesis.cause {
            Cause::Reached(address) if hypothesis.likelihood == Likelihood::Seen => words.reached(&address.to_string()),
            Cause::Reached(address) if has_spoken(facts, *address) => words.reached_speaking(&address.to_string()),
            Cause::Reached(address) => words.reached_silent(&address.to_string()),
            Cause::Paused => words.paused(&port),
            Cause::Foreign(name) => words.foreign(name),
            Cause::OtherProgram(program) => words.other_program(&program.name, &program.pid.to_string(), &port),
            Cause::ClosedAtOnce => words.closed_at_once(),
            Cause::NothingListens => words.nothing_listens(&port),
            Cause::NotRunningThere => words.not_running_there(&port),
            Cause::OtherAddress(Listener { address, program }) => {
                words.other_address(&self.program(program.as_ref()), &address.to_string(), &port)
            }
            Cause::LoopbackOnly(place) => words.loopback_only(&place.to_string()),
            Cause::LoopbackThere => words.loopback_there(),
            Cause::LoopbackTyped => words.loopback_typed(&quoted(&facts.host)),
            Cause::UnspecifiedTyped => words.unspecified_typed(&quoted(&facts.host)),
            Cause::TimeWait(count) => words.time_wait(*count as u64, &port),
            Cause::OtherPort(ports) if ports.len() > 1 => words.other_ports(&listed(ports)),
            Cause::OtherPort(ports) => words.other_port(&listed(ports)),
            Cause::Stalled(Some(program)) if program.stopped => words.stopped(&program.name, &program.pid.to_string()),
            Cause::Stalled(program) => words.stalled(&self.program(program.as_ref()), &port),
            Cause::FirewallDrops(other) => words.firewall_drops(&other.to_string(), &port),
            Cause::FirewallRejects => words.firewall_rejects(),
            Cause::NobodyThere => words.nobody_there(),
            Cause::FirewallPerhaps => words.firewall_perhaps(),
            Cause::NoRoute => words.no_route(),
            Cause::Denied => words.denied(),
            Cause::UnknownHost => words.unknown_host(&quoted(&facts.host)),
            Cause::SlowNames => words.slow_names(),
            Cause::Other => words.other(),
        }
    }

    /// A program by name and number, where they are ours to see.
    fn program(&self, program: Option<&Program>) -> String {
        let named = |program: &Program| self.0.program(&program.name, &program.pid.to_string());
        program.map_or_else(|| self.0.unnamed_program(), named)
    }

    /// What to do about it.
    pub fn step(&self, facts: &Facts, hypothesis: &Hypothesis) -> String {
        let (words, port) = (&self.0, facts.port.to_string());
        match &hypothesis.cause {
            Cause::Reached(address) => words.reached_step(&typed(*address)),
            Cause::Paused => words.paused_step(&port),
            Cause::Foreign(_) => words.foreign_step(),
            Cause::OtherProgram(_) => words.other_program_step(),
            Cause::ClosedAtOnce => words.closed_at_once_step(),
            Cause::NothingListens => words.nothing_listens_step(&port),
            Cause::NotRunningThere => words.not_running_there_step(&port),
            Cause::OtherAddress(listener) => words.other_address_step(&typed(listener.address), &port),
            Cause::LoopbackOnly(_) => words.loopback_only_step(&port),
            Cause::LoopbackThere => words.loopback_there_step(&port),
            Cause::LoopbackTyped => words.loopback_typed_step(),
            Cause::UnspecifiedTyped => words.unspecified_typed_step(&port),
            Cause::TimeWait(_) => words.time_wait_step(),
            Cause::OtherPort(ports) if ports.len() > 1 => words.other_ports_step(),
            Cause::OtherPort(ports) => words.other_port_step(&ports.first().copied().unwrap_or_default().to_string()),
            Cause::Stalled(Some(program)) if program.stopped => words.stopped_step(&program.pid.to_string()),
            Cause::Stalled(_) => words.stalled_step(),
            Cause::FirewallDrops(_) | Cause::FirewallRejects => words.firewall_step(&port),
            Cause::FirewallPerhaps => words.firewall_perhaps_step(&quoted(&facts.host)),
            Cause::NobodyThere => words.nobody_there_step(),
            Cause::NoRoute => words.no_route_step(),
            Cause::Denied => words.denied_step(),
            Cause::UnknownHost => words.unknown_host_step(),
            Cause::SlowNames => words.slow_names_step(),
            Cause::Other => words.other_step(),
        }
    }
}

impl Cause {
    /// Its stable name, for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Cause::Reached(_) => "reached",
            Cause::Paused => "paused",
            Cause::Foreign(_) => "foreign",
            Cause::OtherProgram(_) => "other-program",
            Cause::ClosedAtOnce => "closed-at-once",
            Cause::NothingListens => "nothing-listens",
            Cause::NotRunningThere => "not-running-there",
            Cause::OtherAddress(_) => "other-address",
            Cause::LoopbackOnly(_) => "loopback-only",
            Cause::LoopbackThere => "loopback-there",
            Cause::LoopbackTyped => "loopback-typed",
            Cause::UnspecifiedTyped => "unspecified-typed",
            Cause::TimeWait(_) => "time-wait",
            Cause::OtherPort(_) => "other-port",
            Cause::Stalled(_) => "stalled",
            Cause::FirewallDrops(_) => "firewall-drops",
            Cause::FirewallRejects => "firewall-rejects",
            Cause::NobodyThere => "nobody-there",
            Cause::FirewallPerhaps => "firewall-perhaps",
            Cause::NoRoute => "no-route",
            Cause::Denied => "denied",
            Cause::UnknownHost => "unknown-host",
            Cause::SlowNames => "slow-names",
            Cause::Other => "other",
        }
    }
}

/// The start of a text of others, safe to show.
fn quoted(text: impl AsRef<[u8]>) -> String {
    visible(text.as_ref()).chars().take(QUOTED_MAX).collect()
}

fn has_spoken(facts: &Facts, address: SocketAddr) -> bool {
    let spoke = |attempt: &Try| matches!(attempt.outcome, Outcome::Answered(Answer::Spoke(_)));
    facts.tries.iter().any(|attempt| attempt.address == address && spoke(attempt))
}

fn listed(ports: &[u16]) -> String {
    ports.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
}

/// As `tp-client` takes it.
fn typed(address: SocketAddr) -> String {
    SocketAddr::new(meant(address.ip()), address.port()).to_string()
}

fn harmless_lines(text: &str) -> String {
    text.lines().map(|line| format!("{}\n", harmless(line))).collect()
}
