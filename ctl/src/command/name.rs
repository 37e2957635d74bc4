//! `tp-ctl name`: call a peer or an address something, or say who is called what.

use std::io::Write as _;
use std::net::{IpAddr, SocketAddr};

use serde::Serialize;
use tp_language::refusal;
use tp_proto::control::naming::{self, Holder, NameRow, Names, Renamed};
use tp_proto::control::{Ok as Output, Request};

use crate::args::{Args, NameArgs};
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::language::Language;
use crate::output::{self, Align, SCHEMA, Table, shown};

pub(super) fn run(args: &Args, options: &NameArgs) -> Result<ExitCode, Error> {
    let language = Language::users();
    let mut out = output::stdout();
    match &options.who {
        Some(who) => {
            let renamed = rename(args, who, options.name.as_deref())?;
            if options.json {
                output::print_json(&mut out, &RenamedJson::from(&renamed))?;
            } else {
                writeln!(out, "{}", sentence(&renamed, &language))?;
            }
        }
        None => {
            let names = list(args)?;
            if options.json {
                let names = names.names.iter().map(NameJson::from).collect();
                output::print_json(&mut out, &NamesJson { schema: SCHEMA, names })?;
            } else if names.names.is_empty() {
                writeln!(out, "{}", language.name_none())?;
            } else {
                write!(out, "{}", table(&names, &language))?;
            }
        }
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

/// Gives a name, or takes it away. What cannot be one needs no daemon to be told.
fn rename(args: &Args, who: &str, name: Option<&str>) -> Result<Renamed, Error> {
    let name = name.map(naming::name).transpose().map_err(Error::Name)?.map(str::to_owned);
    let request = Request::Name { who: who.to_owned(), name };
    match Connection::open_control(args)?.ask(&request)? {
        Output::Renamed(renamed) => Ok(renamed),
        _ => Err(ConnectionError::WrongAnswer.into()),
    }
}

fn list(args: &Args) -> Result<Names, Error> {
    match Connection::open(args)?.ask(&Request::Names {})? {
        Output::Names(names) => Ok(names),
        _ => Err(ConnectionError::WrongAnswer.into()),
    }
}

fn sentence(renamed: &Renamed, language: &Language) -> String {
    let who = refusal::holder(&renamed.holder, language);
    let [name, before] = [&renamed.name, &renamed.before].map(|name| name.as_deref().map(shown));
    match (name, before) {
        (Some(name), None) => language.name_given(&who, &name),
        (Some(name), Some(before)) if name == before => language.name_kept(&who, &name),
        (Some(name), Some(before)) => language.name_changed(&who, &name, &before),
        (None, before) => language.name_taken(&who, &before.unwrap_or_default()),
    }
}

fn table(names: &Names, language: &Language) -> String {
    let (name, who_title, peers) = (language.title_name(), language.title_who(), language.title_peers());
    let mut table = Table::new(vec![(name, Align::Left), (who_title, Align::Whole), (peers, Align::Right)]);
    for NameRow { holder, name, peers } in &names.names {
        table.row(vec![shown(name), refusal::holder(holder, language), peers.to_string()]);
    }
    table.render(output::terminal_width())
}

/// Schema 1 of `name --json`.
#[derive(Debug, Serialize)]
struct NamesJson<'a> {
    schema: u32,
    names: Vec<NameJson<'a>>,
}

/// A name; `number` is that of the one peer that has it, where it is none of an address.
#[derive(Debug, Serialize)]
struct NameJson<'a> {
    name: &'a str,
    #[serde(flatten)]
    holder: HolderJson,
    peers: u64,
}

/// Schema 1 of `name PEER NAME --json`.
#[derive(Debug, Serialize)]
struct RenamedJson<'a> {
    schema: u32,
    name: Option<&'a str>,
    before: Option<&'a str>,
    #[serde(flatten)]
    holder: HolderJson,
    peers: u64,
}

#[derive(Debug, Serialize)]
struct HolderJson {
    address: Option<IpAddr>,
    number: Option<u64>,
    peer: Option<SocketAddr>,
}

impl From<&Holder> for HolderJson {
    fn from(holder: &Holder) -> Self {
        match *holder {
            Holder::Address(ip) => HolderJson { address: Some(ip.to_canonical()), number: None, peer: None },
            Holder::Peer { number, peer } => {
                HolderJson { address: None, number: Some(number), peer: Some(output::canonical(peer)) }
            }
        }
    }
}

impl<'a> From<&'a NameRow> for NameJson<'a> {
    fn from(row: &'a NameRow) -> Self {
        NameJson { name: &row.name, holder: HolderJson::from(&row.holder), peers: row.peers }
    }
}

impl<'a> From<&'a Renamed> for RenamedJson<'a> {
    fn from(renamed: &'a Renamed) -> Self {
        let Renamed { holder, name, before, peers } = renamed;
        let [name, before] = [name, before].map(Option::as_deref);
        RenamedJson { schema: SCHEMA, name, before, holder: HolderJson::from(holder), peers: *peers }
    }
}
