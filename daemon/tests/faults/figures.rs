//! Times and their quantiles, and what a process takes.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use nix::unistd::gettid;
use socket2::SockRef;
use tp_testkit::wait::PATIENCE;
use tp_testkit::{Client, program};

/// The quantile `part` of some times: 0.99 is the time that one in a hundred is above.
pub(crate) fn quantile(times: &mut [Duration], part: f64) -> Duration {
    times.sort_unstable();
    let place = (times.len() as f64 * part) as usize;
    times[place.min(times.len() - 1)]
}

/// A line of `/proc/PID/status` in KiB (proc(5)).
pub(crate) fn memory_kib(pid: u32, line: &str) -> u64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("a living process");
    let value = status.lines().find_map(|row| row.strip_prefix(line)?.strip_prefix(':')).expect("a line of that name");
    value.trim().trim_end_matches(" kB").parse().expect("a number of KiB")
}

/// How many entries a folder of `/proc/PID` has: `fd` for descriptors, `task` for threads.
pub(crate) fn count(pid: u32, what: &str) -> usize {
    fs::read_dir(format!("/proc/{pid}/{what}")).expect("a living process").count()
}

/// How long a flood stood still until a reader had so many bytes: the pauses between two arrivals
/// that are longer than any that a busy machine makes by itself.
pub(crate) fn standstill(reader: &Client, bytes: u64) -> Duration {
    const PAUSE_MIN: Duration = Duration::from_millis(60);
    let (mut still, mut seen, mut since) = (Duration::ZERO, 0, Instant::now());
    let deadline = since + PATIENCE;
    while seen < bytes {
        assert!(Instant::now() < deadline, "the flood does not come to its end: {seen} of {bytes} bytes");
        let now = reader.received_bytes().expect("a client that reads");
        if now > seen {
            still += Some(since.elapsed()).filter(|pause| seen > 0 && *pause >= PAUSE_MIN).unwrap_or_default();
            (seen, since) = (now, Instant::now());
        }
        thread::sleep(Duration::from_millis(1));
    }
    still
}

/// Round trips between two clients of one room, one after the other, `pause` between them, for as
/// long as `going` says so.
pub(crate) fn round_trips(pair: &mut [TcpStream; 2], pause: Duration, going: impl Fn() -> bool) -> Vec<Duration> {
    let [one, other] = pair;
    let (mut times, mut word) = (Vec::new(), [0; 4]);
    while going() {
        let began = Instant::now();
        one.write_all(b"ping").and_then(|()| other.read_exact(&mut word)).expect("the room relays");
        other.write_all(b"pong").and_then(|()| one.read_exact(&mut word)).expect("the room relays");
        times.push(began.elapsed());
        thread::sleep(pause);
    }
    times
}

/// Two clients that are alone in a room. They leave with a reset: one that only closes may be waiting
/// for answers, and would be a peer for a while.
pub(crate) fn pair(to: SocketAddr) -> [TcpStream; 2] {
    [(); 2].map(|()| {
        let stream = TcpStream::connect(to).expect("the relay listens");
        stream.set_nodelay(true).expect("our own socket");
        SockRef::from(&stream).set_linger(Some(Duration::ZERO)).expect("our own socket");
        stream.set_read_timeout(Some(PATIENCE)).expect("our own socket");
        stream
    })
}

/// From here on this thread, and every thread and program that it starts, goes before whatever else
/// runs on this machine. Only root can; without that the figures are what they are.
fn go_first() {
    program::run(Command::new("renice").args(["-n", "-15", "-p", &gettid().to_string()]));
}

/// A measurement on a machine that others use, too: it is taken up to three times, and one that keeps
/// to the figure is enough. Each is printed; the figure stays as it is.
///
/// # Panics
///
/// When none of the three does.
pub(crate) fn one_of_three(mut measure: impl FnMut() -> Result<String, String>) {
    go_first();
    let mut said = Vec::new();
    for turn in 1..=3 {
        match measure() {
            Ok(figures) => return println!("measurement {turn}: {figures}"),
            Err(figures) => {
                println!("measurement {turn}: {figures}: too much");
                said.push(figures);
            }
        }
    }
    panic!("none of three measurements keeps to the figure: {said:?}");
}

/// `Ok` when the figures keep to what they have to.
pub(crate) fn within(keeps: bool, figures: String) -> Result<String, String> {
    if keeps { Ok(figures) } else { Err(figures) }
}
