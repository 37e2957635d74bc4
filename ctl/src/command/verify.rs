//! `tp-ctl verify`: from the log alone, whether every frame reached everyone it was for.

use std::collections::HashMap;
use std::io::{self, Write as _};
use std::rc::Rc;

use serde::Serialize;
use tp_proto::control::FrameLogState;

use crate::args::{Args, VerifyArgs};
use crate::audit::{Audit, Findings, Tally, Verdict};
use crate::connection;
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::here;
use crate::log::{self, FrameLog, LogError, Metered, Room, RoomReader};
use crate::output::{self, Out, Progress, SCHEMA};

pub(super) fn run(args: &Args, options: &VerifyArgs) -> Result<ExitCode, Error> {
    let log = FrameLog::find(args, &options.source)?;
    let unlogged = unlogged(args, &log);
    let rooms = log.rooms(options.source.room.as_deref())?;
    let progress = Rc::new(Progress::new(rooms.iter().map(|room| room.segments.bytes().unwrap_or(0)).sum()));
    let (audits, whole) = log::readable(rooms.iter().map(|room| audit(room, &progress, &unlogged)))?;
    drop(progress);
    let damaged = !whole || audits.iter().any(|audit| audit.damaged);
    let readable: Vec<Audited> = audits.into_iter().filter(|audit| audit.intact).collect();
    for audit in &readable {
        audit.findings.sentences(&audit.room).iter().for_each(|line| output::complain(line));
    }
    if !readable.is_empty() {
        let verdict = report(options, &readable)?;
        return Ok(if verdict == Verdict::Ok && !damaged { ExitCode::Ok } else { ExitCode::Failed });
    }
    Ok(log::nothing_in(&log, damaged)?)
}

/// What was found in a room.
struct Audited {
    room: String,
    tally: Tally,
    findings: Findings,
    /// Anything of it could be read.
    intact: bool,
    /// Not all of it could be read.
    damaged: bool,
}

/// The last frame of each room, where the daemon whose log this is relays without logging: it has
/// no space to put that on record.
fn unlogged(args: &Args, log: &FrameLog) -> HashMap<String, u64> {
    let status = connection::status_at_once(args)
        .filter(|status| status.frame_log.state == FrameLogState::Degraded && status.frame_log.directory == log.path());
    status.into_iter().flat_map(|status| status.rooms).map(|room| (room.room, room.frames)).collect()
}

fn audit(room: &Room, progress: &Rc<Progress>, unlogged: &HashMap<String, u64>) -> Result<Audited, LogError> {
    let audit = if room.segments.is_file() { Audit::of_part() } else { Audit::default() };
    let mut audit = Metered::new(audit, progress);
    let mut reader = RoomReader::new(room.segments.clone(), None);
    reader.read_to_end(&mut audit)?;
    let (intact, damaged) = (reader.is_intact(), reader.is_damaged());
    if let Some(&last) = unlogged.get(&room.name) {
        audit.visitor.relayed_through(last);
    }
    let (tally, findings) = audit.visitor.finish();
    Ok(Audited { room: room.name.clone(), tally, findings, intact, damaged })
}

fn report(options: &VerifyArgs, audits: &[Audited]) -> Result<Verdict, Error> {
    let mut total = Tally::default();
    audits.iter().for_each(|audit| total.add(&audit.tally));
    let verdict = total.verdict();
    let mut out = output::stdout();
    if options.json {
        let rooms = audits.iter().map(|Audited { room, tally, .. }| RoomJson { room, tally }).collect();
        output::print_json(&mut out, &VerifyJson { schema: SCHEMA, verdict, rooms })?;
    } else {
        print(&mut out, audits, &total)?;
    }
    out.flush()?;
    Ok(verdict)
}

/// A line a room, and where there are several, one for all of them.
fn print(out: &mut Out, audits: &[Audited], total: &Tally) -> io::Result<()> {
    let language = here();
    let said = |tally: &Tally| tally.sentence(&language, output::terminal_width().is_none());
    if let [only] = audits {
        return writeln!(out, "{}", said(&only.tally));
    }
    for Audited { room, tally, .. } in audits {
        writeln!(out, "{}", language.room_says(room, &said(tally)))?;
    }
    writeln!(out, "{}", said(total))
}

/// Schema 1 of `verify --json`.
#[derive(Debug, Serialize)]
struct VerifyJson<'a> {
    schema: u32,
    verdict: Verdict,
    rooms: Vec<RoomJson<'a>>,
}

#[derive(Debug, Serialize)]
struct RoomJson<'a> {
    room: &'a str,
    #[serde(flatten)]
    tally: &'a Tally,
}
