//! `tp-ctl verify`: from the log alone, whether every frame reached everyone it was for.

use std::io::{self, Write as _};
use std::rc::Rc;

use serde::Serialize;

use crate::args::{Args, VerifyArgs};
use crate::audit::{Audit, Tally, Verdict};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::log::{FrameLog, LogError, Metered, Room, RoomReader};
use crate::output::{self, Out, Progress, SCHEMA};

pub(super) fn run(args: &Args, options: &VerifyArgs) -> Result<ExitCode, Error> {
    let log = FrameLog::find(args, &options.source)?;
    let rooms = log.rooms(options.source.room.as_deref())?;
    let audits = audit_all(&rooms)?;
    if audits.is_empty() {
        return Err(LogError::Missing { dir: log.path().to_owned() }.into());
    }
    report(options, &audits)
}

/// The account of each room that has a log.
fn audit_all(rooms: &[Room]) -> Result<Vec<(String, Tally)>, LogError> {
    let bytes = rooms.iter().map(|room| room.segments.bytes()).sum::<Result<u64, _>>()?;
    let progress = Rc::new(Progress::new(bytes));
    let mut audits = Vec::new();
    for room in rooms {
        if !room.segments.list()?.is_empty() {
            audits.push((room.name.clone(), audit(room, &progress)?));
        }
    }
    Ok(audits)
}

fn audit(room: &Room, progress: &Rc<Progress>) -> Result<Tally, LogError> {
    let mut audit = Metered::new(Audit::default(), progress);
    RoomReader::new(room.segments.clone(), None).read_to_end(&mut audit)?;
    Ok(audit.visitor.finish().balanced())
}

fn report(options: &VerifyArgs, audits: &[(String, Tally)]) -> Result<ExitCode, Error> {
    let mut total = Tally::default();
    audits.iter().for_each(|(_, tally)| total.add(tally));
    let verdict = total.verdict();
    let mut out = output::stdout();
    if options.json {
        let rooms = audits.iter().map(|(room, tally)| RoomJson { room, tally }).collect();
        output::print_json(&mut out, &VerifyJson { schema: SCHEMA, verdict, rooms })?;
    } else {
        print(&mut out, audits, &total)?;
    }
    out.flush()?;
    Ok(if verdict == Verdict::Ok { ExitCode::Ok } else { ExitCode::Failed })
}

/// A line a room, and where there are several, one for all of them.
fn print(out: &mut Out, audits: &[(String, Tally)], total: &Tally) -> io::Result<()> {
    if let [(_, only)] = audits {
        return writeln!(out, "{}", only.sentence());
    }
    for (room, tally) in audits {
        writeln!(out, "room {room}: {}", tally.sentence())?;
    }
    writeln!(out, "{}", total.sentence())
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
