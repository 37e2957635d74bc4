//! Schema 1 of `peers --json` and `peers --closed --json`: keys may be added, never renamed.

use std::io::Write;
use std::net::SocketAddr;

use serde::Serialize;
use tp_proto::control::PeerState;

use crate::error::Error;
use crate::output::{self, SCHEMA};

use super::Peer;
use super::hints::{HintJson, Hints};

#[derive(Debug, Serialize)]
struct PeersJson<'a> {
    schema: u32,
    peers: Vec<PeerJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hints: Option<Vec<HintJson>>,
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
    /// When it was last heard and served, `null` where that is not known.
    last_rx: Option<String>,
    last_tx: Option<String>,
    unanswered_frames: u64,
}

#[derive(Debug, Serialize)]
struct ClosedJson<'a> {
    schema: u32,
    closed: Vec<LeftJson<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hints: Option<Vec<HintJson>>,
}

#[derive(Debug, Serialize)]
struct LeftJson<'a> {
    number: u64,
    room: &'a str,
    peer: SocketAddr,
    local: SocketAddr,
    name: &'a str,
    /// `null` where it was there before the log begins.
    since: Option<String>,
    /// `null`, as `why`, where the log does not hold how it left.
    until: Option<String>,
    why: Option<&'a str>,
    rx_bytes: u64,
    tx_bytes: u64,
    through: u64,
    undelivered_bytes: u64,
}

/// Those who are there, and what strikes the eye where that was asked for.
pub(super) fn print(out: &mut impl Write, peers: &[Peer], hints: Option<&Hints>) -> Result<(), Error> {
    let peers = peers.iter().map(PeerJson::from).collect();
    output::print_json(out, &PeersJson { schema: SCHEMA, peers, hints: hints.map(Hints::json) })
}

/// Those who have left, and what strikes the eye in what they said where that was asked for.
pub(super) fn print_closed(out: &mut impl Write, peers: &[Peer], hints: Option<&Hints>) -> Result<(), Error> {
    let closed = peers.iter().filter_map(left).collect();
    output::print_json(out, &ClosedJson { schema: SCHEMA, closed, hints: hints.map(Hints::json) })
}

impl<'a> From<&'a Peer> for PeerJson<'a> {
    fn from(Peer { row, .. }: &'a Peer) -> Self {
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
            last_rx: row.last_rx.map(output::millis),
            last_tx: row.last_tx.map(output::millis),
            unanswered_frames: row.unanswered_frames,
        }
    }
}

fn left(Peer { row, left, .. }: &Peer) -> Option<LeftJson<'_>> {
    let left = left.as_ref()?;
    Some(LeftJson {
        number: row.number,
        room: &row.room,
        peer: output::canonical(row.peer),
        local: output::canonical(row.local),
        name: &row.name,
        since: (!left.joined_before).then(|| output::full(row.since)),
        until: left.t.map(output::full),
        why: Some(left.why.as_str()).filter(|why| !why.is_empty()),
        rx_bytes: row.rx_bytes,
        tx_bytes: row.tx_bytes,
        through: left.through,
        undelivered_bytes: row.backlog_bytes,
    })
}
