//! The peers and the daemon that the views of `peers` are shown with.

use std::time::{SystemTime, UNIX_EPOCH};

use tempfile::TempDir;
use tp_proto::control::{
    FrameLogState, FrameLogStatus, Ok as Output, PeerRow, PeerState, Peers, Reply, Request, RoomStatus, Status,
};
use tp_proto::frame_log::Mode;

use crate::support::{FakeDaemon, Ran, T0, command, run_on_terminal_in};

const S: u64 = 1_000_000_000;

/// The wall clock, nanoseconds since the Unix epoch.
pub(crate) fn now() -> u64 {
    u64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_nanos()).unwrap()
}

pub(crate) fn peer(number: u64) -> PeerRow {
    PeerRow {
        number,
        room: "12345".into(),
        peer: format!("[::ffff:192.168.1.{}]:{}", 30 + number, 53_110 + number).parse().unwrap(),
        local: "[::ffff:192.168.1.20]:12345".parse().unwrap(),
        name: String::new(),
        since: T0,
        state: PeerState::Open,
        rx_frames: 4,
        rx_bytes: 20,
        tx_frames: 8,
        tx_bytes: 40 * number,
        backlog_bytes: 0,
        last_rx: None,
        last_tx: None,
        unanswered_frames: 0,
    }
}

/// One in each state, each for so long that a slow machine makes no difference.
pub(crate) fn class() -> Vec<PeerRow> {
    let ago = |hours: u64| Some(now() - (hours * 3600 + 1800) * S);
    let mut peers: Vec<PeerRow> = (1..=6).map(peer).collect();
    (peers[1].last_rx, peers[1].last_tx) = (ago(9), ago(8));
    (peers[2].last_rx, peers[2].last_tx, peers[2].unanswered_frames) = (ago(5), ago(6), 1);
    (peers[3].state, peers[3].backlog_bytes) = (PeerState::Slow, 70_000);
    peers[4].state = PeerState::HalfClosed;
    peers[5].state = PeerState::Leaving;
    for (peer, name) in peers.iter_mut().zip(["Léa", "Ahmed", "", "Zoé\u{1b}[2J", "poste-5", ""]) {
        peer.name = name.into();
    }
    peers
}

pub(crate) fn status(directory: &std::path::Path) -> Status {
    let room = |port: u16, peers| RoomStatus {
        room: port.to_string(),
        mode: Mode::Others,
        listen: vec![format!("[::]:{port}").parse().unwrap()],
        peers,
        frames: 120,
        paused: false,
        end_word: None,
    };
    Status {
        version: "0.1.0".into(),
        pid: 4711,
        started: T0,
        addresses: vec!["192.168.1.20:12345".parse().unwrap()],
        rooms: vec![room(12345, 6), room(5000, 0)],
        frame_log: FrameLogStatus {
            state: FrameLogState::Ok,
            bytes: 67_000,
            segments: 2,
            directory: directory.to_owned(),
            names_file: None,
        },
        refused: [("clients".to_owned(), 3)].into(),
        dropped_lines: 1,
    }
}

/// A daemon with these peers, whose log is in `dir`.
pub(crate) fn daemon(dir: &TempDir, peers: Vec<PeerRow>) -> FakeDaemon {
    daemon_that_is(dir, status(&dir.path().join("frames")), peers)
}

/// The same, which says this of itself.
pub(crate) fn daemon_that_is(dir: &TempDir, status: Status, peers: Vec<PeerRow>) -> FakeDaemon {
    FakeDaemon::start(&dir.path().join("run"), move |request| {
        Reply::Ok(match request {
            Request::Peers { .. } => Output::Peers(Peers { peers: peers.clone(), next: None }),
            Request::Status {} => Output::Status(status.clone()),
            other => panic!("{other:?}"),
        })
    })
}

/// What a verb says to a daemon with these peers, in a pipe.
pub(crate) fn piped(locale: &str, peers: Vec<PeerRow>, args: &[&str]) -> Ran {
    let dir = TempDir::new().unwrap();
    let daemon = daemon(&dir, peers);
    let mut command = command(dir.path(), &[args, &[&daemon.option()]].concat());
    Ran::new(command.env("LC_ALL", locale).output().expect("the program runs"))
}

/// The same on a terminal of so many columns.
pub(crate) fn on_terminal(columns: u16, locale: &str, peers: Vec<PeerRow>, args: &[&str]) -> Ran {
    let dir = TempDir::new().unwrap();
    let daemon = daemon(&dir, peers);
    run_on_terminal_in(locale, columns, dir.path(), &[args, &[&daemon.option()]].concat())
}
