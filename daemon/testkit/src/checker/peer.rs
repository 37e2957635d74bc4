//! One peer on its way through the log: what it has sent, what was for it, and how both compare
//! with what its client knows.

use std::net::SocketAddr;

use super::account::Account;
use super::report::Invariant::{self, I1, I2, I3, I5};
use super::report::{CloseFacts, PeerFacts, Violation};
use crate::stream::Digest;

#[derive(Debug)]
pub(super) struct Peer {
    pub(super) conn: u64,
    pub(super) addr: SocketAddr,
    pub(super) local_port: u16,
    pub(super) rx: u64,
    pub(super) rx_frames: u64,
    pub(super) due: u64,
    pub(super) due_frames: u64,
    /// How many frames the log held when it joined.
    pub(super) joined: usize,
    /// Whether the present segment has said that it is there.
    pub(super) announced: bool,
    /// Frames of it, or for it, may be in a gap: bytes can be counted, and no longer compared.
    pub(super) in_gap: bool,
    /// The furthest that a `sent` record has said of it.
    pub(super) behind: Option<Behind>,
    pub(super) close: Option<CloseFacts>,
    account: Option<Account>,
    /// What was for it, as far as its client says it received.
    expected: Digest,
    /// Offset of the first byte that its client did not send so.
    strange_at: Option<u64>,
}

/// What a `sent` record says of a laggard.
#[derive(Debug, Clone, Copy)]
pub(super) struct Behind {
    pub(super) through: u64,
    pub(super) tx: u64,
}

impl Peer {
    pub(super) fn new(conn: u64, addr: SocketAddr, local_port: u16, joined: usize, account: Option<Account>) -> Peer {
        Peer {
            conn,
            addr,
            local_port,
            rx: 0,
            rx_frames: 0,
            due: 0,
            due_frames: 0,
            joined,
            announced: true,
            in_gap: false,
            behind: None,
            close: None,
            account,
            expected: Digest::default(),
            strange_at: None,
        }
    }

    /// A segment behind a gap says how far it is.
    pub(super) fn is_at(&mut self, rx: u64, due: u64) {
        (self.rx, self.due) = (rx, due);
    }

    /// Takes in a frame of its own.
    pub(super) fn sends(&mut self, data: &[u8]) {
        let sent = self.account.as_ref().and_then(|account| account.sent.as_ref());
        if sent.is_some_and(|stream| !stream.has_at(self.rx, data)) {
            self.strange_at.get_or_insert(self.rx);
        }
        self.rx += data.len() as u64;
        self.rx_frames += 1;
    }

    /// Takes in a frame that is for it.
    pub(super) fn is_due(&mut self, data: &[u8]) {
        self.due += data.len() as u64;
        self.due_frames += 1;
        if let Some(received) = self.received().filter(|_| !self.in_gap) {
            let wanted = (received - self.expected.bytes()).min(data.len() as u64) as usize;
            self.expected.update(&data[..wanted]);
        }
    }

    pub(super) fn facts(&self) -> PeerFacts {
        PeerFacts {
            conn: self.conn,
            addr: self.addr,
            rx: self.rx,
            due: self.due,
            received: self.received(),
            close: self.close.clone(),
        }
    }

    /// Compares what the log has with what the client knows, when the log is at its end.
    pub(super) fn verdict(&self) -> Vec<Violation> {
        let Some(account) = &self.account else { return Vec::new() };
        let mut found = Vec::new();
        let mut complain = |invariant: Invariant, text: String| {
            found.push(Violation { invariant, text: format!("peer {} ({}): {text}", self.conn, self.addr) });
        };
        self.judge_sent(account, &mut complain);
        self.judge_received(account, &mut complain);
        found
    }

    fn judge_sent(&self, account: &Account, complain: &mut impl FnMut(Invariant, String)) {
        let Some(sent) = account.sent.as_ref().map(|stream| stream.bytes()) else { return };
        if let Some(at) = self.strange_at {
            return complain(I1, format!("its frames from byte {at} on are not what it sent"));
        }
        if self.rx < sent && (account.whole || self.left_in_order()) {
            complain(I1, format!("it sent {sent} bytes, its frames hold only {}", self.rx));
        }
    }

    fn judge_received(&self, account: &Account, complain: &mut impl FnMut(Invariant, String)) {
        let Some(received) = &account.received else { return };
        let (bytes, due) = (received.bytes(), self.due);
        if bytes > due {
            return complain(I5, format!("it received {bytes} bytes, the log has only {due} that were for it"));
        }
        if !self.in_gap && received.hash() != self.expected.hash() {
            return complain(I2, format!("the {bytes} bytes it received are not the log's"));
        }
        if bytes < due && account.whole {
            return complain(I2, format!("it received only {bytes} of the {due} bytes that were for it"));
        }
        self.judge_close(account, bytes, complain);
    }

    /// A prefix is allowed; what `close` says of it must be so.
    fn judge_close(&self, account: &Account, received: u64, complain: &mut impl FnMut(Invariant, String)) {
        let Some(close) = &self.close else { return };
        let (why, tx) = (&close.why, close.tx);
        // A daemon that was killed could not say how far it had got.
        let told_exactly = !["restart", "not-resumed"].contains(&why.as_str());
        if told_exactly && received > tx {
            complain(I3, format!("closed ({why}) with {tx} bytes sent, yet it received {received}"));
        }
        if account.read_to_end && received < tx {
            complain(I3, format!("closed ({why}) with {tx} bytes sent, yet it read {received} up to the end of file"));
        }
    }

    fn left_in_order(&self) -> bool {
        self.close.as_ref().is_some_and(|close| ["left", "end-word"].contains(&close.why.as_str()))
    }

    fn received(&self) -> Option<u64> {
        Some(self.account.as_ref()?.received.as_ref()?.bytes())
    }
}
