//! `tp-ctl peers --closed`: who has left, when and why, by the frame log's files alone.
//!
//! Goes through each room's log once and holds those who are there and the last ones who have left.

mod leavers;

use std::io::Write as _;
use std::rc::Rc;

use super::hints::{self, Hints};
use super::{Peer, PeersError, json, legend, order, select, table};
use tp_proto::frame_log::SegmentName;

use crate::args::{Args, PeerFilterArgs, PeersArgs, SourceArgs};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::here;
use crate::log::{self, FrameLog, LastSeal, LogError, Metered, Room, RoomReader, Walk};
use crate::output::{self, Progress};
use leavers::Leavers;

/// How many are shown when nobody says.
const LINES: usize = 20;
/// Most that are shown of those since a time.
const LINES_MAX: usize = 100_000;

pub(super) fn run(args: &Args, options: &PeersArgs) -> Result<ExitCode, Error> {
    let source = SourceArgs { path: None, room: options.filter.room.clone() };
    let log = FrameLog::find(args, &source)?;
    let rooms = log.rooms(source.room.as_deref())?;
    let progress = Rc::new(Progress::new(bytes(&rooms)));
    let (read, whole) =
        log::readable(rooms.iter().map(|room| leavers(room, &options.filter, count(options), &progress)))?;
    drop(progress);
    let damaged = !whole || read.iter().any(|room| room.damaged);
    if read.iter().all(|room| room.empty) {
        return Ok(log::nothing_in(&log, damaged)?);
    }
    let mut peers: Vec<Peer> = read.into_iter().flat_map(|room| room.peers).collect();
    keep_last(&mut peers, count(options));
    if peers.is_empty() && !damaged {
        check(&rooms, options)?;
    }
    if options.sort.is_some() {
        order::sort(&mut peers, options.sort, options.reverse);
    } else if options.reverse {
        peers.reverse();
    }
    let hints = options.hints.then(|| hints::of_leavers(args, &log, &peers));
    print(options, &peers, hints.as_ref().and_then(|hints| hints.as_ref().ok()))?;
    hints.transpose()?;
    Ok(if damaged { ExitCode::Failed } else { ExitCode::Ok })
}

fn bytes(rooms: &[Room]) -> u64 {
    rooms.iter().map(|room| room.segments.bytes().unwrap_or(0)).sum()
}

/// What was read of a room.
struct Read {
    peers: Vec<Peer>,
    damaged: bool,
    empty: bool,
}

/// Those who left a room, from the first segment on in which somebody may have.
fn leavers(room: &Room, wanted: &PeerFilterArgs, count: usize, progress: &Rc<Progress>) -> Result<Read, LogError> {
    let names = room.segments.list()?;
    let since = wanted.since.map_or(0, |since| since.0);
    let is_late = |name: SegmentName| LastSeal::of(&room.segments.path(name)).is_none_or(|seal| seal.t >= since);
    let first = names.iter().find(|name| is_late(**name)).or(names.last()).copied();
    let mut reader = RoomReader::new(room.segments.clone(), first);
    let begins = first == names.first().copied();
    let leavers = Leavers::new(&room.name, wanted, count, begins);
    let mut walk = Metered::new(Walk::new(leavers, &room.names), progress);
    reader.read_to_end(&mut walk)?;
    let peers = walk.visitor.witness.finish();
    Ok(Read { peers, damaged: reader.is_damaged(), empty: !reader.is_intact() })
}

/// Fails where somebody was asked for by a number or a name with which nobody has left: a slip, and no
/// wish that nobody meets.
fn check(rooms: &[Room], options: &PeersArgs) -> Result<(), Error> {
    let PeerFilterArgs { peer, name, .. } = &options.filter;
    if peer.is_empty() && name.is_none() {
        return Ok(());
    }
    let progress = Rc::new(Progress::new(bytes(rooms)));
    let (read, _) =
        log::readable(rooms.iter().map(|room| leavers(room, &PeerFilterArgs::default(), LINES_MAX, &progress)))?;
    let mut all: Vec<Peer> = read.into_iter().flat_map(|room| room.peers).collect();
    drop(progress);
    let stranger = select::stranger(all.iter().map(|peer| &peer.row), &options.filter);
    keep_last(&mut all, LINES_MAX);
    let left = || all.iter().rev().map(|peer| select::here(&peer.row)).collect();
    stranger.map_or(Ok(()), |who| Err(PeersError::NotLeft { who, left: left() }.into()))
}

fn count(options: &PeersArgs) -> usize {
    options.lines.unwrap_or(if options.filter.since.is_some() { LINES_MAX } else { LINES }).min(LINES_MAX)
}

/// The last ones to leave of all rooms together, the last one at the end.
fn keep_last(peers: &mut Vec<Peer>, count: usize) {
    peers.sort_by_key(|peer| (peer.left.as_ref().and_then(|left| left.t), peer.row.number));
    peers.drain(..peers.len().saturating_sub(count));
}

fn print(options: &PeersArgs, peers: &[Peer], hints: Option<&Hints>) -> Result<(), Error> {
    let mut out = output::stdout();
    let (language, width) = (here(), output::terminal_width());
    if options.json {
        json::print_closed(&mut out, peers, hints)?;
    } else if peers.is_empty() {
        let all = select::is_open(&options.filter) && options.lines != Some(0);
        writeln!(out, "{}", if all { language.no_leavers() } else { language.no_such_leavers() })?;
    } else {
        let style = super::column::Style { language: &language, wide: true };
        let drawn = table::draw(peers, &options.columns, width, style);
        if options.verbose {
            write!(out, "{}", legend::over(&drawn, width, &language))?;
        }
        write!(out, "{}", drawn.text)?;
        if let Some(hints) = hints {
            write!(out, "{}", hints.text(peers, width, &language))?;
        }
    }
    out.flush()?;
    Ok(())
}
