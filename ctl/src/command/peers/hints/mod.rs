//! Hints where a mistake shows on the wire: guesses, and worded as such.
//!
//! They come from the last frames that each peer has sent, as the frame log has them ([`heard`]): at
//! most ten rules, pure functions, in a file a group. What the log does not keep they do not judge.

mod flow;
mod heard;
mod others;
mod text;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use tp_proto::control::RoomStatus;

use super::Peer;
use crate::args::{Args, SourceArgs};
use crate::connection::{Connection, status_at_once};
use crate::error::Error;
use crate::language::Language;
use crate::log::{FrameLog, LogError};
use crate::output;
use crate::rooms;
use heard::{HEARD_MAX, Heard};

/// What may be wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Mistake {
    BytesRepr,
    NotUtf8,
    Utf16,
    Http,
    Tls,
    Telnet,
    Repeated { times: u64, span_ns: u64 },
    Long { len: u64 },
    Glued,
    NearEndWord { text: String, word: String },
}

/// A rule: the frame that shows a mistake, the last one if there are several.
type Rule = fn(&[Heard]) -> Option<(u64, Mistake)>;

/// The rules, but for the one that has to know the room's end word. What comes first makes those behind it unlikely: who speaks TLS speaks no Latin-1.
const RULES: [Rule; 9] = [
    others::http,
    others::tls,
    others::telnet,
    text::utf16,
    text::not_utf8,
    text::bytes_repr,
    flow::repeated,
    flow::glued,
    flow::long,
];
/// Rules of which one that holds says enough: the others would judge text that is none.
const OF_BYTES: usize = 5;

/// Why a peer has left that got its answer, in a room whose mode is `ack`: no word ends anything there.
const ANSWERED: &str = "answered";

/// A hint about a peer.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Hint {
    number: u64,
    /// The frame that shows it.
    n: u64,
    mistake: Mistake,
}

/// What strikes the eye.
#[derive(Debug, Default)]
pub(super) struct Hints {
    hints: Vec<Hint>,
    /// Peers whose last words the log does not hold, or not in full.
    blind: BTreeSet<u64>,
}

/// A hint in JSON.
#[derive(Debug, Serialize)]
pub(super) struct HintJson {
    number: u64,
    hint: &'static str,
    frame: u64,
}

/// Hints about these peers, or why the log cannot be asked.
pub(super) fn of(args: &Args, connection: &mut Connection, peers: &[Peer]) -> Result<Result<Hints, LogError>, Error> {
    let status = connection.status()?;
    let log = match &args.log_dir {
        Some(_) => FrameLog::find(args, &SourceArgs::default()),
        None => Ok(FrameLog::of_daemon(status.frame_log)),
    };
    Ok(log.and_then(|log| in_log(&log, peers, &status.rooms)))
}

/// Hints about these who have left, by the log that says so.
pub(super) fn of_leavers(args: &Args, log: &FrameLog, peers: &[Peer]) -> Result<Hints, LogError> {
    // A log does not say which word ends a conversation; a daemon does where it is there, and is not waited for.
    let status = if args.log_dir.is_none() { status_at_once(args) } else { None };
    in_log(log, peers, &status.map(|status| status.rooms).unwrap_or_default())
}

fn in_log(log: &FrameLog, peers: &[Peer], known: &[RoomStatus]) -> Result<Hints, LogError> {
    let mut rooms: BTreeMap<&str, Vec<&Peer>> = BTreeMap::new();
    peers.iter().for_each(|peer| rooms.entry(&peer.row.room).or_default().push(peer));
    let is_answered = |peer: &&Peer| peer.left.as_ref().is_some_and(|left| left.why == ANSWERED);
    let answered: BTreeSet<u64> = peers.iter().filter(is_answered).map(|peer| peer.row.number).collect();
    let mut hints = Hints::default();
    for (room, peers) in rooms {
        let end_word = rooms::end_word(known.iter().find(|known| known.room == room));
        let wanted = peers.iter().map(|peer| (peer.row.number, peer.row.rx_frames.min(HEARD_MAX as u64))).collect();
        for room in log.rooms(Some(room))? {
            for (number, heard) in heard::last(&room.segments, &wanted)? {
                let end_word = if answered.contains(&number) { "" } else { end_word };
                hints.judge(number, &heard, wanted.get(&number).copied().unwrap_or(0), end_word);
            }
        }
    }
    // In the order of the table.
    let place = |number: u64| peers.iter().position(|peer| peer.row.number == number);
    hints.hints.sort_by_key(|hint| place(hint.number));
    Ok(hints)
}

impl Hints {
    /// Takes in the last frames of a peer, of which there should be so many, in a room with this end word.
    fn judge(&mut self, number: u64, heard: &[Heard], wanted: u64, end_word: &str) {
        if (heard.len() as u64) < wanted || heard.iter().any(Heard::is_cut_by_the_log) {
            self.blind.insert(number);
        }
        let hint = |(n, mistake)| Hint { number, n, mistake };
        let (bytes, words) = RULES.split_at(OF_BYTES);
        match bytes.iter().find_map(|rule| rule(heard)) {
            Some(found) => self.hints.push(hint(found)),
            None => {
                let near = text::near_end_word(heard, end_word);
                self.hints.extend(words.iter().filter_map(|rule| rule(heard)).chain(near).map(hint));
            }
        }
    }

    /// What stands below the table.
    pub(super) fn text(&self, peers: &[Peer], width: Option<usize>, language: &Language) -> String {
        let mut lines = Vec::new();
        lines.push(if self.hints.is_empty() { language.hints_none() } else { language.hints_heading() });
        for hint in &self.hints {
            let name = peers.iter().find(|peer| peer.row.number == hint.number).map_or("", |peer| &peer.row.name);
            let (number, what) = (hint.number.to_string(), hint.said(language));
            lines.push(match name {
                "" => language.hint_of(&number, &what),
                name => language.hint_of_named(&number, &tp_proto::text::visible(name.as_bytes()), &what),
            });
        }
        if !self.blind.is_empty() {
            lines.push(language.hints_blind(self.blind.len() as u64));
        }
        let lines = lines.iter().flat_map(|line| output::wrapped(line, width.unwrap_or(usize::MAX)));
        std::iter::once(String::new()).chain(lines).map(|line| line + "\n").collect()
    }

    pub(super) fn json(&self) -> Vec<HintJson> {
        let json = |hint: &Hint| HintJson { number: hint.number, hint: hint.mistake.key(), frame: hint.n };
        self.hints.iter().map(json).collect()
    }
}

impl Hint {
    fn said(&self, language: &Language) -> String {
        let n = self.n.to_string();
        match &self.mistake {
            Mistake::BytesRepr => language.hint_bytes_repr(&n),
            Mistake::NotUtf8 => language.hint_not_utf8(&n),
            Mistake::Utf16 => language.hint_utf16(&n),
            Mistake::Http => language.hint_http(&n),
            Mistake::Tls => language.hint_tls(&n),
            Mistake::Telnet => language.hint_telnet(&n),
            Mistake::Repeated { times, span_ns } => {
                // "Within" stays true: no time is said to be shorter than it was.
                let span = match span_ns.div_ceil(1_000_000) {
                    ms @ ..1000 => language.milliseconds(ms),
                    ms => language.seconds(ms.div_ceil(1000)),
                };
                language.hint_repeated(&times.to_string(), &span)
            }
            Mistake::Long { len } => language.hint_long(&n, &len.to_string()),
            Mistake::Glued => language.hint_glued(&n),
            Mistake::NearEndWord { text, word } => {
                let word = tp_proto::text::visible(word.as_bytes());
                language.hint_near_end_word(&n, &language.quoted(text), &word)
            }
        }
    }
}

impl Mistake {
    /// Its name in JSON.
    fn key(&self) -> &'static str {
        match self {
            Mistake::BytesRepr => "bytes-repr",
            Mistake::NotUtf8 => "not-utf8",
            Mistake::Utf16 => "utf-16",
            Mistake::Http => "http",
            Mistake::Tls => "tls",
            Mistake::Telnet => "telnet",
            Mistake::Repeated { .. } => "repeated",
            Mistake::Long { .. } => "long",
            Mistake::Glued => "glued",
            Mistake::NearEndWord { .. } => "near-fin",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Heard, Hints};

    /// What strikes the eye in frames with these bytes, ten seconds apart.
    fn hints(frames: &[&[u8]]) -> Vec<(u64, &'static str)> {
        let mut hints = Hints::default();
        let heard: Vec<Heard> = (1..).zip(frames).map(|(n, bytes)| Heard::of(n, n * 10_000_000_000, bytes)).collect();
        hints.judge(7, &heard, heard.len() as u64, "fin");
        hints.json().into_iter().map(|hint| (hint.frame, hint.hint)).collect()
    }

    #[test]
    fn who_makes_no_mistake_is_left_alone() {
        let lines = ["Bonjour !", "Ça va ? Déjà là ?", "ok ok", "hahaha", "enfin", "fin", "FIN\n", "b 'x'", "GET UP"];
        for line in lines {
            assert_eq!(hints(&[line.as_bytes()]), [], "{line}");
        }
        assert_eq!(hints(&[]), []);
        assert_eq!(hints(&[b""]), []);
    }

    #[test]
    fn who_speaks_another_protocol_is_told_that_and_nothing_else() {
        assert_eq!(hints(&[b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\xe9"]), [(1, "tls")]);
        assert_eq!(hints(&[b"GET / HTTP/1.1\r\nHost: x\r\n\r\n"]), [(1, "http")]);
        assert_eq!(hints(&[b"\xff\xfd\x03\xff\xfb\x18", b"bonjour\r\n"]), [(1, "telnet")]);
    }

    #[test]
    fn two_mistakes_are_two_hints() {
        let long = format!("b'{}'", "bonjour, voici un texte ".repeat(20).trim_end());
        assert_eq!(hints(&[b"'fin'", long.as_bytes()]).len(), 2);
    }

    #[test]
    fn what_the_log_does_not_keep_is_not_judged_and_that_is_said() {
        let mut hints = Hints::default();
        hints.judge(7, &[Heard::of(1, 0, b"bonjour").unkept()], 1, "fin");
        hints.judge(8, &[], 3, "fin");
        hints.judge(9, &[], 0, "fin");
        assert_eq!(hints.blind.iter().copied().collect::<Vec<_>>(), [7, 8]);
        assert!(hints.hints.is_empty());
    }
}
