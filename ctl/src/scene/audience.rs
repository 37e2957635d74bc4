//! Who a frame is for, kept so that thousands of frames to the same peers cost one list.

use std::rc::Rc;

use tp_proto::frame_log::{AudienceHead, FrameHead, PeerTable, Source};

/// Longest list that is kept: as many clients as the daemon takes by default.
const LISTED_MAX: usize = 4096;

/// Who a frame is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum To {
    /// These.
    Listed(Rc<[u64]>),
    /// These by rule, but the sender where it is one of them.
    Rule {
        /// Everybody who was there.
        all: Rc<[u64]>,
        /// Who sent it, if it is not for itself.
        but: Option<u64>,
    },
}

impl To {
    /// The peers that it is for.
    pub(crate) fn peers(&self) -> impl Iterator<Item = u64> {
        let (list, but) = match self {
            To::Listed(list) => (list, None),
            To::Rule { all, but } => (all, *but),
        };
        list.iter().copied().filter(move |&conn| Some(conn) != but)
    }

    /// How many they are.
    pub(crate) fn count(&self) -> u64 {
        match self {
            To::Listed(list) => list.len() as u64,
            To::Rule { all, but } => {
                let inside = but.is_some_and(|but| all.binary_search(&but).is_ok());
                all.len() as u64 - u64::from(inside)
            }
        }
    }

    /// Whether both are the same peers, as far as a look at the lists' places tells when they are
    /// long.
    pub(crate) fn is_like(&self, other: &To) -> bool {
        match (self, other) {
            (To::Listed(one), To::Listed(two)) => Rc::ptr_eq(one, two) || one == two,
            (To::Rule { all: one, but: a }, To::Rule { all: two, but: b }) => Rc::ptr_eq(one, two) && a == b,
            _ => false,
        }
    }
}

/// The lists that were made last.
#[derive(Debug, Default)]
pub(super) struct Audiences {
    /// Everybody who is there, by number; `None` when somebody came or went since.
    everybody: Option<Rc<[u64]>>,
    listed: Option<Rc<[u64]>>,
}

impl Audiences {
    /// Somebody came or went.
    pub(super) fn turn(&mut self) {
        self.everybody = None;
    }

    /// Who a frame is for.
    pub(super) fn of(&mut self, frame: &FrameHead<'_>, table: &PeerTable) -> To {
        match frame.to {
            AudienceHead::Listed(list) => To::Listed(self.list(list.iter().map(|Source(conn, _)| conn))),
            AudienceHead::Others => To::Rule { all: self.everybody(table), but: Some(frame.src.0) },
            AudienceHead::All => To::Rule { all: self.everybody(table), but: None },
        }
    }

    fn everybody(&mut self, table: &PeerTable) -> Rc<[u64]> {
        Rc::clone(self.everybody.get_or_insert_with(|| table.peers().map(|peer| peer.conn).collect()))
    }

    fn list(&mut self, peers: impl Iterator<Item = u64>) -> Rc<[u64]> {
        let list: Vec<u64> = peers.take(LISTED_MAX).collect();
        match &self.listed {
            Some(last) if **last == *list => Rc::clone(last),
            _ => Rc::clone(self.listed.insert(Rc::from(list))),
        }
    }
}
