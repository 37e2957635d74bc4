//! `peers`: who is connected, a page at a time.

use tp_proto::control::{PEERS_PER_PAGE, Peers};

use crate::census::Census;

/// Answers it with those above number `after`.
pub fn answer(census: &Census, after: u64) -> Peers {
    let peers = census.peers_after(after, PEERS_PER_PAGE);
    let next = peers.last().map(|last| last.number).filter(|_| peers.len() == PEERS_PER_PAGE);
    Peers { peers, next }
}
