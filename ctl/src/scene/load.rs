//! Frames or copies, and their bytes.

/// A count and the bytes of what was counted. It saturates: a log may claim anything.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Load {
    /// How many.
    pub(crate) count: u64,
    /// Their bytes.
    pub(crate) bytes: u64,
}

impl Load {
    /// More of it.
    pub(crate) fn add(&mut self, count: u64, bytes: u64) {
        self.count = self.count.saturating_add(count);
        self.bytes = self.bytes.saturating_add(bytes);
    }

    /// Both together.
    pub(crate) fn and(mut self, other: Load) -> Load {
        self.add(other.count, other.bytes);
        self
    }

    /// What `other` leaves of it.
    pub(crate) fn less(self, other: Load) -> Load {
        Load { count: self.count.saturating_sub(other.count), bytes: self.bytes.saturating_sub(other.bytes) }
    }
}
