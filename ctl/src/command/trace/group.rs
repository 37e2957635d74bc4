//! Copies that fared alike, and what there is to say of them.

use tp_proto::text;

use super::copy::{Copy, Doubt, Fate};
use super::life::Life;
use super::span;
use crate::output::plural;

/// Copies that fared alike.
#[derive(Debug)]
pub(super) struct Group<'a> {
    pub(super) copies: Vec<&'a Copy>,
}

/// The copies, those alike together, in the order of their first.
pub(super) fn alike(copies: &[Copy]) -> Vec<Group<'_>> {
    let mut groups: Vec<Group<'_>> = Vec::new();
    for copy in copies {
        // There are a handful of reasons at most: a search costs nothing.
        match groups.iter_mut().find(|group| group.is_of(copy)) {
            Some(group) => group.copies.push(copy),
            None => groups.push(Group { copies: vec![copy] }),
        }
    }
    groups
}

impl Group<'_> {
    fn is_of(&self, other: &Copy) -> bool {
        match (&self.copies[0].fate, &other.fate) {
            (Fate::Never { why, .. }, Fate::Never { why: other, .. }) => why == other,
            (Fate::Unknown(doubt), Fate::Unknown(other)) => doubt == other,
            (fate, other) => std::mem::discriminant(fate) == std::mem::discriminant(other),
        }
    }

    /// Their numbers: `2 to 17, 19`.
    pub(super) fn numbers(&self) -> String {
        let mut runs: Vec<(u64, u64)> = Vec::new();
        for copy in &self.copies {
            let conn = copy.party.conn;
            match runs.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(conn) => *last = conn,
                _ => runs.push((conn, conn)),
            }
        }
        let run = |&(first, last): &(u64, u64)| match last - first {
            0 => first.to_string(),
            1 => format!("{first}, {last}"),
            _ => format!("{first} to {last}"),
        };
        runs.iter().map(run).collect::<Vec<_>>().join(", ")
    }

    /// What became of them.
    pub(super) fn state(&self, life: &Life) -> String {
        let after = |t: &u64| t.saturating_sub(life.frame.t);
        match &self.copies[0].fate {
            Fate::Accepted { .. } => format!("accepted by the kernel within {}", self.span(life, after)),
            Fate::Waiting { .. } => {
                let backlog = self.backlog().map(|bytes| format!("; backlog {bytes}")).unwrap_or_default();
                format!("still waiting after {}; {}{backlog}", span::text(life.waited()), self.taken(life.copy_bytes))
            }
            Fate::Never { why, .. } => {
                let (after, bytes) = (self.span(life, after), self.taken(life.copy_bytes));
                format!("never accepted: {} ({}) after {after}; {bytes}", reason(why), text::visible(why.as_bytes()))
            }
            Fate::Unknown(doubt) => format!("not known: {}", lack(*doubt)),
        }
    }

    /// How long it took: of several the shortest and the longest.
    fn span(&self, life: &Life, after: impl Fn(&u64) -> u64) -> String {
        let times = self.copies.iter().filter_map(|copy| match &copy.fate {
            Fate::Accepted { t } | Fate::Never { t, .. } => Some(after(t)),
            Fate::Waiting { .. } => Some(life.waited()),
            Fate::Unknown(_) => None,
        });
        range(times, span::text)
    }

    /// How much of the frame went, and how much is missing.
    fn taken(&self, len: u64) -> String {
        let taken = || {
            self.copies.iter().filter_map(|copy| match copy.fate {
                Fate::Waiting { taken, .. } | Fate::Never { taken, .. } => Some(taken),
                Fate::Accepted { .. } | Fate::Unknown(_) => None,
            })
        };
        let missing = range(taken().map(|taken| len.saturating_sub(taken)), |bytes| bytes.to_string());
        match range(taken(), |bytes| bytes.to_string()) {
            taken if taken == "0" => format!("none of its {} went", plural(len, "byte")),
            taken => format!("{taken} of its {} went, {missing} missing", plural(len, "byte")),
        }
    }

    fn backlog(&self) -> Option<String> {
        let known = self.copies.iter().filter_map(|copy| match copy.fate {
            Fate::Waiting { backlog, .. } => backlog,
            _ => None,
        });
        let known = range(known, |bytes| plural(bytes, "byte"));
        (!known.is_empty()).then_some(known)
    }
}

/// The least and the most of some numbers, one where they are shown alike, nothing of none.
fn range(numbers: impl Iterator<Item = u64>, show: impl Fn(u64) -> String) -> String {
    let ends = numbers.fold(None, |ends: Option<(u64, u64)>, number| {
        Some(ends.map_or((number, number), |(least, most)| (least.min(number), most.max(number))))
    });
    let Some((least, most)) = ends.map(|(least, most)| (show(least), show(most))) else { return String::new() };
    if least == most { most } else { format!("{least} to {most}") }
}

/// What the reason of a `close` record means.
fn reason(why: &str) -> &'static str {
    match why {
        "left" => "the client left first",
        "reset" => "the client reset its connection",
        "timeout" => "the client was not heard of any more",
        "slow" => "the client was cut for being slow",
        "stalled" => "the client was cut because it took nothing",
        "kicked" => "the client was sent away",
        "banned" => "the client's address was banned",
        "end-word" => "the client left with the end word",
        "answered" => "the client had its answer",
        "shutdown" => "the server stopped",
        _ => "the connection ended",
    }
}

/// What the log does not hold.
fn lack(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::Restart => "the server ended without a word, and the kernel may have taken more than is on record",
        Doubt::Stranger => "the log does not hold that this client was there",
        Doubt::Vanished => "the client has gone, and the log does not hold when and why",
        Doubt::Damage => "the log cannot be read where it would say so",
        Doubt::LogEnds => "what is there of the log ends before it says so",
    }
}
