//! The daemon's program.

use clap::Parser as _;
use tp_relais::config::{Args, Config};
use tp_relais::service::Inherited;
use tp_relais::{Exit, diagnostics, run};

fn main() -> Exit {
    // Before anything opens a descriptor of its own.
    let inherited = Inherited::take();
    let args = Args::parse();
    let config = Config::load(&args);
    let files = config.as_ref().ok().filter(|_| !args.check).and_then(|config| config.diagnostics.clone());
    let diagnostics = diagnostics::start(files.as_ref());
    match &diagnostics {
        Ok(_) => run(&args, config, inherited),
        // It was said already. It is as wrong in the next moment.
        Err(_) => Exit::Usage,
    }
}
