//! The arguments of `export`.

use std::path::{Path, PathBuf};

use super::{FilterArgs, SourceArgs};

/// The arguments of `export`.
#[derive(Debug, clap::Args)]
pub(crate) struct ExportArgs {
    /// As what, and where to
    #[command(flatten)]
    pub(crate) to: Destination,

    /// Write over FILE if it is there; as FILE, `-` is the standard output
    #[arg(long)]
    pub(crate) force: bool,

    /// Which frames
    #[command(flatten)]
    pub(crate) filter: FilterArgs,

    /// Which log
    #[command(flatten)]
    pub(crate) source: SourceArgs,
}

/// As what, and where to: one of them. FILE `-` is the standard output.
#[derive(Debug, clap::Args)]
#[group(required = true, multiple = false)]
pub(crate) struct Destination {
    /// A capture for Wireshark, a TCP connection a client; of the filters --since and --until
    #[arg(long, value_name = "FILE")]
    pcapng: Option<PathBuf>,

    /// One JSON object a line, as tail --json
    #[arg(long, value_name = "FILE")]
    jsonl: Option<PathBuf>,

    /// Comma-separated values with a line of headings, as tail --csv
    #[arg(long, value_name = "FILE")]
    csv: Option<PathBuf>,
}

/// As what a log is exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExportFormat {
    /// A capture.
    Pcapng,
    /// JSON, one object a line.
    Jsonl,
    /// Comma-separated values.
    Csv,
}

impl Destination {
    /// The format, and the file; clap has seen to it that there is one.
    pub(crate) fn format(&self) -> (ExportFormat, &Path) {
        let given = |file: &'_ Option<PathBuf>| file.is_some();
        let (format, file) = match self {
            it if given(&it.pcapng) => (ExportFormat::Pcapng, &it.pcapng),
            it if given(&it.jsonl) => (ExportFormat::Jsonl, &it.jsonl),
            it => (ExportFormat::Csv, &it.csv),
        };
        (format, file.as_deref().unwrap_or(Path::new("-")))
    }
}
