//! Why there is no connection: each reason has its own sentence, with what to try next.

use std::iter::from_fn;
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use socket2::{Domain, Socket, Type};

use crate::common::{Piped, accept, check_end, client, listen};

/// An address of the loopback where nothing listens.
fn closed_port() -> SocketAddr {
    let (_listener, address) = listen();
    address
}

#[test]
fn a_refused_connection_is_told_from_others() {
    let address = closed_port();
    let output = client().arg(address.to_string()).output().unwrap();
    check_end(&output, 1, &format!("tp-client: {address} refused the connection"));
    check_end(&output, 1, "start one with `tp-relais`");
    check_end(&output, 1, &format!("; more with `tp-client --doctor {address}`\n"));
    assert_eq!(output.stdout, b"");
}

#[test]
fn an_unknown_host_is_told_from_others() {
    let output = client().args(["no-such-host.invalid", "--timeout", "20"]).output().unwrap();
    check_end(&output, 1, "`no-such-host.invalid`");
    check_end(&output, 1, "use the server's IP address");
}

#[test]
fn an_address_with_no_route_is_told_from_others() {
    // The kernel has no route to a multicast group for TCP, in any network.
    let output = client().args(["224.0.0.1", "--timeout", "5"]).output().unwrap();
    check_end(&output, 1, "224.0.0.1:12345 is unreachable");
    check_end(&output, 1, "check this machine's network connection");
    check_end(&output, 1, "; more with `tp-client --doctor 224.0.0.1:12345`\n");
}

#[test]
fn an_address_that_does_not_answer_is_told_from_others() {
    // A full backlog on the loopback drops what comes, as a firewall does.
    let listener = Socket::new(Domain::IPV4, Type::STREAM, None).unwrap();
    listener.bind(&SocketAddr::from(([127, 0, 0, 1], 0)).into()).unwrap();
    listener.listen(0).unwrap();
    let address = listener.local_addr().unwrap().as_socket().unwrap();
    let _filled: Vec<TcpStream> =
        from_fn(|| TcpStream::connect_timeout(&address, Duration::from_secs(1)).ok()).take(16).collect();
    let output = client().args([&address.to_string(), "--timeout", "0.5"]).output().unwrap();
    check_end(&output, 1, &format!("{address} did not answer within 0.5 s"));
    check_end(&output, 1, &format!("no firewall is between them; more with `tp-client --doctor {address}`\n"));
}

#[test]
fn a_server_that_closes_at_once_is_told_from_others() {
    let (listener, address) = listen();
    let client = Piped::start(address, &[]);
    drop(accept(&listener));
    check_end(&client.end(), 1, &format!("{address} accepted the connection and closed it at once"));
}

#[test]
fn every_address_of_a_name_is_tried() {
    let (_listener, address) = listen();
    let name = format!("localhost:{}", address.port());
    let output = client().args([&name, "--once", "a", "--timeout", "2"]).output().unwrap();
    check_end(&output, 1, &format!("connected to {address}"));
}

#[test]
fn arguments_that_make_no_sense_are_usage_errors() {
    for arguments in [&["localhost:0"][..], &["12345"], &["[::1"], &["--once", ""], &["--timeout", "0"], &["a", "b"]] {
        let output = client().args(arguments).output().unwrap();
        check_end(&output, 2, "error:");
        assert_eq!(output.stdout, b"", "{arguments:?}");
    }
}
