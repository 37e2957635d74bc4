//! Decodes a checkpoint by hand: one of a thousand peers takes ciborium a millisecond, and a reader
//! meets one in every MiB of such a room's log.
//!
//! Values of indefinite length, which no writer of format 1 uses, are refused.

use std::net::{IpAddr, SocketAddr};

use super::cursor::{ARRAY, BYTES, Cursor, MAP, TAG, TEXT};
use super::frame_head::{body, port};
use super::record::{Earlier, Endpoint, Note, Open};

/// Decodes the checkpoint that `bytes` starts with, and gives what follows it; `None` when it
/// starts with anything else.
pub(super) fn decode(bytes: &[u8]) -> Option<(Note, &[u8])> {
    let mut cursor = body(bytes, b"note")?;
    let (mut t, mut note) = (None, Note::default());
    for _ in 0..cursor.head(MAP)? {
        match cursor.string(TEXT)? {
            b"t" => t = Some(cursor.uint()?),
            b"event" => note.event = text(&mut cursor)?,
            b"detail" => note.detail = Some(text(&mut cursor)?),
            b"peers" => note.peers = Some(peers(&mut cursor)?),
            b"next-conn" => note.next_conn = Some(cursor.uint()?),
            _ => cursor.skip()?,
        }
    }
    note.t = t?;
    (note.event == Note::PRESENT).then_some((note, cursor.rest()))
}

fn peers(cursor: &mut Cursor<'_>) -> Option<Vec<Open>> {
    let count = cursor.head(ARRAY)?;
    (0..count).map(|_| peer(cursor)).collect()
}

fn peer(cursor: &mut Cursor<'_>) -> Option<Open> {
    let (mut conn, mut t, mut peer, mut local, mut rx, mut tx) = (None, None, None, None, None, None);
    let (mut backlog, mut name, mut earlier_facts) = (None, None, None);
    for _ in 0..cursor.head(MAP)? {
        match cursor.string(TEXT)? {
            b"conn" => conn = Some(cursor.uint()?),
            b"t" => t = Some(cursor.uint()?),
            b"peer" => peer = Some(endpoint(cursor)?),
            b"local" => local = Some(endpoint(cursor)?),
            b"rx" => rx = Some(cursor.uint()?),
            b"tx" => tx = Some(cursor.uint()?),
            b"backlog" => backlog = Some(cursor.uint()?),
            b"name" => name = Some(text(cursor)?),
            b"earlier" => earlier_facts = Some(earlier(cursor)?),
            _ => cursor.skip()?,
        }
    }
    let (conn, t, peer, local) = (conn?, t?, peer?, local?);
    Some(Open { conn, t, peer, local, rx: rx?, tx: tx?, backlog, name, earlier: earlier_facts })
}

fn earlier(cursor: &mut Cursor<'_>) -> Option<Earlier> {
    let (mut since, mut rx_frames, mut tx_frames, mut backlog_frames, mut leaving) = (None, None, None, None, None);
    for _ in 0..cursor.head(MAP)? {
        match cursor.string(TEXT)? {
            b"since" => since = Some(cursor.uint()?),
            b"rx-frames" => rx_frames = Some(cursor.uint()?),
            b"tx-frames" => tx_frames = Some(cursor.uint()?),
            b"backlog-frames" => backlog_frames = Some(cursor.uint()?),
            b"leaving" => leaving = Some(text(cursor)?),
            _ => cursor.skip()?,
        }
    }
    let (since, rx_frames, tx_frames, backlog_frames) = (since?, rx_frames?, tx_frames?, backlog_frames?);
    Some(Earlier { since, rx_frames, tx_frames, backlog_frames, leaving })
}

/// `[ip, port]`, the address tagged as RFC 9164 has it.
fn endpoint(cursor: &mut Cursor<'_>) -> Option<Endpoint> {
    if cursor.head(ARRAY)? != 2 {
        return None;
    }
    let ip = match cursor.head(TAG)? {
        52 => IpAddr::from(<[u8; 4]>::try_from(cursor.string(BYTES)?).ok()?),
        54 => IpAddr::from(<[u8; 16]>::try_from(cursor.string(BYTES)?).ok()?),
        _ => return None,
    };
    Some(Endpoint(SocketAddr::new(ip, port(cursor)?)))
}

fn text(cursor: &mut Cursor<'_>) -> Option<String> {
    std::str::from_utf8(cursor.string(TEXT)?).ok().map(str::to_owned)
}
