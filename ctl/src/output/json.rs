//! Objects for programs.

use std::io::Write as _;

use serde::Serialize;

use super::Out;
use crate::error::Error;

/// Writes one object and a line feed. Text in it is escaped as JSON has it, so what a peer sent
/// stays inside its string.
pub(crate) fn print_json(out: &mut Out, value: &impl Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *out, value)?;
    out.write_all(b"\n")?;
    Ok(())
}
