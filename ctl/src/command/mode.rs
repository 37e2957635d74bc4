//! `tp-ctl mode`: whom a room relays to, from its next frame on.

use std::io::Write as _;

use serde::Serialize;
use tp_proto::control::{ModeChanged, Ok as Output, Request};
use tp_proto::frame_log::Mode;

use crate::args::{Args, ModeArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::Language;
use crate::output::{self, SCHEMA, shown};

pub(super) fn run(args: &Args, options: &ModeArgs) -> Result<ExitCode, Error> {
    let request = Request::Mode { mode: options.mode.into(), room: options.room.clone() };
    let Output::ModeChanged(changed) = Connection::open_control(args)?.ask(&request)? else {
        return Err(ConnectionError::WrongAnswer.into());
    };
    let ModeChanged { room, mode, before } = &changed;
    let mut out = output::stdout();
    if options.json {
        output::print_json(&mut out, &ModeJson { schema: SCHEMA, room, mode: *mode, before: *before })?;
    } else {
        let (language, room) = (Language::users(), shown(room));
        let sentence = if mode == before {
            language.mode_as_before(&room, mode.name())
        } else {
            language.mode_changed(&room, mode.name(), before.name())
        };
        writeln!(out, "{sentence}")?;
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

/// Schema 1 of `mode --json`.
#[derive(Debug, Serialize)]
struct ModeJson<'a> {
    schema: u32,
    room: &'a str,
    mode: Mode,
    before: Mode,
}
