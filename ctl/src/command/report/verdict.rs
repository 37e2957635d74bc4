//! What `verify` comes to, in plain words.

use crate::audit::{Tally, Verdict};
use crate::language::{Language, SayCount};

/// A verdict as it stands on the page.
pub(super) struct Plain {
    /// What sort of news it is: the name of a style.
    pub(super) class: &'static str,
    /// A sign that says the same without colour.
    pub(super) sign: &'static str,
    /// Three words.
    pub(super) headline: String,
    /// What was counted.
    pub(super) counts: String,
    /// What became of the copies, as far as there is something to say of them.
    pub(super) details: Vec<String>,
}

/// The verdict on a room.
pub(super) fn plain(tally: &Tally, is_part: bool, language: &Language) -> Plain {
    let (class, sign, headline) = match tally.verdict() {
        Verdict::Ok if tally.frames == 0 => ("calm", "–", language.verdict_nothing()),
        Verdict::Ok => ("good", "✓", language.verdict_ok()),
        Verdict::Lost => ("bad", "✕", language.verdict_lost()),
        Verdict::Unknown => ("unsure", "?", language.verdict_unknown()),
    };
    let mut counts = language.verdict_counts(tally.received, tally.deliveries);
    if tally.verdict() == Verdict::Ok && tally.pending == 0 && tally.deliveries > 0 {
        counts = format!("{counts} {}", language.verdict_every_copy());
    }
    Plain { class, sign, headline, counts, details: details(tally, is_part, language) }
}

fn details(tally: &Tally, is_part: bool, language: &Language) -> Vec<String> {
    let counted: [(u64, SayCount); 7] = [
        // Where all of them are, the first sentence has said it.
        (if tally.sent < tally.deliveries { tally.sent } else { 0 }, Language::verdict_sent),
        (tally.pending, Language::verdict_pending),
        (tally.gone, Language::verdict_gone),
        (tally.lost, Language::verdict_losses),
        (tally.unknown, Language::verdict_unknowns),
        (tally.orphans, Language::verdict_orphans),
        (tally.gaps, Language::verdict_gaps),
    ];
    let mut details: Vec<String> =
        counted.iter().filter(|(count, _)| *count > 0).map(|(count, say)| say(language, *count)).collect();
    details.extend((tally.first > 1).then(|| language.verdict_first(&tally.first.to_string())));
    details.extend(is_part.then(|| language.verdict_whole_log()));
    details
}
