//! Which frames: options that every verb on the frame log shares. They combine: a frame has to
//! pass all that are given.

use clap::{ArgGroup, ValueEnum};
use ipnet::IpNet;
use regex::bytes::Regex;

use super::{PointInTime, SizeRange};
use crate::language::here;

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

    /// Whether the four above mean who sent a frame or who received it
    #[arg(long, value_enum, default_value_t, value_name = "WHICH", hide_default_value = true, requires = "who")]
    pub(crate) direction: Direction,

    /// So many bytes: `100`, `100..`, `..100` or `100..200`
    #[arg(long, value_name = "BYTES")]
    pub(crate) size: Option<SizeRange>,

    /// With this text in it
    #[arg(long, value_name = "TEXT", value_parser = literal)]
    pub(crate) text: Option<Regex>,

    /// With a match of this regular expression in it
    #[arg(long, value_name = "REGEX")]
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

/// An address or a net.
pub(super) fn net(text: &str) -> Result<IpNet, String> {
    let net = text.parse().or_else(|_| text.parse().map(|ip: std::net::IpAddr| IpNet::from(ip.to_canonical())));
    net.map_err(|_| here().net_wanted())
}
