//! What an export costs: `cargo bench -p tp-ctl --bench export [-- LOG_MIB]`.
//!
//! Writes a log, lets the real program export it a few times, and prints the rate in bytes of log
//! a second and the most memory that it took. Nothing is judged here.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;
use tp_proto::frame_log::{Mode, To};

#[path = "../tests/support/log.rs"]
#[expect(dead_code, reason = "the tests use more of it")]
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
    let mut runs: Vec<(f64, u64)> = (0..ROUNDS)
        .map(|_| {
            let _ = fs::remove_file(&file);
            let (took, peak_kib) = export(dir, format, target);
            (bytes as f64 / 1e6 / took.as_secs_f64(), peak_kib)
        })
        .collect();
    runs.sort_by(|a, b| a.0.total_cmp(&b.0));
    let peak = runs.iter().map(|run| run.1).max().unwrap_or(0) / 1024;
    let (least, median, most) = (runs[0].0, runs[ROUNDS / 2].0, runs[ROUNDS - 1].0);
    println!(
        "{format:>6} to {out:<9} frames of {frame_bytes:>4} B: {median:.0} MB/s of log ({least:.0} to {most:.0}), \
         peak {peak} MiB, log {} MB",
        bytes / 1_000_000
    );
}

/// Runs the program; gives how long it took and the most memory that was seen, in KiB.
fn export(dir: &Path, format: &str, target: &Path) -> (Duration, u64) {
    let began = Instant::now();
    let mut child = Command::new(env!("CARGO_BIN_EXE_tp-ctl"))
        .args(["export", &format!("--{format}")])
        .arg(target)
        .arg(dir)
        .stderr(Stdio::null())
        .spawn()
        .expect("tp-ctl starts");
    let mut peak = 0;
    loop {
        peak = peak_kib(&child).unwrap_or(0).max(peak);
        if let Some(status) = child.try_wait().expect("our own child") {
            assert!(status.success(), "{status}");
            return (began.elapsed(), peak);
        }
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn peak_kib(child: &Child) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
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
