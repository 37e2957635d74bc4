//! Where each retained frame lies in the ring and who it is for.

use std::collections::VecDeque;

/// Who a frame goes to. Peers are named by number, which is never used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recipients {
    /// Every member but this one.
    AllBut(u64),
    /// Every member.
    All,
    /// This one alone.
    Only(u64),
    /// Nobody.
    Nobody,
}

impl Recipients {
    /// Whether a member of this number gets the frame.
    pub fn include(self, conn: u64) -> bool {
        match self {
            Recipients::AllBut(sender) => sender != conn,
            Recipients::All => true,
            Recipients::Only(one) => one == conn,
            Recipients::Nobody => false,
        }
    }

    /// Whether the frame goes to members by the room's rule, and not to one by name.
    pub fn by_rule(self) -> bool {
        matches!(self, Recipients::AllBut(_) | Recipients::All)
    }
}

/// A frame of the ring.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// Position of its first byte.
    pub start: u64,
    /// Its length in bytes, at least 1, with what stands around it.
    pub len: u32,
    /// So many of these are the label before it ...
    pub label: u8,
    /// ... and so many the separator behind it.
    pub separator: u8,
    /// Who gets it.
    pub to: Recipients,
}

impl Entry {
    /// Position behind its last byte.
    pub fn end(&self) -> u64 {
        self.start + u64::from(self.len)
    }
}

/// The retained frames in order; frame numbers rise by one.
#[derive(Debug)]
pub struct Index {
    entries: VecDeque<Entry>,
    first: u64,
    /// Every frame from this number on goes to members by rule.
    by_rule_from: u64,
}

impl Index {
    /// An empty index whose first frame will have the number `next`.
    pub fn new(next: u64) -> Index {
        Index { entries: VecDeque::new(), first: next, by_rule_from: next }
    }

    /// Number of the first frame that is retained, or of the next when none is.
    pub fn first(&self) -> u64 {
        self.first
    }

    /// Number of the frame that comes next.
    pub fn next(&self) -> u64 {
        self.first + self.entries.len() as u64
    }

    /// Takes in the next frame; gives its number.
    pub fn push(&mut self, entry: Entry) -> u64 {
        self.entries.push_back(entry);
        if !entry.to.by_rule() {
            self.by_rule_from = self.next();
        }
        self.next() - 1
    }

    /// Whether every frame from number `from` on goes to members by rule.
    pub fn is_by_rule(&self, from: u64) -> bool {
        self.by_rule_from <= from
    }

    /// A retained frame.
    pub fn get(&self, n: u64) -> Option<&Entry> {
        self.entries.get(usize::try_from(n.checked_sub(self.first)?).ok()?)
    }

    /// The retained frames from number `from` up to, not including, `to`.
    pub fn range(&self, from: u64, to: u64) -> impl DoubleEndedIterator<Item = &Entry> {
        let place = |n: u64| (n.clamp(self.first, self.next()) - self.first) as usize;
        self.entries.range(place(from)..place(to.max(from)))
    }

    /// Gives up every frame before number `n`.
    pub fn release(&mut self, n: u64) {
        let count = n.saturating_sub(self.first).min(self.entries.len() as u64);
        self.entries.drain(..count as usize);
        self.first += count;
    }
}
