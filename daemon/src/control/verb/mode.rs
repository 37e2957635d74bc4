//! `mode`: whom a room relays to, from its next frame on.

use tp_proto::control::{Failure, ModeChanged};
use tp_proto::frame_log::Mode;

use super::failed;
use crate::control::caller::Caller;
use crate::control::{Desk, rooms};
use crate::relay::Change;

/// Has a room relay in another mode.
pub async fn answer(desk: &Desk, caller: Caller, mode: Mode, room: Option<&str>) -> Result<ModeChanged, Failure> {
    let place = rooms::one(desk, room).inspect_err(|why| tracing::info!("mode by {caller}: {why}"))?;
    let before = desk.orders.give(place, Change::Mode(mode), caller.user()).await;
    let before = before.map_err(|error| failed("mode", caller, &error))?.mode;
    let room = desk.census.rooms[place].name.clone();
    tracing::info!("mode by {caller}: room {room} is {mode}, and was {before}");
    Ok(ModeChanged { room, mode, before })
}
