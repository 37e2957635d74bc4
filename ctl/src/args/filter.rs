//! Which frames: options that every verb on the frame log shares. They combine: a frame has to
//! pass all that are given.

use clap::{ArgGroup, ValueEnum};
use ipnet::IpNet;
use regex::bytes::Regex;

use super::{PointInTime, SizeRange};
use crate::language::{Lang, Language, here};

/// Which frames.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Which frames")]
#[command(group(ArgGroup::new("who").args(["peer", "name", "ip", "port"]).multiple(true)))]
pub(crate) struct FilterArgs {
    /// From this time on: `10:15`, `2026-01-31 10:15`, RFC 3339 or `10 min ago`
    #[arg(long, value_name = "TIME")]
    pub(crate) since: Option<PointInTime>,

    /// Up to this time
    #[arg(long, value_name = "TIME")]
    pub(crate) until: Option<PointInTime>,

    /// From or to the peer with this number; may be repeated
    #[arg(long, value_name = "N")]
    pub(crate) peer: Vec<u64>,

    /// From or to the peer with this name
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,

    /// From or to this address, or this net as ADDR/LENGTH
    #[arg(long, value_name = "ADDR", value_parser = net)]
    pub(crate) ip: Option<IpNet>,

    /// From or to a client with this port
    #[arg(long, value_name = "PORT")]
    pub(crate) port: Option<u16>,

    /// Whether --peer, --name, --ip and --port mean who sent a frame or who received it
    #[arg(long, value_enum, default_value_t, value_name = "WHICH", hide_default_value = true, requires = "who")]
    pub(crate) direction: Direction,

    /// So many bytes: `100`, `100..`, `..100` or `100..200`
    #[arg(long, value_name = "BYTES")]
    pub(crate) size: Option<SizeRange>,

    /// With this text in it
    #[arg(long, value_name = "TEXT", value_parser = literal)]
    pub(crate) text: Option<Regex>,

    /// With a match of this regular expression in it
    #[arg(long, value_name = "REGEX", value_parser = expression)]
    pub(crate) regex: Option<Regex>,
}

/// Which end of a frame's way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Direction {
    /// Either.
    #[default]
    Any,
    /// Who sent it.
    Sent,
    /// Who received it.
    Received,
}

/// A text, as the expression that finds it and nothing else.
fn literal(text: &str) -> Result<Regex, String> {
    Regex::new(&regex::escape(text)).map_err(|_| here().text_shorter())
}

/// A regular expression, or what is wrong with it in the user's language.
fn expression(text: &str) -> Result<Regex, String> {
    Regex::new(text).map_err(|error| match error {
        regex::Error::Syntax(said) => not_an_expression(&said, &here()),
        _ => here().regex_too_large(),
    })
}

/// What the parser said stands over the last of its lines, where it points at a place of the text.
fn not_an_expression(said: &str, language: &Language) -> String {
    let (shown, what) = said.rsplit_once("error: ").unwrap_or((said, said));
    let what = if language.lang() == Lang::En { what.to_owned() } else { in_words(what, language) };
    let place = shown.split_once('\n').map_or("", |(_, place)| place).trim_end();
    language.regex_wanted(&what) + if place.is_empty() { "" } else { "\n" } + place
}

/// What the parser has against an expression: the mistakes that are made most.
fn in_words(what: &str, language: &Language) -> String {
    match what.trim_end() {
        "unclosed group" => language.regex_unclosed_group(),
        "unopened group" => language.regex_unopened_group(),
        "unclosed character class" => language.regex_unclosed_class(),
        "repetition operator missing expression" => language.regex_nothing_to_repeat(),
        "incomplete escape sequence, reached end of pattern prematurely" => language.regex_escape_cut(),
        "unrecognized escape sequence" => language.regex_escape_unknown(),
        "unclosed counted repetition" => language.regex_unclosed_count(),
        "repetition quantifier expects a valid decimal" => language.regex_count_no_number(),
        "invalid repetition count range, the start must be <= the end" => language.regex_count_backwards(),
        "invalid character class range, the start must be <= the end" => language.regex_class_backwards(),
        "look-around, including look-ahead and look-behind, is not supported" => language.regex_look_around(),
        "backreferences are not supported" => language.regex_back_reference(),
        _ => language.regex_other(),
    }
}

/// An address or a net.
pub(super) fn net(text: &str) -> Result<IpNet, String> {
    let net = text.parse().or_else(|_| text.parse().map(|ip: std::net::IpAddr| IpNet::from(ip.to_canonical())));
    net.map_err(|_| here().net_wanted())
}
