//! `say`: the server says something to its peers.

use tp_proto::control::{Refusal, SAY_BYTES_MAX, Said};

use crate::control::caller::Caller;
use crate::control::{Desk, audit, rooms, who};
use crate::language::here;
use crate::relay::Say;

/// Says `text` to all of a room or to one peer, and answers once it is logged.
pub async fn answer(
    desk: &Desk,
    caller: Caller,
    text: String,
    room: Option<&str>,
    peer: Option<&str>,
) -> Result<Said, Refusal> {
    if text.is_empty() || text.len() > SAY_BYTES_MAX {
        return Err(Refusal::SayLength { bytes: text.len() as u64, bytes_max: SAY_BYTES_MAX as u64 });
    }
    let (place, to) = audience(desk, room, peer)?;
    let bytes = text.len();
    let said = desk.orders.give(place, Say { text, to }, caller.user()).await?;
    let room = desk.census.rooms[place].name.clone();
    let (frame, peers) = (said.frame, said.peers);
    let whom = to.map_or_else(|| here().audit_peers(peers), |conn| here().audit_peer(&conn.to_string()));
    audit::record(&here().audit_say(&caller.said(here()), &frame.to_string(), &room, bytes as u64, &whom));
    Ok(Said { room, frame, peers })
}

/// The room's place among all, and the peer if only one is meant.
fn audience(desk: &Desk, room: Option<&str>, peer: Option<&str>) -> Result<(usize, Option<u64>), Refusal> {
    let Some(word) = peer else { return Ok((rooms::one(desk, room)?, None)) };
    let place = room.map(|room| rooms::one(desk, Some(room))).transpose()?;
    let row = who::one(&desk.census, word, room)?;
    let place = place.map_or_else(|| rooms::one(desk, Some(&row.room)), Ok)?;
    Ok((place, Some(row.number)))
}
