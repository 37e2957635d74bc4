//! Nets that are refused for a time: what the gate knows of them.

use std::net::IpAddr;
use std::time::Duration;

use ipnet::IpNet;

/// A net that is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ban {
    /// Who.
    pub net: IpNet,
    /// Until when, on the relay's clock.
    pub until: Duration,
}

/// All that hold, as somebody last listed them; those that are over are not looked at.
#[derive(Debug, Clone, Default)]
pub struct Bans {
    list: Vec<Ban>,
    /// The list's number: a later one has a higher one.
    version: u64,
}

impl Bans {
    /// Takes a list, unless it is older than the one there is: two who change bans at the same time
    /// do not wait for one another.
    pub fn set(&mut self, list: Vec<Ban>, version: u64) {
        if version >= self.version {
            *self = Bans { list, version };
        }
    }

    /// Whether a client at `ip`, a canonical address, is refused.
    pub fn holds(&self, ip: IpAddr, now: Duration) -> bool {
        self.list.iter().any(|ban| now < ban.until && ban.net.contains(&ip))
    }

    /// The nets that are refused.
    pub fn nets(&self, now: Duration) -> Vec<IpNet> {
        self.list.iter().filter(|ban| now < ban.until).map(|ban| ban.net).collect()
    }
}
