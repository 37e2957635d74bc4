//! `pause` and `resume`: whether a room's clients are read.

use tp_proto::control::{Failure, Paused, PausedRoom};

use super::failed;
use crate::control::caller::Caller;
use crate::control::{Desk, rooms};
use crate::relay::Change;

/// Has one room, or all, be paused or read again.
pub async fn answer(desk: &Desk, caller: Caller, room: Option<&str>, paused: bool) -> Result<Paused, Failure> {
    let (verb, change) = if paused { ("pause", Change::Pause) } else { ("resume", Change::Resume) };
    let places = rooms::all_or_one(desk, room).inspect_err(|why| tracing::info!("{verb} by {caller}: {why}"))?;
    let mut answered = Vec::new();
    for place in places {
        let before = desk.orders.give(place, change, caller.user()).await;
        let before = before.map_err(|error| failed(verb, caller, &error))?;
        let room = desk.census.rooms[place].name.clone();
        let changed = before.paused != paused;
        tracing::info!("{verb} by {caller}: room {room}{}", if changed { "" } else { ", as it was before" });
        answered.push(PausedRoom { room, paused, changed });
    }
    Ok(Paused { rooms: answered })
}
