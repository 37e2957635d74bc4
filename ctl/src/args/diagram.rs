//! The arguments of `diagram`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{FilterArgs, SourceArgs};
use crate::language::Lang;

/// The arguments of `diagram`.
#[derive(Debug, clap::Args)]
pub(crate) struct DiagramArgs {
    /// Only the last N frames
    #[arg(short = 'n', long = "lines", value_name = "N")]
    pub(crate) lines: Option<u64>,

    /// How it is drawn
    #[arg(long, value_enum, default_value_t, value_name = "FORM")]
    pub(crate) format: DiagramFormat,

    /// Into this file [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Overwrite the file if it is there
    #[arg(long)]
    pub(crate) force: bool,

    /// Columns of the text [default: the terminal's, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..=1000))]
    pub(crate) width: Option<u16>,

    /// Text in nothing but ASCII, as where the locale is not UTF-8
    #[arg(long)]
    pub(crate) ascii: bool,

    /// The language [default: the locale's]
    #[arg(long, value_enum, value_name = "LANG")]
    pub(crate) lang: Option<Lang>,

    /// Which frames
    #[command(flatten)]
    pub(crate) filter: FilterArgs,

    /// Which log
    #[command(flatten)]
    pub(crate) source: SourceArgs,
}

/// How a diagram is drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiagramFormat {
    /// Text for a terminal.
    #[default]
    Text,
    /// Mermaid; several rooms as Markdown.
    Mermaid,
    /// SVG.
    Svg,
}
