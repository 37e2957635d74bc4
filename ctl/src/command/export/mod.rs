//! `tp-ctl export`: the frame log as a capture for Wireshark, as JSON lines or as a table.
//!
//! Everything streams: what is held is a block of each room, the peers that are there, and for a
//! capture what a first pass over the log found out about each peer that did not get everything.

mod error;
mod lines;
mod merged;
mod pcapng;

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::Ordering;

use crate::args::{Args, ExportArgs, ExportFormat};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::filter::{self, Filter};
use crate::log::{self, FrameLog, LogError, Room};
use crate::output::{Progress, Target};
pub(crate) use error::ExportError;
use lines::{Lines, RoomLines};
use merged::{Merged, Readable};

/// How much is gathered before it is written.
const WRITE_BYTES: usize = 256 * 1024;

pub(super) fn run(args: &Args, options: &ExportArgs) -> Result<ExitCode, Error> {
    let (format, file) = options.to.format();
    if format == ExportFormat::Pcapng {
        pcapng::check(&options.filter)?;
    }
    let log = FrameLog::find(args, &options.source)?;
    let (rooms, whole) = rooms_with_a_log(&log, options.source.room.as_deref())?;
    let target = Target::open(file, options.force)?;
    if format == ExportFormat::Pcapng && target.is_terminal() {
        return Err(ExportError::Terminal.into());
    }
    let read = match format {
        ExportFormat::Pcapng => pcapng::export(rooms, &options.filter, &target),
        ExportFormat::Jsonl => export_lines(rooms, options, &target, Lines::json(target.writer()?)),
        ExportFormat::Csv => export_lines(rooms, options, &target, Lines::csv(target.writer()?)),
    };
    let read = read.map_err(|error| target.failed(error))?;
    if read == Readable::Nothing {
        // Why was told. What was there before stays.
        return Ok(ExitCode::Failed);
    }
    target.finish()?;
    Ok(if read == Readable::Whole && whole { ExitCode::Ok } else { ExitCode::Failed })
}

/// The rooms that have a log, and whether they are all that there are.
fn rooms_with_a_log(log: &FrameLog, wanted: Option<&str>) -> Result<(Vec<Room>, bool), LogError> {
    let listed = log.rooms(wanted)?.into_iter().map(|room| room.segments.list().map(|names| (room, names)));
    let (rooms, whole) = log::readable(listed)?;
    let rooms: Vec<Room> = rooms.into_iter().filter(|(_, names)| !names.is_empty()).map(|(room, _)| room).collect();
    if rooms.is_empty() { Err(LogError::Missing { dir: log.path().to_owned() }) } else { Ok((rooms, whole)) }
}

/// Bytes of all their segments.
fn bytes(rooms: &[Room]) -> Result<u64, LogError> {
    rooms.iter().map(|room| room.segments.bytes()).sum()
}

fn export_lines(rooms: Vec<Room>, options: &ExportArgs, target: &Target, lines: Lines) -> Result<Readable, Error> {
    let progress = Rc::new(Progress::new(bytes(&rooms)?));
    let lines = Rc::new(RefCell::new(lines));
    let witness = |room: Room| {
        let lines = RoomLines::new(&room.name, Filter::new(&options.filter), &lines);
        (room, lines, None)
    };
    let rooms = rooms.into_iter().map(witness).collect();
    let mut merged = Merged::new(rooms, &progress, &target.interrupted());
    let read = merged.read()?;
    let is_whole = read == Readable::Whole && !target.interrupted().load(Ordering::Relaxed);
    if is_whole && lines.borrow().is_empty() {
        filter::check(merged.witnesses().map(|room| &room.filter))?;
    }
    lines.borrow_mut().finish()?;
    Ok(read)
}
