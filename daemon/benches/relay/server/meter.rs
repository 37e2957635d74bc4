//! What a process has spent and holds, by the kernel.

use std::fs;
use std::io;
use std::time::Duration;

use nix::time::{clock_getcpuclockid, clock_gettime};
use nix::unistd::Pid;

pub struct Meter {
    pid: u32,
    clock: nix::time::ClockId,
    /// How long after a run the process may still work on what came in it.
    pub works_on_for: Duration,
}

impl Meter {
    pub fn of(pid: u32, works_on_for: Duration) -> io::Result<Meter> {
        let clock = clock_getcpuclockid(Pid::from_raw(i32::try_from(pid).map_err(io::Error::other)?))?;
        Ok(Meter { pid, clock, works_on_for })
    }

    /// Processor time of all its threads, of those that have ended too, user and system, in nanoseconds
    /// (clock_getcpuclockid(3); /proc/PID/stat counts in hundredths of a second).
    pub fn processor_time(&self) -> io::Result<Duration> {
        Ok(clock_gettime(self.clock)?.into())
    }

    /// Resident bytes now, counted page by page: /proc/PID/statm lags behind.
    pub fn resident_bytes(&self) -> io::Result<u64> {
        self.kibibytes("smaps_rollup", "Rss:")
    }

    /// Most bytes that were ever resident.
    pub fn resident_bytes_max(&self) -> io::Result<u64> {
        self.kibibytes("status", "VmHWM:")
    }

    fn kibibytes(&self, file: &str, key: &str) -> io::Result<u64> {
        let text = fs::read_to_string(format!("/proc/{}/{file}", self.pid))?;
        let line = text.lines().find_map(|line| line.strip_prefix(key));
        let count = line.and_then(|rest| rest.split_whitespace().next()).and_then(|word| word.parse::<u64>().ok());
        count.map(|count| count * 1024).ok_or_else(|| io::Error::other(format!("no {key} in {file}")))
    }
}
