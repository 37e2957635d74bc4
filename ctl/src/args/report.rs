//! The arguments of `report`.

use std::path::PathBuf;

use super::{FilterArgs, PointInTime, SourceArgs};
use crate::language::Lang;

/// The arguments of `report`.
#[derive(Debug, clap::Args)]
pub(crate) struct ReportArgs {
    /// The page to write; `-` is standard output
    #[arg(long, value_name = "FILE")]
    pub(crate) html: PathBuf,

    /// Overwrite the file if it is there
    #[arg(long)]
    pub(crate) force: bool,

    /// The language [default: the locale's]
    #[arg(long, value_enum, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,

    /// From this time on: `10:15`, `2026-01-31 10:15`, RFC 3339 or `10 min ago`
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<PointInTime>,

    /// Up to this time
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<PointInTime>,

    /// Which log
    #[command(flatten)]
    pub(crate) source: SourceArgs,
}

impl ReportArgs {
    /// The frames of that time.
    pub(crate) fn filter(&self) -> FilterArgs {
        FilterArgs { since: self.since, until: self.until, ..FilterArgs::default() }
    }
}
