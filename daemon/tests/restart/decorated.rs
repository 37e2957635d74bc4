//! Labels and separators over a restart: they are a part of what is owed, to the byte.

use std::io::Read as _;
use std::net::TcpStream;

use tp_testkit::traffic::Pace;
use tp_testkit::{Client, wait};

use crate::common::{End, connect, finish, restart, setup, setup_with};

const BOTH: &str = "label = \"name\"\nseparator = \"lf\"\n";

/// Enough frames, with what stands around them, for more than the kernel takes for a client that reads
/// nothing.
const FRAMES: u64 = 9000;

#[test]
fn a_label_that_was_half_delivered_goes_on_in_its_middle() {
    let name = "n".repeat(64);
    let label = format!("[{name}] ");
    let wire = format!("{label}x\n");
    let mut relay = setup_with(BOTH).start();
    let mut clients = vec![Client::connect(relay.addr())];
    let number = relay.wait_for_peer(clients[0].addr()).number.to_string();
    assert_eq!(relay.tp_ctl(&["name", &number, &name]).code, Some(0));
    clients.extend([4096, 6000, 9000, 13000].map(|bytes| Client::connect_narrow(relay.addr(), bytes)));
    // It makes every byte a frame of its own.
    let mut pace = TcpStream::connect(relay.addr()).expect("a room");
    relay.wait_for_peers(6);
    let mut frame = vec![0; wire.len()];
    for _ in 0..FRAMES {
        clients[0].send(b"x");
        pace.read_exact(&mut frame).expect("nobody is disconnected");
        assert_eq!(frame, wire.as_bytes());
    }
    let rows = relay.peers();
    let places = clients[1..].iter().filter_map(|client| rows.iter().find(|row| row.peer == client.addr()));
    let places: Vec<u64> = places.map(|row| row.tx_bytes % wire.len() as u64).collect();
    assert!(places.iter().any(|place| (1..label.len() as u64).contains(place)), "none within a label: {places:?}");
    restart(&mut relay, End::Kill);
    restart(&mut relay, End::Planned);
    for client in &mut clients[1..] {
        client.start_reading(Pace::Fast);
        client.wait_for_bytes(FRAMES * wire.len() as u64);
        assert_eq!(client.received(), wire.repeat(FRAMES as usize).as_bytes());
    }
    finish(relay, clients);
}

#[test]
fn what_is_owed_keeps_what_stood_around_it_when_that_is_other_in_the_next_run() {
    let home = tempfile::tempdir().expect("a directory");
    let file = home.path().join("relay.toml");
    std::fs::write(&file, "label = \"address\"\n").expect("a configuration");
    let mut relay = setup().arg("--config").arg(&file).start();
    let mut clients = connect(&relay, 1);
    clients.push(Client::connect_narrow(relay.addr(), 4096));
    relay.wait_for_peers(2);
    clients[0].send(&[b'a'; 1024 * 1024]);
    wait::until("all of it to be read", || relay.peers()[0].rx_bytes == 1024 * 1024);
    std::fs::write(&file, "separator = \"lf\"\n").expect("another configuration");
    restart(&mut relay, End::Kill);
    clients[0].send(b"z");
    wait::until("that to be read", || relay.peers()[0].rx_bytes == 1024 * 1024 + 1);
    clients[1].start_reading(Pace::Fast);
    let label = format!("[{}] ", clients[0].addr());
    wait::until("all of it to arrive", || clients[1].received().ends_with(b"z\n"));
    let received = String::from_utf8(clients[1].received()).expect("text");
    assert_eq!(received.replace(&label, ""), format!("{}z\n", "a".repeat(1024 * 1024)));
    assert!(received.starts_with(&label) && !received.ends_with(&format!("{label}z\n")));
    finish(relay, clients);
}
