//! The daemon's program.

use clap::Parser as _;
use tp_relais::config::Args;
use tp_relais::{Exit, diagnostics, run};

fn main() -> Exit {
    let args = Args::parse();
    let _guard = diagnostics::start();
    run(&args)
}
