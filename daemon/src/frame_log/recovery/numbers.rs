//! Where the numbers go on: a frame's in its room, a peer's over all rooms.

use super::OpenPeer;
use crate::frame_log::LastRun;

/// A log whose numbers are higher than this was made up: at a million frames a second it took
/// 290,000 years. What is left above it is more than any run can use.
pub const NUMBER_MAX: u64 = 1 << 63;

/// Where a room's numbers go on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// Number of the room's next frame, 1 at least.
    pub next: u64,
    /// The numbers of its peers.
    pub peers: PeerNumbers,
    /// The peers that its last segment leaves open, by number: the next one has to name each.
    pub open: Vec<OpenPeer>,
    /// How its last run left it, if it had one.
    pub last: Option<LastRun>,
}

impl Default for Recovered {
    fn default() -> Self {
        Recovered { next: 1, peers: PeerNumbers::default(), open: Vec::new(), last: None }
    }
}

/// What a room's log knows of peer numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PeerNumbers {
    /// No peer that can be read of had this number or a higher one; 1 at least.
    pub next: u64,
    /// At most so many more joined in places that cannot be read.
    pub unread: u64,
}

impl Default for PeerNumbers {
    fn default() -> Self {
        PeerNumbers { next: 1, unread: 0 }
    }
}

impl PeerNumbers {
    /// The next peer number, from what all rooms know. It is above every number that was ever
    /// given out: whatever is higher than all that can be read of was given to a peer that cannot.
    pub fn next_of_all(rooms: impl IntoIterator<Item = PeerNumbers>) -> u64 {
        let (mut next, mut unread) = (1, 0_u64);
        for room in rooms {
            next = room.next.max(next);
            unread = unread.saturating_add(room.unread);
        }
        next.saturating_add(unread)
    }
}
