//! A client that says nothing and hears nothing.

use std::fs;
use std::thread;
use std::time::Duration;

use tp_testkit::traffic::End;
use tp_testkit::{Client, Relay};

use crate::reload;

#[test]
fn an_idle_client_is_closed_in_order_and_one_that_talks_is_not() {
    let mut relay = Relay::setup().config("listen = [\"127.0.0.1:0=echo\"]\n[limits]\nidle-timeout = \"2s\"\n").start();
    let (mut talks, silent) = (Client::connect(relay.addr()), Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    thread::scope(|scope| {
        let leaving = scope.spawn(|| silent.wait_for_end());
        // Faster than it would have to: the machine may be busy.
        while !leaving.is_finished() {
            talks.send(b"still here");
            thread::sleep(Duration::from_millis(100));
        }
        assert_eq!(leaving.join().expect("no panic"), End::Orderly);
    });
    relay.wait_for_leave(silent.addr());
    assert_eq!(relay.peers().len(), 1);
    let left = silent.finish();
    let room = relay.room_dir();
    relay.stop_and_check(vec![talks], vec![left]);
    let said = fs::read_dir(room).expect("a room's log").map(|entry| fs::read(entry.expect("an entry").path()));
    let said: Vec<u8> = said.flat_map(|segment| segment.expect("a segment")).collect();
    assert!(said.windows(5).any(|window| window == b"\x64idle"), "the log does not say why");
}

#[test]
fn a_reload_ends_the_patience_with_those_who_are_idle_already() {
    let relay = Relay::setup().config("listen = [\"127.0.0.1:0\"]").start();
    let silent = Client::connect(relay.addr());
    relay.wait_for_peers(1);
    let text = "listen = [\"127.0.0.1:0\"]\n[limits]\nidle-timeout = \"100ms\"\n";
    fs::write(relay.home().join("tp-relais.toml"), text).expect("the configuration");
    reload::reload(&relay);
    assert_eq!(silent.wait_for_end(), End::Orderly);
}

#[test]
fn a_client_that_has_said_its_last_word_is_not_idle() {
    let relay = Relay::setup().config("listen = [\"127.0.0.1:0=all\"]\n[limits]\nidle-timeout = \"1s\"\n").start();
    let listens = Client::connect(relay.addr());
    listens.shutdown_write();
    relay.wait_for_peers(1);
    let idles = Client::connect(relay.addr());
    assert_eq!(idles.wait_for_end(), End::Orderly);
    // Nobody is left who could become idle, and the room works on.
    let mut talks = Client::connect(relay.addr());
    talks.send(b"anybody there?");
    listens.wait_for_bytes(14);
}
