//! `mode`: whom a room relays to, from its next frame on.

use tp_proto::control::{ModeChanged, Refusal};
use tp_proto::frame_log::Mode;

use crate::control::caller::Caller;
use crate::control::{Desk, audit, rooms};
use crate::language::here;
use crate::relay::Change;

/// Has a room relay in another mode.
pub async fn answer(desk: &Desk, caller: Caller, mode: Mode, room: Option<&str>) -> Result<ModeChanged, Refusal> {
    let place = rooms::one(desk, room)?;
    let before = desk.orders.give(place, Change::Mode(mode), caller.user()).await?.mode;
    let room = desk.census.rooms[place].name.clone();
    audit::record(&here().audit_mode(&caller.said(here()), &room, mode.name(), before.name()));
    Ok(ModeChanged { room, mode, before })
}
