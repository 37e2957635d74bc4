//! `tp-ctl reload`: have the daemon read its configuration again.

use std::io::Write as _;

use serde::Serialize;
use tp_proto::control::{Ok as Output, Request};

use crate::args::{Args, WholeArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::Language;
use crate::output::{self, SCHEMA, shown};

pub(super) fn run(args: &Args, options: &WholeArgs) -> Result<ExitCode, Error> {
    let Output::Reloaded(reloaded) = Connection::open_control(args)?.ask(&Request::Reload {})? else {
        return Err(ConnectionError::WrongAnswer.into());
    };
    let (changed, waiting) = (&reloaded.changed, &reloaded.waiting);
    let mut out = output::stdout();
    if options.json {
        output::print_json(&mut out, &ReloadedJson { schema: SCHEMA, changed, waiting })?;
    } else {
        let language = Language::users();
        let keys = |keys: &[String]| shown(&keys.join(", "));
        let first = if changed.is_empty() { language.reloaded_same() } else { language.reloaded(&keys(changed)) };
        writeln!(out, "{first}")?;
        if !waiting.is_empty() {
            writeln!(out, "{}", language.reload_waits(&keys(waiting)))?;
        }
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

/// Schema 1 of `reload --json`.
#[derive(Debug, Serialize)]
struct ReloadedJson<'a> {
    schema: u32,
    changed: &'a [String],
    waiting: &'a [String],
}
