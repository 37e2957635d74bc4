//! Which net a person means, and whether this machine is in it.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// The net of a host that makes up its addresses as it likes (RFC 8981).
const HOST_OF_IPV6: u8 = 64;

/// The IPv4 addresses among those of IPv6 (RFC 4291, section 2.5.5.2).
const MAPPED: u8 = 96;

/// A text that is no net.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is no address and no net: 192.168.1.20, 192.168.1.0/24 and 2001:db8::/32 are")]
pub struct NotANet(String);

/// The net that `text` names: an address alone is itself, or the /64 of an IPv6 one; an IPv4 address
/// inside an IPv6 one is the IPv4 address.
///
/// # Errors
///
/// It names none.
pub fn net_of(text: &str) -> Result<IpNet, NotANet> {
    let not = || NotANet(text.chars().take(60).collect());
    if let Ok(ip) = text.parse() {
        return Ok(of_host(ip));
    }
    let net = text.parse::<IpNet>().map_err(|_| not())?.trunc();
    match (net, net.addr().to_canonical()) {
        (IpNet::V6(v6), IpAddr::V4(ip)) if v6.prefix_len() >= MAPPED => {
            Ipv4Net::new(ip, v6.prefix_len() - MAPPED).map(IpNet::V4).map_err(|_| not())
        }
        _ => Ok(net),
    }
}

/// The net of whoever has this address, as [`net_of`] has it.
pub fn of_host(ip: IpAddr) -> IpNet {
    let alone = IpNet::from(ip.to_canonical());
    match alone {
        IpNet::V6(net) if !net.addr().is_loopback() => {
            Ipv6Net::new(net.addr(), HOST_OF_IPV6).map_or(alone, |net| net.trunc().into())
        }
        _ => alone,
    }
}

/// As people write it: without its length where the address alone means the same.
pub fn name(net: IpNet) -> String {
    let address = net.addr().to_string();
    if net_of(&address) == Ok(net) && net.prefix_len() == net.max_prefix_len() { address } else { net.to_string() }
}

/// Whether clients on this machine itself are among it, which has these addresses besides its loopback.
pub fn holds_this_machine(net: IpNet, own: impl IntoIterator<Item = IpAddr>) -> bool {
    let loopback = Ipv4Net::new(Ipv4Addr::LOCALHOST, 8).map(|loopback| loopback.trunc());
    let holds_loopback = match net {
        IpNet::V4(net) => loopback.is_ok_and(|loopback| loopback.contains(&net) || net.contains(&loopback)),
        IpNet::V6(net) => Ipv6Net::from(Ipv6Addr::LOCALHOST).contains(&net) || net.contains(&Ipv6Addr::LOCALHOST),
    };
    holds_loopback || own.into_iter().any(|ip| net.contains(&ip.to_canonical()))
}

#[cfg(test)]
mod tests {
    use super::{holds_this_machine, name, net_of};

    #[test]
    fn a_person_means_a_host_or_a_net() {
        for (text, expected) in [
            ("192.0.2.7", "192.0.2.7"),
            ("::ffff:192.0.2.7", "192.0.2.7"),
            ("192.0.2.7/24", "192.0.2.0/24"),
            ("::ffff:192.0.2.7/120", "192.0.2.0/24"),
            ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
            ("2001:db8:1:2:aaaa::1/128", "2001:db8:1:2:aaaa::1/128"),
            ("::1", "::1"),
            ("0.0.0.0/0", "0.0.0.0/0"),
        ] {
            let net = net_of(text).expect(text);
            assert_eq!((name(net).as_str(), net_of(&name(net))), (expected, Ok(net)), "{text}");
        }
        for text in ["", "poste-3", "192.0.2.7/33", "192.0.2.7/", "192.0.2", "2001:db8::/129", "\u{1b}[2J", "1.2.3.4 "]
        {
            assert!(net_of(text).is_err(), "{text:?}");
        }
    }

    #[test]
    fn this_machine_is_among_the_nets_of_its_own_addresses() {
        let own = ["192.168.1.1", "::ffff:10.0.0.1", "2001:db8:1:2::1"].map(|ip| ip.parse().expect("an address"));
        for (text, expected) in [
            ("127.0.0.1", true),
            ("127.0.0.0/8", true),
            ("0.0.0.0/0", true),
            ("::1", true),
            ("::/0", true),
            ("192.168.1.1", true),
            ("192.168.1.0/24", true),
            ("10.0.0.1", true),
            ("2001:db8:1:2::99", true),
            ("192.168.1.2", false),
            ("192.0.2.7", false),
            ("2001:db8::1", false),
            ("2001:db8:1:2::99/128", false),
            ("128.0.0.0/8", false),
        ] {
            assert_eq!(holds_this_machine(net_of(text).expect(text), own), expected, "{text}");
        }
    }
}
