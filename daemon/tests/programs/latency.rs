//! How soon `tp-ctl tail -f` shows a frame, and what it costs while nothing comes: figures for a
//! person, no verdict, so it runs only when asked for:
//!
//! ```text
//! cargo build --release --workspace
//! cargo test --release --test programs latency -- --ignored --nocapture
//! ```

use std::io::{BufRead as _, BufReader};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use tp_testkit::{Client, Relay};

/// Frames that are measured.
const FRAMES: usize = 1000;
/// How long it follows while nothing comes.
const IDLE: Duration = Duration::from_secs(20);

#[test]
#[ignore = "a figure, not a verdict: see the head of this file"]
fn latency_of_a_followed_frame_and_cost_of_waiting_for_one() {
    let relay = Relay::start();
    let mut clients: Vec<Client> = (0..2).map(|_| Client::connect(relay.addr())).collect();
    relay.wait_for_peers(2);
    let mut command = relay.tp_ctl_command(&["tail", "-f"]);
    let mut child = command.stdout(Stdio::piped()).spawn().expect("tp-ctl");
    let mut lines = BufReader::new(child.stdout.take().expect("stdout is piped")).lines();
    clients[0].send(b"begin");
    lines.next().expect("a line").expect("text");
    let mut delays: Vec<Duration> = (0..FRAMES).map(|at| delay(&mut clients[0], &mut lines, at)).collect();
    delays.sort_unstable();
    let at = |share: usize| delays[(delays.len() - 1) * share / 100];
    println!("sent to shown, {FRAMES} frames: median {:?}, p95 {:?}, max {:?}", at(50), at(95), at(100));
    let before = cpu_ticks(child.id());
    thread::sleep(IDLE);
    // A tick is a hundredth of a second.
    let share = (cpu_ticks(child.id()) - before) as f64 / IDLE.as_secs_f64();
    println!("following while nothing comes: {share:.2} % of a core over {IDLE:?}");
    child.kill().expect("our own child");
    child.wait().expect("our own child");
    relay.finish(clients, Vec::new());
}

/// From the moment that a client sends a frame to the line that shows it: the relay's own share is
/// in it.
fn delay(sender: &mut Client, lines: &mut impl Iterator<Item = std::io::Result<String>>, at: usize) -> Duration {
    // Not in step with how often the files are looked at.
    thread::sleep(Duration::from_micros(1000 + (at as u64 * 7919) % 30_000));
    let text = format!("frame-{at:06}");
    let sent = Instant::now();
    sender.send(text.as_bytes());
    let line = lines.next().expect("a line").expect("text");
    let delay = sent.elapsed();
    assert!(line.ends_with(&text), "{line}");
    delay
}

/// User and system time of a process, from its `stat` file.
fn cpu_ticks(pid: u32) -> u64 {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).expect("a running process");
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |at: usize| fields[at].parse::<u64>().expect("a number");
    ticks(11) + ticks(12)
}
