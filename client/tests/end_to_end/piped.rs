//! The client in a pipe: lines in, exactly what was received out.

use std::io::Write as _;
use std::net::Shutdown;

use crate::common::{Piped, accept, check_end, expect_bytes, expect_end, listen};

#[test]
fn lines_go_out_and_what_comes_in_goes_out_byte_for_byte() {
    let (listener, address) = listen();
    let mut client = Piped::start(address, &[]);
    let mut server = accept(&listener);
    client.write(b"bonjour\n");
    expect_bytes(&mut server, b"bonjour\n");
    server.write_all(b"caf\xc3").unwrap();
    client.expect_output(b"caf\xc3");
    server.write_all(b"\xa9 \x1b[2J\xff\0").unwrap();
    client.expect_output(b"\xa9 \x1b[2J\xff\0");
    client.write(b"no text: \xff\xfe\x80\n");
    expect_bytes(&mut server, b"no text: \xff\xfe\x80\n");
}

#[test]
fn both_addresses_are_told_on_stderr_alone() {
    let (listener, address) = listen();
    let mut client = Piped::start(address, &[]);
    let server = accept(&listener);
    let own = server.peer_addr().unwrap();
    client.end_input();
    let output = client.end();
    check_end(&output, 0, &format!("connected to {address} from {own}\n"));
    assert_eq!(output.stdout, b"");
}

#[test]
fn the_end_of_input_closes_only_the_sending_side() {
    let (listener, address) = listen();
    let mut client = Piped::start(address, &[]);
    let mut server = accept(&listener);
    client.write(b"last words, no line end");
    client.end_input();
    expect_bytes(&mut server, b"last words, no line end");
    expect_end(&mut server);
    server.write_all(b"the answer").unwrap();
    client.expect_output(b"the answer");
    drop(server);
    check_end(&client.end(), 0, "");
}

#[test]
fn a_server_that_never_closes_does_not_keep_a_finished_pipe() {
    let (listener, address) = listen();
    let mut client = Piped::start(address, &[]);
    let server = accept(&listener);
    client.write(b"bonjour\n");
    client.end_input();
    check_end(&client.end(), 0, "");
    drop(server);
}

#[test]
fn the_end_word_is_sent_alone_and_ends_the_session() {
    let (listener, address) = listen();
    let mut client = Piped::start(address, &[]);
    let mut server = accept(&listener);
    client.write(b"fini\nfin\n");
    expect_bytes(&mut server, b"fini\n");
    expect_bytes(&mut server, b"fin\n");
    server.write_all(b"still shown").unwrap();
    client.expect_output(b"still shown");
    server.shutdown(Shutdown::Write).unwrap();
    check_end(&client.end(), 0, "");
    expect_end(&mut server);
}

#[test]
fn a_server_that_never_closes_does_not_keep_the_client_after_the_end_word() {
    let (listener, address) = listen();
    let mut client = Piped::start(address, &[]);
    let server = accept(&listener);
    client.write(b"FIN\n");
    check_end(&client.end(), 0, "");
    drop(server);
}

#[test]
fn an_empty_end_word_turns_it_off() {
    let (listener, address) = listen();
    let mut client = Piped::start(address, &["--end-word", ""]);
    let mut server = accept(&listener);
    client.write(b"fin\n\nafter\n");
    expect_bytes(&mut server, b"fin\n\nafter\n");
}

#[test]
fn a_server_that_closes_ends_the_session_while_input_is_open() {
    let (listener, address) = listen();
    let client = Piped::start(address, &[]);
    let mut server = accept(&listener);
    server.write_all(b"au revoir").unwrap();
    drop(server);
    let output = client.end();
    check_end(&output, 0, "the server closed the connection\n");
    assert_eq!(output.stdout, b"au revoir");
}

#[test]
fn a_megabyte_both_ways_loses_nothing() {
    let (listener, address) = listen();
    let mut client = Piped::start(address, &["--end-word="]);
    let mut server = accept(&listener);
    let lines: Vec<u8> = (0..100_000).flat_map(|n| format!("line {n}\n").into_bytes()).collect();
    let echo = std::thread::spawn(move || {
        let mut reader = server.try_clone().unwrap();
        std::io::copy(&mut reader, &mut server).unwrap();
        server.shutdown(Shutdown::Write).unwrap();
    });
    let sent = lines.clone();
    std::thread::scope(|scope| {
        let (mut input, mut output) = client.take_pipes();
        scope.spawn(move || input.write_all(&sent).unwrap());
        expect_bytes(&mut output, &lines);
        expect_end(&mut output);
    });
    echo.join().unwrap();
    check_end(&client.end(), 0, "");
}

#[test]
fn a_reader_that_has_enough_is_no_failure() {
    let (listener, address) = listen();
    let mut client = Piped::start(address, &[]);
    let mut server = accept(&listener);
    client.close_output();
    server.write_all(b"nobody reads this").unwrap();
    let output = client.end();
    check_end(&output, 0, "connected to");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("tp-client:"));
}

#[test]
fn after_a_loss_the_client_connects_again_and_sends_on() {
    let (listener, address) = listen();
    let mut client = Piped::start(address, &["--reconnect"]);
    let mut server = accept(&listener);
    client.write(b"one\n");
    expect_bytes(&mut server, b"one\n");
    server.write_all(b"first").unwrap();
    client.expect_output(b"first");
    drop(server);
    let mut server = accept(&listener);
    client.write(b"two\n");
    expect_bytes(&mut server, b"two\n");
    server.write_all(b"second").unwrap();
    client.expect_output(b"second");
    client.write(b"fin\n");
    expect_bytes(&mut server, b"fin\n");
    drop(server);
    let output = client.end();
    check_end(&output, 0, "the server closed the connection\ntrying again in 1 s (Ctrl-C ends)\nconnected to");
}

#[test]
fn a_server_that_does_not_come_back_is_tried_ever_more_slowly() {
    let (listener, address) = listen();
    let client = Piped::start(address, &["--reconnect"]);
    let server = accept(&listener);
    drop(listener);
    drop(server);
    let stderr = client.stderr_until("trying again in 4 s");
    assert!(stderr.contains("refused the connection") && stderr.contains("trying again in 2 s"), "{stderr}");
}
