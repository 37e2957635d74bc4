//! A peer of a room, and what of its conversation is on record.

use super::capture::{Capture, Interface};
use super::packet::Way;
use super::stream::Stream;
use super::survey::{Ends, Limit};

/// A peer.
#[derive(Debug)]
pub(super) struct Peer {
    pub(super) ends: Ends,
    /// As comments speak of it.
    pub(super) who: String,
    pub(super) interface: Interface,
    /// What its handshake says.
    pub(super) joined: String,
    /// What it did not get.
    pub(super) limit: Option<Limit>,
    /// Bytes that the kernel took for it.
    pub(super) tx: u64,
    /// How many holes of the log its packets tell of.
    pub(super) holes: usize,
    /// Its packets, once there was a first.
    pub(super) stream: Option<Stream>,
    /// A hole may hide bytes that were for it.
    pub(super) torn: bool,
    /// It got nothing more.
    pub(super) cut: bool,
}

impl Peer {
    /// A peer of whom nothing was shown and nothing is known but this.
    pub(super) fn new(ends: Ends, who: String, holes: usize) -> Peer {
        Peer {
            ends,
            who,
            interface: 0,
            joined: String::new(),
            limit: None,
            tx: 0,
            holes,
            stream: None,
            torn: false,
            cut: false,
        }
    }

    /// Its stream, which begins at `t` unless it has begun.
    pub(super) fn stream(&mut self, out: &mut Capture, t: u64) -> &mut Stream {
        let Peer { stream, interface, ends, joined, .. } = self;
        stream.get_or_insert_with(|| Stream::open(out, *interface, *ends, t, joined))
    }

    /// How many bytes of a frame for it the kernel took; counts them.
    pub(super) fn take(&mut self, n: u64, len: u64) -> u64 {
        let taken = match self.limit {
            Some(limit) if n > limit.through => self.take_last(limit, len),
            _ => len,
        };
        self.tx = self.tx.saturating_add(taken);
        taken
    }

    /// Of the first frame that it does not have whole, a part.
    fn take_last(&mut self, limit: Limit, len: u64) -> u64 {
        if std::mem::replace(&mut self.cut, true) || self.torn {
            return 0;
        }
        limit.tx.unwrap_or(0).saturating_sub(self.tx).min(len.saturating_sub(1))
    }

    /// Whether its next packet has to tell of a hole among the first `holes`; it is told once.
    pub(super) fn has_to_tell(&mut self, holes: usize) -> bool {
        std::mem::replace(&mut self.holes, holes) < holes
    }

    /// The end of its conversation.
    pub(super) fn close(mut self, out: &mut Capture, first: Way, t: u64, comment: &str) {
        self.stream(out, t);
        if let Some(stream) = self.stream {
            stream.close(out, first, t, comment);
        }
    }
}
