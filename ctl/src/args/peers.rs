//! The arguments of `peers`.

use std::time::Duration;

use clap::ValueEnum;
use ipnet::IpNet;

use super::PointInTime;
use super::filter::net;
use crate::language::here;

/// How often a table is drawn again when nobody says, in seconds.
const WATCH_S: &str = "2";

/// The arguments of `peers`.
#[derive(Debug, clap::Args)]
pub(crate) struct PeersArgs {
    /// In the order of this column
    #[arg(long, value_enum, value_name = "COLUMN")]
    pub(crate) sort: Option<Column>,

    /// The other way round
    #[arg(short, long)]
    pub(crate) reverse: bool,

    /// These columns of those that --sort knows, in this order, with commas between them
    #[arg(long, value_enum, value_name = "COLUMNS", value_delimiter = ',', hide_possible_values = true)]
    pub(crate) columns: Vec<Column>,

    /// With a legend over the table
    #[arg(short, long)]
    pub(crate) verbose: bool,

    /// With hints below the table: guesses at what is wrong with what a client sends
    #[arg(long)]
    pub(crate) hints: bool,

    /// Again and again, every 2 seconds or as many as are named, until interrupted
    #[arg(long, value_name = "SECONDS", num_args = 0..=1, default_missing_value = WATCH_S, value_parser = interval)]
    #[arg(conflicts_with = "closed")]
    pub(crate) watch: Option<Duration>,

    /// Those who have left instead, by the frame log: when and why
    #[arg(long)]
    pub(crate) closed: bool,

    /// Only so many of those who left last [default: 20, or all with --since]
    #[arg(short = 'n', long = "lines", value_name = "N", requires = "closed")]
    pub(crate) lines: Option<usize>,

    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,

    /// Which peers
    #[command(flatten)]
    pub(crate) filter: PeerFilterArgs,
}

/// Which peers: they have to pass all that are given.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Which peers")]
pub(crate) struct PeerFilterArgs {
    /// Only this room, named by its port
    #[arg(long, value_name = "ROOM")]
    pub(crate) room: Option<String>,

    /// Only in this state; may be repeated
    #[arg(long, value_enum, value_name = "STATE", value_delimiter = ',', conflicts_with = "closed")]
    pub(crate) state: Vec<StateWord>,

    /// Only the peer with this number; may be repeated
    #[arg(long, value_name = "N")]
    pub(crate) peer: Vec<u64>,

    /// Only with this name
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Only from this address, or this net as ADDR/LENGTH
    #[arg(long, value_name = "ADDR", value_parser = net)]
    pub(crate) ip: Option<IpNet>,

    /// Only with this port of the client's
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,

    /// From this time on: `10:15`, `2026-01-31 10:15`, RFC 3339 or `10 min ago`
    #[arg(long, value_name = "TIME", requires = "closed")]
    pub(crate) since: Option<PointInTime>,

    /// Up to this time
    #[arg(long, value_name = "TIME", requires = "closed")]
    pub(crate) until: Option<PointInTime>,
}

/// A column of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Column {
    /// The peer's number.
    Number,
    /// Its room.
    Room,
    /// The client's end.
    #[value(alias = "peer")]
    Client,
    /// The server's end.
    #[value(alias = "local")]
    Server,
    /// What people call it.
    Name,
    /// When it connected.
    Since,
    /// When it left.
    Until,
    /// Why it left.
    Why,
    /// How long it has been silent.
    Idle,
    /// Frames read from it.
    #[value(alias = "rx_frames")]
    FramesIn,
    /// Bytes read from it.
    #[value(alias = "rx_bytes")]
    BytesIn,
    /// Frames that the kernel took for it.
    #[value(alias = "tx_frames")]
    FramesOut,
    /// Bytes that the kernel took for it.
    #[value(alias = "tx_bytes")]
    BytesOut,
    /// Bytes that wait for it.
    #[value(alias = "backlog_bytes")]
    Backlog,
    /// Bytes for it that were never taken.
    #[value(alias = "undelivered_bytes")]
    Undelivered,
    /// What it is doing.
    State,
}

impl Column {
    /// The word for it on the command line.
    pub(crate) fn word(self) -> String {
        self.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default()
    }
}

/// What a peer is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(crate) enum StateWord {
    /// It sends and takes.
    Open,
    /// Nothing came from it or went to it for a while.
    Idle,
    /// It may be waiting for an answer.
    Waiting,
    /// It does not take what is for it as fast as it comes.
    Slow,
    /// It will send no more.
    HalfClosed,
    /// It gets what it is owed and is closed.
    Leaving,
}

/// A span in seconds.
fn interval(text: &str) -> Result<Duration, String> {
    let seconds = text.strip_suffix('s').unwrap_or(text).trim().parse::<f64>().ok();
    let seconds = seconds.filter(|seconds| (0.1..=86_400.0).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or_else(|| here().interval_wanted())
}

#[cfg(test)]
mod tests {
    use super::interval;

    #[test]
    fn an_interval_is_some_seconds() {
        for (text, expected_ms) in [("2", 2000), ("0.5", 500), ("10s", 10_000), ("86400", 86_400_000)] {
            assert_eq!(interval(text).map(|interval| interval.as_millis()), Ok(expected_ms), "{text}");
        }
        for text in ["", "0", "-1", "nan", "inf", "1e9", "deux"] {
            assert!(interval(text).is_err(), "{text}");
        }
    }
}
