//! The configuration that README shows.

use std::net::TcpListener;

use tp_testkit::{Client, Relay, guide};

#[test]
fn the_room_of_the_readme_is_labelled_and_no_other_configuration_is_there() {
    let [configuration] = &guide::blocks("README.md", "toml")[..] else { panic!("one is tried here") };
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let room = format!("[room.{}]", listener.local_addr().expect("bound").port());
    assert!(configuration.contains("[room.12346]"), "{configuration}");
    let configuration = configuration.replace("[room.12346]", &room);
    let relay = Relay::setup().pass_listener("others", listener).config(&configuration).start();
    let (mut one, two) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    let name = relay.tp_ctl(&["name", "127.0.0.1", "poste-3"]);
    assert_eq!(name.code, Some(0), "{}", name.stderr);
    one.send(b"bonjour");
    two.wait_for_bytes(17);
    assert_eq!(two.received(), b"[poste-3] bonjour");
}
