//! What the relay says on standard output when it is ready.

use std::io::{self, Write as _};

use crate::addresses;
use crate::census::Census;

/// Says what a neighbour has to type.
pub fn greet(census: &Census) {
    let mut text = format!("tp-relais {}\n", env!("CARGO_PKG_VERSION"));
    for room in &census.rooms {
        let paused = if room.is_paused() { ", paused: nothing is read until `tp-ctl resume`" } else { "" };
        text.push_str(&format!("room {} ({}{paused}):\n", room.name, room.mode()));
        for address in addresses::to_type(&room.listen) {
            let note = if address.ip().is_loopback() { "   (this machine only)" } else { "" };
            text.push_str(&format!("  {address}{note}\n"));
        }
    }
    text.push_str(&format!("frame log: {}\n", census.frame_log.status().directory.display()));
    let mut out = io::stdout().lock();
    // Nobody reads it: the relay runs all the same.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
