//! In which form frames are shown.

use std::io::Write as _;

use super::hex;
use super::line::Lines;
use super::raw::Raw;
use crate::args::TailArgs;
use crate::entry::{CsvForm, Entry, print_json_line};
use crate::error::Error;
use crate::output::{self, Out};

/// A form, and where it goes.
pub(super) enum Form {
    /// Lines for people.
    Lines(Out, Lines),
    /// The same, each with its bytes below.
    Hex(Out, Lines),
    /// Objects.
    Json(Out),
    /// Values.
    Csv(Box<CsvForm<Out>>),
    /// Bytes.
    Raw(Raw),
}

impl Form {
    /// The form that the options say, begun.
    pub(super) fn begin(options: &TailArgs) -> Result<Form, Error> {
        let out = output::stdout();
        let mut lines = Lines::new(output::terminal_width());
        if tp_language::is_other_charset() {
            lines.spell_in_ascii();
        }
        if options.follow {
            lines.reserve();
        }
        Ok(match options {
            TailArgs { json: true, .. } => Form::Json(out),
            TailArgs { csv: true, .. } => Form::Csv(Box::new(CsvForm::new(out))),
            TailArgs { hex: true, .. } => Form::Hex(out, lines),
            TailArgs { raw: true, .. } => Form::Raw(Raw { out, incomplete: false }),
            _ => Form::Lines(out, lines),
        })
    }

    /// Ends where nothing was shown.
    pub(super) fn end_empty(&mut self) -> Result<(), Error> {
        let Form::Csv(form) = self else { return Ok(()) };
        form.begin()?;
        form.flush()
    }

    /// Shows frames.
    pub(super) fn print_all(&mut self, entries: &[Entry]) -> Result<(), Error> {
        if let Form::Lines(_, lines) | Form::Hex(_, lines) = self {
            lines.look_ahead(entries);
        }
        entries.iter().try_for_each(|entry| self.print(entry))
    }

    /// Shows a frame.
    fn print(&mut self, entry: &Entry) -> Result<(), Error> {
        match self {
            Form::Lines(out, lines) => out.write_all(lines.next(entry).as_bytes())?,
            Form::Hex(out, lines) => {
                out.write_all(lines.next(entry).as_bytes())?;
                hex::dump(out, entry.data.as_deref().unwrap_or_default())?;
            }
            Form::Json(out) => print_json_line(out, entry)?,
            Form::Csv(csv) => csv.print(entry)?,
            Form::Raw(raw) => raw.print(entry)?,
        }
        Ok(())
    }

    /// Passes on what was shown.
    pub(super) fn flush(&mut self) -> Result<(), Error> {
        match self {
            Form::Lines(out, _) | Form::Hex(out, _) | Form::Json(out) => out.flush()?,
            Form::Raw(raw) => raw.out.flush()?,
            Form::Csv(csv) => csv.flush()?,
        }
        Ok(())
    }

    /// Whether bytes were asked for that the log does not keep.
    pub(super) fn is_incomplete(&self) -> bool {
        matches!(self, Form::Raw(Raw { incomplete: true, .. }))
    }
}
