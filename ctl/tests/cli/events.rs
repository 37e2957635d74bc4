//! `events -f` against a daemon that ends the session now and then.

use std::os::unix::net::UnixListener;
use std::thread::{self, JoinHandle};

use tempfile::TempDir;
use tp_proto::control::codec;
use tp_proto::control::{
    Event, Events, Happening, Hello, Item, Level, Ok as Output, PROTOCOL_VERSION, REPLY_BYTES_MAX, REQUEST_BYTES_MAX,
    Reply, Request,
};

use crate::support::{Ran, run};

/// An event that happens when its number says, at the time after 2100 that nothing else has.
fn event(n: u64) -> Event {
    Event { n, t: 5_000_000_000_000_000_000 + n, what: Happening::Resumed { room: n.to_string() } }
}

fn page(events: impl IntoIterator<Item = u64>) -> Events {
    Events { events: events.into_iter().map(event).collect(), missed: 0 }
}

/// Tells one of `pages` in each session and ends it without an end, but for the last.
fn daemon(dir: &TempDir, pages: Vec<Events>) -> JoinHandle<()> {
    let listener = UnixListener::bind(dir.path().join("status.sock")).unwrap();
    thread::spawn(move || {
        let last = pages.len() - 1;
        for (at, page) in pages.into_iter().enumerate() {
            let (mut stream, _) = listener.accept().unwrap();
            let hello = Hello { protocol: PROTOCOL_VERSION, version: "1".to_owned(), level: Level::Status };
            codec::write(&mut stream, &hello, REPLY_BYTES_MAX).unwrap();
            let _: Request = codec::read(&mut stream, REQUEST_BYTES_MAX).unwrap();
            let reply = match at == last {
                true => Reply::Ok(Output::Events(page)),
                false => Reply::Progress { text: String::new(), item: Some(Item::Events(page)) },
            };
            codec::write(&mut stream, &reply, REPLY_BYTES_MAX).unwrap();
        }
    })
}

/// The numbers that are told, 0 for a line that says how many are missing.
fn told(lines: &[&str], pages: Vec<Events>) -> (Vec<u64>, Ran) {
    let dir = TempDir::new().unwrap();
    let daemon = daemon(&dir, pages);
    let option = format!("--runtime-dir={}", dir.path().display());
    let ran = run(dir.path(), &[&["events", "-f", "--json", &option], lines].concat());
    daemon.join().unwrap();
    let number = |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["n"].as_u64().unwrap_or(0);
    (ran.stdout.lines().map(number).collect(), ran)
}

#[test]
fn what_was_told_in_the_session_before_is_not_told_again() {
    let (told, ran) = told(&[], vec![page(1..=3), page(1..=5), page(2..=6)]);
    assert_eq!((told, ran.code), ((1..=6).collect(), 0), "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("the daemon is there again").count(), 2, "{}", ran.stderr);
}

#[test]
fn what_the_daemon_kept_no_more_when_it_was_back_is_counted() {
    let (told, ran) = told(&[], vec![page(1..=3), page(10..=11)]);
    assert_eq!(told, [1, 2, 3, 0, 10, 11], "{}", ran.stdout);
    assert!(ran.stdout.contains("\"events\":6"), "{}", ran.stdout);
}

#[test]
fn a_daemon_of_another_protocol_is_not_waited_for() {
    let dir = TempDir::new().unwrap();
    let listener = UnixListener::bind(dir.path().join("status.sock")).unwrap();
    let daemon = thread::spawn(move || {
        for protocol in [PROTOCOL_VERSION, PROTOCOL_VERSION + 1] {
            let (mut stream, _) = listener.accept().unwrap();
            let hello = Hello { protocol, version: "9".to_owned(), level: Level::Status };
            codec::write(&mut stream, &hello, REPLY_BYTES_MAX).unwrap();
            if protocol == PROTOCOL_VERSION {
                let _: Request = codec::read(&mut stream, REQUEST_BYTES_MAX).unwrap();
                let reply = Reply::Progress { text: String::new(), item: Some(Item::Events(page([1]))) };
                codec::write(&mut stream, &reply, REPLY_BYTES_MAX).unwrap();
            }
        }
    });
    let option = format!("--runtime-dir={}", dir.path().display());
    let ran = run(dir.path(), &["events", "-f", &option]);
    daemon.join().unwrap();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("protocol"), "{}", ran.stderr);
}
