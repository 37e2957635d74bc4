//! What an export costs: `cargo bench -p tp-ctl --bench export [-- LOG_MIB]`.
//!
//! Writes a log, lets the real program export it a few times, and prints the rate in bytes of log
//! a second of one core (median, least, most), the best by the clock, and the most memory that it
//! took. Nothing is judged here.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{Usage, UsageWho, getrusage};
use nix::sys::time::TimeValLike as _;
use tempfile::TempDir;
use tp_proto::frame_log::{Mode, To};

#[path = "../tests/support/log.rs"]
#[expect(dead_code, clippy::unwrap_used, reason = "it belongs to the tests, which use more of it")]
mod log;

use log::{LogWriter, to};

const MIB: u64 = 1024 * 1024;
const ROUNDS: usize = 5;
/// Clients of the room: each frame goes to all but one.
const CLIENTS: u64 = 3;
const FRAMES_PER_BLOCK: usize = 64;
const SEGMENT_BYTES: u64 = 64 * MIB;

fn main() {
    let mib = std::env::args().skip(1).find_map(|arg| arg.parse().ok()).unwrap_or(300);
    for frame_bytes in [1024, 64] {
        let dir = TempDir::new().expect("a directory");
        let bytes = write_log(dir.path(), mib * MIB, frame_bytes);
        for (format, out) in [("pcapng", "/dev/null"), ("pcapng", "FILE"), ("jsonl", "/dev/null"), ("csv", "/dev/null")]
        {
            measure(dir.path(), format, out, bytes, frame_bytes);
        }
    }
}

fn measure(dir: &Path, format: &str, out: &str, bytes: u64, frame_bytes: usize) {
    let file = dir.join("export");
    let target = if out == "FILE" { file.as_path() } else { Path::new(out) };
    let rate = |seconds: f64| bytes as f64 / 1e6 / seconds;
    let mut runs: Vec<(f64, f64)> = (0..ROUNDS)
        .map(|_| {
            let _ = fs::remove_file(&file);
            let (wall, cpu) = export(dir, format, target);
            (rate(cpu), rate(wall))
        })
        .collect();
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let wall = runs.iter().map(|run| run.1).fold(0.0, f64::max);
    println!(
        "{format:>6} to {out:<9} frames of {frame_bytes:>4} B: {:.0} MB of log a CPU second ({:.0} to {:.0}), at best \
         {wall:.0} MB/s; peak of all so far {} MiB",
        runs[ROUNDS / 2].0,
        runs[0].0,
        runs[ROUNDS - 1].0,
        usage().max_rss() / 1024,
    );
}

/// Runs the program; gives how long it took, and how much time of a processor.
fn export(dir: &Path, format: &str, target: &Path) -> (f64, f64) {
    let (began, before) = (Instant::now(), cpu_seconds());
    let mut command = Command::new(env!("CARGO_BIN_EXE_tp-ctl"));
    command.args(["export", &format!("--{format}")]).arg(target).arg(dir).stderr(Stdio::null());
    let status = command.status().expect("tp-ctl starts");
    assert!(status.success(), "{status}");
    (began.elapsed().as_secs_f64(), cpu_seconds() - before)
}

/// What all exports so far have used.
fn usage() -> Usage {
    getrusage(UsageWho::RUSAGE_CHILDREN).expect("our own usage")
}

fn cpu_seconds() -> f64 {
    let usage = usage();
    [usage.user_time(), usage.system_time()].iter().map(|time| time.num_microseconds() as f64 / 1e6).sum()
}

/// Writes a room's log of at least so many bytes; gives its length.
fn write_log(dir: &Path, bytes: u64, frame_bytes: usize) -> u64 {
    let mut log = LogWriter::new(dir, 12345, Mode::Others);
    (1..=CLIENTS).for_each(|conn| log.open(conn));
    let payload: Vec<u8> = (0..frame_bytes).map(|at| b' ' + (at % 95) as u8).collect();
    let mut written = 0;
    let mut source = (1..=CLIENTS).cycle();
    while written < bytes {
        for _ in 0..FRAMES_PER_BLOCK {
            let src = source.next().unwrap_or(1);
            let others: Vec<u64> = (1..=CLIENTS).filter(|&conn| conn != src).collect();
            log.frame(src, To::Listed(&to(&others)), &payload);
        }
        log.sent(log.next - 1, &[]);
        let before = log.offset();
        log.seal();
        written += log.offset() - before;
        if log.offset() > SEGMENT_BYTES {
            log.rotate("size", &[(1, 0), (2, 0), (3, 0)]);
        }
    }
    log.stop();
    let segments = fs::read_dir(log.path().parent().expect("a folder")).expect("a folder");
    segments.map(|entry| entry.expect("an entry").metadata().expect("a file").len()).sum()
}
