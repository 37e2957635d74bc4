//! Who sent a line, where the relay says so: `[poste-3] ` or `[192.168.1.20:53112] ` before it.
//!
//! On a terminal each sender has a colour, the same in every session. A label is looked for where a
//! read begins, whatever the room puts between frames, and behind a line end. Within a line it is left
//! alone: there anybody can write one who only types, and a colour would vouch for it.

use std::env;
use std::io::{self, IsTerminal as _};
use std::net::SocketAddr;
use std::sync::LazyLock;

use tp_proto::control::naming;
use tp_proto::text::visible;

/// Longest label, in bytes: an IPv6 address with its port in brackets, and then some.
const LABEL_BYTES_MAX: usize = 80;

/// Foregrounds that can be read on black and on white (ECMA-48, SGR 30 to 37 and 90 to 97).
const COLOURS: [u8; 6] = [36, 33, 32, 35, 34, 31];

/// `line` safe to show, its label in the sender's colour where there is a label and colours are wanted.
pub(crate) fn shown(line: &[u8]) -> String {
    painted(line).filter(|_| *WANTED).unwrap_or_else(|| visible(line))
}

/// Whether somebody sees colours and has not asked for none (<https://no-color.org>).
static WANTED: LazyLock<bool> = LazyLock::new(|| {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty());
    io::stdout().is_terminal() && set("NO_COLOR").is_none() && set("TERM").is_none_or(|term| term != "dumb")
});

fn painted(line: &[u8]) -> Option<String> {
    let (label, text) = line.split_at_checked(length(line)?)?;
    let (label, text) = (visible(label), visible(text));
    Some(format!("\x1b[{}m{label}\x1b[39m{text}", colour(&label)))
}

/// Bytes of the label that `line` begins with, without the space behind it.
fn length(line: &[u8]) -> Option<usize> {
    let start = line.strip_prefix(b"[")?;
    let end = start.windows(2).take(LABEL_BYTES_MAX).position(|pair| pair == b"] ")?;
    let who = str::from_utf8(&start[..end]).ok()?;
    is_sender(who).then_some(end + 2)
}

/// What a relay puts in brackets: an address, or a name as it takes them; `[1] ` before an item of a list
/// is neither.
fn is_sender(who: &str) -> bool {
    who.parse::<SocketAddr>().is_ok() || naming::name(who) == Ok(who)
}

/// The lines of a chunk: cut where a line ends and the next one begins as a label does. Any other line
/// end is the sender's own, and shown as such.
///
/// A sender can write what looks like a label behind a line end of its own: in a stream without frames
/// nobody can tell that from the relay's. The frame log can.
pub(crate) fn lines(chunk: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in chunk.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1) {
        if length(&chunk[start..]).is_some() && length(&chunk[end..]).is_some() {
            lines.push(&chunk[start..end]);
            start = end;
        }
    }
    lines.push(&chunk[start..]);
    lines
}

/// The same colour for the same label, always (FNV-1a).
fn colour(label: &str) -> u8 {
    let hash = label
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    COLOURS[(hash % COLOURS.len() as u64) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_painted_and_the_rest_is_not() {
        for label in ["[poste-3]", "[192.168.1.20:53112]", "[[2001:db8::1]:53112]", "[été]"] {
            let painted = painted(format!("{label} [x] bonjour").as_bytes()).expect(label);
            assert_eq!(painted, format!("\x1b[{}m{label}\x1b[39m [x] bonjour", colour(label)));
        }
        let long = format!("[{}] x", "a".repeat(200));
        for line in ["", "[", "[]", "[] x", "[a]x", "bonjour", " [a] x", "[a\n] x", "[a\x1b] x", "[été", &long] {
            assert_eq!(painted(line.as_bytes()), None, "{line:?}");
        }
        for no_sender in ["[1] x", "[ ] x", "[t[0]] x", "[192.168.1.20] x"] {
            assert_eq!(painted(no_sender.as_bytes()), None, "{no_sender}");
        }
    }

    #[test]
    fn senders_have_different_colours_mostly_and_the_same_one_always() {
        let colours: std::collections::BTreeSet<u8> = (0..30).map(|n| colour(&format!("[poste-{n}]"))).collect();
        assert_eq!(colours.len(), COLOURS.len());
        assert_eq!(colour("[poste-3]"), colour("[poste-3]"));
    }

    #[test]
    fn a_chunk_is_cut_where_the_next_sender_begins() {
        assert_eq!(lines(b"[a] un\n[b] deux\n"), [&b"[a] un\n"[..], b"[b] deux\n"]);
        assert_eq!(lines(b"un\n[b] deux\n"), [&b"un\n[b] deux\n"[..]]);
        assert_eq!(lines(b"[a] un\ndeux\n"), [&b"[a] un\ndeux\n"[..]]);
        assert_eq!(lines(b""), [b""]);
    }
}
