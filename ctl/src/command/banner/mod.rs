//! `tp-ctl banner`: for the projector, the address that a class has to type.
//!
//! What is needed last stands last: a terminal that is too low for all of it shows the address, and
//! who wants the client's lines scrolls up.

mod font;
mod qr;

use std::env;
use std::io::{self, IsTerminal as _, Write as _};
use std::net::{IpAddr, SocketAddr};

use serde::Serialize;
use tp_proto::control::{RoomStatus, Status};
use tp_proto::frame_log::Mode;
use tp_proto::text;

use crate::args::{Args, BannerArgs};
use crate::connection::Connection;
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::{Language, is_utf8};
use crate::output::{self, Out, SCHEMA};
use crate::rooms;

/// Columns where nobody says how many there are.
const COLUMNS: usize = 80;

pub(super) fn run(args: &Args, options: &BannerArgs) -> Result<ExitCode, Error> {
    let status = Connection::open(args)?.status()?;
    let room = find(&status, options.room.as_deref())?;
    let addresses = rooms::addresses(&status, room);
    let likeliest = addresses.first().copied().unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)));
    let mut out = output::stdout();
    if options.json {
        output::print_json(&mut out, &BannerJson::new(room, &addresses, likeliest))?;
    } else if options.python {
        out.write_all(python(likeliest, room.mode).as_bytes())?;
    } else {
        print(&mut out, options, room, likeliest, &addresses)?;
        if options.room.is_none() {
            name_others(&mut out, room, &status.rooms)?;
        }
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

/// The room that was asked for, or the first.
fn find<'a>(status: &'a Status, wished: Option<&str>) -> Result<&'a RoomStatus, Error> {
    match status.rooms.first().filter(|_| wished.is_none()) {
        Some(first) => Ok(first),
        None => rooms::find(&status.rooms, wished.unwrap_or_default()),
    }
}

fn print(
    out: &mut Out,
    options: &BannerArgs,
    room: &RoomStatus,
    likeliest: SocketAddr,
    addresses: &[SocketAddr],
) -> io::Result<()> {
    let language = Language::wished(None);
    let unicode = is_utf8() && !options.ascii;
    let columns = options.width.map(usize::from).or_else(output::terminal_width).unwrap_or(COLUMNS);
    writeln!(out, "{}\n\n{}", language.banner_python(), python(likeliest, room.mode))?;
    writeln!(out, "{}\n", language.banner_qr(&uri(likeliest)))?;
    out.write_all(qr::draw(&uri(likeliest), unicode, is_coloured()).as_bytes())?;
    let name = text::visible(room.room.as_bytes());
    writeln!(out, "\n{}\n", language.banner_title(&name, &room.mode.to_string()))?;
    out.write_all(font::draw(likeliest, columns, if unicode { '█' } else { '#' }).as_bytes())?;
    writeln!(out)?;
    if room.paused {
        writeln!(out, "{}", language.banner_paused())?;
    }
    if likeliest.ip().is_loopback() {
        writeln!(out, "{}", language.banner_loopback())?;
    }
    if let [_, others @ ..] = addresses
        && !others.is_empty()
    {
        writeln!(out, "{}", language.banner_others())?;
        others.iter().try_for_each(|address| writeln!(out, "  {address}"))?;
    }
    Ok(())
}

/// Which rooms there are besides this one, where there are any.
fn name_others(out: &mut Out, shown: &RoomStatus, rooms: &[RoomStatus]) -> io::Result<()> {
    let others = rooms.iter().filter(|room| room.room != shown.room);
    let said = |room: &RoomStatus| format!("{} ({})", text::visible(room.room.as_bytes()), room.mode);
    let others: Vec<String> = others.map(said).collect();
    if others.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}", Language::wished(None).banner_rooms(&others.join(", ")))
}

/// Whether black on white may be asked for (<https://no-color.org>).
fn is_coloured() -> bool {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    io::stdout().is_terminal() && set("NO_COLOR").is_none() && set("TERM").is_some_and(|term| term != "dumb")
}

/// What the code says: a telephone shows it as text, and a program that knows the scheme may dial it.
fn uri(address: SocketAddr) -> String {
    format!("tcp://{address}")
}

/// A client as the lesson has it, with this address in it.
fn python(address: SocketAddr, mode: Mode) -> String {
    let family = if address.is_ipv6() { "socket.AF_INET6" } else { "" };
    let (ip, port) = (address.ip(), address.port());
    let begin = format!("import socket\n\nclient = socket.socket({family})\nclient.connect((\"{ip}\", {port}))\n");
    // The server answers once and closes.
    let talk = match mode {
        Mode::Ack => "client.send(input(\"> \").encode())\nprint(client.recv(1024).decode())\n",
        Mode::Others | Mode::All | Mode::Echo => {
            "message = \"\"\nwhile message != \"fin\":\n    message = input(\"> \")\n    client.send(message.encode())\n    \
             print(client.recv(1024).decode())\n"
        }
    };
    format!("{begin}{talk}client.close()\n")
}

/// Schema 1 of `banner --json`.
#[derive(Debug, Serialize)]
struct BannerJson<'a> {
    schema: u32,
    room: &'a str,
    mode: Mode,
    paused: bool,
    address: IpAddr,
    port: u16,
    addresses: &'a [SocketAddr],
    uri: String,
    python: String,
}

impl<'a> BannerJson<'a> {
    fn new(room: &'a RoomStatus, addresses: &'a [SocketAddr], likeliest: SocketAddr) -> Self {
        BannerJson {
            schema: SCHEMA,
            room: &room.room,
            mode: room.mode,
            paused: room.paused,
            address: likeliest.ip(),
            port: likeliest.port(),
            addresses,
            uri: uri(likeliest),
            python: python(likeliest, room.mode),
        }
    }
}
