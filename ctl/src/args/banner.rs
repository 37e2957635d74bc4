//! The arguments of `banner`.

/// The arguments of `banner`.
#[derive(Debug, clap::Args)]
pub(crate) struct BannerArgs {
    /// The room, named by its port [default: the first one]
    #[arg(long, value_name = "ROOM", visible_alias = "port")]
    pub(crate) room: Option<String>,

    /// The client alone, to be put into a file
    #[arg(long)]
    pub(crate) python: bool,

    /// One JSON object, schema 1
    #[arg(long, conflicts_with = "python")]
    pub(crate) json: bool,

    /// Columns [default: the terminal's, else 80]
    #[arg(long, value_name = "COLUMNS", value_parser = clap::value_parser!(u16).range(20..))]
    pub(crate) width: Option<u16>,

    /// Text in nothing but ASCII, as where the locale is not UTF-8
    #[arg(long)]
    pub(crate) ascii: bool,
}
