//! The verdict, when the log is at its end.

use tp_proto::control::{PeerRow, RoomStatus};

use super::account::{Account, Unclaimed};
use super::peer::Peer;
use super::report::Invariant::{Format, I1, I5, I6};
use super::report::{Report, Violation};
use super::room::Room;

impl Room {
    /// I6. Asked for when nothing moved any more, so the log's sums are those of that moment.
    pub(super) fn check_counters(&mut self, rows: &[PeerRow], status: &RoomStatus) {
        let said = (status.frames, status.mode.name());
        let logged = (self.next - 1, self.mode.as_str());
        if said != logged {
            let text = format!("status says (frames, mode) {said:?}, the log {logged:?}");
            self.complain(I6, text);
        }
        for row in rows {
            let peer = self.peers().find(|peer| peer.conn == row.number);
            let whole = peer.is_none_or(|peer| row.backlog_bytes > 0 || row.tx_frames == peer.due_frames);
            let sums = peer.map(sums_of_log);
            if !whole || sums != Some(sums_of_row(row)) {
                self.complain(I6, format!("peer {}: the log says {sums:?}, `peers` {row:?}", row.number));
            }
        }
    }

    fn peers(&self) -> impl Iterator<Item = &Peer> {
        self.closed.iter().chain(self.open.values())
    }

    /// The whole of it, when the log is at its end.
    pub(super) fn into_report(mut self, segments: usize, running: bool) -> Report {
        if !running && !self.ended {
            self.complain(Format, format!("the log has no end: {:?} is its last segment", self.segment));
        }
        if !running {
            self.check_end();
        }
        let mut verdicts: Vec<Violation> = self.peers().flat_map(Peer::verdict).collect();
        self.report.violations.append(&mut verdicts);
        for account in std::mem::replace(&mut self.accounts, Unclaimed::new(Vec::new())).into_rest() {
            self.judge_stranger(&account);
        }
        let mut facts: Vec<_> = self.peers().map(Peer::facts).collect();
        facts.sort_by_key(|peer| peer.conn);
        Report { segments, peers: facts, ..self.report }
    }

    /// A client that the log has never heard of, killed before its connection was accepted.
    fn judge_stranger(&mut self, account: &Account) {
        let addr = account.addr;
        let received = account.received.as_ref().map_or(0, |digest| digest.bytes());
        if received > 0 {
            self.complain(I5, format!("{addr} received {received} bytes, the log has no such peer"));
        } else if account.whole {
            self.complain(I1, format!("the log has no peer {addr}"));
        }
    }
}

/// Frames and bytes in, bytes out and still to go.
type Sums = (u64, u64, u64);

fn sums_of_log(peer: &Peer) -> Sums {
    (peer.rx_frames, peer.rx, peer.due)
}

fn sums_of_row(row: &PeerRow) -> Sums {
    (row.rx_frames, row.rx_bytes, row.tx_bytes + row.backlog_bytes)
}
