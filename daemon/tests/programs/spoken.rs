//! What was said in a room, from its log: read with a CBOR library alone, item by item.

use std::collections::BTreeMap;
use std::fs;
use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use ciborium::Value;

/// A peer's conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spoken {
    pub(crate) client: SocketAddr,
    pub(crate) server: SocketAddr,
    /// All that it said.
    pub(crate) said: Vec<u8>,
    /// All that was said to it, up to what the kernel took.
    pub(crate) heard: Vec<u8>,
    /// Why it left.
    pub(crate) why: String,
}

/// The conversations of a room whose relay has stopped, by peer number.
pub(crate) fn spoken(room_dir: &Path) -> BTreeMap<u64, Spoken> {
    let mut peers = BTreeMap::new();
    for segment in segments(room_dir) {
        let bytes = fs::read(segment).expect("a segment");
        let mut rest = bytes.as_slice();
        let _label: Value = ciborium::from_reader(&mut rest).expect("the label");
        while !rest.is_empty() {
            let item: Value = ciborium::from_reader(&mut rest).expect("an item");
            let (kind, body) = item.into_map().expect("a map").remove(0);
            take(kind.as_text().expect("a kind"), &body, &mut peers);
        }
    }
    peers
}

fn segments(room_dir: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(room_dir).expect("a room's folder");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "cborseq"));
    files.sort();
    files
}

fn take(kind: &str, body: &Value, peers: &mut BTreeMap<u64, Spoken>) {
    match kind {
        "open" => {
            peers.entry(uint(field(body, "conn"))).or_insert_with(|| Spoken {
                client: endpoint(field(body, "peer")),
                server: endpoint(field(body, "local")),
                said: Vec::new(),
                heard: Vec::new(),
                why: String::new(),
            });
        }
        "frame" => frame(body, peers),
        "close" => {
            let peer = peers.get_mut(&uint(field(body, "conn"))).expect("who closes was open");
            peer.heard.truncate(uint(field(body, "tx")) as usize);
            peer.why = field(body, "why").as_text().expect("a reason").to_owned();
        }
        _ => {}
    }
}

fn frame(body: &Value, peers: &mut BTreeMap<u64, Spoken>) {
    let conn = |pair: &Value| uint(&pair.as_array().expect("a pair")[0]);
    let data = field(body, "data").as_bytes().expect("bytes");
    let src = conn(field(body, "src"));
    let to: Vec<u64> = match field(body, "to") {
        Value::Array(listed) => listed.iter().map(conn).collect(),
        // By rule: whoever has not left. The sender hears itself under `all` alone.
        rule => {
            let open = peers.iter().filter(|(_, peer)| peer.why.is_empty()).map(|(&conn, _)| conn);
            open.filter(|&conn| rule.as_text() == Some("all") || conn != src).collect()
        }
    };
    if src != 0 {
        peers.get_mut(&src).expect("who speaks is open").said.extend(data);
    }
    for conn in to {
        peers.get_mut(&conn).expect("who hears is open").heard.extend(data);
    }
}

fn field<'a>(body: &'a Value, name: &str) -> &'a Value {
    let entries = body.as_map().expect("a map");
    &entries.iter().find(|(key, _)| key.as_text() == Some(name)).unwrap_or_else(|| panic!("no {name:?}")).1
}

fn uint(value: &Value) -> u64 {
    u64::try_from(value.as_integer().expect("a number")).expect("not negative")
}

/// RFC 9164: tag 52 is IPv4, tag 54 is IPv6; an IPv4 client of a socket for both is an IPv4 one.
fn endpoint(value: &Value) -> SocketAddr {
    let [Value::Tag(tag, ip), port] = value.as_array().expect("a pair").as_slice() else { panic!("{value:?}") };
    let ip = ip.as_bytes().expect("bytes");
    let ip = match tag {
        52 => IpAddr::from(<[u8; 4]>::try_from(ip.as_slice()).expect("four bytes")),
        _ => IpAddr::from(<[u8; 16]>::try_from(ip.as_slice()).expect("sixteen bytes")),
    };
    SocketAddr::new(ip.to_canonical(), uint(port) as u16)
}
