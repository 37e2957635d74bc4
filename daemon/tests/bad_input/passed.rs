//! Descriptors from a service manager that are of no use.

use std::fs::File;
use std::net::{TcpListener, TcpStream, UdpSocket};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixListener;

use socket2::{Domain, Socket, Type};
use tp_testkit::Relay;
use tp_testkit::relay::Setup;

use crate::refusal::{FAILED, USAGE, check_refused};

fn check(mut setup: Setup, words: &[&str]) {
    check_refused(&mut setup, USAGE, words);
    assert!(!setup.log_dir().exists() && !setup.runtime_dir().exists(), "something was begun");
}

fn foreign() -> Vec<(OwnedFd, &'static str)> {
    let home = tempfile::tempdir().expect("a temporary directory");
    let unix = UnixListener::bind(home.path().join("socket")).expect("a Unix socket");
    vec![
        (File::open("/dev/null").expect("/dev/null").into(), "no socket"),
        (UdpSocket::bind("127.0.0.1:0").expect("a free port").into(), "UDP"),
        (unix.into(), "Unix"),
        (Socket::new(Domain::IPV4, Type::STREAM, None).expect("a socket").into(), "neither listens"),
    ]
}

#[test]
fn a_foreign_descriptor_is_told_by_its_name_and_number() {
    for (descriptor, kind) in foreign() {
        let good = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let setup = Relay::setup().pass_listener("all", good).pass("web", descriptor);
        check(setup, &["descriptor 4", "\"web\"", kind]);
    }
}

#[test]
fn a_wrong_configuration_does_not_have_the_manager_give_up_and_close_the_clients_that_it_keeps() {
    let server = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let client = TcpStream::connect(server.local_addr().expect("its address")).expect("it listens");
    let (kept, _) = server.accept().expect("a client");
    let mut setup = Relay::setup().config("clientz = 4").pass("1", kept);
    // The one code that the unit's RestartPreventExitStatus= has is for those that keep nobody.
    check_refused(&mut setup, FAILED, &["clientz", "line 1"]);
    drop(client);
    check_refused(&mut Relay::setup().config("clientz = 4"), USAGE, &["clientz", "line 1"]);
}

#[test]
fn two_listeners_of_one_place_are_told() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("its address").to_string();
    let again = listener.try_clone().expect("a second handle");
    let setup = Relay::setup().pass_listener("one", listener).pass_listener("two", again);
    check(setup, &["\"one\"", "\"two\"", &address]);
}

#[test]
fn a_name_that_cannot_be_right_is_told() {
    let listener = || TcpListener::bind("127.0.0.1:0").expect("a free port");
    let passed = listener();
    let port = passed.local_addr().expect("its address").port().to_string();
    check(Relay::setup().pass_listener(&format!("{port}=chat"), passed), &[&port, "chat", "others"]);
    check(Relay::setup().pass_listener("1=all", listener()), &["\"1=all\"", "FileDescriptorName="]);
    let passed = listener();
    let place = format!("{}=all", passed.local_addr().expect("its address"));
    check(Relay::setup().listen(&place).pass_listener("echo", passed), &["all", "\"echo\""]);
}

#[test]
fn variables_that_no_service_manager_sets_are_told() {
    // A shell's own number is the relay's once it has become the relay.
    let shell = |assignments: &str| Relay::setup().prefix(["sh", "-c", &format!("{assignments} exec \"$0\" \"$@\"")]);
    check(shell("LISTEN_PID=x"), &["LISTEN_PID", "\"x\""]);
    check(shell("LISTEN_PID=$$ LISTEN_FDS=-1"), &["LISTEN_FDS", "\"-1\""]);
    check(shell("LISTEN_PID=$$ LISTEN_FDS=4294967295"), &["4294967295"]);
    check(shell("LISTEN_PID=$$ LISTEN_FDS=2 LISTEN_FDNAMES=a:b"), &["descriptor 3", "\"a\"", "not open"]);
}
