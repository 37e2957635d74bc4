//! `rotate`: go on in a new segment of the frame log.

use tp_proto::control::{Code, Failure, Rotated, RotatedRoom};

use crate::control::caller::Caller;
use crate::control::{Desk, rooms};
use crate::relay::{OrderError, Rotate};

/// Has one room, or all, begin its next segment.
pub async fn answer(desk: &Desk, caller: Caller, room: Option<&str>) -> Result<Rotated, Failure> {
    let mut rotated = Vec::new();
    for place in rooms::all_or_one(desk, room)? {
        let room = desk.census.rooms[place].name.clone();
        let segment = match desk.orders.give(place, Rotate, caller.user()).await {
            Ok(segment) => segment,
            Err(error) => {
                tracing::info!("rotate by {caller}: {error}");
                return Err(failed(&error, &rotated));
            }
        };
        tracing::info!("rotate by {caller}: room {room} goes on in {segment}");
        rotated.push(RotatedRoom { room, segment });
    }
    Ok(Rotated { rooms: rotated })
}

fn failed(error: &OrderError, done: &[RotatedRoom]) -> Failure {
    let done: Vec<&str> = done.iter().map(|rotated| rotated.room.as_str()).collect();
    let before = if done.is_empty() { String::new() } else { format!(" (done before: room {})", done.join(", ")) };
    Failure { code: Code::NotNow, text: format!("{error}{before}") }
}
