//! `tp-ctl kick`: close peers' connections.

use std::io::Write as _;
use std::net::SocketAddr;

use serde::Serialize;
use tp_proto::control::{Kicked, KickedPeer, Ok as Output, Request};

use crate::args::{Args, KickArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::Language;
use crate::output::{self, SCHEMA, shown};

pub(super) fn run(args: &Args, options: &KickArgs) -> Result<ExitCode, Error> {
    let request = Request::Kick { peers: options.peers.clone(), all: options.all };
    let Output::Kicked(kicked) = Connection::open_control(args)?.ask(&request)? else {
        return Err(ConnectionError::WrongAnswer.into());
    };
    let mut out = output::stdout();
    if options.json {
        output::print_json(&mut out, &KickedJson::from(&kicked))?;
    } else {
        let language = Language::users();
        for peer in &kicked.peers {
            writeln!(out, "{}", sentence(&language, peer))?;
        }
        let more = kicked.count.saturating_sub(kicked.peers.len() as u64);
        if more > 0 {
            writeln!(out, "{}", language.kicked_more(more))?;
        }
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

fn sentence(language: &Language, peer: &KickedPeer) -> String {
    let number = peer.number.to_string();
    let [room, name] = [&peer.room, &peer.name].map(|word| shown(word));
    let address = output::canonical(peer.peer);
    let who = if name.is_empty() { address.to_string() } else { format!("{name}, {address}") };
    match peer.undelivered {
        0 => language.kicked_in_order(&number, &who, &room),
        bytes => language.kicked_at_once(&number, &who, &room, bytes),
    }
}

/// Schema 1 of `kick --json`.
#[derive(Debug, Serialize)]
struct KickedJson<'a> {
    schema: u32,
    count: u64,
    peers: Vec<PeerJson<'a>>,
}

#[derive(Debug, Serialize)]
struct PeerJson<'a> {
    number: u64,
    room: &'a str,
    peer: SocketAddr,
    name: &'a str,
    undelivered: u64,
}

impl<'a> From<&'a Kicked> for KickedJson<'a> {
    fn from(kicked: &'a Kicked) -> Self {
        let peers = kicked.peers.iter().map(|peer| PeerJson {
            number: peer.number,
            room: &peer.room,
            peer: output::canonical(peer.peer),
            name: &peer.name,
            undelivered: peer.undelivered,
        });
        KickedJson { schema: SCHEMA, count: kicked.count, peers: peers.collect() }
    }
}
