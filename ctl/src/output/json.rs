//! Objects for programs.

use std::io::Write;

use serde::Serialize;

use crate::error::Error;

/// Writes one object and a line feed. Text in it is escaped as JSON has it, so what a peer sent
/// stays inside its string.
pub(crate) fn print_json(out: &mut impl Write, value: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}
