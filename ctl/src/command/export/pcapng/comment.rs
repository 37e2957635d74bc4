//! What the capture says in words, in the user's language.
//!
//! What is said of every frame is a template, filled in without an allocation; the rest is said once
//! a client, or once a hole. Names come from peers: whatever is built here from one has been made
//! visible before.

use std::fmt;

use tp_proto::frame_log::{Close, FrameHead, Gap, Open};

use super::blocks::Way;
use super::capture::{short, shown};
use super::survey::Ends;
use crate::language::{BLANKS, Counted, Language, Template};
use crate::log::Missing;
use crate::output::gap_reason;
use crate::picture::leave_reason;

/// What stands for bytes that the log does not keep. It is payload, which programs read: the same in
/// all languages.
pub(super) const FILLER: &[u8] = b"[not in the log]";
/// The longest hash that is shown, in bytes.
const HASH_BYTES_MAX: usize = 64;

/// All that is said.
pub(super) struct Words {
    language: Language,
    /// What follows something else that was said.
    also: Template,
    /// Number, whose, to how many.
    original: Counted,
    /// Number, whose.
    copy: Template,
    /// Number.
    of_server: Template,
    /// Number.
    continued: Template,
    /// Bytes that are kept, of how many.
    kept: Counted,
    /// In hexadecimal digits.
    hash: Template,
}

impl Words {
    /// In this language.
    pub(super) fn new(language: Language) -> Words {
        let [first, second, third] = BLANKS;
        let recipients = |count| match count {
            0 => language.comment_to_nobody(),
            _ => language.count_peers(count, third),
        };
        Words {
            also: Template::new(&language.semicolon(first)),
            original: Counted::new(|count| language.comment_original(first, second, &recipients(count))),
            copy: Template::new(&language.comment_copy(first, second)),
            of_server: Template::new(&language.comment_of_server(first)),
            continued: Template::new(&language.comment_continued(first)),
            kept: Counted::new(|length| {
                language.semicolon(&language.comment_kept(first, &language.count_bytes(length, second)))
            }),
            hash: Template::new(&language.semicolon(&language.comment_hash(first))),
            language,
        }
    }

    /// Of the whole file.
    pub(super) fn section(&self) -> String {
        self.language.comment_section()
    }

    /// A client, as comments speak of it.
    pub(super) fn who(&self, conn: u64, name: Option<&str>) -> String {
        let conn = conn.to_string();
        match name {
            Some(name) => self.language.comment_peer_named(&conn, name),
            None => self.language.comment_peer(&conn),
        }
    }

    /// A client's interface, in the words that programs know it by and in those for people.
    pub(super) fn interface(&self, conn: u64, ends: Ends, room: &str, mode: &str) -> (String, String) {
        let address = ends.peer.to_string();
        let described = self.language.comment_interface(&conn.to_string(), &address, room, mode);
        (format!("peer {conn} {address}"), described)
    }

    /// A client joins, or was there before.
    pub(super) fn joined(&self, who: &str, open: &Open) -> String {
        let Open { rx, tx, backlog, .. } = *open;
        let tx = tx.saturating_add(backlog.unwrap_or(0));
        if rx == 0 && tx == 0 {
            return self.language.comment_joins(who);
        }
        self.language.comment_before(who, &self.language.byte_count(rx), &self.language.byte_count(tx))
    }

    /// A client of whose joining there is no record.
    pub(super) fn stranger(&self, who: &str) -> String {
        self.language.comment_stranger(who)
    }

    /// A frame, on the packet that it came in and on those that it went out in.
    pub(super) fn pair(&self, [original, copy]: [&mut String; 2], frame: &FrameHead<'_>, who: &str, recipients: usize) {
        original.clear();
        let recipients = recipients as u64;
        self.original.of(recipients).fill(original, &[&frame.n, &who, &recipients]);
        copy.clear();
        self.copy.fill(copy, &[&frame.n, &who]);
        self.lacking(original, frame);
        self.lacking(copy, frame);
    }

    /// The server's own words, on a packet that they went out in.
    pub(super) fn of_server(&self, out: &mut String, frame: &FrameHead<'_>) {
        out.clear();
        self.of_server.fill(out, &[&frame.n]);
        self.lacking(out, frame);
    }

    /// What is left of a frame behind the first packet of it.
    pub(super) fn continued(&self, out: &mut String, frame: &FrameHead<'_>) {
        out.clear();
        self.continued.fill(out, &[&frame.n]);
    }

    /// Something more.
    pub(super) fn also(&self, out: &mut String, more: &str) {
        self.also.fill(out, &[&more]);
    }

    /// How much of a copy the kernel took; it is the last that a client got.
    pub(super) fn partly(&self, out: &mut String, taken: u64, len: u64) {
        self.also(out, &self.language.comment_partly(&taken.to_string(), &self.language.byte_count(len)));
    }

    /// What of a frame's bytes is not in the log.
    fn lacking(&self, out: &mut String, frame: &FrameHead<'_>) {
        let there = frame.data.map_or(0, <[u8]>::len) as u64;
        if there < frame.len {
            self.kept.of(frame.len).fill(out, &[&there, &frame.len]);
        }
        if let Some(hash) = frame.hash {
            self.hash.fill(out, &[&Hex(&hash[..hash.len().min(HASH_BYTES_MAX)])]);
        }
    }

    /// How a connection ended, and who ended it.
    pub(super) fn closed(&self, who: &str, close: &Close) -> (String, Way) {
        let why = close.why.as_str();
        let first = if matches!(why, "left" | "reset" | "timeout") { Way::In } else { Way::Out };
        let orderly = matches!(why, "left" | "end-word" | "answered" | "shutdown") && close.undelivered == 0;
        let mut text = self.language.comment_leaves(who, &self.reason(why));
        if close.undelivered > 0 {
            let lost = self.language.comment_undelivered(close.undelivered, &close.undelivered.to_string());
            self.also(&mut text, &lost);
        }
        if !orderly {
            self.also(&mut text, &self.language.comment_broken());
        }
        (text, first)
    }

    /// Why somebody left. The log's own word is there in all languages, so that one filter finds it.
    fn reason(&self, why: &str) -> String {
        let word = shown(why);
        let said = short(&leave_reason(why, &self.language));
        if said == word { word } else { format!("{said} ({word})") }
    }

    /// A client has gone, and the log does not hold how.
    pub(super) fn vanished(&self, who: &str) -> String {
        self.language.comment_vanished(who)
    }

    /// Frames that were relayed and not logged.
    pub(super) fn gap(&self, gap: &Gap) -> String {
        let (first, last) = ends(gap.n, gap.count);
        self.language.comment_gap(
            gap.count,
            &first,
            &last,
            &self.language.byte_count(gap.bytes),
            &short(&gap_reason(&gap.why, &self.language)),
        )
    }

    /// Frames that cannot be read, or are gone.
    pub(super) fn missing(&self, missing: Missing) -> String {
        let (first, last) = ends(missing.first, missing.count);
        self.language.comment_missing(missing.count, &first, &last)
    }
}

/// The first and the last of so many frames.
fn ends(first: u64, count: u64) -> (String, String) {
    (first.to_string(), first.saturating_add(count.saturating_sub(1)).to_string())
}

/// Bytes as hexadecimal digits.
struct Hex<'a>(&'a [u8]);

impl fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}
