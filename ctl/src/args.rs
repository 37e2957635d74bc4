//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use tp_proto::places::{LOG_DIR_VARIABLE, RUNTIME_DIR_VARIABLE};

/// Asks a running tp-relais how it is, and reads and verifies its frame log.
#[derive(Debug, Parser)]
#[command(name = "tp-ctl", version, about, disable_help_subcommand = true)]
#[command(after_help = "Exit codes: 0 ok, 1 failed or a loss was found, 2 usage, 3 no daemon, 4 not allowed.")]
pub(crate) struct Args {
    /// Directory of the daemon's sockets [default: the user's own, then /run/tp-relais]
    #[arg(long, global = true, value_name = "DIR", env = RUNTIME_DIR_VARIABLE, hide_env_values = true)]
    pub(crate) runtime_dir: Option<PathBuf>,

    /// Directory that holds `frames` [default: what the daemon says, then the user's own, then
    /// /var/log/tp-relais]
    #[arg(long, global = true, value_name = "DIR", env = LOG_DIR_VARIABLE, hide_env_values = true)]
    pub(crate) log_dir: Option<PathBuf>,

    /// What to do
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// One variant a verb; each has its own file under `command`.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// How the daemon is: its addresses, rooms and frame log
    Status(StatusArgs),
    /// Who is connected now
    Peers(PeersArgs),
    /// The last frames of the log, one line each
    Tail(TailArgs),
    /// Whether every frame in the log reached everyone it was for
    Verify(VerifyArgs),
}

/// The arguments of `status`.
#[derive(Debug, clap::Args)]
pub(crate) struct StatusArgs {
    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}

/// The arguments of `peers`.
#[derive(Debug, clap::Args)]
pub(crate) struct PeersArgs {
    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}

/// The arguments of `tail`.
#[derive(Debug, clap::Args)]
pub(crate) struct TailArgs {
    /// How many of the last frames
    #[arg(short = 'n', long = "lines", value_name = "N", default_value_t = 10)]
    pub(crate) lines: usize,

    /// Follow: show each frame as it comes in, until interrupted
    #[arg(short, long)]
    pub(crate) follow: bool,

    /// One JSON object a line
    #[arg(long)]
    pub(crate) json: bool,

    /// Only this room, named by its port
    #[arg(long, value_name = "ROOM")]
    pub(crate) room: Option<String>,
}

/// The arguments of `verify`.
#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,

    /// Only this room, named by its port
    #[arg(long, value_name = "ROOM")]
    pub(crate) room: Option<String>,
}
