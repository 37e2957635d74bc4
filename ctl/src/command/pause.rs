//! `tp-ctl pause` and `tp-ctl resume`: whether rooms' clients are read.

use std::io::Write as _;

use serde::Serialize;
use tp_proto::control::{Ok as Output, Paused, PausedRoom, Request};

use crate::args::{Args, PauseArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::Language;
use crate::output::{self, SCHEMA, shown};

pub(super) fn run(args: &Args, options: &PauseArgs, pause: bool) -> Result<ExitCode, Error> {
    let room = options.room.clone();
    let request = if pause { Request::Pause { room } } else { Request::Resume { room } };
    let Output::Paused(paused) = Connection::open_control(args)?.ask(&request)? else {
        return Err(ConnectionError::WrongAnswer.into());
    };
    let mut out = output::stdout();
    if options.json {
        output::print_json(&mut out, &PausedJson::from(&paused))?;
    } else {
        let language = Language::users();
        for room in &paused.rooms {
            writeln!(out, "{}", sentence(&language, room))?;
        }
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

fn sentence(language: &Language, room: &PausedRoom) -> String {
    let name = shown(&room.room);
    match (room.paused, room.changed) {
        (true, true) => language.room_paused(&name),
        (true, false) => language.room_paused_before(&name),
        (false, true) => language.room_read_again(&name),
        (false, false) => language.room_not_paused(&name),
    }
}

/// Schema 1 of `pause --json` and `resume --json`.
#[derive(Debug, Serialize)]
struct PausedJson<'a> {
    schema: u32,
    rooms: Vec<RoomJson<'a>>,
}

#[derive(Debug, Serialize)]
struct RoomJson<'a> {
    room: &'a str,
    paused: bool,
    changed: bool,
}

impl<'a> From<&'a Paused> for PausedJson<'a> {
    fn from(paused: &'a Paused) -> Self {
        let rooms = paused.rooms.iter();
        let rooms =
            rooms.map(|PausedRoom { room, paused, changed }| RoomJson { room, paused: *paused, changed: *changed });
        PausedJson { schema: SCHEMA, rooms: rooms.collect() }
    }
}
