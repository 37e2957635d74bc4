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
use crate::language::{Language, here};
use crate::output::{self, Align, Out, SCHEMA, Table};

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
    let language = here();
    let version = text::visible(status.version.as_bytes());
    let since = language.full_moment(status.started);
    writeln!(out, "{}\n", language.status_first(&version, &status.pid.to_string(), &since))?;
    writeln!(out, "{}", language.addresses_to_type())?;
    for &address in &status.addresses {
        writeln!(out, "  {}", output::canonical(address))?;
    }
    writeln!(out, "\n{}", rooms(&status.rooms, &language).render(output::terminal_width()))?;
    writeln!(out, "{}", frame_log(&status.frame_log, &language))?;
    if let Some(refused) = refused(&status.refused, &language) {
        writeln!(out, "{refused}")?;
    }
    let dropped = status.dropped_lines;
    if dropped > 0 {
        writeln!(out, "{}", language.dropped_lines(&language.count_lines(dropped, &dropped.to_string())))?;
    }
    Ok(())
}

fn frame_log(log: &FrameLogStatus, language: &Language) -> String {
    let FrameLogStatus { bytes, segments, directory, state, .. } = log;
    let directory = text::visible(directory.as_os_str().as_encoded_bytes());
    let segments = language.count_segments(*segments, &segments.to_string());
    language.frame_log_is(&log_state(*state, language), &segments, &language.size(*bytes), &directory)
}

/// Clients that were not let in, if there were any, each reason with its count.
fn refused(refused: &BTreeMap<String, u64>, language: &Language) -> Option<String> {
    let total: u64 = refused.values().sum();
    let reasons = refused.iter().filter(|(_, count)| **count > 0);
    let reasons: Vec<String> =
        reasons.map(|(reason, count)| format!("{count} {}", output::gate_reason(reason, *count, language))).collect();
    (total > 0).then(|| language.status_refused(&language.client_count(total), &reasons.join(", ")))
}

fn rooms(rooms: &[RoomStatus], language: &Language) -> Table {
    let mut table = Table::new(vec![
        (language.title_room(), Align::Right),
        (language.title_mode(), Align::Left),
        (language.title_peers(), Align::Right),
        (language.title_frames(), Align::Right),
        (language.title_listens(), Align::Left),
    ]);
    for room in rooms {
        let listen: Vec<String> = room.listen.iter().map(SocketAddr::to_string).collect();
        let name = text::visible(room.room.as_bytes());
        let mode = if room.paused { language.mode_paused(&room.mode.to_string()) } else { room.mode.to_string() };
        table.row(vec![name, mode, room.peers.to_string(), room.frames.to_string(), listen.join(", ")]);
    }
    table
}

/// The state, and what it means when it is not the usual one.
fn log_state(state: FrameLogState, language: &Language) -> String {
    match state {
        FrameLogState::Ok => language.log_ok(),
        FrameLogState::Paused => language.log_paused(),
        FrameLogState::Degraded => language.log_degraded(),
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
    paused: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_word: Option<&'a str>,
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
        let FrameLogStatus { state, bytes, segments, directory, .. } = &status.frame_log;
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
    fn from(RoomStatus { room, mode, listen, peers, frames, paused, end_word }: &'a RoomStatus) -> Self {
        RoomJson {
            room,
            mode: *mode,
            listen,
            peers: *peers,
            frames: *frames,
            paused: *paused,
            end_word: end_word.as_deref(),
        }
    }
}
