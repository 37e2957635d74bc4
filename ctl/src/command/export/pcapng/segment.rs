//! A TCP segment as the bytes of a packet: IP and TCP headers with true checksums (RFC 791, 8200, 9293).

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use etherparse::{IpNumber, Ipv4Header, Ipv6FlowLabel, Ipv6Header, TcpHeader, TcpOptionElement};

/// Most payload in one packet: with both headers it fills an IPv4 packet.
pub(super) const PAYLOAD_BYTES_MAX: usize = 65_535 - 20 - 20;

/// The window that both ends offer, in units of 2 to the power of [`WINDOW_SCALE`] bytes.
const WINDOW: u16 = u16::MAX;
/// So that the window is 8 MiB: more than is ever left unacknowledged here.
const WINDOW_SCALE: u8 = 7;
/// What systems use that were asked for nothing else.
const HOPS: u8 = 64;

/// What a TCP segment says beside its payload.
#[derive(Debug, Clone, Copy)]
pub(super) struct Segment {
    pub(super) from: SocketAddr,
    pub(super) to: SocketAddr,
    pub(super) seq: u32,
    /// `None` in a connection's first segment alone.
    pub(super) ack: Option<u32>,
    pub(super) kind: Kind,
}

/// What a segment is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// To open the connection.
    Syn,
    /// To carry bytes, or to acknowledge some.
    Plain,
    /// To carry the last bytes of a piece.
    Push,
    /// To say that there is no more.
    Fin,
}

impl Segment {
    /// Appends the packet that carries it.
    ///
    /// The payload is at most [`PAYLOAD_BYTES_MAX`] bytes long.
    pub(super) fn write(&self, payload: &[u8], out: &mut Vec<u8>) {
        let mut tcp = self.header();
        let length = tcp.header_len() + payload.len();
        // None of the lengths below can be too big: see PAYLOAD_BYTES_MAX.
        let checksum = match (self.from.ip(), self.to.ip()) {
            (IpAddr::V4(from), IpAddr::V4(to)) => {
                let (from, to) = (from.octets(), to.octets());
                if let Ok(mut ip) = Ipv4Header::new(length as u16, HOPS, IpNumber::TCP, from, to) {
                    ip.header_checksum = ip.calc_header_checksum();
                    out.extend_from_slice(&ip.to_bytes());
                }
                tcp.calc_checksum_ipv4_raw(from, to, payload)
            }
            (from, to) => {
                let (source, destination) = (v6(from).octets(), v6(to).octets());
                let ip = Ipv6Header {
                    traffic_class: 0,
                    flow_label: Ipv6FlowLabel::ZERO,
                    payload_length: length as u16,
                    next_header: IpNumber::TCP,
                    hop_limit: HOPS,
                    source,
                    destination,
                };
                out.extend_from_slice(&ip.to_bytes());
                tcp.calc_checksum_ipv6_raw(source, destination, payload)
            }
        };
        tcp.checksum = checksum.unwrap_or(0);
        out.extend_from_slice(&tcp.to_bytes());
        out.extend_from_slice(payload);
    }

    fn header(&self) -> TcpHeader {
        let mut tcp = TcpHeader::new(self.from.port(), self.to.port(), self.seq, WINDOW);
        tcp.ack = self.ack.is_some();
        tcp.acknowledgment_number = self.ack.unwrap_or(0);
        tcp.syn = self.kind == Kind::Syn;
        tcp.fin = self.kind == Kind::Fin;
        tcp.psh = self.kind == Kind::Push;
        if tcp.syn {
            let options = [
                TcpOptionElement::MaximumSegmentSize(PAYLOAD_BYTES_MAX as u16),
                TcpOptionElement::Noop,
                TcpOptionElement::WindowScale(WINDOW_SCALE),
            ];
            // Eight bytes of the forty that there is room for.
            let _ = tcp.set_options(&options);
        }
        tcp
    }
}

/// Where one end is IPv4 and the other is not, both are shown as IPv6.
fn v6(ip: IpAddr) -> Ipv6Addr {
    match ip {
        IpAddr::V4(ip) => ip.to_ipv6_mapped(),
        IpAddr::V6(ip) => ip,
    }
}
