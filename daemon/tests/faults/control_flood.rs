//! Row 18: the control sockets under attack, and the data path beside them; and the other way round.
//!
//! The machine is the same for the attackers and the attacked. So the data path is measured in turns
//! while the attack goes to this relay, and while the very same attack goes to another one: the
//! processors are as busy in both, and what differs is what the relay itself lets through.

use std::io::Write as _;
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::thread;
use std::time::{Duration, Instant};

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tp_proto::control::{
    CONTROL_SOCKET, Code, Hello, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request, STATUS_SOCKET, codec,
};
use tp_testkit::measure::{one_of_three, within};
use tp_testkit::stream::{self, mix};
use tp_testkit::{Client, Relay, wait};

use crate::figures::{pair, quantile, round_trips};

const CONNECTIONS: usize = 1000;
const WINDOW: Duration = Duration::from_millis(500);
const WINDOWS: usize = 9;
const PEERS_P95_MAX: Duration = Duration::from_millis(50);
const KICK_MAX: Duration = Duration::from_millis(200);
const KICKS: usize = 40;

fn connect(runtime_dir: &Path) -> UnixStream {
    UnixStream::connect(runtime_dir.join(STATUS_SOCKET)).expect("the relay listens")
}

/// A message that is none: a length that none has, half a message, garbage, or only its first byte.
fn malformed(drawn: u64) -> Vec<u8> {
    let mut garbage = vec![0; 1 + (drawn >> 8) as usize % 300];
    stream::fill(drawn, 0, &mut garbage);
    let framed = |body: &[u8]| [&(body.len() as u32).to_be_bytes(), body].concat();
    match drawn % 4 {
        0 => (drawn as u32 | 1 << 31).to_be_bytes().to_vec(),
        1 => framed(&garbage),
        2 => framed(b"\xa1\x66status\xa0")[..1 + (drawn >> 8) as usize % 12].to_vec(),
        _ => vec![0],
    }
}

/// Connections that come, say what is no message, and stay until a thousand others have come: nearly
/// all find no seat, and sixteen keep one as long as they may.
fn attack(runtime_dir: &Path, going: impl Fn() -> bool) -> u64 {
    let mut held = std::collections::VecDeque::new();
    let mut turn = 0;
    while going() {
        let mut stream = connect(runtime_dir);
        // Who has no seat is closed already.
        let _ = stream.write_all(&malformed(mix(18, turn)));
        held.push_back(stream);
        if held.len() > CONNECTIONS {
            held.pop_front();
        }
        turn += 1;
    }
    turn
}

/// The seats of the attackers are given back a moment after they left.
fn wait_for_a_seat(relay: &Relay) {
    wait::until("a seat", || relay.tp_ctl(&["peers"]).code == Some(0));
}

/// Round trips through `relay` while the attack goes to `attacked`.
fn beside_an_attack(relay: &Relay, attacked: &Relay) -> (Vec<Duration>, u64) {
    let mut pair = pair(relay.addr());
    relay.wait_for_peers(2);
    let began = Instant::now();
    let going = || began.elapsed() < WINDOW;
    let (times, attacks) = thread::scope(|scope| {
        let attack = scope.spawn(|| attack(&attacked.runtime_dir(), going));
        (round_trips(&mut pair, 4, Duration::ZERO, going), attack.join().expect("a count"))
    });
    drop(pair);
    wait_for_a_seat(relay);
    relay.wait_for_peers(0);
    (times, attacks)
}

#[test]
fn the_data_path_does_not_feel_an_attack_on_the_control_sockets() {
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE).expect("our own limit");
    setrlimit(Resource::RLIMIT_NOFILE, most, most).expect("up to the hard limit anybody may go");
    let [relay, other] = [(); 2].map(|()| Relay::start());
    one_of_three(|| {
        let (mut quiet, mut attacked, mut attacks, mut trips) = (Vec::new(), Vec::new(), 0, 0);
        for _ in 0..WINDOWS {
            quiet.push(quantile(&mut beside_an_attack(&relay, &other).0, 0.99));
            let (mut times, count) = beside_an_attack(&relay, &relay);
            attacked.push(quantile(&mut times, 0.99));
            (attacks, trips) = (attacks + count, trips + times.len());
        }
        // One window in which the machine was somebody else's is not the relay's p99: the median of them is.
        let [before, during] = [&mut quiet, &mut attacked].map(|windows| quantile(windows, 0.5));
        let counts = format!("{trips} round trips beside {attacks} connections");
        let enough = attacks > CONNECTIONS as u64 && trips > 100 * WINDOWS;
        within(enough && during <= before * 2, format!("p99 {during:?} attacked, {before:?} beside it; {counts}"))
    });
}

#[test]
fn peers_is_answered_at_once_while_data_floods() {
    const READERS: usize = 8;
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..=READERS).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(READERS + 1);
    one_of_three(|| {
        let over = AtomicBool::new(false);
        let sender = &mut clients[0];
        let mut times = thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Relaxed) {
                    sender.send_seeded(18, 1024 * 1024).expect("the sender is not cut");
                }
            });
            let times = (0..200).map(|_| {
                let began = Instant::now();
                assert_eq!(relay.peers().len(), READERS + 1);
                began.elapsed()
            });
            let times: Vec<Duration> = times.collect();
            over.store(true, Relaxed);
            times
        });
        let p95 = quantile(&mut times, 0.95);
        within(p95 <= PEERS_P95_MAX, format!("peers: p95 {p95:?}"))
    });
    relay.finish(clients, Vec::new());
}

/// Kicks a client that is about to be a peer, and gives how long the kick itself took.
fn kick(relay: &Relay, client: &Client) -> Duration {
    let mut stream = UnixStream::connect(relay.runtime_dir().join(CONTROL_SOCKET)).expect("the relay listens");
    stream.set_read_timeout(Some(wait::PATIENCE)).expect("our own socket");
    let _: Hello = codec::read(&mut stream, REPLY_BYTES_MAX).expect("the server speaks first");
    let request = Request::Kick { peers: vec![client.addr().to_string()], all: false };
    wait::until_some("the kick", || {
        let began = Instant::now();
        codec::write(&mut stream, &request, REQUEST_BYTES_MAX).expect("a seat, whoever else attacks");
        match codec::read(&mut stream, REPLY_BYTES_MAX).expect("an answer") {
            Reply::Ok(_) => Some(began.elapsed()),
            Reply::Error(failure) if failure.code == Code::NoSuchPeer => None,
            other => panic!("{other:?}"),
        }
    })
}

#[test]
fn a_kick_is_carried_out_at_once_under_attack_while_data_floods() {
    const READERS: usize = 4;
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE).expect("our own limit");
    setrlimit(Resource::RLIMIT_NOFILE, most, most).expect("up to the hard limit anybody may go");
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..=READERS).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(READERS + 1);
    let mut kicked = Vec::new();
    one_of_three(|| {
        let over = AtomicBool::new(false);
        let sender = &mut clients[0];
        let mut times = thread::scope(|scope| {
            scope.spawn(|| {
                while !over.load(Relaxed) {
                    sender.send_seeded(18, 1024 * 1024).expect("the sender is not cut");
                }
            });
            scope.spawn(|| attack(&relay.runtime_dir(), || !over.load(Relaxed)));
            let times = (0..KICKS).map(|_| {
                let client = Client::connect(relay.addr());
                let took = kick(&relay, &client);
                kicked.push(client.into_account());
                took
            });
            let times: Vec<Duration> = times.collect();
            over.store(true, Relaxed);
            times
        });
        let p95 = quantile(&mut times, 0.95);
        within(p95 <= KICK_MAX, format!("kick: p95 {p95:?}"))
    });
    wait_for_a_seat(&relay);
    let report = relay.finish(clients, kicked);
    assert!(
        report.peers.iter().filter(|peer| peer.close.as_ref().is_some_and(|close| close.why == "kicked")).count()
            >= KICKS
    );
}
