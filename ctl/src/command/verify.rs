//! `tp-ctl verify`: from the log alone, whether every frame reached everyone it was for.

use std::io::{self, Write as _};

use serde::Serialize;

use crate::args::{Args, VerifyArgs};
use crate::audit::{Audit, Tally, Verdict};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::log::{FrameLog, LogError, Room, RoomReader};
use crate::output::{self, Out, SCHEMA};

pub(super) fn run(args: &Args, options: &VerifyArgs) -> Result<ExitCode, Error> {
    let log = FrameLog::find(args, &options.source)?;
    let mut audits = Vec::new();
    for room in log.rooms(options.source.room.as_deref())? {
        if !room.segments.list()?.is_empty() {
            audits.push((room.name.clone(), audit(&room)?));
        }
    }
    if audits.is_empty() {
        return Err(LogError::Missing { dir: log.path().to_owned() }.into());
    }
    report(options, &audits)
}

fn audit(room: &Room) -> Result<Tally, LogError> {
    let mut audit = Audit::default();
    RoomReader::new(room.segments.clone(), None).read_to_end(&mut audit)?;
    Ok(audit.finish().balanced())
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
