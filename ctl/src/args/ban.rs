//! The arguments of `ban`.

use std::net::IpAddr;
use std::str::FromStr;
use std::time::Duration;

use ipnet::IpNet;
use jiff::{Span, SpanRelativeTo};
use tp_proto::control::{BAN_SECONDS_DEFAULT, BAN_SECONDS_MAX};

use super::time::in_english;
use crate::language::here;

/// The arguments of `ban`.
#[derive(Debug, clap::Args)]
pub(crate) struct BanArgs {
    /// Refuse this address, or this net, and cut who is there of it; without: list the bans. An IPv6
    /// address stands for its /64, unless a /PREFIX says otherwise
    #[arg(value_name = "ADDRESS[/PREFIX]")]
    pub(crate) net: Option<BanNet>,

    /// For how long: 1s to 30days, as `90s`, `10min`, `2h`, `1day 12h` [default: 10min]
    #[arg(long = "for", value_name = "TIME", requires = "net", conflicts_with = "lift")]
    pub(crate) time: Option<BanTime>,

    /// End the ban of this address or net
    #[arg(long, value_name = "ADDRESS[/PREFIX]", conflicts_with = "net")]
    pub(crate) lift: Option<BanNet>,

    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}

/// An address or a net, as it was written: the daemon says what is banned by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BanNet(pub(crate) String);

/// A text that is no net.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", here().ban_net_wanted())]
pub(crate) struct NotANet;

impl FromStr for BanNet {
    type Err = NotANet;

    fn from_str(text: &str) -> Result<BanNet, NotANet> {
        let is_net = text.parse::<IpAddr>().is_ok() || text.parse::<IpNet>().is_ok();
        if is_net { Ok(BanNet(text.to_owned())) } else { Err(NotANet) }
    }
}

/// How long a ban lasts, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BanTime(pub(crate) u64);

impl Default for BanTime {
    fn default() -> Self {
        BanTime(BAN_SECONDS_DEFAULT)
    }
}

/// A text that is no time for a ban.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", here().ban_time_wanted(BAN_SECONDS_MAX / 86_400))]
pub(crate) struct NotATime;

impl FromStr for BanTime {
    type Err = NotATime;

    fn from_str(text: &str) -> Result<BanTime, NotATime> {
        let span: Span = in_english(text.trim()).parse().map_err(|_| NotATime)?;
        let time = span.to_duration(SpanRelativeTo::days_are_24_hours()).map_err(|_| NotATime)?;
        let time = Duration::try_from(time).map_err(|_| NotATime)?;
        let seconds = time.as_secs();
        if (1..=BAN_SECONDS_MAX).contains(&seconds) { Ok(BanTime(seconds)) } else { Err(NotATime) }
    }
}

#[cfg(test)]
mod tests {
    use super::{BanNet, BanTime, NotATime};

    #[test]
    fn a_ban_lasts_a_second_to_thirty_days() {
        for (text, seconds) in [
            ("1s", 1),
            ("90s", 90),
            ("10min", 600),
            ("10 min", 600),
            ("1day 12h", 129_600),
            ("1 jour 12 heures", 129_600),
            ("30 days", 2_592_000),
        ] {
            assert_eq!(text.parse(), Ok(BanTime(seconds)), "{text}");
        }
        for text in ["", "0s", "500ms", "10", "-5min", "31days", "5min ago", "a while", "99999999999999 days"] {
            assert_eq!(text.parse::<BanTime>(), Err(NotATime), "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_no_ban() {
        for (text, good) in
            [("192.0.2.7", true), ("192.0.2.0/24", true), ("::1", true), ("poste-3", false), ("192.0.2.7/99", false)]
        {
            assert_eq!(text.parse::<BanNet>().is_ok(), good, "{text}");
        }
    }
}
