//! `rotate`: go on in a new segment of the frame log.

use tp_proto::control::refusal::Done;
use tp_proto::control::{Refusal, Rotated, RotatedRoom};

use crate::control::caller::Caller;
use crate::control::{Desk, audit, rooms};
use crate::language::here;
use crate::relay::Rotate;

/// Has one room, or all, begin its next segment.
pub async fn answer(desk: &Desk, caller: Caller, room: Option<&str>) -> Result<Rotated, Refusal> {
    let mut rotated: Vec<RotatedRoom> = Vec::new();
    for place in rooms::all_or_one(desk, room)? {
        let room = desk.census.rooms[place].name.clone();
        let segment = desk.orders.give(place, Rotate, caller.user()).await;
        let done = || Done::Rooms(rotated.iter().map(|rotated| rotated.room.clone()).collect());
        let segment = segment.map_err(|why| why.after(done()))?;
        audit::record(&here().audit_rotate(&caller.said(here()), &room, &segment));
        rotated.push(RotatedRoom { room, segment });
    }
    Ok(Rotated { rooms: rotated })
}
