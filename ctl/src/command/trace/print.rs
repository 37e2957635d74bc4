//! A frame's life for a person.

use std::io::{self, Write};

use tp_proto::frame_log::Mode;
use tp_proto::text;

use super::copy::Copy;
use super::group::{Group, alike};
use super::life::Life;
use crate::entry::Party;
use crate::language::here;
use crate::output::{self, Align, Table};

/// Copies from which on those alike stand together.
const MANY: usize = 16;
/// Most columns of a frame's text, on a terminal of any width and in a pipe.
const TEXT_COLUMNS: usize = 400;
/// Columns of the words in front.
const LABEL_COLUMNS: usize = 10;
/// Most columns of a list of peer numbers.
const NUMBERS_COLUMNS: usize = 30;

pub(super) fn print(out: &mut impl Write, life: &Life, all: bool) -> io::Result<()> {
    let (language, frame) = (here(), &life.frame);
    let width = output::terminal_width();
    writeln!(out, "{}", language.trace_heading(&frame.n.to_string(), &frame.room))?;
    let server = address(frame.dst_ip, frame.dst_port);
    let lines = [
        (language.label_received(), output::millis(frame.t)),
        (language.label_from(), source(life)),
        (language.label_on(), server),
        (language.label_length(), language.byte_count(frame.len)),
        (language.label_text(), shown(life, width.map_or(TEXT_COLUMNS, |width| width.saturating_sub(LABEL_COLUMNS)))),
        (language.label_for(), copies(life)),
    ];
    for (label, value) in lines {
        writeln!(out, "{label:<LABEL_COLUMNS$}{value}")?;
    }
    if life.copies.is_empty() {
        return Ok(());
    }
    let table = if all || life.copies.len() <= MANY { each(life) } else { together(life) };
    write!(out, "\n{}", table.render(width))
}

/// How many were to get it.
fn copies(life: &Life) -> String {
    match life.copies.len() {
        0 if life.mode == Mode::Ack => here().trace_for_none_ack(&(life.frame.n + 1).to_string()),
        0 => here().trace_for_none(),
        count => here().client_count(count as u64),
    }
}

/// A frame in one line: when, from whom, how much, what.
pub(super) fn in_brief(life: &Life) -> String {
    let length = here().byte_count(life.frame.len);
    here().trace_brief(&output::millis(life.frame.t), &source(life), &length, &shown(life, 40))
}

fn each(life: &Life) -> Table {
    let named = life.copies.iter().any(|copy| copy.name.is_some());
    let language = here();
    let mut columns = vec![(language.title_number(), Align::Right), (language.title_client(), Align::Whole)];
    columns.extend(named.then(|| (language.title_name(), Align::Left)));
    columns.push((language.title_state(), Align::Left));
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
    let language = here();
    let mut table = Table::new(vec![
        (language.title_clients(), Align::Right),
        (language.title_numbers(), Align::Left),
        (language.title_state(), Align::Left),
    ]);
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
    let (language, address) = (here(), address(ip, port));
    match &life.sender {
        _ if conn == 0 => language.trace_server(),
        Some(name) => language.trace_peer_named(&conn.to_string(), &text::visible(name.as_bytes()), &address),
        None => language.trace_peer(&conn.to_string(), &address),
    }
}

fn address(ip: Option<std::net::IpAddr>, port: u16) -> String {
    Party { conn: 0, ip, port }.address()
}

/// What the log keeps of the bytes, cut to so many columns.
fn shown(life: &Life, columns: usize) -> String {
    let frame = &life.frame;
    let Some(data) = &frame.data else { return here().not_kept() };
    // No character is longer: what is cut off need not be escaped first.
    let head = &data[..data.len().min(4 * columns)];
    let rest = if (head.len() as u64) < frame.len { "…" } else { "" };
    let whole = format!("{}{rest}", text::visible(head));
    let line = output::fit(&whole, columns);
    match line.strip_suffix('…') {
        Some(kept) if tp_language::is_other_charset() && (line != whole || !rest.is_empty()) => format!("{kept}..."),
        _ => line,
    }
}
