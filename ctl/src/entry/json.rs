//! A frame as a JSON object: `tail --json` and `export --jsonl`, schema 1 of DESIGN section 9.

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::{Entry, Party, Recipients};
use crate::error::Error;
use crate::output;

/// Writes the frame as one line.
pub(crate) fn print_json_line(out: &mut impl std::io::Write, entry: &Entry) -> Result<(), Error> {
    output::print_json(out, &EntryJson::from(entry))
}

#[derive(Debug, Serialize)]
struct EntryJson<'a> {
    n: u64,
    t: String,
    room: &'a str,
    src: PartyJson,
    dst: DestinationJson,
    to: Vec<PartyJson>,
    len: u64,
    /// The bytes, where they are UTF-8.
    text: Option<&'a str>,
    /// The bytes, in base64.
    data: Option<String>,
}

#[derive(Debug, Serialize)]
struct PartyJson {
    conn: u64,
    ip: Option<IpAddr>,
    port: u16,
}

#[derive(Debug, Serialize)]
struct DestinationJson {
    ip: Option<IpAddr>,
    port: u16,
}

impl<'a> From<&'a Entry> for EntryJson<'a> {
    fn from(entry: &'a Entry) -> Self {
        let to = match &entry.to {
            Recipients::Listed(listed) => listed.iter().map(PartyJson::from).collect(),
            Recipients::Counted(..) => Vec::new(),
        };
        EntryJson {
            n: entry.n,
            t: output::nanos(entry.t),
            room: &entry.room,
            src: PartyJson::from(&entry.src),
            dst: DestinationJson { ip: entry.dst_ip, port: entry.dst_port },
            to,
            len: entry.len,
            text: entry.data.as_deref().and_then(|data| std::str::from_utf8(data).ok()),
            data: entry.data.as_deref().map(|data| STANDARD.encode(data)),
        }
    }
}

impl From<&Party> for PartyJson {
    fn from(&Party { conn, ip, port }: &Party) -> Self {
        PartyJson { conn, ip, port }
    }
}
