//! `status` and `peers` against a daemon with canned answers.

use std::path::Path;

use tempfile::TempDir;
use tp_proto::control::{Code, Failure, Ok as Output, PeerRow, Peers, Reply, Request, Status};
use tp_proto::frame_log::{Mode, To};

use crate::peers_rows;
use crate::support::{FakeDaemon, LogWriter, Ran, run, to};

/// A daemon with one room, to which nothing has happened yet.
fn status() -> Status {
    let mut status = peers_rows::status(Path::new("/var/log/tp-relais/frames"));
    status.rooms.truncate(1);
    (status.rooms[0].peers, status.dropped_lines) = (3, 0);
    status.addresses.push("[fe80::1]:12345".parse().unwrap());
    status.refused = [("clients".to_owned(), 0)].into();
    status
}

/// Peers that differ in their numbers alone.
fn peer(number: u64) -> PeerRow {
    PeerRow { peer: "[::ffff:192.168.1.30]:53112".parse().unwrap(), ..peers_rows::peer(number) }
}

/// Answers `peers` with `pages`, each of which ends where the next begins.
fn paged(pages: Vec<Vec<PeerRow>>) -> impl Fn(Request) -> Reply {
    move |request| {
        let Request::Peers { after } = request else { panic!("{request:?}") };
        let at = pages.iter().position(|page| page.first().is_none_or(|peer| peer.number > after)).unwrap();
        let next = pages.get(at + 1).and(pages[at].last()).map(|peer| peer.number);
        Reply::Ok(Output::Peers(Peers { peers: pages[at].clone(), next }))
    }
}

/// What a verb says to a daemon that gives these answers.
fn ask(args: &[&str], answer: impl Fn(Request) -> Reply + Send + 'static) -> Ran {
    let dir = TempDir::new().unwrap();
    let daemon = FakeDaemon::start(&dir.path().join("run"), answer);
    run(dir.path(), &[args, &[&daemon.option()]].concat())
}

#[test]
fn status_says_what_to_type_and_how_the_log_is() {
    let ran = ask(&["status"], |_| Reply::Ok(Output::Status(status())));
    let expected = "\
tp-relais 0.1.0, process 4711, since 2 January 2026, 04:04:05 (UTC+01:00)

Addresses to type:
  192.168.1.20:12345
  [fe80::1]:12345

 ROOM  MODE    PEERS  FRAMES  LISTENS ON
12345  others      3     120  [::]:12345

Frame log: ok; 2 segments, 67.0 kB, in /var/log/tp-relais/frames
";
    assert_eq!((ran.stdout.as_str(), ran.code, ran.stderr.as_str()), (expected, 0, ""));
}

#[test]
fn status_as_json_keeps_its_schema() {
    let ran = ask(&["status", "--json"], |_| Reply::Ok(Output::Status(status())));
    let expected = serde_json::json!({
        "schema": 1, "version": "0.1.0", "pid": 4711, "started": "2026-01-02T04:04:05+01:00",
        "addresses": ["192.168.1.20:12345", "[fe80::1]:12345"],
        "rooms": [{"room": "12345", "mode": "others", "listen": ["[::]:12345"], "peers": 3, "frames": 120, "paused": false}],
        "frame_log": {"state": "ok", "bytes": 67000, "segments": 2, "directory": "/var/log/tp-relais/frames"},
        "refused": {"clients": 0},
        "dropped_lines": 0,
    });
    assert_eq!(ran.json(), expected);
}

#[test]
fn peers_is_a_table_of_both_ends() {
    let ran = ask(&["peers"], paged(vec![vec![peer(1), peer(12)]]));
    let expected = "
NO  CLIENT              SERVER              SINCE                      FRAMES IN  BYTES IN  FRAMES OUT  BYTES OUT  STATE
 1  192.168.1.30:53112  192.168.1.20:12345  2026-01-02T04:04:05+01:00          4        20           8         40  open
12  192.168.1.30:53112  192.168.1.20:12345  2026-01-02T04:04:05+01:00          4        20           8        480  open
";
    assert_eq!((ran.stdout.as_str(), ran.code), (&expected[1..], 0), "{}", ran.stdout);
}

#[test]
fn peers_as_json_keeps_its_schema_and_brings_every_page() {
    let ran = ask(&["peers", "--json"], paged(vec![vec![peer(1), peer(2)], vec![peer(3)], vec![peer(7)]]));
    let json = ran.json();
    let expected = serde_json::json!({
        "number": 1, "room": "12345", "peer": "192.168.1.30:53112", "local": "192.168.1.20:12345", "name": "",
        "since": "2026-01-02T04:04:05+01:00", "state": "open", "rx_frames": 4, "rx_bytes": 20, "tx_frames": 8,
        "tx_bytes": 40, "backlog_bytes": 0, "last_rx": null, "last_tx": null, "unanswered_frames": 0,
    });
    assert_eq!((&json["schema"], &json["peers"][0]), (&1.into(), &expected));
    let numbers: Vec<u64> =
        json["peers"].as_array().unwrap().iter().filter_map(|peer| peer["number"].as_u64()).collect();
    assert_eq!(numbers, [1, 2, 3, 7]);
}

#[test]
fn nobody_there_is_a_sentence_and_no_failure() {
    let ran = ask(&["peers"], paged(vec![vec![]]));
    assert_eq!((ran.stdout.as_str(), ran.code), ("no peers\n", 0));
}

#[test]
fn pages_that_go_round_in_circles_are_not_asked_for_ever() {
    let ran = ask(&["peers"], |_| Reply::Ok(Output::Peers(Peers { peers: vec![peer(1)], next: Some(1) })));
    assert_eq!(ran.code, 1, "{ran:?}");
}

#[test]
fn a_refusal_is_told_with_the_daemons_own_words() {
    let refuse = |code| move |_| Reply::Error(Failure { code, text: "all 16 sessions are taken".into(), about: None });
    let ran = ask(&["status"], refuse(Code::Busy));
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("all 16 sessions are taken"), "{ran:?}");
    assert_eq!(ask(&["status"], refuse(Code::NotAllowed)).code, 4);
}

#[test]
fn a_daemon_without_a_seat_is_told_in_its_own_words() {
    let dir = TempDir::new().unwrap();
    let daemon = FakeDaemon::start_full(dir.path());
    for verb in ["status", "peers"] {
        let ran = run(dir.path(), &[verb, &daemon.option()]);
        assert_eq!((ran.code, ran.stdout.as_str()), (1, ""), "{ran:?}");
        assert!(ran.stderr.contains("all control sessions are taken: try again in a moment"), "{ran:?}");
    }
}

#[test]
fn another_protocol_is_told_and_not_guessed_at() {
    let dir = TempDir::new().unwrap();
    let daemon = FakeDaemon::start_as(dir.path(), 2, |_| panic!("asked"));
    let ran = run(dir.path(), &["status", &daemon.option()]);
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("9.8.7") && ran.stderr.contains("protocol 2"), "{ran:?}");
}

#[test]
fn the_log_is_read_where_the_daemon_says_that_it_writes_it() {
    let dir = TempDir::new().unwrap();
    let elsewhere = dir.path().join("elsewhere");
    let mut log = LogWriter::new(&elsewhere, 12345, Mode::Echo);
    log.open(1);
    log.frame(1, To::Listed(&to(&[1])), b"ping");
    log.sent(1, &[]);
    log.seal();
    let mut answer = status();
    answer.frame_log.directory = elsewhere.join("frames");
    let daemon = FakeDaemon::start(&dir.path().join("run"), move |_| Reply::Ok(Output::Status(answer.clone())));
    let ran = run(dir.path(), &["verify", &daemon.option()]);
    assert_eq!((ran.stdout.as_str(), ran.code), ("1 received, 1 copy, 0 orphans, 0 lost: OK\n", 0), "{ran:?}");
}
