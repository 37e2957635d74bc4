//! `tp-ctl trace N`: one frame's whole life, as the log has it.
//!
//! When it was received and from whom; then for each copy whether and how soon the kernel accepted
//! it, or why it never did. What the log does not say is said to be unknown. Reads from the segment
//! that holds the frame on, until it is known what became of every copy, and no other segment.
//!
//! `--json` prints one object, schema 1:
//!
//! ```text
//! {"schema":1,"room","n","t","src":{"conn","name","ip","port"},"dst":{"ip","port"},"len",
//!  "text","data","hash","to":"listed"|"others"|"all",
//!  "copies":[{"conn","name","ip","port","state":"accepted"|"waiting"|"never"|"unknown","after_ns","why",
//!             "taken_bytes","missing_bytes","backlog_bytes"}]}
//! ```
//!
//! `src.conn` is 0 for the server's own words. `text` is there where the bytes are UTF-8, `data` is
//! base64, `hash` hexadecimal, each `null` where the log does not keep it. `after_ns` counts from
//! the frame's reception: for `accepted` it is the longest that the copy can have waited, for
//! `waiting` how long it has waited so far, for `never` how long until the connection ended. `why` is
//! the reason of the `close` record for `never`, and what the log lacks for `unknown`: `restart`,
//! `stranger`, `vanished`, `damage`, `log-ends`. `taken_bytes` and `missing_bytes` are this frame's,
//! `backlog_bytes` all that waited for that client, or never went out to it.

mod absent;
mod copy;
mod group;
mod json;
mod life;
mod print;
mod room;
mod search;
mod span;

use std::io::Write as _;

use crate::args::{Args, TraceArgs};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::here;
use crate::log::{self, FrameLog};
use crate::output;
use life::Life;
use room::Traced;

pub(super) fn run(args: &Args, options: &TraceArgs) -> Result<ExitCode, Error> {
    let log = FrameLog::find(args, &options.source)?;
    let rooms = log.rooms(options.source.room.as_deref())?;
    let (traced, whole) = log::readable(rooms.iter().map(|room| Traced::locate(room, options.number)))?;
    let (mut found, absent): (Vec<Traced>, Vec<Traced>) = traced.into_iter().partition(|room| room.life().is_some());
    match &mut found[..] {
        [] => {
            if absent.is_empty() {
                output::complain(&here().no_frames_yet(&log.path().to_string_lossy()));
            }
            // Of a room of which nothing could be read, that was said.
            let told = absent.iter().filter(|room| !room.holds_nothing());
            told.for_each(|room| output::complain(&room.absent().sentence(options.number, room.room())));
            Ok(ExitCode::Failed)
        }
        [only] => show(only, options, whole),
        several => {
            output::complain(&ambiguous(options.number, several));
            Ok(ExitCode::Failed)
        }
    }
}

fn show(traced: &mut Traced, options: &TraceArgs, whole: bool) -> Result<ExitCode, Error> {
    traced.go_on()?;
    let Some(life) = traced.life() else { return Ok(ExitCode::Failed) };
    let mut out = output::stdout();
    if options.json {
        json::print(&mut out, life)?;
    } else {
        print::print(&mut out, life, options.all)?;
    }
    out.flush()?;
    Ok(if whole && !traced.is_damaged() { ExitCode::Ok } else { ExitCode::Failed })
}

/// The rooms that each have a frame of this number.
fn ambiguous(n: u64, several: &[Traced]) -> String {
    let room = |life: &Life| format!("--room {} ({})", life.frame.room, print::in_brief(life));
    let rooms: Vec<String> = several.iter().filter_map(Traced::life).map(room).collect();
    here().trace_ambiguous(&n.to_string(), &several.len().to_string(), &rooms.join(", "))
}
