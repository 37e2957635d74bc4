//! Connections that the frame log cannot place: closed in order, with a reason, never guessed.

use std::io::Read as _;
use std::net::{TcpListener, TcpStream};

use tp_testkit::traffic::{End as Ended, Pace};
use tp_testkit::{Check, Client, Relay, wait};

use crate::common::{End, connect, finish, restart, setup, setup_with};

/// The reasons on record for the peers that closed.
fn reasons(mut relay: Relay, clients: Vec<Client>) -> Vec<String> {
    relay.stop();
    relay.manager().forget_stored();
    let accounts: Vec<_> = clients.into_iter().map(|client| client.into_account().cut()).collect();
    relay.start_again();
    assert_eq!(relay.stop().code(), Some(0));
    let report = Check::room(relay.room_dir()).accounts(accounts).assert_ok();
    report.peers.iter().map(|peer| report.why(peer.addr).to_owned()).collect()
}

#[test]
fn a_connection_that_nobody_knows_is_closed_and_the_others_go_on() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let mut stranger = TcpStream::connect(listener.local_addr().expect("an address")).expect("a connection");
    let (kept, _) = listener.accept().expect("a connection");
    let mut relay = setup().listen("127.0.0.1:0").pass("999999", kept).start();
    assert_eq!(stranger.read(&mut [0]).expect("an orderly end"), 0);
    relay.wait_for_complaint("999999");
    let mut clients = connect(&relay, 2);
    restart(&mut relay, End::Kill);
    clients[0].send(b"here");
    clients[1].wait_for_bytes(4);
    finish(relay, clients);
}

#[test]
fn who_is_owed_what_the_log_did_not_keep_is_closed_and_the_others_go_on() {
    let mut relay = setup_with("[frame-log]\npayload = \"size\"\n").start();
    let mut clients = vec![Client::connect(relay.addr()), Client::connect_narrow(relay.addr(), 4096)];
    relay.wait_for_peers(2);
    clients.push(Client::connect(relay.addr()));
    relay.wait_for_peers(3);
    clients[0].send_seeded(5, 3 << 20).expect("the relay takes it");
    clients[2].wait_for_bytes(3 << 20);
    restart(&mut relay, End::Kill);
    wait::until("the laggard to be closed", || relay.peers().len() == 2);
    clients[1].start_reading(Pace::Fast);
    assert_eq!(clients[1].wait_for_end(), Ended::Orderly);
    relay.wait_for_complaint("does not have them whole");
    clients[2].send(b"still here");
    clients[0].wait_for_bytes(10);
}

#[test]
fn who_is_no_longer_there_is_closed_on_record() {
    let mut relay = setup().start();
    let clients = connect(&relay, 2);
    relay.kill9();
    relay.manager().forget_stored();
    relay.start_again();
    assert!(relay.peers().is_empty());
    assert_eq!(reasons(relay, clients), ["restart", "restart"]);
}
