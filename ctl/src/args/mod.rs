//! The command line.

mod ban;
mod banner;
mod change;
mod diagram;
mod doctor;
mod export;
mod filter;
mod name;
mod peers;
mod report;
mod size;
mod time;
mod watching;

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use tp_proto::places::{LOG_DIR_VARIABLE, RUNTIME_DIR_VARIABLE};

pub(crate) use ban::BanArgs;
pub(crate) use banner::BannerArgs;
pub(crate) use change::{KickArgs, ModeArgs, PauseArgs, SayArgs, WholeArgs};
pub(crate) use diagram::{DiagramArgs, DiagramFormat};
pub(crate) use doctor::DoctorArgs;
pub(crate) use export::{ExportArgs, ExportFormat};
pub(crate) use filter::{Direction, FilterArgs};
pub(crate) use name::NameArgs;
pub(crate) use peers::{Column, PeerFilterArgs, PeersArgs, StateWord};
pub(crate) use report::ReportArgs;
pub(crate) use size::SizeRange;
pub(crate) use time::PointInTime;
pub(crate) use watching::{EventsArgs, MetricsArgs, TopArgs};

/// Asks a running tp-relais how it is, and reads and verifies its frame log.
#[derive(Debug, Parser)]
#[command(name = "tp-ctl", version, about, disable_help_subcommand = true)]
#[command(after_help = "Exit codes: 0 ok, 1 failed or a loss was found, 2 usage, 3 no daemon, 4 not allowed.")]
pub(crate) struct Args {
    /// Directory of the daemon's sockets [default: the user's own, then /run/tp-relais]
    #[arg(long, global = true, value_name = "DIR", env = RUNTIME_DIR_VARIABLE, hide_env_values = true)]
    pub(crate) runtime_dir: Option<PathBuf>,

    /// Directory of the frame log [default: what the daemon says, then the user's own, then
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
    /// One frame's whole life: who sent it, who got it and when, or why not
    Trace(TraceArgs),
    /// Whether every frame in the log reached everyone it was for
    Verify(VerifyArgs),
    /// The ladder of each room's frames: the server in the middle, its clients beside it
    Diagram(DiagramArgs),
    /// A page with a chapter about each room, to be projected or printed
    Report(ReportArgs),
    /// The log for other programs: Wireshark, JSON, a spreadsheet
    Export(ExportArgs),
    /// Have the daemon go on in a new segment of the frame log
    Rotate(RotateArgs),
    /// Close peers' connections
    Kick(KickArgs),
    /// Have the server say something to its peers
    Say(SayArgs),
    /// Read nothing from the clients until `resume`; what is logged still goes out
    Pause(PauseArgs),
    /// Read from the clients again
    Resume(PauseArgs),
    /// Whom a room relays to, from its next frame on
    Mode(ModeArgs),
    /// Have the daemon read its configuration again
    Reload(WholeArgs),
    /// Have the daemon end
    Stop(WholeArgs),
    /// Call a peer or an address by a name, or list the names
    Name(NameArgs),
    /// Refuse an address for a time, or list who is refused
    Ban(BanArgs),
    /// What happened lately: who came and went and why, refusals, rotations, orders
    Events(EventsArgs),
    /// Counters for a monitoring system, as OpenMetrics text
    Metrics(MetricsArgs),
    /// The clients round the server and the frames that pass, on a full screen
    Top(TopArgs),
    /// For the projector: the address to type, huge, and a client to copy
    Banner(BannerArgs),
    /// Why a relay cannot be reached, and what to try next
    Doctor(DoctorArgs),
}

/// The arguments of `status`.
#[derive(Debug, clap::Args)]
pub(crate) struct StatusArgs {
    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}

/// The arguments of `rotate`.
#[derive(Debug, clap::Args)]
pub(crate) struct RotateArgs {
    /// Only this room, named by its port
    #[arg(long, value_name = "ROOM")]
    pub(crate) room: Option<String>,

    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}

/// Which part of which frame log.
#[derive(Debug, Default, clap::Args)]
pub(crate) struct SourceArgs {
    /// A frame log, the folder of a room or a single segment [default: the daemon's frame log]
    #[arg(value_name = "PATH")]
    pub(crate) path: Option<PathBuf>,

    /// Only this room, named by its port
    #[arg(long, value_name = "ROOM")]
    pub(crate) room: Option<String>,
}

/// The arguments of `tail`.
#[derive(Debug, clap::Args)]
#[command(
    after_help = "On a terminal, recipients that do not fit their column are counted. In a pipe all are named: more \
                        than two or so at the end of the line, behind a tab. --json and --csv name each in any case."
)]
pub(crate) struct TailArgs {
    /// How many of the last frames [default: 10, or all with --since]
    #[arg(short = 'n', long = "lines", value_name = "N")]
    pub(crate) lines: Option<usize>,

    /// Follow: show each frame as it comes in, until interrupted
    #[arg(short, long)]
    pub(crate) follow: bool,

    /// One JSON object a line
    #[arg(long, group = "form")]
    pub(crate) json: bool,

    /// Comma-separated values, with a line of headings
    #[arg(long, group = "form")]
    pub(crate) csv: bool,

    /// Each frame's bytes in hexadecimal below its line
    #[arg(long, group = "form")]
    pub(crate) hex: bool,

    /// The frames' bytes and nothing else, as they were sent; not on a terminal
    #[arg(long, group = "form")]
    pub(crate) raw: bool,

    /// Which frames
    #[command(flatten)]
    pub(crate) filter: FilterArgs,

    /// Which log
    #[command(flatten)]
    pub(crate) source: SourceArgs,
}

/// The arguments of `trace`.
#[derive(Debug, clap::Args)]
pub(crate) struct TraceArgs {
    /// The frame's number in its room
    #[arg(value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) number: u64,

    /// Each copy on a line of its own, however many there are
    #[arg(long)]
    pub(crate) all: bool,

    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,

    /// Which log
    #[command(flatten)]
    pub(crate) source: SourceArgs,
}

/// The arguments of `verify`.
#[derive(Debug, clap::Args)]
pub(crate) struct VerifyArgs {
    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,

    /// Which log
    #[command(flatten)]
    pub(crate) source: SourceArgs,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    #[test]
    fn every_verb_and_option_stands_in_the_manual_and_the_completions() {
        tp_manual::check_program(super::Args::command());
        tp_language::usage::check::<super::Args>();
    }
}
