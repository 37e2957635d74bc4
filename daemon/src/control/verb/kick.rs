//! `kick`: close peers' connections.

use std::collections::BTreeMap;

use tp_proto::control::{Code, Failure, Kicked, KickedPeer, PEERS_PER_PAGE, PeerRow};

use super::failed;
use crate::control::Desk;
use crate::control::caller::Caller;
use crate::control::who;
use crate::relay::Kick;

/// Closes the connections of all whom these words mean, or of nobody if one of them is not clear.
pub async fn answer(desk: &Desk, caller: Caller, words: &[String], all: bool) -> Result<Kicked, Failure> {
    if words.is_empty() {
        return Err(Failure { code: Code::BadValue, text: "nobody is named who is to be kicked".to_owned() });
    }
    let meant = who::several(&desk.census, words, all).inspect_err(|why| tracing::info!("kick by {caller}: {why}"))?;
    let mut peers = Vec::new();
    for (place, rows) in by_room(desk, meant) {
        let conns = rows.iter().map(|row| row.number).collect();
        let gone = desk.orders.give(place, Kick(conns), caller.user()).await;
        for one in gone.map_err(|error| failed("kick", caller, &error))? {
            let row = rows.iter().find(|row| row.number == one.conn);
            let name = row.map(|row| row.name.clone()).unwrap_or_default();
            let room = desk.census.rooms[place].name.clone();
            tracing::info!(
                "kick by {caller}: peer {} ({}) of room {room}, {} bytes for it were not taken",
                one.conn,
                one.peer,
                one.undelivered
            );
            peers.push(KickedPeer { number: one.conn, room, peer: one.peer, name, undelivered: one.undelivered });
        }
    }
    if peers.is_empty() {
        tracing::info!("kick by {caller}: {words:?} had left already");
        let text = "whoever was meant has left by itself meanwhile".to_owned();
        return Err(Failure { code: Code::NoSuchPeer, text });
    }
    peers.sort_by_key(|peer| peer.number);
    let count = peers.len() as u64;
    peers.truncate(PEERS_PER_PAGE);
    Ok(Kicked { peers, count })
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
