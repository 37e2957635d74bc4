//! `--once`: one message, one answer.

use std::io::Write as _;
use std::net::Shutdown;

use crate::common::{Piped, accept, check_end, expect_bytes, listen};

#[test]
fn a_message_gets_its_answer() {
    let (listener, address) = listen();
    let client = Piped::start(address, &["--once", "Hello, serveur !"]);
    let mut server = accept(&listener);
    expect_bytes(&mut server, b"Hello, serveur !");
    server.write_all("OK, message reçu".as_bytes()).unwrap();
    let output = client.end();
    check_end(&output, 0, "connected to");
    assert_eq!(output.stdout, "OK, message reçu".as_bytes());
}

#[test]
fn an_answer_split_inside_a_character_comes_whole() {
    let (listener, address) = listen();
    let client = Piped::start(address, &["--once", "a"]);
    let mut server = accept(&listener);
    server.set_nodelay(true).unwrap();
    server.write_all(b"\xc3").unwrap();
    server.write_all(b"\xa9").unwrap();
    let output = client.end();
    check_end(&output, 0, "");
    assert_eq!(output.stdout, "é".as_bytes());
}

#[test]
fn a_server_that_closes_without_an_answer_is_told() {
    let (listener, address) = listen();
    let client = Piped::start(address, &["--once", "a"]);
    let mut server = accept(&listener);
    expect_bytes(&mut server, b"a");
    server.shutdown(Shutdown::Write).unwrap();
    let output = client.end();
    check_end(&output, 1, &format!("{address} closed the connection without an answer"));
    assert_eq!(output.stdout, b"");
}

#[test]
fn a_server_that_never_answers_is_not_waited_for_for_ever() {
    let (listener, address) = listen();
    let client = Piped::start(address, &["--once", "a", "--timeout", "0.3"]);
    let server = accept(&listener);
    check_end(&client.end(), 1, &format!("no answer from {address} within 0.3 s"));
    drop(server);
}
