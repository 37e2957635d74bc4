//! `tp-ctl peers`: who is connected now.

use std::io::Write as _;
use std::net::SocketAddr;

use serde::Serialize;
use tp_proto::control::{PeerRow, PeerState};
use tp_proto::text;

use crate::args::{Args, PeersArgs};
use crate::connection::Connection;
use crate::error::Error;
use crate::exit_code::ExitCode;
use crate::output::{self, Align, SCHEMA, Table, WIDE};

/// Columns that two IPv4 addresses with all the rest just fit into.
const NARROW: usize = 80;
/// Longest IPv4 address with a port.
const IPV4_COLUMNS: usize = 21;

pub(super) fn run(args: &Args, options: &PeersArgs) -> Result<ExitCode, Error> {
    let peers = Connection::open(args)?.peers()?;
    let mut out = output::stdout();
    if options.json {
        let peers = peers.iter().map(PeerJson::from).collect();
        output::print_json(&mut out, &PeersJson { schema: SCHEMA, peers })?;
    } else if peers.is_empty() {
        writeln!(out, "no peers")?;
    } else {
        write!(out, "{}", table(&peers, output::terminal_width()))?;
    }
    out.flush()?;
    Ok(ExitCode::Ok)
}

/// The table for a terminal of `width` columns, or for a pipe. Columns that would say the same of
/// everybody are left out.
fn table(peers: &[PeerRow], width: Option<usize>) -> String {
    let columns = Columns {
        room: peers.iter().any(|peer| peer.room != peers[0].room),
        backlog: peers.iter().any(|peer| peer.backlog_bytes > 0),
        name: peers.iter().any(|peer| !peer.name.is_empty()),
        wide: width.is_none_or(|width| width >= WIDE),
        whole: width.is_some_and(|width| width >= NARROW) && peers.iter().all(is_short),
    };
    let mut table = Table::new(columns.titles());
    for peer in peers {
        table.row(columns.cells(peer));
    }
    table.render(width)
}

fn is_short(peer: &PeerRow) -> bool {
    [peer.peer, peer.local].iter().all(|&address| output::canonical(address).to_string().len() <= IPV4_COLUMNS)
}

/// Which of the columns there are.
#[derive(Debug, Clone, Copy)]
struct Columns {
    room: bool,
    backlog: bool,
    name: bool,
    /// There is room for the date of a connection and for words in the titles.
    wide: bool,
    /// There is room for both addresses.
    whole: bool,
}

impl Columns {
    fn titles(self) -> Vec<(&'static str, Align)> {
        let mut titles = vec![("NO", Align::Right)];
        titles.extend(self.room.then_some(("ROOM", Align::Right)));
        let address = if self.whole { Align::Whole } else { Align::Left };
        titles.extend([("CLIENT", address), ("SERVER", address), ("SINCE", Align::Left)]);
        let counts = if self.wide {
            ["FRAMES IN", "BYTES IN", "FRAMES OUT", "BYTES OUT"]
        } else {
            ["IN", "BYTES", "OUT", "BYTES"]
        };
        titles.extend(counts.map(|title| (title, Align::Right)));
        titles.extend(self.backlog.then_some(("BACKLOG", Align::Right)));
        titles.push(("STATE", Align::Left));
        titles.extend(self.name.then_some(("NAME", Align::Left)));
        titles
    }

    fn cells(self, peer: &PeerRow) -> Vec<String> {
        let mut cells = vec![peer.number.to_string()];
        cells.extend(self.room.then(|| text::visible(peer.room.as_bytes())));
        cells.extend([
            output::canonical(peer.peer).to_string(),
            output::canonical(peer.local).to_string(),
            if self.wide { output::full(peer.since) } else { output::short(peer.since) },
        ]);
        cells.extend([peer.rx_frames, peer.rx_bytes, peer.tx_frames, peer.tx_bytes].map(|count| count.to_string()));
        cells.extend(self.backlog.then(|| peer.backlog_bytes.to_string()));
        cells.push(state(peer.state));
        cells.extend(self.name.then(|| text::visible(peer.name.as_bytes())));
        cells
    }
}

fn state(state: PeerState) -> String {
    match state {
        PeerState::Open => "open",
        PeerState::HalfClosed => "half-closed",
        PeerState::Slow => "slow",
        PeerState::Leaving => "leaving",
        _ => "?",
    }
    .to_owned()
}

/// Schema 1 of `peers --json`.
#[derive(Debug, Serialize)]
struct PeersJson<'a> {
    schema: u32,
    peers: Vec<PeerJson<'a>>,
}

#[derive(Debug, Serialize)]
struct PeerJson<'a> {
    number: u64,
    room: &'a str,
    peer: SocketAddr,
    local: SocketAddr,
    name: &'a str,
    since: String,
    state: PeerState,
    rx_frames: u64,
    rx_bytes: u64,
    tx_frames: u64,
    tx_bytes: u64,
    backlog_bytes: u64,
}

impl<'a> From<&'a PeerRow> for PeerJson<'a> {
    fn from(row: &'a PeerRow) -> Self {
        PeerJson {
            number: row.number,
            room: &row.room,
            peer: output::canonical(row.peer),
            local: output::canonical(row.local),
            name: &row.name,
            since: output::full(row.since),
            state: row.state,
            rx_frames: row.rx_frames,
            rx_bytes: row.rx_bytes,
            tx_frames: row.tx_frames,
            tx_bytes: row.tx_bytes,
            backlog_bytes: row.backlog_bytes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{PeerRow, PeerState, table};

    fn peer(number: u64) -> PeerRow {
        PeerRow {
            number,
            room: "12345".into(),
            peer: "192.168.100.20:53112".parse().unwrap(),
            local: "192.168.100.1:12345".parse().unwrap(),
            name: String::new(),
            since: 0,
            state: PeerState::Open,
            rx_frames: 12,
            rx_bytes: 180,
            tx_frames: 24,
            tx_bytes: 360,
            backlog_bytes: 0,
        }
    }

    #[test]
    fn the_table_stays_within_a_narrow_terminal_and_loses_no_digit() {
        for width in [60, 80, 100, 120] {
            let text = table(&[peer(1), peer(2)], Some(width));
            assert!(text.lines().all(|line| line.chars().count() <= width), "{width}:\n{text}");
        }
        let text = table(&[peer(1)], Some(80));
        assert!(text.contains("192.168.100.20:53112"), "{text}");
    }

    #[test]
    fn columns_that_say_nothing_are_left_out() {
        let plain = table(&[peer(1), peer(2)], None);
        assert!(!plain.contains("ROOM") && !plain.contains("NAME") && !plain.contains("BACKLOG"), "{plain}");
        let mut other = peer(2);
        (other.room, other.backlog_bytes, other.name) = ("5000".into(), 9, "poste\x1b[2J".into());
        let full = table(&[peer(1), other], None);
        assert!(full.contains("ROOM") && full.contains("BACKLOG") && full.contains("poste\\x1b[2J"), "{full}");
    }
}
