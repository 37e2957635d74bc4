//! Facts in, hypotheses out: pure, so that every case can be a line of a test.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use crate::facts::{Answer, Facts, Here, Listener, Lookup, Outcome, Program, Try};

/// A host of the same network that is not there is given up by this machine itself, after this long
/// at least (three ARP requests, a second apart); a quicker "unreachable" was sent by somebody.
const ARP_GIVES_UP: Duration = Duration::from_millis(900);

/// What the facts mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// Whether a relay can be reached there and relays, as far as can be told without sending anything.
    pub reached: bool,
    /// Why, the likeliest first.
    pub hypotheses: Vec<Hypothesis>,
}

/// One explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hypothesis {
    /// How far the facts carry it.
    pub likelihood: Likelihood,
    /// What may be the cause.
    pub cause: Cause,
}

/// How far facts carry an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likelihood {
    /// It was seen.
    Seen,
    /// It explains the facts best.
    Likely,
    /// It would explain them too.
    Possible,
}

/// What may be the cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cause {
    /// All is well.
    Reached(SocketAddr),
    /// A relay of this machine is there, and reads nothing.
    Paused,
    /// A server of another kind greets there.
    Foreign(&'static str),
    /// Another program of this machine has the port.
    OtherProgram(Program),
    /// It accepts and closes: full, or the address is not admitted.
    ClosedAtOnce,
    /// No program of this machine listens on the port.
    NothingListens,
    /// None of that machine does.
    NotRunningThere,
    /// A program of this machine has the port, at another address of it.
    OtherAddress(Listener),
    /// A program of this machine listens for this machine alone.
    LoopbackOnly(SocketAddr),
    /// The same, over there.
    LoopbackThere,
    /// 127.0.0.1 is this machine, whoever types it.
    LoopbackTyped,
    /// 0.0.0.0 is for servers.
    UnspecifiedTyped,
    /// Finished connections hold the port, so many.
    TimeWait(usize),
    /// A relay of this machine listens on other ports.
    OtherPort(Vec<u16>),
    /// A program listens and takes no connections: it is stopped or busy.
    Stalled(Option<Program>),
    /// The machine is there, as another port shows, and swallows what is for this one.
    FirewallDrops(u16),
    /// Somebody on the way, or the machine itself, turns it back.
    FirewallRejects,
    /// Nothing of that machine answers: it is off, or elsewhere.
    NobodyThere,
    /// A firewall swallows everything.
    FirewallPerhaps,
    /// This machine has no way to that network.
    NoRoute,
    /// This machine lets no connection out.
    Denied,
    /// The name has no address.
    UnknownHost,
    /// No name server answers.
    SlowNames,
    /// A reason of which the system's words are all that is known.
    Other,
}

/// What the facts mean.
pub fn diagnose(facts: &Facts) -> Diagnosis {
    let mut hypotheses = match &facts.lookup {
        lookup if lookup.is_unanswered() => vec![(Likelihood::Likely, Cause::SlowNames)],
        Lookup::Unknown(_) | Lookup::Slow => vec![(Likelihood::Seen, Cause::UnknownHost)],
        Lookup::Found => facts.tries.iter().flat_map(|attempt| of_try(facts, attempt)).collect(),
    };
    let is_reached = |(_, cause): &(Likelihood, Cause)| matches!(cause, Cause::Reached(_));
    let reached = hypotheses.iter().any(is_reached);
    if reached {
        // An address of the name that is dead does not matter to a client that tries them all.
        hypotheses.retain(is_reached);
    }
    hypotheses.sort_by_key(|(likelihood, _)| *likelihood);
    let mut unique: Vec<Hypothesis> = Vec::new();
    for (likelihood, cause) in hypotheses {
        if unique.iter().all(|known| known.cause != cause) {
            unique.push(Hypothesis { likelihood, cause });
        }
    }
    Diagnosis { reached, hypotheses: unique }
}

fn of_try(facts: &Facts, attempt: &Try) -> Vec<(Likelihood, Cause)> {
    use Likelihood::{Likely, Possible, Seen};
    match &attempt.outcome {
        Outcome::Answered(answer) => vec![answered(facts, attempt, answer)],
        Outcome::Refused if attempt.own => refused_here(facts, attempt),
        // A firewall that refuses looks no different from a port where nobody listens.
        Outcome::Refused => {
            vec![(Likely, Cause::NotRunningThere), (Possible, Cause::LoopbackThere), (Possible, Cause::FirewallRejects)]
        }
        Outcome::TimedOut => timed_out(facts, attempt),
        Outcome::HostUnreachable if attempt.after < ARP_GIVES_UP || !attempt.answers_on.is_empty() => {
            vec![(Likely, Cause::FirewallRejects), (Possible, Cause::NoRoute)]
        }
        Outcome::HostUnreachable => vec![(Likely, Cause::NobodyThere)],
        Outcome::NetworkUnreachable => vec![(Seen, Cause::NoRoute)],
        Outcome::Denied => vec![(Likely, Cause::Denied)],
        Outcome::Other { .. } => match listener(facts, attempt).and_then(|listener| listener.program.as_ref()) {
            Some(program) if !program.is_relay() => vec![(Seen, Cause::OtherProgram(program.clone()))],
            _ => vec![(Seen, Cause::Other)],
        },
    }
}

fn timed_out(facts: &Facts, attempt: &Try) -> Vec<(Likelihood, Cause)> {
    use Likelihood::{Likely, Possible};
    match (listener(facts, attempt), attempt.answers_on.first()) {
        (Some(listener), _) => vec![(Likely, Cause::Stalled(listener.program.clone()))],
        (None, Some(&port)) => vec![(Likely, Cause::FirewallDrops(port))],
        (None, None) => vec![(Likely, Cause::NobodyThere), (Possible, Cause::FirewallPerhaps)],
    }
}

fn answered(facts: &Facts, attempt: &Try, answer: &Answer) -> (Likelihood, Cause) {
    let program = listener(facts, attempt).and_then(|listener| listener.program.as_ref());
    if let Some(program) = program.filter(|program| !program.is_relay()) {
        return (Likelihood::Seen, Cause::OtherProgram(program.clone()));
    }
    let is_known = program.is_some_and(|program| program.name == "tp-relais");
    match answer {
        Answer::Closed => (Likelihood::Likely, Cause::ClosedAtOnce),
        Answer::Spoke(bytes) if !is_known && let Some(name) = foreign(bytes) => {
            (Likelihood::Likely, Cause::Foreign(name))
        }
        // The relay itself says so.
        _ if attempt.own && facts.here.paused => (Likelihood::Seen, Cause::Paused),
        _ if is_known => (Likelihood::Seen, Cause::Reached(attempt.address)),
        // Many a server waits for its client to speak, and what is no greeting that we know may well come
        // from another client, through the relay.
        Answer::Silent | Answer::Spoke(_) => (Likelihood::Likely, Cause::Reached(attempt.address)),
    }
}

/// Servers that speak first, by how they begin.
fn foreign(greeting: &[u8]) -> Option<&'static str> {
    const GREETINGS: [(&[u8], &str); 8] = [
        (b"SSH-", "SSH"),
        (b"HTTP/", "HTTP"),
        (b"220 ", "FTP/SMTP"),
        (b"220-", "FTP/SMTP"),
        (b"+OK ", "POP3"),
        (b"* OK", "IMAP"),
        (b"RFB 0", "VNC"),
        (b"\xff\xfd", "Telnet"),
    ];
    GREETINGS.into_iter().find(|(begin, _)| greeting.starts_with(begin)).map(|(_, name)| name)
}

fn refused_here(facts: &Facts, attempt: &Try) -> Vec<(Likelihood, Cause)> {
    use Likelihood::{Likely, Possible};
    let (ip, here) = (attempt.address.ip(), &facts.here);
    let mut causes = Vec::new();
    if ip.is_unspecified() {
        causes.push((Likely, Cause::UnspecifiedTyped));
    }
    causes.push(although_it_listens(facts, attempt).unwrap_or_else(|| of_silence(here)));
    let is_relay_here = here.relay_ports.contains(&facts.port);
    if !here.relay_ports.is_empty() && !is_relay_here {
        causes.push((Likely, Cause::OtherPort(here.relay_ports.clone())));
    }
    if ip.to_canonical().is_loopback() && !is_relay_here {
        causes.push((Possible, Cause::LoopbackTyped));
    }
    causes
}

/// Why this address of the machine refuses while somebody listens on the port.
fn although_it_listens(facts: &Facts, attempt: &Try) -> Option<(Likelihood, Cause)> {
    use Likelihood::{Likely, Seen};
    let (meant, listeners) = (meant(attempt.address.ip()), &facts.here.listeners);
    let is_loopback = |one: &Listener| one.address.ip().to_canonical().is_loopback();
    let first = listeners.first()?;
    Some(match listener(facts, attempt) {
        // `[::]` takes IPv4 too, mostly; where that is refused, it seems to be there for IPv6 alone.
        Some(here) if here.address.ip() == Ipv6Addr::UNSPECIFIED && meant.is_ipv4() => {
            (Likely, Cause::OtherAddress(here.clone()))
        }
        Some(Listener { program: Some(program), .. }) if !program.is_relay() => {
            (Seen, Cause::OtherProgram(program.clone()))
        }
        Some(_) => (Likely, Cause::FirewallRejects),
        None if listeners.iter().all(is_loopback) && !meant.is_loopback() => (Seen, Cause::LoopbackOnly(first.address)),
        None => {
            let elsewhere = listeners.iter().find(|one| !is_loopback(one)).unwrap_or(first);
            (Seen, Cause::OtherAddress(elsewhere.clone()))
        }
    })
}

/// Why nobody listens on the port.
fn of_silence(here: &Here) -> (Likelihood, Cause) {
    match here.time_wait {
        0 if cfg!(target_os = "linux") => (Likelihood::Seen, Cause::NothingListens),
        0 => (Likelihood::Likely, Cause::NothingListens),
        count => (Likelihood::Likely, Cause::TimeWait(count)),
    }
}

/// Who of this machine listens where this attempt went: at that very address, or else at all of them.
fn listener<'a>(facts: &'a Facts, attempt: &Try) -> Option<&'a Listener> {
    let meant = meant(attempt.address.ip());
    let at = |ip: IpAddr| facts.here.listeners.iter().find(move |one| one.address.ip().to_canonical() == ip);
    let at_all_of_ipv4 = || at(Ipv4Addr::UNSPECIFIED.into()).filter(|_| meant.is_ipv4());
    let found = at(meant).or_else(at_all_of_ipv4).or_else(|| at(Ipv6Addr::UNSPECIFIED.into()));
    found.filter(|_| attempt.own)
}

/// Where a client gets that types this: the address for servers leads to its own machine.
pub(crate) fn meant(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    }
}

#[cfg(test)]
mod tests;
