//! What cannot be listened on.

use std::fs;
use std::net::TcpListener;

use tp_testkit::{Client, Relay};

use crate::refusal::{FAILED, USAGE, check_refused};

#[test]
fn an_unknown_mode_is_told_with_those_there_are() {
    check_refused(&mut Relay::setup().listen("12345=chat"), USAGE, &["chat", "others", "all", "echo", "ack"]);
}

#[test]
fn a_bad_address_is_told() {
    for listen in ["300.1.1.1:12345", "127.0.0.1:99999", "127.0.0.1:", "localhost:x", "", "[::1:80", "-1"] {
        check_refused(&mut Relay::setup().arg(format!("--listen={listen}")), USAGE, &[listen]);
    }
}

#[test]
fn an_address_of_another_machine_is_told() {
    // 192.0.2.0/24 is for documentation (RFC 5737): no machine has it.
    check_refused(&mut Relay::setup().listen("192.0.2.1:0"), FAILED, &["192.0.2.1"]);
}

#[test]
fn a_port_in_use_is_told_with_the_process_that_holds_it() {
    let holder = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = holder.local_addr().expect("its address").port();
    let name = fs::read_to_string("/proc/self/comm").expect("our own name");
    let pid = std::process::id().to_string();
    let mut setup = Relay::setup().listen(&format!("127.0.0.1:{port}"));
    check_refused(&mut setup, FAILED, &[&port.to_string(), name.trim(), &pid]);
    assert!(!setup.runtime_dir().join("status.sock").exists(), "a socket is left behind");
}

#[test]
fn the_same_place_twice_is_told() {
    for (first, second) in [("127.0.0.1:9", "127.0.0.1:9"), ("9", "[::]:9")] {
        check_refused(&mut Relay::setup().listen(first).listen(second), USAGE, &["port 9", "twice", "leave one out"]);
    }
}

#[test]
fn an_address_beside_all_addresses_is_told_before_the_kernel_is_asked() {
    for (first, second) in [("9", "127.0.0.1:9"), ("127.0.0.1:9", "9"), ("0.0.0.0:9", "127.0.0.1:9")] {
        let mut setup = Relay::setup().listen(first).listen(second);
        check_refused(&mut setup, USAGE, &["port 9", "127.0.0.1", "leave one of them out"]);
        assert!(!setup.log_dir().exists() && !setup.runtime_dir().exists(), "something was begun");
    }
}

#[test]
fn an_unknown_option_is_told() {
    check_refused(&mut Relay::setup().arg("--lisen=1"), USAGE, &["--lisen", "--listen"]);
}

#[test]
fn a_port_in_use_harms_neither_the_relay_that_holds_it_nor_its_log() {
    let relay = Relay::start_mode("all");
    let mut client = Client::connect(relay.addr());
    client.send(b"still here");
    client.wait_for_bytes(10);
    let port = relay.addr().port().to_string();
    let mut second = Relay::setup().listen(&relay.addr().to_string());
    check_refused(&mut second, FAILED, &[&port, "tp-relais", &relay.pid().to_string()]);
    client.send(b"and now");
    client.wait_for_bytes(17);
    relay.finish(vec![client], Vec::new());
}
