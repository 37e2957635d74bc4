//! What an audit counted, and what that means.

use serde::Serialize;

use crate::language::Language;

/// The counts of a room, or of all of them together. A copy is a frame and one of those it is for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Tally {
    /// Number of the first frame that the log can hold.
    pub(crate) first: u64,
    /// Frames in the log, the server's own words included.
    pub(crate) frames: u64,
    /// Frames that clients sent.
    pub(crate) received: u64,
    /// Copies that were due: `sent`, `pending`, `lost`, `gone` and `unknown` together.
    pub(crate) deliveries: u64,
    /// Copies that the kernel took whole.
    pub(crate) sent: u64,
    /// Copies due to a peer that is open.
    pub(crate) pending: u64,
    /// Copies due to a peer that the server gave up.
    pub(crate) lost: u64,
    /// Copies due to a peer that left before it took them.
    pub(crate) gone: u64,
    /// Copies of which the log cannot say whether the kernel took them.
    pub(crate) unknown: u64,
    /// Signs of bytes that were relayed and not logged, or not from or to anyone in the log.
    pub(crate) orphans: u64,
    /// Places where the log does not hold what happened.
    pub(crate) gaps: u64,
}

/// What an audit comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Verdict {
    /// Every copy was sent, is on its way, or was for somebody who had left.
    Ok,
    /// Something was lost, or relayed without being logged.
    Lost,
    /// The log does not hold enough to say.
    Unknown,
}

impl Verdict {
    /// The word that ends the sentence.
    fn word(self, language: &Language) -> String {
        match self {
            Verdict::Ok => language.verify_word_ok(),
            Verdict::Lost => language.verify_word_lost(),
            Verdict::Unknown => language.verify_word_unknown(),
        }
    }
}

impl Tally {
    /// What it comes to. A loss that is certain counts more than what cannot be known.
    pub(crate) fn verdict(&self) -> Verdict {
        if self.lost > 0 || self.orphans > 0 {
            Verdict::Lost
        } else if self.gaps > 0 || self.unknown > 0 {
            Verdict::Unknown
        } else {
            Verdict::Ok
        }
    }

    /// Works out what was sent: all that was due and is nowhere else.
    pub(super) fn balanced(mut self) -> Tally {
        let rest = self.pending.saturating_add(self.lost).saturating_add(self.gone).saturating_add(self.unknown);
        self.sent = self.deliveries.saturating_sub(rest);
        self
    }

    /// Adds another room's counts. Where the log begins is a matter of each room.
    pub(crate) fn add(&mut self, other: &Tally) {
        self.frames += other.frames;
        self.received += other.received;
        self.deliveries += other.deliveries;
        self.sent += other.sent;
        self.pending += other.pending;
        self.lost += other.lost;
        self.gone += other.gone;
        self.unknown += other.unknown;
        self.orphans += other.orphans;
        self.gaps += other.gaps;
    }

    /// `12 received, 24 copies, 0 orphans, 0 lost: OK`; what is out of the ordinary stands between.
    /// In a pipe a program may look for the numbers: their digits stand together there.
    pub(crate) fn sentence(&self, language: &Language, is_for_program: bool) -> String {
        let digits = |count: u64| if is_for_program { count.to_string() } else { language.number(count) };
        let mut parts = vec![
            language.verify_received(self.received, &digits(self.received)),
            language.count_copies(self.deliveries, &digits(self.deliveries)),
        ];
        let unusual = [
            (self.pending, language.verify_pending(&digits(self.pending))),
            (self.gone, language.verify_gone(self.gone, &digits(self.gone))),
            (self.unknown, language.verify_unknown(&digits(self.unknown))),
            (self.gaps, language.verify_gaps(self.gaps, &digits(self.gaps))),
        ];
        parts.extend(unusual.into_iter().filter(|(count, _)| *count > 0).map(|(_, text)| text));
        parts.push(language.verify_orphans(self.orphans, &digits(self.orphans)));
        let mut last = language.verify_lost(self.lost, &digits(self.lost));
        if self.first > 1 {
            last = format!("{last} {}", language.verify_from(&digits(self.first)));
        }
        parts.push(last);
        language.verify_verdict(&parts.join(", "), &self.verdict().word(language))
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;
    use crate::language::{Lang, Language};

    fn check(tally: Tally, expected: &str) {
        assert_eq!(tally.sentence(&Language::new(Lang::En), true), expected);
    }

    #[test]
    fn nothing_one_and_many_each_have_their_own_number_in_both_languages() {
        for (count, english, french) in [
            (0, "0 received, 0 copies, 0 orphans, 0 lost: OK", "0 reçue, 0 copie, 0 orphelin, 0 perdue : OK"),
            (
                1,
                "1 received, 1 copy, 1 on their way, 1 for a client that had left, 1 of unknown fate, 1 gap in the log, \
                 1 orphan, 1 lost: LOST",
                "1 reçue, 1 copie, 1 en route, 1 pour un client déjà parti, 1 au sort inconnu, 1 lacune dans le journal, \
                 1 orphelin, 1 perdue : PERTE",
            ),
            (
                1200,
                "1200 received, 1200 copies, 1200 on their way, 1200 for clients that had left, 1200 of unknown fate, \
                 1200 gaps in the log, 1200 orphans, 1200 lost: LOST",
                "1200 reçues, 1200 copies, 1200 en route, 1200 pour des clients déjà partis, 1200 au sort inconnu, \
                 1200 lacunes dans le journal, 1200 orphelins, 1200 perdues : PERTE",
            ),
        ] {
            let tally = Tally {
                first: 1,
                frames: count,
                received: count,
                deliveries: count,
                sent: count,
                pending: count,
                lost: count,
                gone: count,
                unknown: count,
                orphans: count,
                gaps: count,
            };
            for (lang, expected) in [(Lang::En, english), (Lang::Fr, french)] {
                let said = tally.sentence(&Language::new(lang), true).replace('\u{a0}', " ");
                assert_eq!(said, expected);
            }
        }
    }

    #[test]
    fn a_person_reads_large_numbers_as_everywhere_else() {
        let tally = Tally { first: 1, received: 1200, deliveries: 127_530, ..Tally::default() };
        for (lang, expected) in [
            (Lang::En, "1,200 received, 127,530 copies, 0 orphans, 0 lost: OK"),
            (Lang::Fr, "1 200 reçues, 127 530 copies, 0 orphelin, 0 perdue : OK"),
        ] {
            let said = tally.sentence(&Language::new(lang), false).replace(['\u{a0}', '\u{202f}'], " ");
            assert_eq!(said, expected);
        }
    }

    #[test]
    fn the_sentence_says_what_is_out_of_the_ordinary_and_only_that() {
        let plain = Tally { first: 1, received: 12, deliveries: 24, ..Tally::default() };
        check(plain.clone(), "12 received, 24 copies, 0 orphans, 0 lost: OK");
        check(
            Tally { gone: 3, pending: 2, first: 501, ..plain.clone() },
            "12 received, 24 copies, 2 on their way, 3 for clients that had left, 0 orphans, 0 lost (from frame 501 on): OK",
        );
        check(
            Tally { gaps: 1, ..plain.clone() },
            "12 received, 24 copies, 1 gap in the log, 0 orphans, 0 lost: UNKNOWN",
        );
        check(
            Tally { unknown: 4, ..plain.clone() },
            "12 received, 24 copies, 4 of unknown fate, 0 orphans, 0 lost: UNKNOWN",
        );
        check(
            Tally { gaps: 1, lost: 1, ..plain.clone() },
            "12 received, 24 copies, 1 gap in the log, 0 orphans, 1 lost: LOST",
        );
        check(Tally { orphans: 1, deliveries: 1, ..plain }, "12 received, 1 copy, 1 orphan, 0 lost: LOST");
    }
}
