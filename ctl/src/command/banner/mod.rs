//! `tp-ctl banner`: for the projector, the address that a class has to type.
//!
//! What is needed last stands last, and what a terminal is too low for is left out ([`page`]).

mod font;
mod page;
mod python;
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
use crate::output::{self, SCHEMA};
use crate::rooms;
use page::{Page, Part, Space};

/// Columns where nobody says how many there are.
const COLUMNS: usize = 80;

pub(super) fn run(args: &Args, options: &BannerArgs) -> Result<ExitCode, Error> {
    let status = Connection::open(args)?.status()?;
    let room = find(&status, options.room.as_deref())?;
    let addresses = rooms::addresses(&status, room);
    let likeliest = likeliest(&addresses);
    let mut out = output::stdout();
    if options.json {
        output::print_json(&mut out, &BannerJson::new(room, &addresses, likeliest))?;
    } else if options.python {
        out.write_all(python::client(likeliest, room, is_utf8()).as_bytes())?;
    } else {
        out.write_all(banner(options, &status, room, &addresses).as_bytes())?;
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

/// The banner: the room's address, and what goes with it.
fn banner(options: &BannerArgs, status: &Status, room: &RoomStatus, addresses: &[SocketAddr]) -> String {
    let unicode = is_utf8() && !options.ascii;
    let language = if unicode { Language::users() } else { Language::ascii(tp_language::language()) };
    let likeliest = likeliest(addresses);
    let code = qr::draw(&uri(likeliest), unicode, is_coloured());
    let page = Page {
        client: Part { heading: language.banner_python(), body: python::client(likeliest, room, unicode) },
        code: Part { heading: language.banner_qr(&uri(likeliest)), body: code },
        title: format!("{}\n\n", language.banner_title(&text::visible(room.room.as_bytes()), &room.mode.to_string())),
        notes: format!("\n{}{}", notes(room, addresses, &language), other_rooms(options, room, status, &language)),
    };
    let columns = options.width.map(usize::from).or_else(output::terminal_width).unwrap_or(COLUMNS);
    let space = Space { columns, rows: output::terminal_rows() };
    page.text(likeliest, space, if unicode { '█' } else { '#' }, &language)
}

/// What has to be known of the address, and which others there are.
fn notes(room: &RoomStatus, addresses: &[SocketAddr], language: &Language) -> String {
    let mut lines = Vec::new();
    lines.extend(room.paused.then(|| language.banner_paused()));
    lines.extend(likeliest(addresses).ip().is_loopback().then(|| language.banner_loopback()));
    if let [_, others @ ..] = addresses
        && !others.is_empty()
    {
        lines.push(language.banner_others());
        lines.extend(others.iter().map(|address| format!("  {address}")));
    }
    lines.into_iter().map(|line| line + "\n").collect()
}

fn likeliest(addresses: &[SocketAddr]) -> SocketAddr {
    addresses.first().copied().unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 0)))
}

/// Which rooms there are besides this one, where there are any and none was asked for.
fn other_rooms(options: &BannerArgs, shown: &RoomStatus, status: &Status, language: &Language) -> String {
    let others = status.rooms.iter().filter(|room| options.room.is_none() && room.room != shown.room);
    let said = |room: &RoomStatus| format!("{} ({})", text::visible(room.room.as_bytes()), room.mode);
    let others: Vec<String> = others.map(said).collect();
    if others.is_empty() { String::new() } else { language.banner_rooms(&others.join(", ")) + "\n" }
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
            python: python::client(likeliest, room, true),
        }
    }
}
