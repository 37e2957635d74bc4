//! A client's connection: both directions' sequence numbers, and the packets that keep them
//! consistent.
//!
//! A client and the server acknowledge with what they say anyway, and in a packet of their own
//! before too much is open; so nothing is ever out of order, missing or beyond the window.

use super::capture::{Capture, Interface};
use super::packet::Way;
use super::segment::{Kind, PAYLOAD_BYTES_MAX, Segment};
use super::survey::Ends;

/// Bytes of one direction that are open at most when the next piece goes out. A window is a
/// hundred times as large.
const OPEN_BYTES: u32 = 64 * 1024;

/// A client's connection.
#[derive(Debug)]
pub(super) struct Stream {
    interface: Interface,
    ends: Ends,
    client: Side,
    server: Side,
    /// Time of its last packet: none bears an earlier one.
    t: u64,
}

/// One direction, by who sends.
#[derive(Debug)]
struct Side {
    /// Sequence number of its next byte.
    next: u32,
    /// What the other end has acknowledged.
    acked: u32,
}

impl Stream {
    /// A connection with its handshake, at `t` nanoseconds since the Unix epoch. The
    /// interface is its own.
    pub(super) fn open(out: &mut Capture, interface: Interface, ends: Ends, t: u64, comment: &str) -> Stream {
        // An odd factor: no two connections begin with the same number, even on the same ports.
        let first = interface.wrapping_mul(0x9e37_79b1);
        let side = |first: u32| Side { next: first, acked: first };
        let (client, server) = (side(first), side(first ^ 0x5a5a_5a5a));
        let mut stream = Stream { interface, ends, client, server, t };
        stream.send(out, Way::In, Kind::Syn, &[], Some(comment));
        stream.send(out, Way::Out, Kind::Syn, &[], None);
        stream.send(out, Way::In, Kind::Plain, &[], None);
        stream
    }

    /// A piece that one end says to the other, with a comment on its first packet and one on those
    /// that go on with it.
    pub(super) fn say(&mut self, out: &mut Capture, way: Way, t: u64, bytes: &[u8], [first, more]: [&str; 2]) {
        self.t = self.t.max(t);
        let (mut rest, mut comment) = (bytes, first);
        while !rest.is_empty() {
            let (part, behind) = rest.split_at(rest.len().min(PAYLOAD_BYTES_MAX));
            self.acknowledge(out, way);
            let kind = if behind.is_empty() { Kind::Push } else { Kind::Plain };
            self.send(out, way, kind, part, Some(comment));
            (rest, comment) = (behind, more);
        }
    }

    /// Both ends say that there is no more, `first` first.
    pub(super) fn close(mut self, out: &mut Capture, first: Way, t: u64, comment: &str) {
        self.t = self.t.max(t);
        self.send(out, first, Kind::Fin, &[], Some(comment));
        self.send(out, first.back(), Kind::Fin, &[], None);
        self.send(out, first, Kind::Plain, &[], None);
    }

    /// The other end acknowledges what it has before more is sent its `way`.
    fn acknowledge(&mut self, out: &mut Capture, way: Way) {
        let side = self.side(way);
        if side.next.wrapping_sub(side.acked) > OPEN_BYTES {
            self.send(out, way.back(), Kind::Plain, &[], None);
        }
    }

    fn send(&mut self, out: &mut Capture, way: Way, kind: Kind, payload: &[u8], comment: Option<&str>) {
        let seq = self.side(way).next;
        let other = self.side(way.back());
        other.acked = other.next;
        let ack = (kind != Kind::Syn || way == Way::Out).then_some(other.acked);
        // SYN and FIN count as a byte each (RFC 9293, section 3.4).
        let counted = payload.len() as u32 + u32::from(matches!(kind, Kind::Syn | Kind::Fin));
        self.side(way).next = seq.wrapping_add(counted);
        let Ends { peer, local } = self.ends;
        let (from, to) = if way == Way::In { (peer, local) } else { (local, peer) };
        let segment = Segment { from, to, seq, ack, kind };
        out.packet((self.interface, self.t, way), comment, |out| segment.write(payload, out));
    }

    fn side(&mut self, way: Way) -> &mut Side {
        match way {
            Way::In => &mut self.client,
            Way::Out => &mut self.server,
        }
    }
}
