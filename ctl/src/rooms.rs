//! A room of the daemon, by its name.

use tp_proto::control::RoomStatus;
use tp_proto::text;

use crate::error::Error;

/// The room of this name; an error says which there are.
pub(crate) fn find<'a>(rooms: &'a [RoomStatus], wanted: &str) -> Result<&'a RoomStatus, Error> {
    rooms.iter().find(|room| room.room == wanted).ok_or_else(|| {
        let names: Vec<String> = rooms.iter().map(|room| text::visible(room.room.as_bytes())).collect();
        Error::NoRoom { room: text::visible(wanted.as_bytes()), rooms: names.join(", ") }
    })
}
