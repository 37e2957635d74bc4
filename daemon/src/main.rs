//! The daemon's program.

use clap::Parser as _;
use tp_relais::config::Args;
use tp_relais::service::Inherited;
use tp_relais::{Exit, diagnostics, run};

fn main() -> Exit {
    // Before anything opens a descriptor of its own.
    let inherited = Inherited::take();
    let args = Args::parse();
    let _guard = diagnostics::start();
    run(&args, inherited)
}
