//! What the daemon says of its peers.

use tp_proto::control::{Ok as Output, PeerRow, Request};
use tp_proto::text;

use super::PeersError;
use crate::connection::{Connection, ConnectionError};
use crate::error::Error;

/// Holds a room that was asked for against those that the daemon has, where nobody of it is there.
pub(super) fn check_room(connection: &mut Connection, wanted: &str) -> Result<(), Error> {
    let rooms = connection.status()?.rooms;
    if rooms.iter().any(|room| room.room == wanted) {
        return Ok(());
    }
    let rooms: Vec<String> = rooms.iter().map(|room| text::visible(room.room.as_bytes())).collect();
    Err(PeersError::NoRoom { room: wanted.to_owned(), rooms: rooms.join(", ") }.into())
}
