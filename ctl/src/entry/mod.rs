//! A frame as it is shown, with the endpoints that the log had at its place.
//!
//! One that is kept owns its bytes; the forms for programs stand beside it, one file each.

mod csv;
mod json;

use std::net::{IpAddr, SocketAddr};
use std::rc::Rc;

pub(crate) use csv::CsvForm;
pub(crate) use json::print_json_line;
use tp_proto::frame_log::{AudienceHead, Endpoint, FrameHead, PeerTable, Source, TablePeer};

/// One end of a frame's way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Party {
    /// The peer's number, 0 for the server.
    pub(crate) conn: u64,
    /// Its address, where the log says.
    pub(crate) ip: Option<IpAddr>,
    /// Its port.
    pub(crate) port: u16,
}

/// Who a frame was relayed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Recipients {
    /// These.
    Listed(Vec<Party>),
    /// So many by rule.
    Counted(u64, &'static str),
}

/// A frame.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) room: Rc<str>,
    pub(crate) n: u64,
    /// Nanoseconds since the Unix epoch.
    pub(crate) t: u64,
    pub(crate) src: Party,
    pub(crate) dst_ip: Option<IpAddr>,
    pub(crate) dst_port: u16,
    pub(crate) to: Recipients,
    pub(crate) len: u64,
    /// What the log keeps of its bytes.
    pub(crate) data: Option<Vec<u8>>,
}

impl Entry {
    /// A frame at this place of the log. `expanded` lists recipients by rule one by one.
    pub(crate) fn new(room: &Rc<str>, frame: &FrameHead<'_>, table: &PeerTable, expanded: bool) -> Entry {
        let to = recipients(frame, table, expanded);
        let connection = table.get(frame.src.0).or_else(|| first(&to).and_then(|conn| table.get(conn)));
        let server_ip = connection.map(|peer| ip(peer.local));
        let mut src = party(frame.src, table);
        if src.conn == 0 {
            src.ip = server_ip;
        }
        Entry {
            room: Rc::clone(room),
            n: frame.n,
            t: frame.t,
            src,
            dst_ip: server_ip,
            dst_port: frame.dst,
            to,
            len: frame.len,
            data: frame.data.map(<[u8]>::to_vec),
        }
    }
}

impl Party {
    /// `ip:port`, with a `?` for an address that the log does not hold.
    pub(crate) fn address(&self) -> String {
        match self.ip {
            Some(ip) => SocketAddr::new(ip, self.port).to_string(),
            None => format!("?:{}", self.port),
        }
    }
}

fn recipients(frame: &FrameHead<'_>, table: &PeerTable, expanded: bool) -> Recipients {
    let (rule, but) = match frame.to {
        AudienceHead::Listed(list) => {
            return Recipients::Listed(list.iter().map(|source| party(source, table)).collect());
        }
        AudienceHead::Others => ("others", Some(frame.src.0)),
        AudienceHead::All => ("all", None),
    };
    let those = table.peers().filter(|peer| Some(peer.conn) != but);
    if expanded {
        Recipients::Listed(those.map(open).collect())
    } else {
        Recipients::Counted(those.count() as u64, rule)
    }
}

fn first(to: &Recipients) -> Option<u64> {
    match to {
        Recipients::Listed(listed) => listed.first().map(|party| party.conn),
        Recipients::Counted(..) => None,
    }
}

fn party(Source(conn, port): Source, table: &PeerTable) -> Party {
    Party { conn, ip: table.get(conn).map(|peer| ip(peer.peer)), port }
}

fn open(peer: &TablePeer) -> Party {
    Party { conn: peer.conn, ip: Some(ip(peer.peer)), port: peer.peer.0.port() }
}

fn ip(endpoint: Endpoint) -> IpAddr {
    endpoint.0.ip().to_canonical()
}
