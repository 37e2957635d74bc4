//! What is kept of the frames: enough to say how many bytes were for whom.

use super::peer::Peer;

/// What is kept of a frame.
#[derive(Debug)]
pub(super) struct Meta {
    pub(super) n: u64,
    /// Bytes that each recipient is sent.
    pub(super) len: u64,
    pub(super) src: u64,
    pub(super) to: To,
}

/// Who a frame is for, as it says itself.
#[derive(Debug)]
pub(super) enum To {
    Others,
    All,
    Listed(Box<[u64]>),
}

impl Meta {
    pub(super) fn is_for(&self, conn: u64) -> bool {
        match &self.to {
            To::Others => self.src != conn,
            To::All => true,
            To::Listed(listed) => listed.contains(&conn),
        }
    }
}

/// All frames of a log, in order.
#[derive(Debug, Default)]
pub(super) struct Frames(Vec<Meta>);

impl Frames {
    pub(super) fn push(&mut self, frame: Meta) {
        self.0.push(frame);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether `tx` bytes are what a peer has of its frames when it has all up to `through` whole,
    /// and the next one not.
    pub(super) fn is_through(&self, peer: &Peer, through: u64, tx: u64) -> bool {
        let (whole, next) = self.bytes_through(peer, through);
        whole <= tx && next.is_none_or(|len| whole + len > tx)
    }

    /// Bytes for `peer` up to frame `through`, and the length of its next frame.
    pub(super) fn bytes_through(&self, peer: &Peer, through: u64) -> (u64, Option<u64>) {
        let mut bytes = 0;
        for frame in self.0[peer.joined..].iter().filter(|frame| frame.is_for(peer.conn)) {
            if frame.n > through {
                return (bytes, Some(frame.len));
            }
            bytes += frame.len;
        }
        (bytes, None)
    }
}
