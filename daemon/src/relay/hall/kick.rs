//! Peers that somebody ordered to go.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::time::Duration;

use super::Hall;
use crate::frame_log::LogError;
use crate::relay::orders::{Gone, Kick};
use crate::room::{Departure, Slot, Why};

impl Hall {
    /// Closes the connections that somebody wants closed. Everybody was just given what the kernel
    /// takes at once: whoever has everything leaves in order, whoever has not is cut, and nobody waits
    /// for either.
    pub(super) fn kick(&mut self, now: Duration) -> Result<(), LogError> {
        if self.pending.kicks.is_empty() {
            return Ok(());
        }
        for order in std::mem::take(&mut self.pending.kicks) {
            let gone = self.kick_all(&order.what, now);
            for Gone { conn, .. } in &gone {
                self.log.note("kicked", Some(format!("peer {conn} by {}", order.by)), now);
            }
            order.answer(Ok(gone));
        }
        // Whoever asked may look into the log at once. Without space it is written when there is some.
        self.commit_now(now).map(drop)
    }

    fn kick_all(&mut self, Kick(conns): &Kick, now: Duration) -> Vec<Gone> {
        let conns: BTreeSet<u64> = conns.iter().copied().collect();
        let members = self.room.members().filter(|(_, member)| conns.contains(&member.conn));
        let mut meant: Vec<(u64, Slot, SocketAddr)> =
            members.map(|(slot, member)| (member.conn, slot, member.address)).collect();
        meant.sort_unstable();
        meant.into_iter().map(|(conn, slot, peer)| self.kick_one(conn, slot, peer, now)).collect()
    }

    fn kick_one(&mut self, conn: u64, slot: Slot, peer: SocketAddr, now: Duration) -> Gone {
        let departed = self.depart(Departure { slot, why: Why::Kicked }, now);
        Gone { conn, peer, undelivered: departed.undelivered }
    }
}
