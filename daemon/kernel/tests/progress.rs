//! The counts against what was read and written, whatever the mix, over IPv4 and IPv6.

use std::io::{ErrorKind, Read as _, Write as _};
use std::net::{Ipv4Addr, Ipv6Addr, Shutdown, SocketAddr, TcpListener, TcpStream};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use socket2::SockRef;
use tp_kernel::progress;

const PATIENCE: Duration = Duration::from_secs(10);

/// What one end does.
#[derive(Debug, Clone)]
enum Step {
    /// The client writes so many bytes.
    Say(usize),
    /// The client reads so many.
    Take(usize),
    /// We write so many.
    Write(usize),
    /// We read so many.
    Read(usize),
    /// We look at so many and leave them there.
    Peek(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let bytes = || prop_oneof![1..20_usize, 1..70_000_usize];
    prop_oneof![
        bytes().prop_map(Step::Say),
        bytes().prop_map(Step::Take),
        bytes().prop_map(Step::Write),
        bytes().prop_map(Step::Read),
        bytes().prop_map(Step::Peek),
    ]
}

/// Both ends of a connection with small buffers, so that much stays on its way: the client's, and
/// the one that was accepted.
fn connection(ip: SocketAddr) -> (TcpStream, TcpStream) {
    let listener = TcpListener::bind(ip).expect("a port on loopback");
    SockRef::from(&listener).set_recv_buffer_size(8192).expect("a small buffer");
    let client = TcpStream::connect(listener.local_addr().expect("an address")).expect("a connection");
    let (served, _) = listener.accept().expect("an accepted connection");
    for end in [&client, &served] {
        end.set_nonblocking(true).expect("a socket takes its mode");
        SockRef::from(end).set_send_buffer_size(8192).expect("a small buffer");
    }
    (client, served)
}

fn moved(result: std::io::Result<usize>) -> u64 {
    match result {
        Ok(bytes) => bytes as u64,
        Err(error) if error.kind() == ErrorKind::WouldBlock => 0,
        Err(error) => panic!("a sound connection failed: {error}"),
    }
}

/// How much we have read and written.
#[derive(Debug, Default, PartialEq, Eq)]
struct Done {
    read: u64,
    written: u64,
}

impl Done {
    fn step(&mut self, step: &Step, mut client: &TcpStream, mut served: &TcpStream) {
        let mut space = vec![7; 70_000];
        match *step {
            Step::Say(bytes) => drop(moved(client.write(&space[..bytes]))),
            Step::Take(bytes) => drop(moved(client.read(&mut space[..bytes]))),
            Step::Peek(bytes) => drop(moved(served.peek(&mut space[..bytes]))),
            Step::Write(bytes) => self.written += moved(served.write(&space[..bytes])),
            Step::Read(bytes) => self.read += moved(served.read(&mut space[..bytes])),
        }
    }
}

fn check(ip: SocketAddr, steps: &[Step], end: bool) -> Result<(), TestCaseError> {
    let (client, served) = connection(ip);
    let mut done = Done::default();
    for step in steps {
        done.step(step, &client, &served);
        let now = progress(&served).expect("counts of a connection");
        prop_assert_eq!(&Done { read: now.read, written: now.written }, &done);
    }
    if end {
        client.shutdown(Shutdown::Write).expect("a sound connection");
        read_to_end(&served, &mut done)?;
    }
    drop(client);
    Ok(())
}

/// The end of input counts as nothing, before it was read and behind it.
fn read_to_end(mut served: &TcpStream, done: &mut Done) -> Result<(), TestCaseError> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        let now = progress(served).expect("counts of a connection");
        prop_assert_eq!(&Done { read: now.read, written: now.written }, &*done);
        match served.read(&mut [0; 1000]) {
            Ok(0) => break,
            Ok(bytes) => done.read += bytes as u64,
            Err(error) if error.kind() == ErrorKind::WouldBlock => assert!(Instant::now() < deadline, "no end"),
            Err(error) => panic!("a sound connection failed: {error}"),
        }
    }
    let now = progress(served).expect("counts of a connection");
    prop_assert_eq!((now.read, now.unread), (done.read, 0));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mix_of_reads_and_writes_is_counted_to_the_byte(
        steps in prop::collection::vec(step(), 1..60),
        end in any::<bool>(),
        v6 in any::<bool>(),
    ) {
        let ip = if v6 { (Ipv6Addr::LOCALHOST, 0).into() } else { (Ipv4Addr::LOCALHOST, 0).into() };
        check(ip, &steps, end)?;
    }
}

#[test]
fn a_socket_for_both_kinds_counts_the_same() {
    let listener = TcpListener::bind((Ipv6Addr::UNSPECIFIED, 0)).expect("a port for both kinds");
    let port = listener.local_addr().expect("an address").port();
    let mut client = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).expect("a connection");
    let (mut served, _) = listener.accept().expect("an accepted connection");
    let fresh = progress(&served).expect("counts of a connection");
    assert_eq!((fresh.written, fresh.read, fresh.unread), (0, 0, 0));
    client.write_all(b"hello").expect("a sound connection");
    served.read_exact(&mut [0; 3]).expect("a sound connection");
    served.write_all(b"good evening").expect("a sound connection");
    client.read_exact(&mut [0; 12]).expect("a sound connection");
    let now = progress(&served).expect("counts of a connection");
    assert_eq!((now.written, now.read), (12, 3));
}

#[test]
fn what_was_not_read_before_a_reset_is_still_there_and_counted() {
    let (mut client, mut served) = connection((Ipv4Addr::LOCALHOST, 0).into());
    client.write_all(b"last words").expect("a sound connection");
    served.read_exact(&mut [0; 4]).expect("what came");
    served.write_all(b"never read").expect("a sound connection");
    SockRef::from(&client).set_linger(Some(Duration::ZERO)).expect("a reset at the end");
    drop(client);
    let now = progress(&served).expect("counts of a connection");
    assert_eq!((now.written, now.read, now.unread, now.closed), (10, 4, 6, true));
}

#[test]
fn what_is_no_tcp_socket_is_an_error() {
    let (one, _other) = std::os::unix::net::UnixStream::pair().expect("a pair");
    assert!(progress(&one).is_err());
    let file = std::fs::File::open("/dev/null").expect("a file");
    assert!(progress(&file).is_err());
}
