//! `--doctor`: why a server cannot be reached. Nothing is sent to it.

use std::io::{self, Write as _};
use std::time::Duration;

use tp_doctor::Words;

use crate::args::Args;
use crate::exit::Exit;

/// Longest wait for each answer: a network that takes longer is broken, too.
const WAIT_MAX: Duration = Duration::from_secs(3);

/// Examines the server and says what was found; fails when it cannot be reached.
pub(crate) fn run(args: &Args) -> Exit {
    let facts = tp_doctor::examine(&args.target.host, args.target.port, args.timeout.min(WAIT_MAX));
    let diagnosis = tp_doctor::diagnose(&facts);
    let text = Words::of_user().all(&facts, &diagnosis);
    // A reader that has gone has what it wanted; the exit code tells the rest.
    let _ = io::stdout().lock().write_all(text.as_bytes());
    if diagnosis.reached { Exit::Success } else { Exit::Failed }
}
