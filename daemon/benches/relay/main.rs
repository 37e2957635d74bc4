//! What relaying costs, beside the least it can cost and beside other servers:
//!
//! ```console
//! cargo bench -p tp-relais --bench relay -- [SCENARIO...] [--quick] [--runs N] [--server NAME]...
//! ```
//!
//! **What runs.** `tp-relais` as it comes, each frame whole in its log on disk; the same with the
//! leanest log it can be told to keep (sizes alone, in memory, never synced: there is no switch that
//! turns the log off); the yardstick (`yardstick/`), which logs nothing; and what is installed of
//! `ncat`, `redis-server`, `nats-server` and `mosquitto`. Each is started for one run, on the loopback
//! address and a port of its own, and ended with it. tp-relais' limits of clients and of connections a
//! second are raised out of the way, as are the buffers' limits of Redis and Mosquitto.
//!
//! **How.** The load (`load/`) checks every byte that arrives and each sender's order; a run whose
//! bytes are wrong, or that does not end, gives no figure but the reason. Servers take turns, run by
//! run, so that a noisy minute hits all of them. Shown is the median, with the least and the most.
//!
//! **What the figures mean.**
//! - *CPU-s / million*: processor seconds of the server's process, user and system, a million
//!   deliveries. The first figure: other programs hardly move it. A delivery is one message that one of the
//!   other clients has. Redis tells a sender that listens its own words too, and knows no way not to: that
//!   is work of its, and no delivery. The time is from the first message to the last delivery; for
//!   tp-relais with its log on disk it goes on for 1.2 s, in which the log is brought there (where the disk
//!   is slow, the last of it may come later).
//! - *× yardstick*: that figure in the yardstick's, run by run of the same round.
//! - *deliveries/s*, *p50*, *p99*, *max*: by the clock, so they depend on what else the machine does.
//!   What a latency is of, each scenario's file says (`scenario/`).
//! - *MiB*: the most that was resident. *KiB a client*: resident, above what was before anybody came.
//! - *load CPUs*: what the load kept busy. At 1 the load is the limit of the rate, though not of the
//!   first figure; yet the slower the load, the more a server may do in one call.
//!
//! The tables go to standard output, with a line for each goal of the project that they say something
//! about; a chart goes to `relay-bench.svg` in the build's `tmp` folder.

mod args;
mod load;
mod report;
mod scenario;
mod server;
mod yardstick;

use std::fs;
use std::io::{self, Write as _};
use std::path::Path;

use clap::{Parser as _, ValueEnum as _};
use nix::sys::resource::{Resource, getrlimit, setrlimit};

use self::args::Args;
use self::report::{Figures, Row};
use self::scenario::{Case, Scenario};
use self::server::Contestant;

/// The first argument with which this program is the yardstick, on the port that the second names.
const YARDSTICK: &str = "--yardstick";

/// Descriptors that a run needs besides its clients'.
const DESCRIPTORS_SPARE: u64 = 64;

/// As many descriptors as there may be; the servers inherit that. Gives how many.
fn raise_descriptors() -> io::Result<u64> {
    let (_, most) = getrlimit(Resource::RLIMIT_NOFILE)?;
    setrlimit(Resource::RLIMIT_NOFILE, most, most)?;
    Ok(most)
}

/// Those of the wanted that are installed; the others are named on standard error.
fn present(wanted: &[Contestant]) -> Vec<Contestant> {
    let here = |contestant: &Contestant| match contestant.program() {
        Ok(_) => true,
        Err(error) => {
            eprintln!("without {}: {error}", contestant.name());
            false
        }
    };
    let all = if wanted.is_empty() { &Contestant::ALL } else { wanted };
    all.iter().copied().filter(here).collect()
}

fn selected(args: &Args, descriptors: u64) -> Vec<Case> {
    let scenarios = if args.scenarios.is_empty() { Scenario::value_variants() } else { &args.scenarios };
    let fits = |case: &Case| {
        let fits = case.clients as u64 + DESCRIPTORS_SPARE <= descriptors;
        if !fits {
            eprintln!("without {}: a process may open {descriptors} files (ulimit -n)", case.name());
        }
        fits
    };
    scenarios.iter().flat_map(|&scenario| scenario::cases(scenario, args.quick)).filter(fits).collect()
}

/// All runs of one case, the servers in turn.
fn measure(case: Case, contestants: &[Contestant], runs: usize) -> Row {
    let able = contestants.iter().filter(|contestant| case.clients <= contestant.clients_max());
    let mut figures: Vec<Figures> = able.map(|&contestant| Figures::new(contestant)).collect();
    for run in 1..=runs {
        for one in &mut figures {
            eprintln!("{}, {}, run {run} of {runs}", case.name(), one.contestant.name());
            one.runs.push(scenario::run(&case, one.contestant).map_err(|error| error.to_string()));
        }
    }
    Row { case, figures }
}

fn report(rows: &[Row]) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for table in report::tables(rows) {
        writeln!(out, "{table}\n")?;
    }
    for line in report::goals(rows).iter().chain(&report::failures(rows)) {
        writeln!(out, "{line}")?;
    }
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("relay-bench.svg");
    fs::write(&file, report::chart(rows))?;
    writeln!(out, "\nchart: {}", file.display())
}

fn main() -> io::Result<()> {
    let mut words = std::env::args().skip(1);
    if words.next().as_deref() == Some(YARDSTICK) {
        let port = words.next().and_then(|word| word.parse().ok());
        return yardstick::serve(port.ok_or_else(|| io::Error::other("the yardstick needs a port"))?);
    }
    let args = Args::parse();
    let cases = selected(&args, raise_descriptors()?);
    let contestants = present(&args.servers);
    let rows: Vec<Row> = cases.into_iter().map(|case| measure(case, &contestants, args.runs())).collect();
    match report(&rows) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error),
        _ => {}
    }
    let ours = [Contestant::Yardstick, Contestant::Relais, Contestant::RelaisLean];
    let failed = |row: &Row| ours.into_iter().any(|one| row.of(one).is_some_and(|figures| figures.failure().is_some()));
    if rows.iter().any(failed) { Err(io::Error::other("runs of ours gave no figure: see above")) } else { Ok(()) }
}
