//! A room of the daemon: by its name, what to type for it, and what ends a conversation in it.

use std::net::SocketAddr;

use tp_addresses::Place;
use tp_proto::control::{RoomStatus, Status};
use tp_proto::frame_log::Mode;
use tp_proto::text;

use crate::error::Error;
use crate::output;

/// A room's end word where nobody chose one.
const DEFAULT_END_WORD: &str = "fin";

/// The room of this name; an error says which there are.
pub(crate) fn find<'a>(rooms: &'a [RoomStatus], wanted: &str) -> Result<&'a RoomStatus, Error> {
    rooms.iter().find(|room| room.room == wanted).ok_or_else(|| {
        let names: Vec<String> = rooms.iter().map(|room| text::visible(room.room.as_bytes())).collect();
        Error::NoRoom { room: text::visible(wanted.as_bytes()), rooms: names.join(", ") }
    })
}

/// Every address to type for this room, the likeliest first.
pub(crate) fn addresses(status: &Status, room: &RoomStatus) -> Vec<SocketAddr> {
    let ports: Vec<u16> = room.listen.iter().map(SocketAddr::port).collect();
    let of_room = status.addresses.iter().filter(|address| ports.contains(&address.port()));
    let mut addresses: Vec<SocketAddr> = of_room.copied().map(output::canonical).collect();
    if addresses.is_empty() {
        let all = tp_addresses::to_type(room.listen.iter().copied().map(Place::seen));
        addresses.extend(all.into_iter().map(output::canonical));
    }
    addresses
}

/// The word that ends a conversation in a room, empty where none does.
pub(crate) fn end_word(room: Option<&RoomStatus>) -> &str {
    match room {
        Some(room) if room.mode == Mode::Ack => "",
        // A daemon that is too old to tell: hardly any room has another word.
        room => room.and_then(|room| room.end_word.as_deref()).unwrap_or(DEFAULT_END_WORD),
    }
}
