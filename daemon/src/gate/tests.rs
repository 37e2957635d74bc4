use super::*;

const T: Duration = Duration::from_secs(1000);

fn ip(text: &str) -> IpAddr {
    text.parse().expect("an address")
}

fn net(text: &str) -> IpNet {
    text.parse().expect("a net")
}

#[test]
fn a_class_behind_one_address_fits_and_a_65th_client_does_not() {
    let mut gate = Gate::new(GateRules::default());
    let class = ip("192.0.2.1");
    for _ in 0..64 {
        assert!(gate.admit(class, T).is_ok());
    }
    // Ten seconds later it does not come too often any more: it is too many.
    assert_eq!(gate.admit(class, T), Err(Refusal::SourceRate));
    assert_eq!(gate.admit(class, T + Duration::from_secs(10)), Err(Refusal::SourceClients));
    gate.left(Source::of(class));
    assert!(gate.admit(class, T + Duration::from_secs(10)).is_ok());
}

#[test]
fn an_address_that_comes_too_often_is_refused_and_the_next_is_not() {
    let mut gate = Gate::new(GateRules::default());
    let mut admitted = 0;
    for turn in 0..1000 {
        let now = T + Duration::from_millis(turn);
        if let Ok(source) = gate.admit(ip("192.0.2.1"), now) {
            admitted += 1;
            gate.left(source);
        }
        assert!(gate.admit(ip("127.0.0.1"), now).is_ok(), "this machine is exempt");
    }
    assert!((64..=74).contains(&admitted), "{admitted}");
    assert!(gate.admit(ip("192.0.2.2"), T).is_ok());
}

#[test]
fn a_host_with_a_net_of_its_own_is_one_source() {
    let mut gate = Gate::new(GateRules { clients_per_source_max: 1, ..GateRules::default() });
    assert!(gate.admit(ip("2001:db8::1"), T).is_ok());
    assert_eq!(gate.admit(ip("2001:db8::2"), T), Err(Refusal::SourceClients));
}

#[test]
fn the_clients_of_all_rooms_share_their_places() {
    let mut gate = Gate::new(GateRules { clients_max: 2, ..GateRules::default() });
    let first = gate.resume(ip("192.0.2.1"));
    assert!(gate.admit(ip("127.0.0.1"), T).is_ok());
    assert_eq!(gate.admit(ip("127.0.0.1"), T), Err(Refusal::Clients));
    gate.left(first);
    assert!(gate.admit(ip("192.0.2.2"), T).is_ok());
    assert_eq!(gate.admit(ip("192.0.2.3"), T), Err(Refusal::Clients));
}

#[test]
fn above_the_rate_of_all_the_next_one_waits() {
    let mut gate = Gate::new(GateRules { all: Rate { per_second: 10, burst: 5 }, ..GateRules::default() });
    for _ in 0..5 {
        assert_eq!(gate.wait(T), Duration::ZERO);
        assert!(gate.admit(ip("::1"), T).is_ok());
    }
    let wait = gate.wait(T);
    assert!(wait > Duration::from_millis(90) && wait <= Duration::from_millis(100), "{wait:?}");
    assert_eq!(gate.wait(T + wait + Duration::from_millis(1)), Duration::ZERO);
}

#[test]
fn the_filter_knows_an_ipv4_client_of_an_ipv6_socket() {
    let deny = vec![net("192.0.2.13/32"), net("2001:db8:bad::/48")];
    let allow = vec![net("192.0.2.0/24"), net("2001:db8::/32")];
    let mut gate = Gate::new(GateRules { allow, deny, ..GateRules::default() });
    for (address, good) in [
        ("192.0.2.1", true),
        ("::ffff:192.0.2.1", true),
        ("::ffff:192.0.2.13", false),
        ("198.51.100.1", false),
        ("2001:db8::1", true),
        ("2001:db8:bad::1", false),
        ("127.0.0.1", false),
    ] {
        let expected = if good { Ok(()) } else { Err(Refusal::Denied) };
        assert_eq!(gate.admit(ip(address), T).map(drop), expected, "{address}");
    }
}

#[test]
fn a_ban_holds_for_its_time_and_no_older_list_ends_it() {
    let mut gate = Gate::new(GateRules::default());
    let ban = |text, until| Ban { net: net(text), until };
    gate.set_bans(vec![ban("192.0.2.7/32", T + Duration::from_secs(60)), ban("2001:db8::/64", T)], 2);
    gate.set_bans(Vec::new(), 1);
    for (address, expected) in [
        ("192.0.2.7", Err(Refusal::Banned)),
        ("::ffff:192.0.2.7", Err(Refusal::Banned)),
        ("192.0.2.8", Ok(())),
        ("2001:db8::1", Ok(())),
    ] {
        assert_eq!(gate.admit(ip(address), T).map(drop), expected, "{address}");
    }
    assert_eq!(gate.banned(T), [net("192.0.2.7/32")]);
    assert!(gate.admit(ip("192.0.2.7"), T + Duration::from_secs(60)).is_ok(), "its time is over");
    gate.set_rules(GateRules::default());
    assert_eq!(gate.admit(ip("192.0.2.7"), T).map(drop), Err(Refusal::Banned), "a reload lifts no ban");
}

#[test]
fn a_million_addresses_are_not_remembered() {
    let mut gate = Gate::new(GateRules::default());
    for turn in 0..100_000_u32 {
        let now = T + Duration::from_millis(u64::from(turn));
        let source = gate.admit(IpAddr::V4(turn.into()), now).expect("a stranger is welcome");
        gate.left(source);
    }
    assert!(gate.sources.len() < 2_000, "{}", gate.sources.len());
}
