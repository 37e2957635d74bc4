//! `tp-ctl verify`: from the log alone, whether every frame reached everyone it was for.

use std::io::{self, Write as _};
use std::thread;
use std::time::Duration;

use serde::Serialize;

use crate::args::{Args, VerifyArgs};
use crate::audit::{Audit, Tally, Verdict};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::log::{self, LogError, Room, RoomReader, State};
use crate::output::{self, Out, SCHEMA};

/// How soon a segment is looked at again that may yet say its last words.
const PAUSE: Duration = Duration::from_millis(20);

pub(super) fn run(args: &Args, options: &VerifyArgs) -> Result<ExitCode, Error> {
    let dir = log::frames_dir(args);
    let rooms = log::rooms(&dir, options.room.as_deref())?;
    let mut audits = Vec::new();
    for room in rooms {
        if !log::segments(&room.dir)?.is_empty() {
            audits.push((room.name.clone(), audit(&room)?));
        }
    }
    if audits.is_empty() {
        return Err(LogError::Missing { dir }.into());
    }
    report(options, &audits)
}

fn audit(room: &Room) -> Result<Tally, LogError> {
    let mut reader = RoomReader::new(room.dir.clone(), None);
    let mut audit = Audit::default();
    while reader.advance(&mut audit)? == State::Waiting {
        thread::sleep(PAUSE);
    }
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
