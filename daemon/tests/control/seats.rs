//! Who gets a session, and for how long.

use std::time::{Duration, Instant};

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use tp_proto::control::{Code, Level, Request};
use tp_testkit::{Client, Relay, wait};

use crate::ask::{ask, order, session as connect};
use crate::session::{Session, wait_for_a_seat};

const SEATS: usize = 16;

/// Takes all seats but `free`.
fn take_seats(relay: &Relay, free: usize) -> Vec<Session> {
    wait_for_a_seat(relay);
    let mut taken = Vec::new();
    wait::until("the seats", || {
        // The seat of whoever was there before is given back a moment after it left.
        let mut session = Session::open(&relay.runtime_dir());
        session.ask();
        taken.extend(session.reply().ok().map(|()| session));
        taken.len() == SEATS - free
    });
    taken
}

#[test]
fn who_finds_no_seat_is_told_so_by_the_daemon_and_by_tp_ctl() {
    let relay = Relay::start();
    let mut seated = take_seats(&relay, 0);
    let mut late = Session::open(&relay.runtime_dir());
    assert_eq!(late.reply(), Err(Code::Busy));
    late.wait_for_end();
    let ended = relay.tp_ctl(&["peers"]);
    assert_eq!((ended.code, ended.stdout.as_str()), (Some(1), ""), "{ended:?}");
    assert!(ended.stderr.contains("all control sessions are taken: try again"), "{ended:?}");
    assert!(seated.iter_mut().all(Session::answers), "who is seated stays seated");
    seated.pop();
    wait_for_a_seat(&relay);
}

/// This process may open as many files as it is allowed to: 1,024 is often where it begins.
fn allow_many_files() {
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE).expect("our own limit");
    setrlimit(Resource::RLIMIT_NOFILE, most, most).expect("up to the hard limit anybody may go");
}

#[test]
fn a_thousand_connections_at_once_leave_the_relay_working() {
    allow_many_files();
    let relay = Relay::start_mode("all");
    let mut client = Client::connect(relay.addr());
    let mut sessions: Vec<Session> = (0..1000).map(|_| Session::open(&relay.runtime_dir())).collect();
    client.send(b"while they are all here");
    client.wait_for_bytes(23);
    sessions.iter_mut().for_each(Session::ask);
    let replies: Vec<_> = sessions.iter_mut().map(Session::reply).collect();
    let seated = replies.iter().filter(|reply| reply.is_ok()).count();
    // The fixture's own session may have left only just before.
    assert!((SEATS - 1..=SEATS).contains(&seated), "{seated} of a thousand have a seat");
    assert!(replies.iter().all(|reply| matches!(reply, Ok(()) | Err(Code::Busy))));
    drop(sessions);
    wait_for_a_seat(&relay);
    client.send(b", and after");
    client.wait_for_bytes(34);
    relay.finish(vec![client], Vec::new());
}

#[test]
fn a_slow_request_is_ended_in_time_and_keeps_no_seat_but_its_own() {
    let relay = Relay::start();
    let mut slow = take_seats(&relay, 1);
    let began = Instant::now();
    slow.iter_mut().for_each(|session| session.send(b"\0"));
    // Its next bytes win it no time.
    slow.iter_mut().for_each(|session| session.send(b"\0\0\x09\xa1"));
    wait_for_a_seat(&relay);
    assert_eq!(relay.tp_ctl(&["peers"]).code, Some(0));
    for session in &mut slow {
        assert_eq!(session.reply(), Err(Code::BadMessage));
        session.wait_for_end();
    }
    let took = began.elapsed();
    // Well before a silent session's 30 s; usually right at 5.
    assert!(took >= Duration::from_secs(5) && took < Duration::from_secs(20), "{took:?}");
    assert_eq!(take_seats(&relay, 0).len(), SEATS, "all seats are free again");
}

#[test]
fn those_who_only_read_keep_nobody_from_changing_something() {
    let relay = Relay::start();
    let client = Client::connect(relay.addr());
    relay.wait_for_peers(1);
    let seated = take_seats(&relay, 0);
    order(&relay, &Request::Kick { peers: vec![client.addr().to_string()], all: false }).expect("there is a seat");
    client.finish();
    // Four of them, and then it is full too.
    let mut all: Vec<_> = (0..4).map(|_| connect(&relay, Level::Control)).collect();
    for stream in &mut all {
        wait::until("a seat that was given back", || {
            let answer = ask(stream, &Request::Status {});
            if answer.is_err() {
                *stream = connect(&relay, Level::Control);
            }
            answer.is_ok()
        });
    }
    assert_eq!(order(&relay, &Request::Pause { room: None }).map_err(|failure| failure.code), Err(Code::Busy));
    drop((seated, all));
    wait_for_a_seat(&relay);
}
