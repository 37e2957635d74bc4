//! `tp-ctl say`: have the server say something to its peers.

use std::io::Write as _;

use serde::Serialize;
use tp_proto::control::{Ok as Output, Request};

use crate::args::{Args, SayArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::Language;
use crate::output::{self, SCHEMA, shown};

pub(super) fn run(args: &Args, options: &SayArgs) -> Result<ExitCode, Error> {
    let SayArgs { text, room, peer, json } = options;
    let request = Request::Say { text: text.clone(), room: room.clone(), peer: peer.clone() };
    let Output::Said(said) = Connection::open_control(args)?.ask(&request)? else {
        return Err(ConnectionError::WrongAnswer.into());
    };
    let mut out = output::stdout();
    if *json {
        output::print_json(&mut out, &SaidJson { schema: SCHEMA, room: &said.room, n: said.frame, peers: said.peers })?;
    } else {
        let room = shown(&said.room);
        writeln!(out, "{}", Language::users().said(&said.frame.to_string(), &room, said.peers))?;
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

/// Schema 1 of `say --json`.
#[derive(Debug, Serialize)]
struct SaidJson<'a> {
    schema: u32,
    room: &'a str,
    n: u64,
    peers: u64,
}
