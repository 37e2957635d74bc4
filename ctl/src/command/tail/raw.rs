//! The bytes of frames and nothing else: `tail --raw`.

use std::io::{self, IsTerminal as _, Write};

use crate::args::TailArgs;
use crate::entry::Entry;
use crate::error::Error;
use crate::language::here;
use crate::output::{self, Out};

/// A terminal would obey what a peer sent.
pub(super) fn check(options: &TailArgs) -> Result<(), Error> {
    if options.raw && io::stdout().is_terminal() { Err(Error::RawOnTerminal) } else { Ok(()) }
}

/// Writes bytes as they were sent.
pub(super) struct Raw {
    pub(super) out: Out,
    /// The log does not keep all bytes of a frame that was written; it was said.
    pub(super) incomplete: bool,
}

impl Raw {
    pub(super) fn print(&mut self, entry: &Entry) -> Result<(), Error> {
        let data = entry.data.as_deref().unwrap_or_default();
        self.out.write_all(data)?;
        if (data.len() as u64) < entry.len && !std::mem::replace(&mut self.incomplete, true) {
            output::complain(&here().raw_holes(&data.len().to_string(), entry.len, &entry.n.to_string()));
        }
        Ok(())
    }
}
