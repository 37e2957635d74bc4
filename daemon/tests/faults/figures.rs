//! Times and their quantiles, and what a process takes.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::thread;
use std::time::{Duration, Instant};

use socket2::SockRef;
use tp_testkit::Client;
use tp_testkit::wait::PATIENCE;

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

/// What round trips consist of: nobody else in the room may send it.
const MARK: u8 = b'P';

/// Round trips of `len` bytes each way between two clients of one room, one after the other, `pause`
/// between them, for as long as `going` says so. What others send passes by.
pub(crate) fn round_trips(
    [one, other]: &mut [TcpStream; 2],
    len: usize,
    pause: Duration,
    going: impl Fn() -> bool,
) -> Vec<Duration> {
    let (mut times, message) = (Vec::new(), vec![MARK; len]);
    while going() {
        let began = Instant::now();
        one.write_all(&message).and_then(|()| hear(other, len)).expect("the room relays");
        other.write_all(&message).and_then(|()| hear(one, len)).expect("the room relays");
        times.push(began.elapsed());
        thread::sleep(pause);
    }
    times
}

/// Reads until `len` marks have come.
fn hear(stream: &mut TcpStream, mut len: usize) -> std::io::Result<()> {
    let mut buffer = [0; 64 * 1024];
    while len > 0 {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            return Err(std::io::ErrorKind::UnexpectedEof.into());
        }
        len -= buffer[..count].iter().filter(|&&byte| byte == MARK).count();
    }
    Ok(())
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
