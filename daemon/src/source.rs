//! Where a client comes from, as far as limits are concerned.

use std::net::{IpAddr, Ipv6Addr};

/// A source of clients: an IPv4 address, or the /64 of an IPv6 one, which a single host fills as it
/// likes (RFC 8981 makes it change its address every day).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source(IpAddr);

impl Source {
    /// The source of a client at `ip`.
    pub fn of(ip: IpAddr) -> Source {
        Source(match ip.to_canonical() {
            IpAddr::V6(v6) if !v6.is_loopback() => IpAddr::V6(Ipv6Addr::from(u128::from(v6) >> 64 << 64)),
            other => other,
        })
    }

    /// Whether it is this machine itself, for which no limit by address holds.
    pub fn is_loopback(self) -> bool {
        self.0.is_loopback()
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_host_has_one_source_however_many_addresses_it_makes_up() {
        let source = |text: &str| Source::of(text.parse().unwrap());
        assert_eq!(source("2001:db8:1:2::1"), source("2001:db8:1:2:aaaa:bbbb:cccc:dddd"));
        assert_ne!(source("2001:db8:1:2::1"), source("2001:db8:1:3::1"));
        assert_eq!(source("::ffff:192.0.2.1"), source("192.0.2.1"));
        assert_ne!(source("192.0.2.1"), source("192.0.2.2"));
        assert!(source("::1").is_loopback() && source("127.0.0.9").is_loopback() && !source("::2").is_loopback());
    }
}
