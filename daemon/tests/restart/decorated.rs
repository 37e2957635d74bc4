//! Labels and separators over a restart: they are a part of what is owed, to the byte.

use std::io::Read as _;
use std::net::{SocketAddr, TcpStream};

use socket2::{Domain, Socket, Type};
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
    clients[1..].iter_mut().for_each(|client| client.start_reading(Pace::BytesPerSecond(100 * 1024)));
    wait::until("somebody to be within a label", || {
        let behind = relay.peers().into_iter().filter(|row| row.backlog_bytes > 0);
        behind.map(|row| row.tx_bytes % wire.len() as u64).any(|place| (1..label.len() as u64).contains(&place))
    });
    restart(&mut relay, End::Kill);
    restart(&mut relay, End::Planned);
    for client in &clients[1..] {
        client.wait_for_bytes(FRAMES * wire.len() as u64);
        assert!(wire.repeat(FRAMES as usize).into_bytes().starts_with(&client.received()));
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
    let mut reader = narrow(relay.addr());
    relay.wait_for_peers(2);
    clients[0].send(&[b'a'; 1024 * 1024]);
    wait::until("all of it to be read", || relay.peers()[0].rx_bytes == 1024 * 1024);
    std::fs::write(&file, "separator = \"lf\"\n").expect("another configuration");
    restart(&mut relay, End::Kill);
    clients[0].send(b"z");
    wait::until("that to be read", || relay.peers()[0].rx_bytes == 1024 * 1024 + 1);
    let row = relay.wait_for_peer(reader.local_addr().expect("its address"));
    assert!(row.backlog_bytes > 0);
    let mut received = vec![0; (row.tx_bytes + row.backlog_bytes) as usize];
    reader.read_exact(&mut received).expect("nobody is disconnected");
    let (received, label) = (String::from_utf8(received).expect("text"), format!("[{}] ", clients[0].addr()));
    assert_eq!(received.replace(&label, ""), format!("{}z\n", "a".repeat(1024 * 1024)));
    assert!(received.starts_with(&label) && !received.ends_with(&format!("{label}z\n")));
    finish(relay, clients);
}

/// A connection for which little fits into the kernel.
fn narrow(to: SocketAddr) -> TcpStream {
    let socket = Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket");
    socket.set_recv_buffer_size(4096).expect("a small receive buffer");
    socket.connect(&to.into()).expect("a room");
    socket.into()
}
