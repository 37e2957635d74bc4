//! The limits on clients: of all, of one address, and the address filter.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::net::{Ipv4Addr, SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use socket2::{Domain, Socket, Type};
use tp_testkit::measure::{one_of_three, within};
use tp_testkit::netns::{Machines, SERVER};
use tp_testkit::program::Program;
use tp_testkit::{Client, Relay, skip, wait};

/// How often each reason was given.
fn refused(relay: &Relay, reason: &str) -> u64 {
    let refused: BTreeMap<String, u64> = relay.status().refused;
    *refused.get(reason).unwrap_or_else(|| panic!("{reason} among {refused:?}"))
}

/// Waits until the relay closes a connection that it has not let in.
fn is_refused(mut stream: TcpStream) -> bool {
    !matches!(stream.read(&mut [0; 16]), Ok(count) if count > 0)
}

#[test]
fn fifty_clients_more_than_the_limit_are_refused_and_counted_and_the_others_are_served() {
    const LIMIT: usize = 512;
    const MORE: usize = 50;
    let relay = Relay::setup().config(&format!("listen = [\"127.0.0.1:0\"]\n[limits]\nclients = {LIMIT}")).start();
    let (mut clients, mut turns) = (Vec::new(), 0);
    one_of_three(|| {
        clients.drain(..).for_each(|client| drop(Client::reset(client)));
        relay.wait_for_peers(0);
        turns += 1;
        let began = Instant::now();
        clients.extend((0..LIMIT + MORE).map(|_| Client::connect_silent(relay.addr())));
        relay.wait_for_peers(LIMIT);
        wait::until("the refusals", || refused(&relay, "clients") >= turns * MORE as u64);
        let took = began.elapsed();
        assert_eq!((relay.peers().len(), refused(&relay, "clients")), (LIMIT, turns * MORE as u64));
        within(took < Duration::from_secs(1), format!("{LIMIT} let in and {MORE} refused within {took:?}"))
    });
    // The first one is served, and a place that comes free is given away.
    clients[1].start_reading(tp_testkit::traffic::Pace::Fast);
    clients[0].send(b"anybody there?");
    clients[1].wait_for_bytes(14);
    let first = clients.remove(0);
    let gone = first.addr();
    first.reset();
    relay.wait_for_leave(gone);
    let late = Client::connect(relay.addr());
    relay.wait_for_peer(late.addr());
}

#[test]
fn one_address_may_not_take_all_places_nor_come_too_often() {
    let Some(python) = skip::need_program("python3") else { return };
    let Some(machines) = Machines::new() else { return };
    let config = "listen = [\"0.0.0.0:0\"]\n[limits]\nclients-per-address = 20\nconnects-burst-per-address = 30\n\
                  connects-per-second-per-address = 1";
    let relay = Relay::setup().config(config).prefix(machines.server_prefix()).start();
    let port = relay.addr().port();
    let script = format!(
        "import socket, sys\n\
         them = [socket.create_connection(('{SERVER}', {port})) for _ in range(60)]\n\
         sys.stdin.read()\n"
    );
    let mut crowd = Program::start(machines.on_client(python).arg("-c").arg(script));
    relay.wait_for_peers(20);
    wait::until("all 60 to be looked at", || relay.status().refused.values().sum::<u64>() + 20 >= 60);
    assert_eq!(relay.peers().len(), 20);
    let (places, rate) = (refused(&relay, "address-clients"), refused(&relay, "address-rate"));
    assert_eq!(places + rate, 40, "{places} for want of a place, {rate} too often");
    assert!((10..=12).contains(&places), "30 may come at once, {places} of them found no place");
    crowd.end_input();
    relay.wait_for_peers(0);
    crowd.finish();
}

/// A connection to `to` from an address of this machine.
fn connect_from(ip: Ipv4Addr, to: SocketAddr) -> TcpStream {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.bind(&SocketAddr::from((ip, 0)).into()).expect("an address of this machine");
    socket.connect(&to.into()).expect("the relay listens");
    socket.into()
}

#[test]
fn a_denied_address_never_becomes_a_peer() {
    let config = "listen = [\"127.0.0.1:0\"]\n[limits]\nallow = [\"127.0.0.0/8\"]\ndeny = [\"127.0.0.66/31\"]";
    let relay = Relay::setup().config(config).start();
    for denied in [66, 67] {
        assert!(is_refused(connect_from(Ipv4Addr::new(127, 0, 0, denied), relay.addr())));
    }
    assert_eq!(refused(&relay, "denied"), 2);
    let _welcome = connect_from(Ipv4Addr::new(127, 0, 0, 68), relay.addr());
    let peers = relay.wait_for_peers(1);
    assert_eq!((peers[0].number, refused(&relay, "denied")), (1, 2), "no number is used up by a refusal");
    let ended = relay.tp_ctl(&["status"]);
    assert!(ended.stdout.contains("Refused since the start: 2 clients (2 by the address filter)"), "{ended:?}");
}
