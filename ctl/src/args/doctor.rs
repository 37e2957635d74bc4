//! The arguments of `doctor`.

use std::time::Duration;

/// Longest `--timeout`, in seconds.
const TIMEOUT_SECONDS_MAX: f64 = 60.0;

/// The arguments of `doctor`.
#[derive(Debug, clap::Args)]
pub(crate) struct DoctorArgs {
    /// The relay, as a client would name it: a name or an address
    #[arg(value_name = "HOST")]
    pub(crate) host: String,

    /// Its port [default: 12345]
    #[arg(value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,

    /// How long to wait for each answer
    #[arg(long, value_name = "SECONDS", default_value = "3", value_parser = parse_seconds)]
    pub(crate) timeout: Duration,

    /// One JSON object, schema 1
    #[arg(long)]
    pub(crate) json: bool,
}

fn parse_seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= TIMEOUT_SECONDS_MAX => Ok(Duration::from_secs_f64(seconds)),
        _ => Err(format!("give a number of seconds above 0 and up to {TIMEOUT_SECONDS_MAX}")),
    }
}
