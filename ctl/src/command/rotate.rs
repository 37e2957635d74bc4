//! `tp-ctl rotate`: have the daemon go on in a new segment of the frame log.

use std::io::Write as _;

use serde::Serialize;
use tp_proto::control::{Ok as Output, Request, Rotated};

use crate::args::{Args, RotateArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::here;
use crate::output::{self, SCHEMA, shown};

pub(super) fn run(args: &Args, options: &RotateArgs) -> Result<ExitCode, Error> {
    let mut connection = Connection::open_control(args)?;
    let Output::Rotated(rotated) = connection.ask(&Request::Rotate { room: options.room.clone() })? else {
        return Err(ConnectionError::WrongAnswer.into());
    };
    let mut out = output::stdout();
    if options.json {
        output::print_json(&mut out, &RotatedJson::from(&rotated))?;
    } else {
        for room in &rotated.rooms {
            let [name, segment] = [&room.room, &room.segment].map(|word| shown(word));
            writeln!(out, "{}", here().goes_on_in(&name, &segment))?;
        }
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

/// Schema 1 of `rotate --json`.
#[derive(Debug, Serialize)]
struct RotatedJson<'a> {
    schema: u32,
    rooms: Vec<RoomJson<'a>>,
}

#[derive(Debug, Serialize)]
struct RoomJson<'a> {
    room: &'a str,
    segment: &'a str,
}

impl<'a> From<&'a Rotated> for RotatedJson<'a> {
    fn from(rotated: &'a Rotated) -> Self {
        let rooms = rotated.rooms.iter().map(|room| RoomJson { room: &room.room, segment: &room.segment });
        RotatedJson { schema: SCHEMA, rooms: rooms.collect() }
    }
}
