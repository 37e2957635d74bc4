//! Copies that fared alike, and what there is to say of them.

use tp_proto::text;

use super::copy::{Copy, Doubt, Fate};
use super::life::Life;
use super::span;
use crate::language::{Language, here};

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
            _ => here().number_run(&first.to_string(), &last.to_string()),
        };
        runs.iter().map(run).collect::<Vec<_>>().join(", ")
    }

    /// What became of them.
    pub(super) fn state(&self, life: &Life) -> String {
        let language = here();
        let after = |t: &u64| t.saturating_sub(life.frame.t);
        match &self.copies[0].fate {
            Fate::Accepted { .. } => language.fate_accepted(&self.span(life, after)),
            Fate::Waiting { .. } => {
                let (span, taken) = (span::text(life.waited()), self.taken(life.copy_bytes));
                match self.backlog() {
                    Some(backlog) => language.fate_waiting_behind(&span, &taken, &backlog),
                    None => language.fate_waiting(&span, &taken),
                }
            }
            Fate::Never { why, .. } => {
                let (after, taken) = (self.span(life, after), self.taken(life.copy_bytes));
                language.fate_never(&reason(why, &language), &text::visible(why.as_bytes()), &after, &taken)
            }
            Fate::Unknown(doubt) => language.fate_unknown(&lack(*doubt, &language)),
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
        let language = here();
        let length = language.byte_count(len);
        let missing = range(taken().map(|taken| len.saturating_sub(taken)), |bytes| bytes.to_string());
        match range(taken(), |bytes| bytes.to_string()) {
            taken if taken == "0" => language.taken_none(&length),
            taken => language.taken_some(&taken, &length, &missing),
        }
    }

    fn backlog(&self) -> Option<String> {
        let known = self.copies.iter().filter_map(|copy| match copy.fate {
            Fate::Waiting { backlog, .. } => backlog,
            _ => None,
        });
        let known = range(known, |bytes| here().byte_count(bytes));
        (!known.is_empty()).then_some(known)
    }
}

/// The least and the most of some numbers, one where they are shown alike, nothing of none.
fn range(numbers: impl Iterator<Item = u64>, show: impl Fn(u64) -> String) -> String {
    let ends = numbers.fold(None, |ends: Option<(u64, u64)>, number| {
        Some(ends.map_or((number, number), |(least, most)| (least.min(number), most.max(number))))
    });
    let Some((least, most)) = ends.map(|(least, most)| (show(least), show(most))) else { return String::new() };
    if least == most { most } else { here().number_run(&least, &most) }
}

/// What the reason of a `close` record means.
fn reason(why: &str, language: &Language) -> String {
    match why {
        "left" => language.ended_left(),
        "reset" => language.ended_reset(),
        "timeout" => language.ended_timeout(),
        "slow" => language.ended_slow(),
        "stalled" => language.ended_stalled(),
        "kicked" => language.ended_kicked(),
        "banned" => language.ended_banned(),
        "end-word" => language.ended_end_word(),
        "answered" => language.ended_answered(),
        "shutdown" => language.ended_shutdown(),
        _ => language.ended_other(),
    }
}

/// What the log does not hold.
fn lack(doubt: Doubt, language: &Language) -> String {
    match doubt {
        Doubt::Restart => language.lack_restart(),
        Doubt::Stranger => language.lack_stranger(),
        Doubt::Vanished => language.lack_vanished(),
        Doubt::Damage => language.lack_damage(),
        Doubt::LogEnds => language.lack_log_ends(),
    }
}
