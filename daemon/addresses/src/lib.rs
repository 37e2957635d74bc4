//! Every address that a neighbour could type, the likeliest first, and which [`net`] a host has.

pub mod net;

use std::collections::HashSet;
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

/// Where a socket listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// An address of the machine, or the unspecified one for all of them.
    pub address: SocketAddr,
    /// Whether another process made the socket: then it may belong to a network that this process does not
    /// see, as with `PrivateNetwork=` (systemd.exec(5)).
    pub is_passed: bool,
}

impl Place {
    /// Of a socket on a network that this process sees.
    pub fn seen(address: SocketAddr) -> Place {
        Place { address, is_passed: false }
    }
}

/// What to type for sockets that listen in these places: the address itself, or for an unspecified one
/// every address of the machine. Where a socket was passed and no neighbour could reach any of those,
/// the unspecified one stays beside them: whoever sees more may ask again. Loopback comes last: it
/// serves this machine alone.
pub fn to_type(places: impl IntoIterator<Item = Place>) -> Vec<SocketAddr> {
    let machine = machine_addresses();
    let mut found: Vec<(Rank, SocketAddr)> = Vec::new();
    for place in places {
        if place.address.ip().is_unspecified() {
            found.extend(everywhere(place, &machine));
        } else {
            found.push((rank_of("", place.address.ip()), place.address));
        }
    }
    found.sort_by_key(|&(rank, address)| (rank, address.is_ipv6()));
    let mut known = HashSet::new();
    found.into_iter().map(|(_, address)| address).filter(|&address| known.insert(address)).collect()
}

/// What an unspecified address stands for.
fn everywhere(place: Place, machine: &[(Rank, IpAddr)]) -> Vec<(Rank, SocketAddr)> {
    let Place { address: listening, is_passed } = place;
    let fits = |ip: &IpAddr| listening.is_ipv6() || ip.is_ipv4();
    let with_port = |&(rank, ip): &(Rank, IpAddr)| (rank, SocketAddr::new(ip, listening.port()));
    let mut all: Vec<_> = machine.iter().filter(|(_, ip)| fits(ip)).map(with_port).collect();
    if is_passed && all.iter().all(|&(rank, _)| rank == Rank::Loopback) {
        all.push((Rank::Unknown, listening));
    }
    if all.is_empty() {
        // Not even loopback is up. It has this address when it is.
        all.push((Rank::Loopback, SocketAddr::new(Ipv4Addr::LOCALHOST.into(), listening.port())));
    }
    all
}

/// The addresses of this machine, as far as this process sees its network.
pub fn of_machine() -> Vec<IpAddr> {
    ranked().into_iter().map(|(_, ip)| ip).collect()
}

/// Those that can be typed. IPv6 link-local ones cannot be without naming the neighbour's own interface.
fn machine_addresses() -> Vec<(Rank, IpAddr)> {
    ranked().into_iter().filter(|(rank, ip)| !(ip.is_ipv6() && *rank == Rank::LinkLocal)).collect()
}

/// The addresses of interfaces that are up.
fn ranked() -> Vec<(Rank, IpAddr)> {
    let Ok(interfaces) = getifaddrs() else { return Vec::new() };
    let up = interfaces.filter(|interface| interface.flags.contains(InterfaceFlags::IFF_UP));
    up.filter_map(|interface| {
        let address = interface.address?;
        let v4 = address.as_sockaddr_in().map(|address| IpAddr::V4(address.ip()));
        let ip = v4.or_else(|| address.as_sockaddr_in6().map(|address| IpAddr::V6(address.ip())))?;
        Some((rank_of(&interface.interface_name, ip), ip))
    })
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

    fn place(address: &str, is_passed: bool) -> Place {
        Place { address: address.parse().expect("an address"), is_passed }
    }

    #[test]
    fn a_place_with_an_address_is_typed_as_it_is() {
        assert_eq!(to_type([place("127.0.0.1:9", false)]), [place("127.0.0.1:9", false).address]);
    }

    #[test]
    fn a_place_for_all_is_typed_as_this_machine_too() {
        let found = to_type([place("[::]:9", false), place("0.0.0.0:9", true), place("127.0.0.1:9", false)]);
        let here = found.iter().filter(|address| address.to_string() == "127.0.0.1:9");
        assert_eq!(here.count(), 1, "{found:?}");
    }

    #[test]
    fn nobody_is_told_to_type_an_address_for_all_but_where_a_passed_socket_may_have_more_than_is_seen() {
        let typed = |listening: &str, is_passed, machine: &[(Rank, &str)]| {
            let machine: Vec<_> = machine.iter().map(|(rank, ip)| (*rank, ip.parse().expect("an address"))).collect();
            let found = everywhere(place(listening, is_passed), &machine);
            found.iter().map(|(_, address)| address.to_string()).collect::<Vec<_>>()
        };
        let loopback = [(Rank::Loopback, "127.0.0.1"), (Rank::Loopback, "::1")];
        assert_eq!(typed("[::]:9", false, &loopback), ["127.0.0.1:9", "[::1]:9"]);
        assert_eq!(typed("0.0.0.0:9", false, &loopback), ["127.0.0.1:9"]);
        assert_eq!(typed("[::]:9", true, &loopback), ["127.0.0.1:9", "[::1]:9", "[::]:9"]);
        assert_eq!(typed("[::]:9", false, &[]), ["127.0.0.1:9"]);
        let lan = [(Rank::Lan, "192.168.1.20"), loopback[0]];
        assert_eq!(typed("[::]:9", true, &lan), ["192.168.1.20:9", "127.0.0.1:9"]);
    }
}
