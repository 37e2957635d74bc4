//! A line a frame: `--jsonl` and `--csv`, the same lines as `tail --json` and `tail --csv`.

use std::cell::RefCell;
use std::io::{BufWriter, Write};
use std::rc::Rc;

use tp_proto::frame_log::{Close, FrameHead, Gap, Open, PeerTable, TablePeer};

use super::WRITE_BYTES;
use crate::entry::{CsvForm, Entry, print_json_line};
use crate::error::Error;
use crate::filter::Filter;
use crate::log::{Hole, Missing, Witness};

/// Where the lines of all rooms go.
pub(super) struct Lines {
    form: Form,
    /// The first thing that went wrong; nothing is written after it.
    failed: Option<Error>,
    /// Nothing was written but what a file begins with.
    empty: bool,
}

enum Form {
    Json(BufWriter<Box<dyn Write>>),
    Csv(Box<CsvForm<BufWriter<Box<dyn Write>>>>),
}

impl Lines {
    /// JSON.
    pub(super) fn json(out: Box<dyn Write>) -> Lines {
        Lines { form: Form::Json(BufWriter::with_capacity(WRITE_BYTES, out)), failed: None, empty: true }
    }

    /// Comma-separated values, with their headings.
    pub(super) fn csv(out: Box<dyn Write>) -> Lines {
        let form = CsvForm::new(BufWriter::with_capacity(WRITE_BYTES, out));
        Lines { form: Form::Csv(Box::new(form)), failed: None, empty: true }
    }

    fn print(&mut self, entry: &Entry) {
        let printed = match &mut self.form {
            Form::Json(out) => print_json_line(out, entry),
            Form::Csv(form) => form.print(entry),
        };
        self.failed = printed.err();
        self.empty = false;
    }

    /// Whether there was no frame.
    pub(super) fn is_empty(&self) -> bool {
        self.empty
    }

    /// Passes on what is still in the buffer.
    pub(super) fn finish(&mut self) -> Result<(), Error> {
        if let Some(error) = self.failed.take() {
            return Err(error);
        }
        match &mut self.form {
            Form::Json(out) => Ok(out.flush()?),
            Form::Csv(form) => {
                form.begin()?;
                form.flush()
            }
        }
    }
}

/// A room's frames that pass the filter.
pub(super) struct RoomLines {
    room: Rc<str>,
    pub(super) filter: Filter,
    lines: Rc<RefCell<Lines>>,
}

impl RoomLines {
    pub(super) fn new(room: &str, filter: Filter, lines: &Rc<RefCell<Lines>>) -> RoomLines {
        RoomLines { room: Rc::from(room), filter, lines: Rc::clone(lines) }
    }
}

impl Witness for RoomLines {
    fn opened(&mut self, open: &Open) {
        self.filter.opened(open);
    }

    fn closed(&mut self, close: &Close, _peer: &TablePeer) {
        self.filter.closed(close.conn);
    }

    fn vanished(&mut self, conn: u64) {
        self.filter.closed(conn);
    }

    fn gap(&mut self, gap: &Gap) {
        Hole::gap(gap).tell(&self.room);
    }

    fn missing(&mut self, missing: Missing) {
        Hole::missing(missing).tell(&self.room);
    }

    fn frame(&mut self, frame: &FrameHead<'_>, table: &PeerTable) {
        if self.filter.passes(frame) && !self.is_full() {
            self.lines.borrow_mut().print(&Entry::new(&self.room, frame, table, true));
        }
    }

    fn is_full(&self) -> bool {
        self.lines.borrow().failed.is_some()
    }
}
