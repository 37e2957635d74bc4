//! Which rooms a verb means.

use tp_proto::control::{Code, Failure};

use super::Desk;

/// The place of the room that is meant: the one of this name, or the only one there is.
pub fn one(desk: &Desk, name: Option<&str>) -> Result<usize, Failure> {
    match name {
        Some(name) => named(desk, name),
        None if desk.census.rooms.len() == 1 => Ok(0),
        None => {
            let text = format!("there are several rooms: name one with --room, of {}", names(desk));
            Err(Failure { code: Code::Ambiguous, text })
        }
    }
}

/// The places of the rooms that are meant: the one of this name, or all of them.
pub fn all_or_one(desk: &Desk, name: Option<&str>) -> Result<Vec<usize>, Failure> {
    match name {
        Some(name) => named(desk, name).map(|place| vec![place]),
        None => Ok((0..desk.census.rooms.len()).collect()),
    }
}

fn named(desk: &Desk, name: &str) -> Result<usize, Failure> {
    let place = desk.census.rooms.iter().position(|room| room.name == name);
    place.ok_or_else(|| {
        let text = format!("there is no room {name:?}: the rooms are {}", names(desk));
        Failure { code: Code::NoSuchRoom, text }
    })
}

fn names(desk: &Desk) -> String {
    let rooms: Vec<&str> = desk.census.rooms.iter().map(|room| room.name.as_str()).collect();
    rooms.join(", ")
}
