//! The daemon's program.

use tp_language::usage::{self, Told};
use tp_relais::config::{Args, Config};
use tp_relais::service::{self, Inherited, InheritedError};
use tp_relais::{Exit, diagnostics, run};

fn main() -> Exit {
    // Before anything opens a descriptor of its own.
    let inherited = Inherited::take();
    let clients_wait = inherited.as_ref().is_ok_and(|inherited| !inherited.connections.is_empty());
    let exit = begin(inherited);
    if clients_wait { service::for_waiting_clients(exit) } else { exit }
}

fn begin(inherited: Result<Inherited, InheritedError>) -> Exit {
    let args = match usage::parse::<Args>() {
        Ok(args) => args,
        Err(Told::Help) => return Exit::Ok,
        Err(Told::Error) => return Exit::Usage,
    };
    let config = Config::load(&args);
    let files = config.as_ref().ok().filter(|_| !args.check).and_then(|config| config.diagnostics.clone());
    let diagnostics = diagnostics::start(files.as_ref());
    match &diagnostics {
        Ok(_) => run(&args, config, inherited),
        // It was said already. It is as wrong in the next moment.
        Err(_) => Exit::Usage,
    }
}
