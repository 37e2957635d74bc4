//! The command line.

use std::path::PathBuf;

use clap::Parser;
use tp_proto::places;

use super::Listen;

/// Relays what each TCP client sends to the others, and logs every frame before anyone sees it.
///
/// Without options: port 12345, mode `others`, the frame log and the control sockets in
/// directories of your own.
#[derive(Debug, Clone, Parser)]
#[command(name = "tp-relais", version)]
pub struct Args {
    /// Listen on this port, in this mode: others, all, echo or ack. May be repeated; port 0 takes
    /// a free one
    #[arg(long, value_name = "[ADDR:]PORT[=MODE]")]
    pub listen: Vec<Listen>,

    /// A frame that is nothing but this word, case and white space aside, ends its sender's
    /// conversation; "" for none [default: fin]
    #[arg(long, value_name = "WORD")]
    pub end_word: Option<String>,

    /// Keep the frame log in DIR/frames
    #[arg(long, value_name = "DIR", env = places::LOG_DIR_VARIABLE)]
    pub log_dir: Option<PathBuf>,

    /// Keep the control sockets in DIR
    #[arg(long, value_name = "DIR", env = places::RUNTIME_DIR_VARIABLE)]
    pub runtime_dir: Option<PathBuf>,

    /// Read this configuration file
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Check options and configuration, then end
    #[arg(long)]
    pub check: bool,
}
