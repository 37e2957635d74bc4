//! Every address that a neighbour could type, the likeliest first.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use nix::ifaddrs::getifaddrs;
use nix::net::if_::InterfaceFlags;

/// How likely it is that a neighbour reaches the machine there; lower is likelier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Lan,
    Global,
    Virtual,
    LinkLocal,
    Unknown,
    Loopback,
}

/// What to type for sockets that listen on `listen`: the address itself, or for an unspecified one
/// every address of the machine, and itself where no neighbour could reach any of them. Loopback
/// comes last: it serves this machine alone.
pub fn to_type(listen: &[SocketAddr]) -> Vec<SocketAddr> {
    let machine = machine_addresses();
    let mut found: Vec<(Rank, SocketAddr)> = Vec::new();
    for &place in listen {
        if place.ip().is_unspecified() {
            let fits = |ip: &IpAddr| place.is_ipv6() || ip.is_ipv4();
            let all = machine.iter().filter(|(_, ip)| fits(ip));
            let before = found.len();
            found.extend(all.map(|&(rank, ip)| (rank, SocketAddr::new(ip, place.port()))));
            // No network, or none that this process can see: then nobody knows better.
            if found[before..].iter().all(|&(rank, _)| rank == Rank::Loopback) {
                found.push((Rank::Unknown, place));
            }
        } else {
            found.push((rank_of("", place.ip()), place));
        }
    }
    found.sort_by_key(|&(rank, address)| (rank, address.is_ipv6()));
    found.dedup();
    found.into_iter().map(|(_, address)| address).collect()
}

/// The addresses of interfaces that are up. IPv6 link-local ones are left out: they cannot be typed
/// without naming the neighbour's own interface.
fn machine_addresses() -> Vec<(Rank, IpAddr)> {
    let Ok(interfaces) = getifaddrs() else { return Vec::new() };
    let up = interfaces.filter(|interface| interface.flags.contains(InterfaceFlags::IFF_UP));
    up.filter_map(|interface| {
        let address = interface.address?;
        let v4 = address.as_sockaddr_in().map(|address| IpAddr::V4(address.ip()));
        let ip = v4.or_else(|| address.as_sockaddr_in6().map(|address| IpAddr::V6(address.ip())))?;
        Some((rank_of(&interface.interface_name, ip), ip))
    })
    .filter(|(rank, ip)| !(ip.is_ipv6() && *rank == Rank::LinkLocal))
    .collect()
}

fn rank_of(interface: &str, ip: IpAddr) -> Rank {
    match ip {
        ip if ip.is_loopback() => Rank::Loopback,
        ip if is_link_local(ip) => Rank::LinkLocal,
        _ if is_virtual(interface) => Rank::Virtual,
        IpAddr::V4(ip) if ip.is_private() => Rank::Lan,
        _ => Rank::Global,
    }
}

fn is_link_local(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => Ipv4Addr::is_link_local(&ip),
        IpAddr::V6(ip) => Ipv6Addr::is_unicast_link_local(&ip),
    }
}

/// Bridges and tunnels of containers and virtual machines.
fn is_virtual(interface: &str) -> bool {
    ["docker", "br-", "virbr", "lxc", "lxd", "vmnet", "vboxnet", "tun", "tap", "wg", "podman", "cni"]
        .iter()
        .any(|prefix| interface.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lan_comes_before_containers_and_loopback_comes_last() {
        let rank = |interface, ip: &str| rank_of(interface, ip.parse().expect(ip));
        assert!(rank("eth0", "192.168.1.20") < rank("eth0", "2001:db8::1"));
        assert!(rank("eth0", "192.168.1.20") < rank("docker0", "172.17.0.1"));
        assert!(rank("docker0", "172.17.0.1") < rank("eth0", "169.254.3.4"));
        assert!(rank("eth0", "169.254.3.4") < rank("lo", "127.0.0.1"));
    }

    #[test]
    fn a_place_with_an_address_is_typed_as_it_is() {
        let place = "127.0.0.1:9".parse().expect("an address");
        assert_eq!(to_type(&[place]), [place]);
    }

    #[test]
    fn a_place_for_all_is_typed_as_this_machine_too() {
        let found = to_type(&["[::]:9".parse().expect("an address")]);
        assert!(found.contains(&"127.0.0.1:9".parse().expect("an address")), "{found:?}");
    }
}
