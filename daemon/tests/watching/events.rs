//! What happened, for whoever asks, follows or is late.

use std::os::unix::net::UnixStream;

use tp_proto::control::codec;
use tp_proto::control::{
    EVENTS_KEPT, Events, Hello, Item, REPLY_BYTES_MAX, REQUEST_BYTES_MAX, Reply, Request, STATUS_SOCKET,
};
use tp_testkit::program::Program;
use tp_testkit::{Client, Relay, wait};

use crate::{connect_from, is_closed, lines};

#[test]
fn what_happened_is_told_in_its_order_with_who_and_why() {
    let relay = Relay::start();
    let mut stays = Client::connect(relay.addr());
    relay.wait_for_peers(1);
    let mut leaves = Client::connect(relay.addr());
    relay.wait_for_peers(2);
    let address = leaves.addr().to_string();
    leaves.send(b"fin");
    stays.wait_for_bytes(3);
    relay.wait_for_leave(leaves.addr());
    assert_eq!(relay.tp_ctl(&["rotate"]).code, Some(0));
    assert_eq!(relay.tp_ctl(&["ban", "127.0.0.66"]).code, Some(0));
    assert!(is_closed(connect_from(66, relay.addr())));
    stays.send(b"after");
    wait::until("the refusal", || lines(&relay, &["events", "--json", "-n", "1"])[0]["event"] == "refused");
    let events = lines(&relay, &["events", "--json", "-n", "1000"]);
    let words: Vec<&str> = events.iter().map(|event| event["event"].as_str().expect("a word")).collect();
    let expected = ["started", "joined", "joined", "left", "rotated", "ordered", "banned", "ordered", "refused"];
    assert_eq!(words, expected);
    assert_eq!((&events[3]["why"], &events[3]["peer"]), (&"end-word".into(), &address.into()));
    assert_eq!((&events[5]["verb"], &events[7]["arguments"]), (&"rotate".into(), &"net=127.0.0.66 seconds=600".into()));
    assert_eq!((&events[8]["why"], &events[8]["clients"]), (&"banned".into(), &1.into()));
    let numbers: Vec<u64> = events.iter().filter_map(|event| event["n"].as_u64()).collect();
    assert_eq!(numbers, (1..=9).collect::<Vec<_>>());
    assert_eq!(lines(&relay, &["events", "--json", "-n", "2"]).len(), 2);
}

#[test]
fn whoever_follows_is_told_as_it_happens_and_waits_for_a_daemon_that_was_stopped() {
    for (locale, waits, back) in [
        ("C", "without an answer, still trying", "the daemon is there again"),
        ("fr_FR.UTF-8", "nouvelle tentative en cours", "le démon est de nouveau là"),
    ] {
        let mut relay = Relay::start();
        let follower = Program::start(relay.tp_ctl_command(&["events", "--json", "-f"]).env("LC_ALL", locale));
        let told = |event: &str| follower.printed().matches(&format!("\"event\":\"{event}\"")).count();
        let said = |words: &str| follower.complained().matches(words).count();
        wait::until("the first event", || told("started") == 1);
        for times in 1..=2 {
            let client = Client::connect(relay.addr());
            wait::until("the client", || told("joined") == times);
            client.reset();
            wait::until("its end", || told("left") == times);
            assert_eq!(relay.stop().code(), Some(0));
            wait::until("the wait to be said", || said(waits) == times);
            relay.start_again();
            wait::until("the new daemon to be said", || said(back) == times);
            wait::until("its first event", || told("started") == times + 1);
        }
        assert_eq!((told("stopping"), told("joined"), said(waits)), (2, 2, 2), "each once: {}", follower.printed());
    }
}

/// A session that follows from the next event on.
fn follow(relay: &Relay) -> UnixStream {
    let mut stream = UnixStream::connect(relay.runtime_dir().join(STATUS_SOCKET)).expect("the relay listens");
    stream.set_read_timeout(Some(wait::PATIENCE)).expect("our own socket");
    let _: Hello = codec::read(&mut stream, REPLY_BYTES_MAX).expect("the server speaks first");
    codec::write(&mut stream, &Request::Events { last: 0, follow: true }, REQUEST_BYTES_MAX).expect("it reads");
    stream
}

fn page(stream: &mut UnixStream) -> Events {
    match codec::read(stream, REPLY_BYTES_MAX).expect("a page at least every second") {
        Reply::Progress { item: Some(Item::Events(page)), .. } => page,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_follower_that_does_not_read_holds_nobody_up_and_is_told_how_many_it_missed() {
    let config = "listen = [\"127.0.0.1:0\"]\n[limits]\nconnects-per-second = 100000\nconnects-burst = 100000";
    let relay = Relay::setup().config(config).start();
    let mut follower = follow(&relay);
    let first = page(&mut follower);
    assert_eq!((first.missed, first.events.len()), (0, 0), "nothing of before");
    let mut told = 1;
    // More than the socket and the ring hold together.
    const COMERS: u64 = 6000;
    for _ in 0..COMERS {
        drop(std::net::TcpStream::connect(relay.addr()).expect("the relay is held up"));
    }
    relay.wait_for_peers(0);
    let last = lines(&relay, &["events", "--json", "-n", "1"])[0]["n"].as_u64().expect("a number");
    assert!(last > COMERS, "only {last} events");
    let mut missed = 0;
    while told < last {
        let page = page(&mut follower);
        missed += page.missed;
        told += page.missed;
        for event in page.events {
            assert_eq!(event.n, told + 1, "one after the other, but for those that it was told it missed");
            told = event.n;
        }
    }
    assert!(missed > 0, "everything fitted somewhere");
    println!("{missed} of {last} missed");
    assert!(lines(&relay, &["events", "--json", "-n", "9999"]).len() <= EVENTS_KEPT);
}

#[test]
fn followers_leave_places_for_questions_and_give_theirs_back() {
    let relay = Relay::start();
    let mut followers: Vec<UnixStream> = (0..8).map(|_| follow(&relay)).collect();
    followers.iter_mut().for_each(|follower| drop(page(follower)));
    let ended = relay.tp_ctl(&["events", "-f"]);
    assert_eq!(ended.code, Some(1), "{ended:?}");
    assert!(ended.stderr.contains("follow the events already"), "{ended:?}");
    assert_eq!(relay.tp_ctl(&["events"]).code, Some(0), "who only asks needs no place");
    drop(followers);
    wait::until("the places to be free", || {
        let mut late = follow(&relay);
        let reply = codec::read::<Reply>(&mut late, REPLY_BYTES_MAX).expect("an answer");
        matches!(reply, Reply::Progress { .. })
    });
}

#[test]
fn a_reader_of_the_output_that_has_gone_ends_a_follower_to_whom_nothing_happens() {
    let relay = Relay::start();
    let mut command = relay.tp_ctl_command(&["events", "-f"]);
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().expect("tp-ctl starts");
    drop(child.stdout.take());
    let code = wait::until_some("tp-ctl to end", || child.try_wait().expect("our own child"));
    assert_eq!(code.code(), Some(0));
}
