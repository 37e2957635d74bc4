//! `rotate`: go on in a new segment of the frame log.

use tp_proto::control::{Code, Failure, Rotated, RotatedRoom};

use crate::control::Desk;
use crate::control::caller::Caller;
use crate::relay::OrderError;

/// Has one room, or all, begin its next segment.
pub async fn answer(desk: &Desk, caller: Caller, room: Option<&str>) -> Result<Rotated, Failure> {
    let rooms = &desk.census.rooms;
    let places: Vec<usize> = match room {
        None => (0..rooms.len()).collect(),
        Some(name) => vec![rooms.iter().position(|room| room.name == name).ok_or_else(|| no_such_room(desk, name))?],
    };
    let mut rotated = Vec::new();
    for place in places {
        let room = rooms[place].name.clone();
        let segment = match desk.orders.rotate(place, caller.user()).await {
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

fn no_such_room(desk: &Desk, name: &str) -> Failure {
    let rooms: Vec<&str> = desk.census.rooms.iter().map(|room| room.name.as_str()).collect();
    let text = format!("there is no room {name:?}: the rooms are {}", rooms.join(", "));
    Failure { code: Code::NoSuchRoom, text }
}

fn failed(error: &OrderError, done: &[RotatedRoom]) -> Failure {
    let done: Vec<&str> = done.iter().map(|rotated| rotated.room.as_str()).collect();
    let before = if done.is_empty() { String::new() } else { format!(" (done before: room {})", done.join(", ")) };
    Failure { code: Code::NotNow, text: format!("{error}{before}") }
}
