//! No descriptors, no memory, connections that are gone before they are accepted: those who are in
//! are not harmed, and the listener lives.

use std::fs;
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};

use tp_testkit::measure::{one_of_three, within};
use tp_testkit::{Client, Relay, program, skip, wait};

/// How long the relay is watched while it can accept nobody.
const WATCHED: Duration = Duration::from_secs(3);

/// Ticks of a core that a process has used (proc(5): fields 14 and 15 of `stat`); a second has 100.
fn cpu_ticks(pid: u32) -> u64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).expect("a living process");
    let fields: Vec<&str> = stat.rsplit(')').next().expect("what is behind the name").split_whitespace().collect();
    fields[11..13].iter().map(|ticks| ticks.parse::<u64>().expect("a number")).sum()
}

fn limit_descriptors(pid: u32, limit: &str) {
    let ended = program::run(Command::new("prlimit").args(["--pid", &pid.to_string(), &format!("--nofile={limit}:")]));
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

/// Two clients that hear each other.
fn pair(relay: &Relay) -> [Client; 2] {
    let pair = [(); 2].map(|()| Client::connect(relay.addr()));
    relay.wait_for_peers(2);
    pair
}

fn hear_each_other([one, other]: &mut [Client; 2]) {
    let before = other.received_bytes().expect("a client that reads");
    one.send(b"still there?");
    other.wait_for_bytes(before + 12);
}

fn connect(to: SocketAddr) -> TcpStream {
    TcpStream::connect(to).expect("the listener lives")
}

#[test]
fn out_of_descriptors_nobody_is_harmed_nothing_spins_and_the_next_one_is_let_in() {
    if skip::need_program("prlimit").is_none() {
        return;
    }
    let relay = Relay::start();
    let mut old = pair(&relay);
    limit_descriptors(relay.pid(), "64");
    let waiting: Vec<TcpStream> = (0..150).map(|_| connect(relay.addr())).collect();
    relay.wait_for_complaint("cannot accept");
    let ticks = cpu_ticks(relay.pid());
    let began = Instant::now();
    while began.elapsed() < WATCHED {
        hear_each_other(&mut old);
        std::thread::sleep(Duration::from_millis(100));
    }
    let used = cpu_ticks(relay.pid()) - ticks;
    let told = relay.stderr().lines().filter(|line| line.contains("accept")).count();
    println!("{used} ticks in {:?}, {told} lines", began.elapsed());
    assert!(used as f64 <= 5.0 * began.elapsed().as_secs_f64(), "{used} ticks: the relay spins");
    assert!((1..=2).contains(&told), "{}", relay.stderr());
    one_of_three(|| {
        let late = Client::connect_silent(relay.addr());
        let began = Instant::now();
        limit_descriptors(relay.pid(), "1024");
        let mut tries = vec![late];
        // Who was turned away comes again.
        wait::until("somebody who is let in", || {
            let let_in = relay.peers().iter().any(|row| tries.iter().any(|client| client.addr() == row.peer));
            if !let_in && tries.len() < 100 {
                tries.push(Client::connect_silent(relay.addr()));
            }
            let_in
        });
        let took = began.elapsed();
        limit_descriptors(relay.pid(), "64");
        within(took <= Duration::from_millis(1100), format!("accepted again after {took:?}"))
    });
    drop(waiting);
    limit_descriptors(relay.pid(), "1024");
    wait::until("the count", || relay.status().refused["descriptors"] > 0);
    hear_each_other(&mut old);
}

#[test]
fn a_relay_with_few_descriptors_serves_as_many_as_it_can() {
    if skip::need_program("prlimit").is_none() {
        return;
    }
    let relay = Relay::setup().prefix(["prlimit", "--nofile=64"]).start();
    let waiting: Vec<TcpStream> = (0..150).map(|_| connect(relay.addr())).collect();
    wait::until("all to be looked at", || relay.peers().len() as u64 + relay.status().refused["clients"] >= 150);
    assert_eq!(relay.peers().len(), 32, "half of its descriptors are for clients");
    relay.wait_for_complaint("only 32 clients at once");
    drop(waiting);
}

/// `accept4` fails five times in a row with this error.
fn survives(error: &str) {
    let Some(strace) = skip::need_program("strace") else { return };
    let inject = format!("inject=accept4:error={error}:when=1..5");
    let words = ["-f", "-o", "/dev/null", "-e", "trace=accept4", "-e", &inject];
    let prefix = std::iter::once(strace.into_os_string()).chain(words.map(Into::into));
    let relay = Relay::setup().prefix(prefix).start();
    // Without a descriptor those who wait are turned away: they come again.
    let mut waiting = Vec::new();
    wait::until("two clients that are let in", || {
        waiting.push(Client::connect_silent(relay.addr()));
        relay.peers().len() >= 2
    });
    for client in waiting {
        client.reset();
    }
    relay.wait_for_peers(0);
    hear_each_other(&mut pair(&relay));
}

#[test]
fn an_accept_that_fails_is_no_end_of_accepting() {
    std::thread::scope(|scope| {
        for error in ["EMFILE", "ENFILE", "ENOMEM", "ENOBUFS", "ECONNABORTED", "EPROTO", "EPERM", "EINVAL"] {
            scope.spawn(move || survives(error));
        }
    });
}
