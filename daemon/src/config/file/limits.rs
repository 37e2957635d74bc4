//! `[limits]` of the configuration file.

use std::ops::RangeInclusive;
use std::time::Duration;

use ipnet::IpNet;
use serde::{Deserialize, Deserializer};

use super::super::DEFAULT_CLIENTS_MAX;
use super::value::{bounded, duration, worded};
use crate::gate::{GateRules, Rate};
use crate::room::{CHUNK_BYTES, Limits};

/// Part of the hard limit on a client's backlog above which the room waits for a live one: there
/// has to be room left for what is read before the wait begins.
const PAUSE_PART: u64 = 4;

const PAUSE_BYTES: RangeInclusive<u64> = 16 * 1024..=128 * 1024 * 1024;
const HELD_BYTES: RangeInclusive<u64> = 1024 * 1024..=16 * 1024 * 1024 * 1024;

/// What one client may cost the others.
const CREDITS: RangeInclusive<Duration> = Duration::from_millis(10)..=Duration::from_secs(10);
const CREDITS_ALLOWED: &str = "a duration from \"10ms\" to \"10s\", such as \"250ms\",";

/// Times that a client is given.
const TIMES: RangeInclusive<Duration> = Duration::from_millis(100)..=Duration::from_secs(3600);
const TIMES_ALLOWED: &str = "a duration from \"100ms\" to \"1h\", such as \"10s\" or \"1 min\",";

/// Idle times: a client may be silent for a night.
const IDLE: RangeInclusive<Duration> = Duration::from_millis(100)..=Duration::from_secs(36_500 * 24 * 3600);
const IDLE_ALLOWED: &str = "\"never\" or a duration from \"100ms\" to \"36500 days\", such as \"1h\" or \"30 min\",";

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
    /// From this backlog on the room waits for a client that is slow and alive: 16 KiB to 128 MiB,
    /// and at most a quarter of what a client may have waiting.
    #[serde(deserialize_with = "pause_bytes")]
    pub pause_bytes: u64,
    /// How long a client that is slow and has stalled may hold up the room: 10 ms to 10 s. What it
    /// takes earns it more, up to this.
    #[serde(deserialize_with = "pause_credit")]
    pub pause_credit: Duration,
    /// Bytes that a room keeps for all who are behind: 1 MiB to 16 GiB.
    #[serde(deserialize_with = "held_bytes")]
    pub held_bytes: u64,
    /// A client that takes nothing for so long while something waits for it is cut.
    #[serde(deserialize_with = "stall_timeout")]
    pub stall_timeout: Duration,
    /// How long a client that will send no more is still given what is for it.
    #[serde(deserialize_with = "half_close_timeout")]
    pub half_close_timeout: Duration,
    /// A client that neither sent nor was sent anything for so long is closed, `None` for never.
    #[serde(deserialize_with = "idle_timeout")]
    pub idle_timeout: Option<Duration>,
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
        let usual = Limits::default();
        LimitsSection {
            clients: DEFAULT_CLIENTS_MAX,
            clients_per_address: clients_per_source_max,
            connects_per_second: all.per_second,
            connects_burst: all.burst,
            connects_per_second_per_address: source.per_second,
            connects_burst_per_address: source.burst,
            allow,
            deny,
            backlog_bytes: usual.backlog_bytes_max,
            slow: Slow::Pause,
            pause_bytes: usual.backlog_bytes_pause,
            pause_credit: usual.pause_credit,
            held_bytes: usual.held_bytes_max,
            stall_timeout: usual.stall,
            half_close_timeout: usual.half_close,
            idle_timeout: usual.idle,
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
        let backlog_bytes_pause = match self.slow {
            Slow::Pause => self.pause_bytes.min(self.backlog_bytes / PAUSE_PART),
            Slow::Cut => u64::MAX,
        };
        Limits {
            backlog_bytes_max: self.backlog_bytes,
            backlog_bytes_pause,
            pause_credit: self.pause_credit,
            stall: self.stall_timeout,
            half_close: self.half_close_timeout,
            idle: self.idle_timeout,
            held_bytes_max: self.held_bytes,
            ..Limits::default()
        }
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

fn pause_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    bounded(deserializer, PAUSE_BYTES, "the backlog from which a room waits")
}

fn pause_credit<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let what = "the time that a slow client may hold up its room";
    worded(deserializer, what, CREDITS_ALLOWED, |text| duration(text, CREDITS))
}

fn held_bytes<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    bounded(deserializer, HELD_BYTES, "the bytes that a room keeps for those who are behind")
}

fn stall_timeout<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    worded(deserializer, "the time after which a stalled client is cut", TIMES_ALLOWED, |text| duration(text, TIMES))
}

fn half_close_timeout<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    let what = "the time that a client has for answers";
    worded(deserializer, what, TIMES_ALLOWED, |text| duration(text, TIMES))
}

fn idle_timeout<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Duration>, D::Error> {
    worded(deserializer, "the time after which an idle client is closed", IDLE_ALLOWED, |text| {
        if text == "never" { Some(None) } else { duration(text, IDLE).map(Some) }
    })
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
