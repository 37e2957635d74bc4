//! The arguments of `name`.

use clap::builder::NonEmptyStringValueParser;

/// The arguments of `name`.
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("what").args(["name", "remove"]))]
pub(crate) struct NameArgs {
    /// Who: a peer's number, its address with its port, an address for all who come from there, or the
    /// name that it has now [default: list all names]
    #[arg(value_name = "PEER|ADDRESS", value_parser = NonEmptyStringValueParser::new(), requires = "what")]
    pub(crate) who: Option<String>,

    /// What it is called from now on: 64 bytes at most
    #[arg(value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// Take the name away
    #[arg(long, requires = "who")]
    pub(crate) remove: bool,

    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}
