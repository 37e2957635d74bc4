//! `tp-ctl diagram`: the ladder of a room's frames, as text, Mermaid or SVG.
//!
//! One pass a room, in memory that does not grow with the log; with `-n` one more before it, to know
//! where the last frames begin.

use crate::args::{Args, DiagramArgs, DiagramFormat};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::filter;
use crate::language::{Language, is_utf8};
use crate::log::{self, FrameLog, LogError, Room, RoomReader, Walk};
use crate::output;
use crate::picture::{self, LANES_MAX, Ladder, Paint};
use crate::scene::{Count, Scene};

/// Columns where there is no terminal to ask.
const COLUMNS: usize = 80;

pub(super) fn run(args: &Args, options: &DiagramArgs) -> Result<ExitCode, Error> {
    let language = Language::wished(options.lang);
    let paint = paint(options);
    let lanes_max = if options.format == DiagramFormat::Text { paint.lanes_max() } else { LANES_MAX };
    let log = FrameLog::find(args, &options.source)?;
    let (mut ladders, mut filters, mut whole) = (Vec::new(), Vec::new(), true);
    for room in log.rooms(options.source.room.as_deref())? {
        if room.segments.list()?.is_empty() {
            continue;
        }
        let mut reader = RoomReader::new(room.segments.clone(), None);
        let mut walk = Walk::new(Scene::new(&room.name, &options.filter, skipped(&room, options)?), &room.names);
        reader.read_to_end(&mut walk)?;
        whole &= !reader.is_damaged();
        if reader.holds_nothing() {
            continue;
        }
        ladders.push(Ladder::new(&room.name, &walk.witness, &language, lanes_max));
        filters.extend((walk.witness.frames.count == 0).then_some(walk.witness.filter));
    }
    if ladders.is_empty() {
        return Ok(log::nothing_in(&log, !whole)?);
    }
    if whole && filters.len() == ladders.len() {
        filter::check(filters.iter())?;
    }
    let text = draw(&ladders, options.format, paint, &language);
    output::save(&text, options.output.as_deref(), options.force)?;
    Ok(if whole { ExitCode::Ok } else { ExitCode::Failed })
}

/// How many of a room's frames come before the last that are wanted.
fn skipped(room: &Room, options: &DiagramArgs) -> Result<u64, LogError> {
    let Some(wanted) = options.lines else { return Ok(0) };
    let mut walk = Walk::new(Count::new(&options.filter), &room.names);
    // What is damaged is said when the room is read to be drawn.
    RoomReader::new(room.segments.clone(), None).read_to_end(&mut walk)?;
    Ok(walk.witness.frames.saturating_sub(wanted))
}

fn paint(options: &DiagramArgs) -> Paint {
    let terminal = || if options.output.is_none() { output::terminal_width() } else { None };
    let columns = options.width.map(usize::from).or_else(terminal).unwrap_or(COLUMNS).max(20);
    Paint { columns, ascii: options.ascii || !is_utf8() }
}

fn draw(ladders: &[Ladder], format: DiagramFormat, paint: Paint, language: &Language) -> String {
    match format {
        DiagramFormat::Text => {
            let texts = ladders.iter().map(|ladder| picture::text(ladder, language, paint));
            texts.collect::<Vec<_>>().join("\n")
        }
        DiagramFormat::Svg => picture::document(ladders, language),
        DiagramFormat::Mermaid => match ladders {
            [only] => picture::mermaid(only, language),
            // A file of Mermaid holds one diagram; a file of Markdown any number.
            several => several.iter().map(|ladder| chapter(ladder, language)).collect::<Vec<_>>().join("\n"),
        },
    }
}

fn chapter(ladder: &Ladder, language: &Language) -> String {
    format!("## {}\n\n```mermaid\n{}```\n", ladder.title, picture::mermaid(ladder, language))
}
