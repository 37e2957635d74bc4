//! What the capture says in words.
//!
//! Names come from peers: whatever is built here from one has been made visible before.

use std::fmt::Write as _;

use tp_proto::frame_log::{Close, FrameHead, Gap, Open};

use super::packet::Way;
use crate::log::Missing;
use crate::output::plural;

/// On the whole file.
pub(super) const SECTION: &str = "\
What a tp-relais relayed, from its frame log. Addresses, ports, times and payloads are as the relay \
logged them: a packet from a client is a frame, what one read of its socket returned; a packet to a \
client is a copy that the kernel took for it, shown at the time of its original. TCP and IP headers, \
handshakes, acknowledgements and closes are reconstructed: nobody captured them. Every connection is \
closed with FIN here; where it really ended in a reset, a comment says so.";

/// What stands for bytes that the log does not keep.
pub(super) const FILLER: &[u8] = b"[not in the log]";

/// A peer, as comments speak of it.
pub(super) fn who(conn: u64, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("peer {conn} ({name})"),
        None => format!("peer {conn}"),
    }
}

/// A peer joins, or was there before.
pub(super) fn joined(who: &str, open: &Open) -> String {
    let Open { rx, tx, backlog, .. } = *open;
    let backlog = backlog.unwrap_or(0);
    if rx == 0 && tx == 0 && backlog == 0 {
        return format!("{who} joins");
    }
    let mut text = format!("{who} was there before the log begins: {} from it", plural(rx, "byte"));
    push(&mut text, format_args!(" and {} to it are not here", plural(tx.saturating_add(backlog), "byte")));
    text
}

/// A peer of whose joining there is no record.
pub(super) fn stranger(who: &str) -> String {
    format!("{who} joined in a part of the log that cannot be read")
}

/// A frame, on the packet that it came in and on those that it went out in.
pub(super) fn pair([original, copy]: [&mut String; 2], frame: &FrameHead<'_>, who: &str, recipients: usize) {
    copy.clear();
    push(copy, format_args!("copy of frame {} from {who}", frame.n));
    original.clear();
    original.push_str(&copy["copy of ".len()..]);
    original.push_str(", relayed to ");
    match recipients {
        0 => original.push_str("nobody"),
        1 => original.push_str("1 client"),
        count => push(original, format_args!("{count} clients")),
    }
    kept(original, frame);
    kept(copy, frame);
}

/// The server's own words, on a packet that they went out in.
pub(super) fn of_server(out: &mut String, frame: &FrameHead<'_>) {
    out.clear();
    push(out, format_args!("frame {}, the server's own words", frame.n));
    kept(out, frame);
}

/// What is left of a frame behind the first packet of it.
pub(super) fn continued(out: &mut String, frame: &FrameHead<'_>) {
    out.clear();
    push(out, format_args!("frame {}, continued", frame.n));
}

/// Something more.
pub(super) fn also(out: &mut String, more: &str) {
    push(out, format_args!("; {more}"));
}

/// How much of a copy the kernel took.
pub(super) fn partly(out: &mut String, taken: u64, len: u64) {
    push(out, format_args!("; the kernel took {taken} of its {} and no more", plural(len, "byte")));
}

/// What of a frame's bytes is not in the log.
fn kept(out: &mut String, frame: &FrameHead<'_>) {
    let there = frame.data.map_or(0, <[u8]>::len) as u64;
    if there < frame.len {
        push(
            out,
            format_args!("; the log keeps {there} of its {}, the rest here is filler", plural(frame.len, "byte")),
        );
    }
    if let Some(hash) = frame.hash {
        out.push_str("; hash ");
        hash.iter().take(64).for_each(|byte| push(out, format_args!("{byte:02x}")));
    }
}

/// How a connection ended, and who ended it.
pub(super) fn closed(who: &str, close: &Close, why: &str) -> (String, Way) {
    let first = if matches!(why, "left" | "reset" | "timeout") { Way::In } else { Way::Out };
    let orderly = matches!(why, "left" | "end-word" | "answered" | "shutdown") && close.undelivered == 0;
    let mut text = format!("{who} leaves: {why}");
    if close.undelivered > 0 {
        push(&mut text, format_args!("; {} for it were not delivered", plural(close.undelivered, "byte")));
    }
    if !orderly {
        text.push_str("; this FIN stands for a connection that broke or was reset");
    }
    (text, first)
}

/// A peer has gone, and the log does not hold how.
pub(super) fn vanished(who: &str) -> String {
    format!("{who} has gone: the log does not hold when and why, and this FIN stands for it")
}

/// Frames that were relayed and not logged.
pub(super) fn gap(gap: &Gap, why: &str) -> String {
    let last = gap.n.saturating_add(gap.count.saturating_sub(1));
    let bytes = plural(gap.bytes, "byte");
    format!("before this, frames {} to {last} ({bytes}) were relayed and not logged: {why}", gap.n)
}

/// Frames that cannot be read, or are gone.
pub(super) fn missing(missing: Missing) -> String {
    let last = missing.first.saturating_add(missing.count.saturating_sub(1));
    format!("before this, frames {} to {last} are not in the log any more or cannot be read", missing.first)
}

fn push(out: &mut String, what: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = out.write_fmt(what);
}
