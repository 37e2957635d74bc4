//! How the relay is, in the one line that a service manager shows.

use crate::census::Census;
use crate::language::here;

/// "41 clients, 3 half-closed, log 1.2 GB, disk 14 % free".
pub fn status_line(census: &Census) -> String {
    let words = here();
    let (clients, half_closed) = census.clients();
    let mut parts = vec![words.status_clients(clients as u64)];
    if half_closed > 0 {
        parts.push(words.status_half_closed(half_closed as u64));
    }
    let (bytes, _) = census.frame_log.totals();
    parts.push(words.status_log(&words.size(bytes)));
    parts.extend(census.frame_log.free_percent().map(|percent| words.status_disk(&percent.to_string())));
    let mut line = parts.join(", ");
    for room in census.rooms.iter().filter(|room| room.is_paused()) {
        line.push_str(&format!("; {}", words.status_paused(&room.name)));
    }
    line
}
