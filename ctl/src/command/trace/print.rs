//! A frame's life for a person.

use std::io::{self, Write};

use tp_proto::frame_log::Mode;
use tp_proto::text;

use super::copy::Copy;
use super::group::{Group, alike};
use super::life::Life;
use crate::entry::Party;
use crate::output::{self, Align, Table, plural};

/// Copies from which on those alike stand together.
const MANY: usize = 16;
/// Most columns of a frame's text, on a terminal of any width and in a pipe.
const TEXT_COLUMNS: usize = 400;
/// Columns of the words in front.
const LABEL_COLUMNS: usize = 10;
/// Most columns of a list of peer numbers.
const NUMBERS_COLUMNS: usize = 30;

pub(super) fn print(out: &mut impl Write, life: &Life, all: bool) -> io::Result<()> {
    let frame = &life.frame;
    let width = output::terminal_width();
    writeln!(out, "frame {} of room {}", frame.n, frame.room)?;
    let server = address(frame.dst_ip, frame.dst_port);
    let lines = [
        ("received", output::millis(frame.t)),
        ("from", source(life)),
        ("on", server),
        ("length", plural(frame.len, "byte")),
        ("text", shown(life, width.map_or(TEXT_COLUMNS, |width| width.saturating_sub(LABEL_COLUMNS)))),
    ];
    for (label, value) in lines {
        writeln!(out, "{label:<LABEL_COLUMNS$}{value}")?;
    }
    let copies = match life.copies.len() {
        0 if life.mode == Mode::Ack => format!("none: in mode ack the server answers, see frame {}", life.frame.n + 1),
        0 => "none: nobody else was there to get it".to_owned(),
        count => plural(count as u64, "client"),
    };
    writeln!(out, "{:<LABEL_COLUMNS$}{copies}", "for")?;
    if life.copies.is_empty() {
        return Ok(());
    }
    let table = if all || life.copies.len() <= MANY { each(life) } else { together(life) };
    write!(out, "\n{}", table.render(width))
}

/// A frame in one line: when, from whom, how much, what.
pub(super) fn in_brief(life: &Life) -> String {
    let length = plural(life.frame.len, "byte");
    format!("{}, from {}, {length}: {}", output::millis(life.frame.t), source(life), shown(life, 40))
}

fn each(life: &Life) -> Table {
    let named = life.copies.iter().any(|copy| copy.name.is_some());
    let mut columns = vec![("NO", Align::Right), ("CLIENT", Align::Whole)];
    columns.extend(named.then_some(("NAME", Align::Left)));
    columns.push(("STATE", Align::Left));
    let mut table = Table::new(columns);
    for copy in &life.copies {
        let mut cells = vec![copy.party.conn.to_string(), copy.party.address()];
        cells.extend(named.then(|| name_of(copy)));
        cells.push(Group { copies: vec![copy] }.state(life));
        table.row(cells);
    }
    table
}

fn together(life: &Life) -> Table {
    let columns = vec![("CLIENTS", Align::Right), ("NUMBERS", Align::Left), ("STATE", Align::Left)];
    let mut table = Table::new(columns);
    for group in alike(&life.copies) {
        let numbers = output::fit(&group.numbers(), NUMBERS_COLUMNS);
        table.row(vec![group.copies.len().to_string(), numbers, group.state(life)]);
    }
    table
}

fn name_of(copy: &Copy) -> String {
    text::visible(copy.name.as_deref().unwrap_or_default().as_bytes())
}

fn source(life: &Life) -> String {
    let Party { conn, ip, port } = life.frame.src;
    if conn == 0 {
        return "the server itself".to_owned();
    }
    let name = life.sender.as_ref().map(|name| format!("{}, ", text::visible(name.as_bytes()))).unwrap_or_default();
    format!("peer {conn}, {name}{}", address(ip, port))
}

fn address(ip: Option<std::net::IpAddr>, port: u16) -> String {
    Party { conn: 0, ip, port }.address()
}

/// What the log keeps of the bytes, cut to so many columns.
fn shown(life: &Life, columns: usize) -> String {
    let frame = &life.frame;
    let Some(data) = &frame.data else { return "(not kept)".to_owned() };
    // No character is longer: what is cut off need not be escaped first.
    let head = &data[..data.len().min(4 * columns)];
    let rest = if (head.len() as u64) < frame.len { "…" } else { "" };
    output::fit(&format!("{}{rest}", text::visible(head)), columns)
}
