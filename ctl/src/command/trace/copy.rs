//! One copy of a frame: what the log says became of it.
//!
//! *Accepted* is what the kernel did. Whether anybody has read it, nobody can know here.

use tp_proto::frame_log::{Close, SentHead};

use crate::entry::Party;

/// A copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Copy {
    /// Whom it is for.
    pub(super) party: Party,
    /// What people call them.
    pub(super) name: Option<String>,
    /// Bytes that were for them before this frame, since their connection began.
    pub(super) before: u64,
    pub(super) fate: Fate,
}

/// What became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fate {
    /// The kernel had not taken all of it when it was last spoken of.
    Waiting {
        /// Bytes of this frame that it had taken.
        taken: u64,
        /// Bytes that then waited for this client, those of this frame included; `None` when it was
        /// not spoken of yet.
        backlog: Option<u64>,
    },
    /// The kernel has it.
    Accepted {
        /// When that was put on record, nanoseconds since the Unix epoch: it was no later.
        t: u64,
    },
    /// The connection ended before that.
    Never {
        /// When it ended.
        t: u64,
        /// The reason.
        why: String,
        /// Bytes of this frame that the kernel had taken.
        taken: u64,
        /// Bytes that it never took for this client, those of all frames together.
        undelivered: u64,
    },
    /// The log does not say.
    Unknown(Doubt),
}

/// Why the log does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// The server ended without a word: the kernel may have taken more than is on record.
    Restart,
    /// The log does not hold that this client was there.
    Stranger,
    /// The client is gone, and the log does not hold when and why.
    Vanished,
    /// The part of the log that says so cannot be read.
    Damage,
    /// What is there of the log ends before.
    LogEnds,
}

impl Copy {
    pub(super) fn is_waiting(&self) -> bool {
        matches!(self.fate, Fate::Waiting { .. })
    }

    /// Takes in how far the kernel is. `due` is the bytes that were for this client until now;
    /// `all_named` says that whoever is not listed as behind has everything.
    pub(super) fn sent(&mut self, n: u64, len: u64, sent: &SentHead, due: u64, all_named: bool) {
        let t = sent.t;
        match sent.behind.iter().find(|behind| behind.0 == self.party.conn) {
            Some(behind) if behind.1 >= n => self.fate = Fate::Accepted { t },
            Some(behind) => {
                let backlog = Some(due.saturating_sub(behind.2));
                self.fate = Fate::Waiting { taken: self.taken(behind.2, len), backlog };
            }
            None if sent.n >= n && all_named => self.fate = Fate::Accepted { t },
            None => {}
        }
    }

    /// Takes in that the client's connection ended.
    pub(super) fn closed(&mut self, n: u64, len: u64, close: &Close) {
        let Close { t, undelivered, .. } = *close;
        self.fate = if close.through >= n {
            Fate::Accepted { t }
        } else if Close::is_in_doubt(&close.why) {
            Fate::Unknown(Doubt::Restart)
        } else {
            Fate::Never { t, why: close.why.clone(), taken: self.taken(close.tx, len), undelivered }
        };
    }

    /// Bytes of a frame of `len` bytes that are among the first `tx` for this client.
    fn taken(&self, tx: u64, len: u64) -> u64 {
        tx.saturating_sub(self.before).min(len)
    }
}
