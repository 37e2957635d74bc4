//! `tp-ctl status`: how the daemon is.

use std::collections::BTreeMap;
use std::io::{self, Write as _};
use std::net::SocketAddr;

use serde::Serialize;
use tp_proto::control::{FrameLogState, FrameLogStatus, RoomStatus, Status};
use tp_proto::frame_log::Mode;
use tp_proto::text;

use crate::args::{Args, StatusArgs};
use crate::connection::Connection;
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::output::{self, Align, Out, SCHEMA, Table, plural};

pub(super) fn run(args: &Args, options: &StatusArgs) -> Result<ExitCode, Error> {
    let status = Connection::open(args)?.status()?;
    let mut out = output::stdout();
    if options.json {
        output::print_json(&mut out, &StatusJson::from(&status))?;
    } else {
        print(&mut out, &status)?;
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

fn print(out: &mut Out, status: &Status) -> io::Result<()> {
    let version = text::visible(status.version.as_bytes());
    writeln!(out, "tp-relais {version}, process {}, since {}\n", status.pid, output::full(status.started))?;
    writeln!(out, "Addresses to type:")?;
    for &address in &status.addresses {
        writeln!(out, "  {}", output::canonical(address))?;
    }
    writeln!(out, "\n{}", rooms(&status.rooms).render(output::terminal_width()))?;
    let FrameLogStatus { bytes, segments, directory, .. } = &status.frame_log;
    let directory = text::visible(directory.as_os_str().as_encoded_bytes());
    let size = format!("{}, {}", plural(*segments, "segment"), plural(*bytes, "byte"));
    writeln!(out, "Frame log: {}; {size}, in {directory}", state(status.frame_log.state))?;
    refused(out, &status.refused)?;
    dropped(out, status.dropped_lines)
}

/// Diagnostics that were lost, if any were.
fn dropped(out: &mut Out, lines: u64) -> io::Result<()> {
    if lines == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "Diagnostics dropped since the start: {} (they came faster than they could be written)",
        plural(lines, "line")
    )
}

/// Clients that were not let in, if there were any, each reason with its count.
fn refused(out: &mut Out, refused: &BTreeMap<String, u64>) -> io::Result<()> {
    let total: u64 = refused.values().sum();
    if total == 0 {
        return Ok(());
    }
    let reasons = refused.iter().filter(|(_, count)| **count > 0);
    let reasons: Vec<String> =
        reasons.map(|(reason, count)| format!("{count} {}", text::visible(reason.as_bytes()))).collect();
    writeln!(out, "Refused since the start: {} ({})", plural(total, "client"), reasons.join(", "))
}

fn rooms(rooms: &[RoomStatus]) -> Table {
    let mut table = Table::new(vec![
        ("ROOM", Align::Right),
        ("MODE", Align::Left),
        ("PEERS", Align::Right),
        ("FRAMES", Align::Right),
        ("LISTENS ON", Align::Left),
    ]);
    for room in rooms {
        let listen: Vec<String> = room.listen.iter().map(SocketAddr::to_string).collect();
        let (name, mode) = (text::visible(room.room.as_bytes()), room.mode.to_string());
        table.row(vec![name, mode, room.peers.to_string(), room.frames.to_string(), listen.join(", ")]);
    }
    table
}

/// The state, and what it means when it is not the usual one.
fn state(state: FrameLogState) -> &'static str {
    match state {
        FrameLogState::Ok => "ok",
        FrameLogState::Paused => "paused, it cannot be written: nothing is read from clients until it can",
        FrameLogState::Degraded => "degraded, it cannot be written: frames are relayed without being logged",
    }
}

/// Schema 1 of `status --json`.
#[derive(Debug, Serialize)]
struct StatusJson<'a> {
    schema: u32,
    version: &'a str,
    pid: u32,
    started: String,
    addresses: Vec<SocketAddr>,
    rooms: Vec<RoomJson<'a>>,
    frame_log: FrameLogJson,
    refused: &'a BTreeMap<String, u64>,
    dropped_lines: u64,
}

#[derive(Debug, Serialize)]
struct RoomJson<'a> {
    room: &'a str,
    mode: Mode,
    listen: &'a [SocketAddr],
    peers: u64,
    frames: u64,
}

#[derive(Debug, Serialize)]
struct FrameLogJson {
    state: FrameLogState,
    bytes: u64,
    segments: u64,
    directory: String,
}

impl<'a> From<&'a Status> for StatusJson<'a> {
    fn from(status: &'a Status) -> Self {
        let FrameLogStatus { state, bytes, segments, directory } = &status.frame_log;
        let directory = directory.to_string_lossy().into_owned();
        StatusJson {
            schema: SCHEMA,
            version: &status.version,
            pid: status.pid,
            started: output::full(status.started),
            addresses: status.addresses.iter().copied().map(output::canonical).collect(),
            rooms: status.rooms.iter().map(RoomJson::from).collect(),
            frame_log: FrameLogJson { state: *state, bytes: *bytes, segments: *segments, directory },
            refused: &status.refused,
            dropped_lines: status.dropped_lines,
        }
    }
}

impl<'a> From<&'a RoomStatus> for RoomJson<'a> {
    fn from(RoomStatus { room, mode, listen, peers, frames, .. }: &'a RoomStatus) -> Self {
        RoomJson { room, mode: *mode, listen, peers: *peers, frames: *frames }
    }
}
