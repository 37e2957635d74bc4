//! How the relay is, in the one line that a service manager shows.

use crate::census::Census;

/// "41 clients, 3 half-closed, log 1.2 GiB, disk 14 % free".
pub fn status_line(census: &Census) -> String {
    let (clients, half_closed) = census.clients();
    let (bytes, _) = census.frame_log.totals();
    let mut line = format!("{clients} client{}", if clients == 1 { "" } else { "s" });
    if half_closed > 0 {
        line.push_str(&format!(", {half_closed} half-closed"));
    }
    line.push_str(&format!(", log {}", size(bytes)));
    if let Some(percent) = census.frame_log.free_percent() {
        line.push_str(&format!(", disk {percent} % free"));
    }
    for room in census.rooms.iter().filter(|room| room.is_paused()) {
        line.push_str(&format!("; room {} is paused (tp-ctl resume)", room.name));
    }
    line
}

/// A size in the largest unit of which there is one at least, with one decimal.
fn size(bytes: u64) -> String {
    const UNITS: [&str; 4] = ["KiB", "MiB", "GiB", "TiB"];
    let (mut value, mut unit) = (bytes as f64, "bytes");
    for next in UNITS {
        if value < 1024.0 {
            break;
        }
        (value, unit) = (value / 1024.0, next);
    }
    if unit == "bytes" { format!("{bytes} bytes") } else { format!("{value:.1} {unit}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_told_in_units_that_people_read() {
        for (bytes, expected) in [
            (0, "0 bytes"),
            (1023, "1023 bytes"),
            (1024, "1.0 KiB"),
            (1_288_490_189, "1.2 GiB"),
            (u64::MAX, "16777216.0 TiB"),
        ] {
            assert_eq!(size(bytes), expected);
        }
    }
}
