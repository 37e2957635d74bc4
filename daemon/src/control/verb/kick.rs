//! `kick`: close peers' connections.

use std::collections::BTreeMap;

use tp_proto::control::refusal::{Done, PeerHere};
use tp_proto::control::{Kicked, KickedPeer, PEERS_PER_PAGE, PeerRow, Refusal};

use crate::control::caller::Caller;
use crate::control::{Desk, audit, who};
use crate::language::here;
use crate::relay::Kick;

/// Closes the connections of all whom these words mean, or of nobody if one of them is not clear.
pub async fn answer(desk: &Desk, caller: Caller, words: &[String], all: bool) -> Result<Kicked, Refusal> {
    if words.is_empty() {
        return Err(Refusal::NobodyNamed {});
    }
    let meant = who::several(&desk.census, words, all)?;
    let mut peers: Vec<KickedPeer> = Vec::new();
    for (place, rows) in by_room(desk, meant) {
        let conns = rows.iter().map(|row| row.number).collect();
        let gone = desk.orders.give(place, Kick(conns), caller.user()).await;
        for one in gone.map_err(|why| why.after(kicked(&peers)))? {
            let row = rows.iter().find(|row| row.number == one.conn);
            let name = row.map(|row| row.name.clone()).unwrap_or_default();
            let room = desk.census.rooms[place].name.clone();
            let (by, number, end) = (caller.said(here()), one.conn.to_string(), one.peer.to_string());
            audit::record(&here().audit_kick(&by, &number, &end, &room, one.undelivered));
            peers.push(KickedPeer { number: one.conn, room, peer: one.peer, name, undelivered: one.undelivered });
        }
    }
    if peers.is_empty() {
        return Err(Refusal::HasLeft {});
    }
    peers.sort_by_key(|peer| peer.number);
    let count = peers.len() as u64;
    peers.truncate(PEERS_PER_PAGE);
    Ok(Kicked { peers, count })
}

fn kicked(peers: &[KickedPeer]) -> Done {
    let one = |gone: &KickedPeer| PeerHere { number: gone.number, peer: gone.peer, name: gone.name.clone() };
    Done::Peers(peers.iter().map(one).collect())
}

/// The peers of each room, by the room's place among all.
fn by_room(desk: &Desk, meant: Vec<PeerRow>) -> BTreeMap<usize, Vec<PeerRow>> {
    let mut rooms: BTreeMap<usize, Vec<PeerRow>> = BTreeMap::new();
    for row in meant {
        if let Some(place) = desk.census.rooms.iter().position(|room| room.name == row.room) {
            rooms.entry(place).or_default().push(row);
        }
    }
    rooms
}
