//! What the relay says on standard output when it is ready.

use std::io::{self, Write as _};

use crate::census::Census;
use crate::language::here;

/// Says what a neighbour has to type.
pub fn greet(census: &Census) {
    let words = here();
    let mut text = format!("tp-relais {}\n", env!("CARGO_PKG_VERSION"));
    for room in &census.rooms {
        let mode = room.mode().to_string();
        let paused = room.is_paused();
        let title =
            if paused { words.greeting_room_paused(&room.name, &mode) } else { words.greeting_room(&room.name, &mode) };
        text.push_str(&format!("{title}\n"));
        for address in tp_addresses::to_type(room.places()) {
            let note = if address.ip().is_loopback() { format!("   {}", words.greeting_here()) } else { String::new() };
            text.push_str(&format!("  {address}{note}\n"));
        }
    }
    text.push_str(&format!("{}\n", words.greeting_frame_log(&census.frame_log.status().directory.to_string_lossy())));
    let mut out = io::stdout().lock();
    // Nobody reads it: the relay runs all the same.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
