//! The arguments of the verbs that watch the daemon: `events`, `metrics`, `top`.

use std::path::PathBuf;

/// The arguments of `events`.
#[derive(Debug, clap::Args)]
pub(crate) struct EventsArgs {
    /// How many of the last events, of the 1024 that the daemon keeps [default: 10]
    #[arg(short = 'n', long = "lines", value_name = "N")]
    pub(crate) lines: Option<u64>,

    /// Follow: show each event as it happens, until interrupted; a daemon that goes is waited for
    #[arg(short, long)]
    pub(crate) follow: bool,

    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,
}

/// The arguments of `metrics`.
#[derive(Debug, clap::Args)]
pub(crate) struct MetricsArgs {
    /// Into this file, in one step: whoever reads it finds all of it or what was there before
    /// [default: standard output]
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The arguments of `top`.
#[derive(Debug, clap::Args)]
pub(crate) struct TopArgs {
    /// Only this room, named by its port
    #[arg(long, value_name = "ROOM")]
    pub(crate) room: Option<String>,

    /// In nothing but ASCII, as where the locale is not UTF-8
    #[arg(long)]
    pub(crate) ascii: bool,
}
