//! `[limits]` of the configuration file.

use ipnet::IpNet;
use serde::{Deserialize, Deserializer};

use super::super::DEFAULT_CLIENTS_MAX;
use super::value::bounded;
use crate::gate::{GateRules, Rate};
use crate::room::{CHUNK_BYTES, Limits};

/// Part of the hard limit on a client's backlog above which the room waits for a live one: there
/// has to be room left for what is read before the wait begins.
const PAUSE_PART: u64 = 4;

/// `[limits]`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct LimitsSection {
    /// Most clients at once, 1 at least.
    #[serde(deserialize_with = "count")]
    pub clients: usize,
    /// Most clients at once from one address (an IPv6 one: its /64), 1 at least; this machine itself
    /// is exempt.
    #[serde(deserialize_with = "count")]
    pub clients_per_address: usize,
    /// Connections a second that are taken, 1 at least; the others wait.
    #[serde(deserialize_with = "rate")]
    pub connects_per_second: u32,
    /// Connections that are taken at once after a silence, 1 at least.
    #[serde(deserialize_with = "rate")]
    pub connects_burst: u32,
    /// Connections a second of one address, 1 at least; the others are refused. This machine itself
    /// is exempt.
    #[serde(deserialize_with = "rate")]
    pub connects_per_second_per_address: u32,
    /// Connections of one address at once after a silence, 1 at least.
    #[serde(deserialize_with = "rate")]
    pub connects_burst_per_address: u32,
    /// Only clients in these nets are let in; none named: all.
    #[serde(deserialize_with = "nets")]
    pub allow: Vec<IpNet>,
    /// Clients in these nets are not let in.
    #[serde(deserialize_with = "nets")]
    pub deny: Vec<IpNet>,
    /// A client with more bytes than this waiting for it is cut: 64 KiB, which is one frame, to
    /// 128 MiB, which is all that a room keeps.
    #[serde(deserialize_with = "backlog_bytes")]
    pub backlog_bytes: u64,
    /// What a room does about a client that is slow and alive.
    pub slow: Slow,
}

/// What a room does about a client that is slow and alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Slow {
    /// The room waits for it, as long as it takes what it is sent at a fair rate.
    Pause,
    /// Nobody waits: it is cut when its backlog is over the limit.
    Cut,
}

impl Default for LimitsSection {
    fn default() -> Self {
        let GateRules { clients_per_source_max, all, source, allow, deny, .. } = GateRules::default();
        LimitsSection {
            clients: DEFAULT_CLIENTS_MAX,
            clients_per_address: clients_per_source_max,
            connects_per_second: all.per_second,
            connects_burst: all.burst,
            connects_per_second_per_address: source.per_second,
            connects_burst_per_address: source.burst,
            allow,
            deny,
            backlog_bytes: Limits::default().backlog_bytes_max,
            slow: Slow::Pause,
        }
    }
}

impl LimitsSection {
    /// Who may come in.
    pub fn gate(&self) -> GateRules {
        GateRules {
            clients_max: self.clients,
            clients_per_source_max: self.clients_per_address,
            all: Rate { per_second: self.connects_per_second, burst: self.connects_burst },
            source: Rate { per_second: self.connects_per_second_per_address, burst: self.connects_burst_per_address },
            allow: self.allow.clone(),
            deny: self.deny.clone(),
        }
    }

    /// The rooms' bounds.
    pub fn room(&self) -> Limits {
        let usual = Limits::default();
        let backlog_bytes_pause = match self.slow {
            Slow::Pause => usual.backlog_bytes_pause.min(self.backlog_bytes / PAUSE_PART),
            Slow::Cut => u64::MAX,
        };
        Limits { backlog_bytes_max: self.backlog_bytes, backlog_bytes_pause, ..usual }
    }
}

fn count<'de, D: Deserializer<'de>>(deserializer: D) -> Result<usize, D::Error> {
    let clients = bounded(deserializer, 1..=i64::MAX as u64, "the most clients at once")?;
    Ok(usize::try_from(clients).unwrap_or(usize::MAX))
}

fn rate<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let rate = bounded(deserializer, 1..=1_000_000, "the number of connections")?;
    Ok(u32::try_from(rate).unwrap_or(u32::MAX))
}

fn backlog_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    let allowed = CHUNK_BYTES as u64..=Limits::default().held_bytes_max;
    bounded(deserializer, allowed, "the bytes that may wait for a client")
}

/// A net, or an address alone.
fn nets<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<IpNet>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts.iter().map(|text| net(text).map_err(serde::de::Error::custom)).collect()
}

fn net(text: &str) -> Result<IpNet, String> {
    let address = || text.parse().map(|ip: std::net::IpAddr| IpNet::from(ip.to_canonical()));
    text.parse()
        .or_else(|_| address())
        .map_err(|_| format!("{text:?} is no address and no net: 192.168.1.20, 192.168.1.0/24, 2001:db8::/32"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_hard_limit_does_not_make_the_pause_pointless() {
        let usual = Limits::default();
        for (max, pause) in [(usual.backlog_bytes_max, usual.backlog_bytes_pause), (64 * 1024, 16 * 1024)] {
            let limits = LimitsSection { backlog_bytes: max, ..LimitsSection::default() }.room();
            assert_eq!((limits.backlog_bytes_max, limits.backlog_bytes_pause), (max, pause));
        }
        assert_eq!(LimitsSection { slow: Slow::Cut, ..LimitsSection::default() }.room().backlog_bytes_pause, u64::MAX);
    }

    #[test]
    fn an_address_is_a_net_of_one() {
        let section: LimitsSection =
            toml::from_str("allow = [\"192.0.2.0/24\", \"2001:db8::1\"]\ndeny = [\"192.0.2.7\"]").expect("nets");
        assert_eq!(section.gate().allow[1].to_string(), "2001:db8::1/128");
        assert_eq!(section.gate().deny[0].to_string(), "192.0.2.7/32");
        let wrong = toml::from_str::<LimitsSection>("deny = [\"192.0.2.300\"]").expect_err("no address").to_string();
        assert!(wrong.contains("192.0.2.300") && wrong.contains("line 1"), "{wrong}");
    }
}
