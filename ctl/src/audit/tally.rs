//! What an audit counted, and what that means.

use serde::Serialize;

use crate::language::here;

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
    fn word(self) -> String {
        match self {
            Verdict::Ok => here().verify_word_ok(),
            Verdict::Lost => here().verify_word_lost(),
            Verdict::Unknown => here().verify_word_unknown(),
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
    pub(crate) fn sentence(&self) -> String {
        let language = here();
        let digits = |count: u64| count.to_string();
        let mut parts = vec![language.verify_received(&digits(self.received)), language.copy_count(self.deliveries)];
        let unusual = [
            (self.pending, language.verify_pending(&digits(self.pending))),
            (self.gone, language.verify_gone(&digits(self.gone))),
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
        language.verify_verdict(&parts.join(", "), &self.verdict().word())
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    fn check(tally: Tally, expected: &str) {
        assert_eq!(tally.sentence(), expected);
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
