//! Frames of several rooms in one order: by time, and inside a room as the log has them, also
//! where somebody has set the clock back.

use crate::entry::Entry;

use super::room::TailedRoom;

/// Takes the frames that are known to come next.
pub(super) fn ready(rooms: &mut [TailedRoom]) -> Vec<Entry> {
    std::iter::from_fn(|| earliest(rooms)?.pop()).collect()
}

/// The room with the earliest frame; `None` when there is none, or a room first has to be read.
fn earliest(rooms: &mut [TailedRoom]) -> Option<&mut TailedRoom> {
    let mut found: Option<(u64, &mut TailedRoom)> = None;
    for room in rooms {
        let Some(t) = room.next_time().ok()? else { continue };
        if found.as_ref().is_none_or(|(earliest, _)| t < *earliest) {
            found = Some((t, room));
        }
    }
    found.map(|(_, room)| room)
}
