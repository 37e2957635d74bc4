//! stub
use crate::args::{Args, TopArgs};
use crate::error::Error;
use crate::exit_code::ExitCode;
pub(super) fn run(_args: &Args, _options: &TopArgs) -> Result<ExitCode, Error> {
    Ok(ExitCode::Ok)
}
