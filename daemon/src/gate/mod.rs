//! Who may come in: the address filter, how many clients, how many from one place, how fast.
//!
//! Pure: it is told who comes and goes, and when; it knows no socket and no clock. Its memory is
//! bounded: a source is kept while a client of it is there or its rate is not forgotten, which takes
//! a few seconds, and no more connections a second are looked at than the rate of all allows.

mod bans;
mod bucket;
mod sources;

use std::net::IpAddr;
use std::time::Duration;

use ipnet::IpNet;

pub use self::bans::{Ban, Bans};
use self::bucket::Bucket;
use self::sources::Sources;
use crate::source::Source;

/// The rules of a gate.
#[derive(Debug, Clone)]
pub struct GateRules {
    /// Most clients at once, in all rooms together.
    pub clients_max: usize,
    /// Most clients at once from one source; this machine itself is exempt.
    pub clients_per_source_max: usize,
    /// New connections of all sources together: above it they wait in the kernel's backlog.
    pub all: Rate,
    /// New connections of one source: above it they are refused. This machine itself is exempt.
    pub source: Rate,
    /// Only clients in these nets may come in; none named: all.
    pub allow: Vec<IpNet>,
    /// Clients in these may not, whatever `allow` says.
    pub deny: Vec<IpNet>,
}

/// How many may come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate {
    /// Each second, in the long run.
    pub per_second: u32,
    /// At once, after a silence.
    pub burst: u32,
}

impl Default for GateRules {
    fn default() -> Self {
        GateRules {
            clients_max: 4096,
            clients_per_source_max: 64,
            all: Rate { per_second: 1000, burst: 1000 },
            source: Rate { per_second: 10, burst: 64 },
            allow: Vec::new(),
            deny: Vec::new(),
        }
    }
}

/// Why a client may not come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The address filter.
    Denied,
    /// A ban.
    Banned,
    /// All places are taken.
    Clients,
    /// All places of its source are taken.
    SourceClients,
    /// Its source comes too often.
    SourceRate,
}

impl Refusal {
    /// All of them.
    pub const ALL: [Refusal; 5] =
        [Refusal::Denied, Refusal::Banned, Refusal::Clients, Refusal::SourceClients, Refusal::SourceRate];

    /// The word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Refusal::Denied => "denied",
            Refusal::Banned => "banned",
            Refusal::Clients => "clients",
            Refusal::SourceClients => "address-clients",
            Refusal::SourceRate => "address-rate",
        }
    }
}

/// The gate of all rooms.
#[derive(Debug)]
pub struct Gate {
    rules: GateRules,
    bans: Bans,
    all: Bucket,
    sources: Sources,
    /// Clients inside.
    inside: usize,
}

impl Gate {
    /// A gate through which nobody has come yet.
    pub fn new(rules: GateRules) -> Gate {
        Gate { all: Bucket::full(rules.all), bans: Bans::default(), sources: Sources::default(), inside: 0, rules }
    }

    /// From now on these bans hold, unless a later list is here already.
    pub fn set_bans(&mut self, list: Vec<Ban>, version: u64) {
        self.bans.set(list, version);
    }

    /// The nets that are banned.
    pub fn banned(&self, now: Duration) -> Vec<IpNet> {
        self.bans.nets(now)
    }

    /// From now on other rules hold, for those who come.
    pub fn set_rules(&mut self, rules: GateRules) {
        self.rules = rules;
    }

    /// How long the next connection has to wait in the backlog.
    pub fn wait(&self, now: Duration) -> Duration {
        self.all.wait(self.rules.all, now)
    }

    /// A client comes from `ip`. If it may come in, its leaving has to be told with [`Gate::left`].
    ///
    /// # Errors
    ///
    /// Why it may not.
    pub fn admit(&mut self, ip: IpAddr, now: Duration) -> Result<Source, Refusal> {
        self.all.take(self.rules.all, now);
        self.sources.tidy(self.rules.source, now);
        let source = Source::of(ip);
        if !self.is_allowed(ip.to_canonical()) {
            return Err(Refusal::Denied);
        }
        if self.bans.holds(ip.to_canonical(), now) {
            return Err(Refusal::Banned);
        }
        if !source.is_loopback() && !self.sources.take(source, self.rules.source, now) {
            return Err(Refusal::SourceRate);
        }
        if self.inside >= self.rules.clients_max {
            return Err(Refusal::Clients);
        }
        if !source.is_loopback() && self.sources.clients(source) >= self.rules.clients_per_source_max {
            return Err(Refusal::SourceClients);
        }
        Ok(self.came(source))
    }

    /// A client that an earlier run let in is still there: it counts, and no rule is asked.
    pub fn resume(&mut self, ip: IpAddr) -> Source {
        self.came(Source::of(ip))
    }

    fn came(&mut self, source: Source) -> Source {
        self.inside += 1;
        self.sources.came(source, self.rules.source);
        source
    }

    /// A client that was let in has gone.
    pub fn left(&mut self, source: Source) {
        self.inside = self.inside.saturating_sub(1);
        self.sources.left(source);
    }

    fn is_allowed(&self, ip: IpAddr) -> bool {
        let within = |nets: &[IpNet]| nets.iter().any(|net| net.contains(&ip));
        (self.rules.allow.is_empty() || within(&self.rules.allow)) && !within(&self.rules.deny)
    }
}

#[cfg(test)]
mod tests;
