//! What is asked of a run.

use clap::Parser;

use crate::scenario::Scenario;
use crate::server::Contestant;

/// Measures the relay beside the yardstick and what is installed of other servers
#[derive(Parser, Debug)]
#[command(name = "cargo bench -p tp-relais --bench relay --", disable_version_flag = true)]
pub struct Args {
    /// Which scenarios; all of them if none is named
    #[arg(value_enum)]
    pub scenarios: Vec<Scenario>,

    /// Fewer and smaller cases, one run of each: a trial of a minute
    #[arg(long)]
    pub quick: bool,

    /// Runs of each server in each case
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub runs: Option<u16>,

    /// Which servers; all that are installed if none is named
    #[arg(long = "server", value_enum, value_name = "SERVER")]
    pub servers: Vec<Contestant>,

    /// Cargo says this to every benchmark
    #[arg(long, hide = true)]
    pub bench: bool,
}

impl Args {
    pub fn runs(&self) -> usize {
        self.runs.map_or(if self.quick { 1 } else { 5 }, usize::from)
    }
}
