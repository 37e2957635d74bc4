//! Schema 1 of `trace --json`; what its fields mean stands in the parent module.

use std::io::Write;
use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;

use super::copy::{Copy, Doubt, Fate};
use super::life::Life;
use crate::entry::Party;
use crate::error::Error;
use crate::output::{self, SCHEMA};

pub(super) fn print(out: &mut impl Write, life: &Life) -> Result<(), Error> {
    let frame = &life.frame;
    let hexadecimal = |hash: &Vec<u8>| hash.iter().map(|byte| format!("{byte:02x}")).collect();
    let trace = TraceJson {
        schema: SCHEMA,
        room: &frame.room,
        n: frame.n,
        t: output::nanos(frame.t),
        src: PartyJson::new(&frame.src, life.sender.as_deref()),
        dst: DestinationJson { ip: frame.dst_ip, port: frame.dst_port },
        len: frame.len,
        label: life.label.as_deref(),
        separator: life.separator.as_deref(),
        text: frame.data.as_deref().and_then(|data| std::str::from_utf8(data).ok()),
        data: frame.data.as_deref().map(|data| STANDARD.encode(data)),
        hash: life.hash.as_ref().map(hexadecimal),
        to: life.audience,
        copies: life.copies.iter().map(|copy| CopyJson::new(copy, life)).collect(),
    };
    output::print_json(out, &trace)
}

#[derive(Debug, Serialize)]
struct TraceJson<'a> {
    schema: u32,
    room: &'a str,
    n: u64,
    t: String,
    src: PartyJson<'a>,
    dst: DestinationJson,
    len: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    separator: Option<&'a str>,
    text: Option<&'a str>,
    data: Option<String>,
    hash: Option<String>,
    to: &'static str,
    copies: Vec<CopyJson<'a>>,
}

#[derive(Debug, Serialize)]
struct PartyJson<'a> {
    conn: u64,
    name: Option<&'a str>,
    ip: Option<IpAddr>,
    port: u16,
}

#[derive(Debug, Serialize)]
struct DestinationJson {
    ip: Option<IpAddr>,
    port: u16,
}

#[derive(Debug, Serialize)]
struct CopyJson<'a> {
    #[serde(flatten)]
    party: PartyJson<'a>,
    state: &'static str,
    after_ns: Option<u64>,
    why: Option<&'a str>,
    taken_bytes: Option<u64>,
    missing_bytes: Option<u64>,
    backlog_bytes: Option<u64>,
}

impl<'a> PartyJson<'a> {
    fn new(&Party { conn, ip, port }: &Party, name: Option<&'a str>) -> PartyJson<'a> {
        PartyJson { conn, name, ip, port }
    }
}

impl<'a> CopyJson<'a> {
    fn new(copy: &'a Copy, life: &Life) -> CopyJson<'a> {
        let blank = CopyJson {
            party: PartyJson::new(&copy.party, copy.name.as_deref()),
            state: "unknown",
            after_ns: None,
            why: None,
            taken_bytes: None,
            missing_bytes: None,
            backlog_bytes: None,
        };
        let len = life.copy_bytes;
        let after = |t: u64| Some(t.saturating_sub(life.frame.t));
        let bytes = |taken: u64| (Some(taken), Some(len.saturating_sub(taken)));
        let (taken_bytes, missing_bytes) = match copy.fate {
            Fate::Accepted { .. } => bytes(len),
            Fate::Waiting { taken, .. } | Fate::Never { taken, .. } => bytes(taken),
            Fate::Unknown(_) => (None, None),
        };
        let blank = CopyJson { taken_bytes, missing_bytes, ..blank };
        match &copy.fate {
            Fate::Accepted { t } => CopyJson { state: "accepted", after_ns: after(*t), ..blank },
            Fate::Waiting { backlog, .. } => {
                CopyJson { state: "waiting", after_ns: Some(life.waited()), backlog_bytes: *backlog, ..blank }
            }
            Fate::Never { t, why, undelivered, .. } => {
                let backlog_bytes = Some(*undelivered);
                CopyJson { state: "never", after_ns: after(*t), why: Some(why), backlog_bytes, ..blank }
            }
            Fate::Unknown(doubt) => CopyJson { why: Some(word(*doubt)), ..blank },
        }
    }
}

fn word(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Restart => "restart",
        Doubt::Stranger => "stranger",
        Doubt::Vanished => "vanished",
        Doubt::Damage => "damage",
        Doubt::LogEnds => "log-ends",
    }
}
