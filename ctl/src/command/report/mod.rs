//! `tp-ctl report`: a page about each room, to be projected or printed, in one file that needs no
//! network and runs no script.
//!
//! One pass a room, for the pictures and the verdict alike, in memory that does not grow with the
//! log.

mod page;
mod table;
mod verdict;

use tp_proto::frame_log::{Block, Malformed, SegmentName};

use crate::args::{Args, ReportArgs};
use crate::audit::{Audit, Tally};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::Language;
use crate::log::{self, FrameLog, RoomReader, Visitor, Walk};
use crate::output;
use crate::scene::Scene;

/// What the page says of a room.
struct Chapter {
    room: String,
    scene: Scene,
    tally: Tally,
    /// The verdict is on more than the time shown.
    is_part: bool,
}

pub(super) fn run(args: &Args, options: &ReportArgs) -> Result<ExitCode, Error> {
    let language = Language::wished(options.lang);
    let log = FrameLog::find(args, &options.source)?;
    let (mut chapters, mut whole) = (Vec::new(), true);
    for room in log.rooms(options.source.room.as_deref())? {
        if room.segments.list()?.is_empty() {
            continue;
        }
        let mut reader = RoomReader::new(room.segments.clone(), None);
        let scene = Scene::new(&room.name, &options.filter(), 0);
        let mut both = Both { walk: Walk::new(scene, &room.names), audit: Audit::default() };
        reader.read_to_end(&mut both)?;
        whole &= !reader.is_damaged();
        if reader.holds_nothing() {
            continue;
        }
        let (tally, _) = both.audit.finish();
        let is_part = options.since.is_some() || options.until.is_some();
        chapters.push(Chapter { room: room.name, scene: both.walk.witness, tally, is_part });
    }
    if chapters.is_empty() {
        return Ok(log::nothing_in(&log, !whole)?);
    }
    output::save(&page::page(&chapters, &language), Some(&options.html), options.force)?;
    Ok(if whole { ExitCode::Ok } else { ExitCode::Failed })
}

/// Shows each block to the pictures' witness and to the audit.
struct Both {
    walk: Walk<Scene>,
    audit: Audit,
}

impl Visitor for Both {
    fn begin(&mut self, name: SegmentName) {
        self.walk.begin(name);
        self.audit.begin(name);
    }

    fn block(&mut self, block: &Block<'_>) -> Result<bool, Malformed> {
        // Each has to see what is left of a block that holds something malformed.
        let (walked, audited) = (self.walk.block(block), self.audit.block(block));
        Ok(walked? | audited?)
    }

    fn damage(&mut self) {
        self.walk.damage();
        self.audit.damage();
    }

    fn overtaken(&mut self) {
        self.audit.overtaken();
    }
}
