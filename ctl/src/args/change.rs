//! The arguments of the verbs that change something in a running relay.

use clap::builder::NonEmptyStringValueParser;
use tp_proto::control::SAY_BYTES_MAX;
use tp_proto::frame_log::Mode;

use crate::language::here;

/// The arguments of `kick`.
#[derive(Debug, clap::Args)]
pub(crate) struct KickArgs {
    /// Who: a number, an address with or without its port, or a name, as `peers` shows them
    #[arg(value_name = "PEER", required = true, value_parser = NonEmptyStringValueParser::new())]
    pub(crate) peers: Vec<String>,

    /// All peers that an address or a name means, and not only one
    #[arg(long)]
    pub(crate) all: bool,

    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}

/// The arguments of `say`.
#[derive(Debug, clap::Args)]
pub(crate) struct SayArgs {
    /// What is said, exactly so: no end of line is added
    #[arg(value_name = "TEXT", value_parser = words)]
    pub(crate) text: String,

    /// In this room, named by its port [default: the only one there is]
    #[arg(long, value_name = "ROOM")]
    pub(crate) room: Option<String>,

    /// To this peer alone: its number, its address with or without its port, or its name
    #[arg(long, value_name = "PEER", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) peer: Option<String>,

    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}

/// What fits a request.
fn words(text: &str) -> Result<String, String> {
    match text.len() {
        1..=SAY_BYTES_MAX => Ok(text.to_owned()),
        bytes => Err(here().say_length(bytes as u64, &SAY_BYTES_MAX.to_string())),
    }
}

/// The arguments of `pause` and `resume`.
#[derive(Debug, clap::Args)]
pub(crate) struct PauseArgs {
    /// Only this room, named by its port
    #[arg(long, value_name = "ROOM")]
    pub(crate) room: Option<String>,

    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}

/// The arguments of `mode`.
#[derive(Debug, clap::Args)]
pub(crate) struct ModeArgs {
    /// Whom the room relays to from its next frame on
    #[arg(value_name = "MODE", value_enum)]
    pub(crate) mode: ModeWord,

    /// In this room, named by its port [default: the only one there is]
    #[arg(long, value_name = "ROOM")]
    pub(crate) room: Option<String>,

    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}

/// A mode, as people write it.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(crate) enum ModeWord {
    /// To every other client
    Others,
    /// To every client, the sender included
    All,
    /// To the sender alone
    Echo,
    /// To nobody; the sender gets one line and is closed
    Ack,
}

impl From<ModeWord> for Mode {
    fn from(word: ModeWord) -> Mode {
        match word {
            ModeWord::Others => Mode::Others,
            ModeWord::All => Mode::All,
            ModeWord::Echo => Mode::Echo,
            ModeWord::Ack => Mode::Ack,
        }
    }
}

/// The arguments of `reload` and `stop`.
#[derive(Debug, clap::Args)]
pub(crate) struct WholeArgs {
    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}
