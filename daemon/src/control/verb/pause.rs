//! `pause` and `resume`: whether a room's clients are read.

use tp_proto::control::refusal::Done;
use tp_proto::control::{Paused, PausedRoom, Refusal};

use crate::control::caller::Caller;
use crate::control::{Desk, audit, rooms};
use crate::language::{Language, here};
use crate::relay::Change;

/// Has one room, or all, be paused or read again.
pub async fn answer(desk: &Desk, caller: Caller, room: Option<&str>, paused: bool) -> Result<Paused, Refusal> {
    let (verb, change) = if paused { ("pause", Change::Pause) } else { ("resume", Change::Resume) };
    let places = rooms::all_or_one(desk, room)?;
    let mut answered: Vec<PausedRoom> = Vec::new();
    for place in places {
        let before = desk.orders.give(place, change, caller.user()).await;
        let done = || Done::Rooms(answered.iter().map(|answered| answered.room.clone()).collect());
        let before = before.map_err(|why| why.after(done()))?;
        let room = desk.census.rooms[place].name.clone();
        let changed = before.paused != paused;
        let say = if changed { Language::audit_pause } else { Language::audit_as_before };
        audit::record(&say(here(), verb, &caller.said(here()), &room));
        answered.push(PausedRoom { room, paused, changed });
    }
    Ok(Paused { rooms: answered })
}
