//! The command line.

use std::ffi::OsString;
use std::time::Duration;

use clap::Parser;
use clap::builder::OsStringValueParser;
use clap::builder::TypedValueParser as _;
use tp_language::usage::{self, Told};

use crate::end_word::EndWord;
use crate::exit::Exit;
use crate::language::language;
use crate::target::Target;

/// Longest `--timeout`, in seconds: a day.
const TIMEOUT_SECONDS_MAX: f64 = 86_400.0;

const AFTER_HELP: &str = "\
On a terminal each line is sent when Enter is pressed, without its line end. In a pipe each line of
standard input is sent as it stands, and standard output holds exactly what came in.

Exit codes: 0 ended in order, 1 no connection or no answer, 2 usage.";

/// Talks to a TCP relay: sends what is typed, shows what comes in.
#[derive(Debug, Parser)]
#[command(name = "tp-client", version, after_help = AFTER_HELP)]
pub(crate) struct Args {
    /// The server: a name, an IPv4 or an IPv6 address, and its port (12345 when left out).
    #[arg(value_name = "HOST[:PORT]", default_value = "127.0.0.1:12345")]
    pub(crate) target: Target,

    /// Send MESSAGE, print one answer, end.
    #[arg(long, value_name = "MESSAGE", value_parser = message_parser())]
    pub(crate) once: Option<OsString>,

    /// After a loss connect again, ever more slowly, until interrupted
    #[arg(long, conflicts_with = "once")]
    pub(crate) reconnect: bool,

    /// Connect to nobody: find out why HOST:PORT cannot be reached, and say what to try
    #[arg(long, conflicts_with_all = ["once", "end_word", "reconnect"])]
    pub(crate) doctor: bool,

    /// How long to wait for the connection, and with --once for the answer.
    #[arg(long, value_name = "SECONDS", default_value = "10", value_parser = parse_seconds)]
    pub(crate) timeout: Duration,

    /// The line that ends the session after it was sent; "" for none.
    #[arg(long, value_name = "WORD", default_value = "fin")]
    pub(crate) end_word: EndWord,
}

/// Reads the command line. Help and errors are printed here; what comes back is the exit code.
pub(crate) fn parse() -> Result<Args, Exit> {
    usage::parse().map_err(|told| match told {
        Told::Help => Exit::Success,
        Told::Error => Exit::Usage,
    })
}

/// TCP has no empty message, so `--once ""` could only wait in vain.
fn message_parser() -> impl clap::builder::TypedValueParser<Value = OsString> {
    OsStringValueParser::new().try_map(
        |message| {
            if message.is_empty() { Err(language().empty_message()) } else { Ok(message) }
        },
    )
}

fn parse_seconds(text: &str) -> Result<Duration, String> {
    match text.parse::<f64>() {
        Ok(seconds) if seconds > 0.0 && seconds <= TIMEOUT_SECONDS_MAX => Ok(Duration::from_secs_f64(seconds)),
        _ => Err(language().bad_seconds(&TIMEOUT_SECONDS_MAX.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_usage(arguments: &[&str]) {
        assert!(Args::try_parse_from(arguments).is_err_and(|error| error.use_stderr()), "{arguments:?}");
    }

    #[test]
    fn every_option_stands_in_the_manual_and_the_completions() {
        tp_manual::check_program(<Args as clap::CommandFactory>::command());
        usage::check::<Args>();
    }

    #[test]
    fn the_defaults_are_the_lessons() {
        let args = Args::try_parse_from(["tp-client"]).unwrap();
        assert_eq!(args.target.to_string(), "127.0.0.1:12345");
        assert!(args.end_word.is(b"fin"));
        assert_eq!(args.timeout, Duration::from_secs(10));
    }

    #[test]
    fn a_timeout_that_is_no_time_is_refused() {
        for text in ["0", "-1", "nan", "inf", "1e300", "soon", ""] {
            check_usage(&["tp-client", &format!("--timeout={text}")]);
        }
    }

    #[test]
    fn an_empty_message_is_refused() {
        check_usage(&["tp-client", "--once", ""]);
    }
}
