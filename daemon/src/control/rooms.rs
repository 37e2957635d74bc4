//! Which rooms a verb means.

use tp_proto::control::Refusal;
use tp_proto::control::refusal::Few;

use super::Desk;

/// The place of the room that is meant: the one of this name, or the only one there is.
pub fn one(desk: &Desk, name: Option<&str>) -> Result<usize, Refusal> {
    match name {
        Some(name) => named(desk, name),
        None if desk.census.rooms.len() == 1 => Ok(0),
        None => Err(Refusal::WhichRoom { rooms: names(desk) }),
    }
}

/// The places of the rooms that are meant: the one of this name, or all of them.
pub fn all_or_one(desk: &Desk, name: Option<&str>) -> Result<Vec<usize>, Refusal> {
    match name {
        Some(name) => named(desk, name).map(|place| vec![place]),
        None => Ok((0..desk.census.rooms.len()).collect()),
    }
}

fn named(desk: &Desk, name: &str) -> Result<usize, Refusal> {
    let place = desk.census.rooms.iter().position(|room| room.name == name);
    place.ok_or_else(|| Refusal::NoRoom { room: name.to_owned(), rooms: names(desk) })
}

fn names(desk: &Desk) -> Few<String> {
    desk.census.rooms.iter().map(|room| room.name.clone()).collect()
}
