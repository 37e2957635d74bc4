//! `tp-ctl stop`: have the daemon end.

use std::io::Write as _;

use serde::Serialize;
use tp_proto::control::{Ok as Output, Request, Stopping};

use crate::args::{Args, WholeArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::Language;
use crate::output::{self, SCHEMA};

pub(super) fn run(args: &Args, options: &WholeArgs) -> Result<ExitCode, Error> {
    let Output::Stopping(stopping) = Connection::open_control(args)?.ask(&Request::Stop {})? else {
        return Err(ConnectionError::WrongAnswer.into());
    };
    let Stopping { pid, clients, managed } = stopping;
    let language = Language::users();
    let mut out = output::stdout();
    if options.json {
        output::print_json(&mut out, &StoppingJson { schema: SCHEMA, pid, clients, managed })?;
    } else {
        writeln!(out, "{}", language.stopping(&pid.to_string(), clients))?;
    }
    out.flush()?;
    if managed {
        output::complain(&language.stopping_managed());
    }
    Ok(ExitCode::Ok)
}

/// Schema 1 of `stop --json`.
#[derive(Debug, Serialize)]
struct StoppingJson {
    schema: u32,
    pid: u32,
    clients: u64,
    managed: bool,
}
