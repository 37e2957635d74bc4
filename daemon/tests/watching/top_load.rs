//! The full screen beside a relay that has much to do: it costs nobody anything, neither while it runs nor
//! while it is stopped.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tp_testkit::measure::{one_of_three, within};
use tp_testkit::pane::Pane;
use tp_testkit::{Client, Relay, skip, wait};

use crate::top::{pid_of_top, pids_of_top, wait_for};

/// What is said at a time: far more than the relay may keep.
const SAID_BYTES: u64 = 16 * 1024 * 1024;

/// What readers that are late for a moment may have the relay keep more than before: a backlog of theirs.
const KEPT_BYTES_MAX: u64 = 8 * 1024 * 1024;

/// How long round trips are looked at, with and without, and how often.
const WINDOW: Duration = Duration::from_millis(250);
const WINDOWS: usize = 4;

/// More frames than top keeps of a room.
const FRAMES: usize = 250;

/// One that runs, and one that was stopped when it had shown who is there.
struct Two {
    running: Pane,
    stopped: Pane,
    stops: Pid,
}

impl Two {
    /// Both show `text`. `None` where there is no terminal.
    fn start(relay: &Relay, text: &str) -> Option<Two> {
        let running = Pane::start(&relay.tp_ctl_command(&["top"]))?;
        wait_for(&running, text);
        let runs = wait::until_some("the first top", || pid_of_top(relay));
        let stopped = Pane::start(&relay.tp_ctl_command(&["top"]))?;
        wait_for(&stopped, text);
        let another = || pids_of_top(relay).into_iter().find(|&pid| pid != runs);
        let stops = Pid::from_raw(wait::until_some("the second top", another));
        kill(stops, Signal::SIGSTOP).expect("our own process");
        Some(Two { running, stopped, stops })
    }

    /// The one that runs has not missed this, and the other sees it as soon as it may. Then both end.
    fn end(self, text: &str) {
        wait_for(&self.running, text);
        assert!(!self.stopped.screen().contains(text), "it was not stopped");
        kill(self.stops, Signal::SIGCONT).expect("our own process");
        wait_for(&self.stopped, text);
        for pane in [&self.running, &self.stopped] {
            pane.press("q");
            assert_eq!(pane.wait_for_exit(), 0);
        }
    }
}

/// The most memory that a process ever had, in bytes (`VmHWM`, proc_pid_status(5)).
fn peak_bytes(pid: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("a process of ours");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("a line for it");
    line.trim_end_matches("kB").trim().parse::<u64>().expect("a number") * 1024
}

/// The first client says [`SAID_BYTES`], which the others have behind it, and nobody is owed anything. Gives
/// the most memory that the relay had.
fn say_so_much(relay: &Relay, clients: &mut [Client]) -> u64 {
    let received = |client: &Client| client.received_bytes().expect("it reads");
    let due = received(&clients[1]) + SAID_BYTES;
    clients[0].send_seeded(7, SAID_BYTES).expect("the relay reads");
    clients[1..].iter().for_each(|client| client.wait_for_bytes(due));
    wait::until("no backlog", || relay.peers().iter().all(|peer| peer.backlog_bytes == 0));
    peak_bytes(relay.pid())
}

#[test]
fn neither_one_that_runs_nor_one_that_is_stopped_holds_anybody_up_or_has_the_relay_keep_more() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..4).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(4);
    let before = say_so_much(&relay, &mut clients);
    let Some(two) = Two::start(&relay, "4 clients") else { return };
    let peak = (0..3).map(|_| say_so_much(&relay, &mut clients)).last().expect("it said something");
    assert!(peak <= before + KEPT_BYTES_MAX, "{before} bytes without top, {peak} with two");
    clients[1].send("au revoir".as_bytes());
    two.end("au revoir");
    relay.finish(clients, Vec::new());
}

/// What comes back of `text` is `text`; gives how long that took.
fn round_trip(stream: &mut TcpStream, text: &str) -> Duration {
    let began = Instant::now();
    stream.write_all(text.as_bytes()).expect("the relay reads");
    let mut back = vec![0; text.len()];
    stream.read_exact(&mut back).expect("the relay answers");
    assert_eq!(back, text.as_bytes());
    began.elapsed()
}

fn round_trips(stream: &mut TcpStream) -> Vec<Duration> {
    let began = Instant::now();
    std::iter::from_fn(|| (began.elapsed() < WINDOW).then(|| round_trip(stream, "ping"))).collect()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

/// In turns, so that a machine that is busy with other things is as busy for both.
#[test]
fn a_round_trip_takes_no_longer_beside_one_that_runs_and_one_that_is_stopped() {
    if skip::need_program("tmux").is_none() {
        return;
    }
    one_of_three(|| {
        let relay = Relay::start_mode("echo");
        let mut client = TcpStream::connect(relay.addr()).expect("the relay listens");
        client.set_nodelay(true).expect("an option of every socket");
        relay.wait_for_peers(1);
        let (mut alone, mut watched) = (Vec::new(), Vec::new());
        for turn in 1..=WINDOWS {
            alone.extend(round_trips(&mut client));
            let two = Two::start(&relay, "1 client").expect("a terminal, as there was one before");
            watched.extend(round_trips(&mut client));
            let last = format!("turn {turn} is over");
            round_trip(&mut client, &last);
            two.end(&last);
        }
        let counts = [alone.len(), watched.len()];
        let [alone, watched] = [alone, watched].map(median);
        within(watched <= alone * 3, format!("{watched:?} beside two, {alone:?} without; {counts:?} round trips"))
    });
}

fn say_often(stream: &mut TcpStream) {
    for _ in 0..FRAMES {
        round_trip(stream, "beaucoup");
    }
}

#[test]
fn a_room_where_little_is_said_shows_it_however_much_is_said_in_another() {
    let relay = Relay::setup().listen("127.0.0.1:0").listen("127.0.0.1:0=echo").start();
    let mut quiet = Client::connect(relay.addr_of(0));
    let mut busy = TcpStream::connect(relay.addr_of(1)).expect("the relay listens");
    quiet.send("un mot".as_bytes());
    wait::until("it to be logged", || relay.status().rooms.iter().any(|room| room.frames == 1));
    say_often(&mut busy);
    let room = relay.addr_of(0).port().to_string();
    let Some(pane) = Pane::start(&relay.tp_ctl_command(&["top", "--room", &room])) else { return };
    wait_for(&pane, "un mot");
    quiet.send("un autre".as_bytes());
    wait_for(&pane, "un autre");
    say_often(&mut busy);
    // All rooms show the last of these; then this room again has its own.
    pane.press("r");
    pane.press("r");
    wait_for(&pane, "beaucoup");
    pane.press("r");
    wait_for(&pane, "un mot");
    assert!(!pane.screen().contains("beaucoup"), "{}", pane.screen());
    pane.press("q");
    assert_eq!(pane.wait_for_exit(), 0);
}
