//! What `tp-ctl` takes for a log of 64 MiB: `cargo bench -p tp-ctl --bench frame_log`.
//!
//! It writes one log of small frames and one of larger ones into a temporary directory and runs the
//! real program on each, every command in turn and that several times over, so that whatever else
//! the machine does falls on all of them alike. The time is the processor's, user and system
//! together; shown is the median, the least and the most beside it, and how much of the log, and
//! of what was made of it, that is a second.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use nix::sys::resource::{UsageWho, getrusage};
use serde_bytes::ByteArray;
use tempfile::TempDir;
use tp_proto::frame_log::{
    Endpoint, Etime, FORMAT_VERSION, Header, Kept, LABEL, Mode, NewFrame, Open, Payload, Record, Seal, SegmentName,
    Source, To, encode_frame, encode_record, encode_sent,
};
use tp_proto::places;

/// What is measured: the arguments, `{out}` being a file that may be written.
const COMMANDS: &[&[&str]] = &[
    &["verify"],
    &["tail", "--port", "50003", "-n", "10"],
    &["export", "--pcapng", "{out}", "--force"],
    &["export", "--jsonl", "{out}", "--force"],
    &["report", "--html", "{out}", "--force"],
];
/// The logs: bytes of a frame, frames of a round.
const LOGS: [(usize, u64); 3] = [(64, 64), (64, 1), (1024, 64)];
/// How often each command is run on each log.
const RUNS: usize = 11;

const LOG_BYTES: u64 = 64 * 1024 * 1024;
const ROOM: u16 = 12345;
const PEERS: u64 = 5;
/// A June day, in nanoseconds since the Unix epoch.
const NOON: u64 = 1_781_092_800_000_000_000;

fn main() -> Result<(), Box<dyn Error>> {
    let dir = TempDir::new()?;
    let logs =
        LOGS.iter().map(|&(payload, round)| Log::write(dir.path(), payload, round)).collect::<Result<Vec<_>, _>>()?;
    let mut times = vec![vec![Vec::new(); COMMANDS.len()]; logs.len()];
    let mut made = vec![vec![0; COMMANDS.len()]; logs.len()];
    let out = dir.path().join("out");
    for _ in 0..RUNS {
        for ((log, times), made) in logs.iter().zip(&mut times).zip(&mut made) {
            for ((command, times), made) in COMMANDS.iter().zip(times).zip(made) {
                times.push(run(command, log, &out)?);
                *made = if command.contains(&"{out}") { fs::metadata(&out)?.len() } else { 0 };
            }
        }
    }
    for ((log, times), made) in logs.iter().zip(&mut times).zip(made) {
        for ((command, times), made) in COMMANDS.iter().zip(times).zip(made) {
            report(command, log, times, made);
        }
    }
    Ok(())
}

/// Runs `tp-ctl` once; gives the processor's time that it took.
fn run(command: &[&str], log: &Log, out: &Path) -> Result<Duration, Box<dyn Error>> {
    let before = children()?;
    let ran = Command::new(env!("CARGO_BIN_EXE_tp-ctl"))
        .args(command.iter().map(|word| if *word == "{out}" { out.as_os_str() } else { word.as_ref() }))
        .arg("--log-dir")
        .arg(&log.dir)
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .output()?;
    if !ran.status.success() {
        let said = String::from_utf8_lossy(&ran.stderr);
        return Err(format!("tp-ctl {} on {}: {}: {said}", command.join(" "), log.name, ran.status).into());
    }
    Ok(children()? - before)
}

/// The processor's time of all programs that were run and have ended.
fn children() -> io::Result<Duration> {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let micros = [usage.user_time(), usage.system_time()].map(|time| time.tv_sec() * 1_000_000 + time.tv_usec());
    Ok(Duration::from_micros(micros.iter().sum::<i64>().unsigned_abs()))
}

#[expect(clippy::print_stdout, reason = "a benchmark's figures are its output")]
fn report(command: &[&str], log: &Log, times: &mut [Duration], made: u64) {
    times.sort_unstable();
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    let median = times[times.len() / 2];
    let rate = |bytes: u64| bytes as f64 / 1e6 / median.as_secs_f64();
    let (read, made) = (rate(log.bytes), rate(made));
    let (least, most) = (ms(times[0]), ms(times[times.len() - 1]));
    let name = format!("{}, {}", command.join(" "), log.name);
    println!("{name:<60} {:7.1} ms ({least:.1} to {most:.1}) {read:6.0} MB/s read {made:6.0} MB/s made", ms(median));
}

/// A log directory with one segment in it.
struct Log {
    name: String,
    dir: PathBuf,
    bytes: u64,
}

impl Log {
    /// A log of frames of `payload` bytes, each to all others, so many a round.
    fn write(dir: &Path, payload: usize, round: u64) -> io::Result<Log> {
        let name = format!("frames of {payload} bytes, {round} a round");
        let dir = dir.join(format!("{payload}-{round}"));
        let room = places::frames_dir(&dir).join(ROOM.to_string());
        fs::create_dir_all(&room)?;
        let file = File::create(room.join(SegmentName { first: 1, turn: 1 }.to_string()))?;
        let mut segment = Segment { file: BufWriter::new(file), block: LABEL.to_vec(), bytes: 0, chain: 0, next: 1 };
        segment.begin()?;
        let payload = vec![b'a'; payload];
        while segment.bytes < LOG_BYTES {
            segment.round(&payload, round)?;
        }
        segment.file.flush()?;
        Ok(Log { name, dir, bytes: segment.bytes })
    }
}

/// A segment under construction.
struct Segment {
    file: BufWriter<File>,
    block: Vec<u8>,
    bytes: u64,
    chain: u32,
    next: u64,
}

impl Segment {
    fn begin(&mut self) -> io::Result<()> {
        encode_record(&mut self.block, &Record::Header(header()));
        for conn in 1..=PEERS {
            encode_record(&mut self.block, &Record::Open(open(conn)));
        }
        self.seal(0)
    }

    /// Frames of all peers in turn, and that the kernel has taken them.
    fn round(&mut self, payload: &[u8], count: u64) -> io::Result<()> {
        for n in self.next..self.next + count {
            let src = source(1 + n % PEERS);
            let others: Vec<_> = (1..=PEERS).map(source).filter(|&to| to != src).collect();
            let (t, to) = (NOON + n * 15_000, To::Listed(&others));
            let (len, kept) = (payload.len() as u64, Kept::Data(payload));
            encode_frame(&mut self.block, &NewFrame { n, t, src, dst: ROOM, to, len, kept });
        }
        self.next += count;
        encode_sent(&mut self.block, NOON + self.next * 15_000, self.next - 1, &[]);
        self.seal(count as u32)
    }

    fn seal(&mut self, count: u32) -> io::Result<()> {
        let (first, t_last) = (self.next - u64::from(count), NOON + self.next * 15_000);
        self.chain = Seal::append(&mut self.block, self.chain, self.bytes, first, count, t_last);
        self.file.write_all(&self.block)?;
        self.bytes += self.block.len() as u64;
        self.block.clear();
        Ok(())
    }
}

fn source(conn: u64) -> Source {
    Source(conn, 50_000 + conn as u16)
}

fn open(conn: u64) -> Open {
    let peer = Endpoint(SocketAddr::from(([10, 0, 0, conn as u8], source(conn).1)));
    let local = Endpoint(SocketAddr::from(([10, 0, 0, 254], ROOM)));
    Open { conn, t: NOON, peer, local, rx: 0, tx: 0, backlog: None, name: None, earlier: None }
}

fn header() -> Header {
    Header {
        v: FORMAT_VERSION,
        salt: ByteArray::new(*b"\x01\x23\x45\x67\x89\xab\xcd\xef"),
        first: 1,
        time: Etime { unix_ns: NOON },
        room: ROOM.to_string(),
        software: "tp-relais".into(),
        boot: ByteArray::new([0; 16]),
        mode: Mode::Others,
        payload: Payload::Full,
        next_conn: None,
        ordered: None,
    }
}
