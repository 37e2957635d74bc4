//! A checkpoint says again who is there and how far: it must be what the records before it say.

use super::item::{Item, Wrong};
use super::room::Room;

impl Room {
    /// Holds a `present` note against everybody who is there.
    pub(super) fn check_checkpoint(&self, note: &Item) -> Result<(), Wrong> {
        let next_conn = note.uint("next-conn")?;
        if next_conn <= self.conn_last {
            return Err(format!("a checkpoint with peer {next_conn} as the next, behind peer {}", self.conn_last));
        }
        let peers = note.field("peers")?.as_array().ok_or("a checkpoint whose peers are no list")?;
        if peers.len() != self.open.len() {
            return Err(format!("a checkpoint of {} peers, there are {}", peers.len(), self.open.len()));
        }
        peers.iter().try_for_each(|body| self.check_present(&Item::of("open", body.clone())))
    }

    fn check_present(&self, open: &Item) -> Result<(), Wrong> {
        let conn = open.uint("conn")?;
        let peer = self.open.get(&conn).ok_or_else(|| format!("a checkpoint of peer {conn}, who is not there"))?;
        let said = (open.endpoint("peer")?, open.uint("rx")?, open.uint("tx")? + open.uint_or_zero("backlog")?);
        let logged = (peer.addr, peer.rx, peer.due);
        if said == logged {
            Ok(())
        } else {
            Err(format!("a checkpoint that says (address, read, due) {said:?} of peer {conn}, the log {logged:?}"))
        }
    }
}
