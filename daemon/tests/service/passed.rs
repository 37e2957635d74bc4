//! Listeners that the service manager made.

use std::net::{SocketAddr, TcpListener};

use tp_proto::frame_log::Mode;
use tp_testkit::relay::Setup;
use tp_testkit::{Client, Relay, skip};

fn listener() -> (TcpListener, SocketAddr) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address");
    (listener, address)
}

/// The rooms of a relay that was started so, as port and mode.
fn rooms(setup: Setup) -> Vec<(u16, Mode)> {
    let rooms = setup.start().status().rooms;
    rooms.iter().map(|room| (room.listen[0].port(), room.mode)).collect()
}

#[test]
fn a_passed_listener_is_a_room_and_nobody_is_refused_while_no_relay_runs() {
    let (listener, address) = listener();
    let mut relay = Relay::setup().pass_listener("tp-relais.socket", listener).start();
    let status = relay.status();
    assert_eq!(status.rooms.len(), 1);
    assert_eq!((relay.addr(), status.rooms[0].mode), (address, Mode::Others));
    relay.kill9();
    let clients = [Client::connect(address), Client::connect(address)];
    relay.start_again();
    relay.wait_for_peers(2);
    let [mut one, two] = clients;
    one.send(b"nobody was refused");
    two.wait_for_bytes(18);
    relay.finish(vec![one, two], Vec::new());
}

#[test]
fn a_listener_is_taken_where_the_process_has_no_network_of_its_own() {
    if skip::need_program("unshare").is_none() || !skip::need_root("make a network namespace") {
        return;
    }
    let listener = TcpListener::bind("0.0.0.0:0").expect("a free port");
    let port = listener.local_addr().expect("its address").port();
    let relay = Relay::setup().pass_listener("others", listener).prefix(["unshare", "--net"]).start();
    // It cannot see the machine's addresses, and tells where it listens at least.
    let everywhere: SocketAddr = ([0, 0, 0, 0], port).into();
    assert!(relay.status().addresses.contains(&everywhere), "{:?}", relay.status().addresses);
    // Whoever asks from outside is told what to type.
    for verb in ["status", "banner"] {
        let said = relay.tp_ctl(&[verb, "--json"]).stdout;
        let json: serde_json::Value = serde_json::from_str(&said).expect("JSON");
        let typed: Vec<&str> =
            json["addresses"].as_array().expect("addresses").iter().filter_map(|a| a.as_str()).collect();
        assert!(typed.contains(&format!("127.0.0.1:{port}").as_str()), "{verb}: {said}");
        assert!(!typed.contains(&format!("0.0.0.0:{port}").as_str()), "{verb}: {said}");
    }
    let (mut one, two) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    one.send(b"through the wall");
    two.wait_for_bytes(16);
    relay.finish(vec![one, two], Vec::new());
}

#[test]
fn the_mode_is_the_configured_one_or_that_of_the_name() {
    for name in ["echo", "PORT=echo"] {
        let (listener, address) = listener();
        let name = name.replace("PORT", &address.port().to_string());
        assert_eq!(rooms(Relay::setup().pass_listener(&name, listener)), [(address.port(), Mode::Echo)], "{name}");
    }
    let (listener, address) = listener();
    let place = format!("{address}=all");
    let setup = Relay::setup().listen(&place).pass_listener("12345", listener);
    assert_eq!(rooms(setup), [(address.port(), Mode::All)]);
}

#[test]
fn rooms_that_are_configured_are_bound_beside_those_that_are_passed() {
    let (listener, address) = listener();
    let rooms = rooms(Relay::setup().listen("127.0.0.1:0=ack").pass_listener("all", listener));
    assert_eq!((rooms[0].1, rooms[1]), (Mode::Ack, (address.port(), Mode::All)));
}

#[test]
fn two_addresses_of_one_port_are_one_room() {
    let (first, address) = listener();
    let second = TcpListener::bind(("127.0.0.2", address.port())).expect("the same port of another address");
    let relay = Relay::setup().pass_listener("a", first).pass_listener("b", second).start();
    assert_eq!(relay.status().rooms.len(), 1);
    let mut one = Client::connect(address);
    let two = Client::connect(([127, 0, 0, 2], address.port()).into());
    relay.wait_for_peers(2);
    one.send(b"both doors lead in");
    two.wait_for_bytes(18);
    relay.finish(vec![one, two], Vec::new());
}

#[test]
fn what_was_passed_to_another_process_is_left_alone() {
    // Whoever started us was meant, and forgot to take the variables away.
    let relay = Relay::setup().listen("127.0.0.1:0").env("LISTEN_PID", "1").env("LISTEN_FDS", "7").start();
    assert_eq!(relay.status().rooms.len(), 1);
}
