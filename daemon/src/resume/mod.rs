//! Takes up a room's peers where an earlier run left them.
//!
//! The frame log says what was for each and what came from each, the kernel says how much of both
//! has passed through its connection (`place`). So its cursor can be placed to the byte, the ring is
//! filled again from the log (`refill`), and the room goes on. A peer that cannot be placed is never
//! guessed at: it is closed, and its `close` record and the diagnostics say so.
//!
//! What happens here leaves log and kernel in a state from which the next run could go on as well:
//! a frame that is on record is taken out of its connection before the next segment is begun.

mod place;
mod refill;
mod returned;

use std::collections::BTreeMap;
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

use tp_proto::frame_log::{Behind, Close, Mode, Open};

use self::place::{Place, Unplaced, place};
use self::refill::Refill;
use self::returned::ends;
pub use self::returned::{Fresh, Leaver, Returned, behind_all};
use crate::frame_log::{LogError, OpenPeer, Present, Recovered, Store, Writer};
use crate::language::{here, told};
use crate::room::{Counts, Decoration, EndWord, Limits, Resumed, Room, Slot, Why};
use crate::socket;

/// What a room is made of.
#[derive(Debug, Clone)]
pub struct Terms {
    /// Its port.
    pub port: u16,
    /// Whom it relays to.
    pub mode: Mode,
    /// What stands around its frames.
    pub decoration: Decoration,
    /// Its end word.
    pub end_word: EndWord,
    /// Its bounds.
    pub limits: Limits,
}

/// A peer that goes on.
#[derive(Debug)]
pub struct Arrival {
    /// Its place in the room.
    pub slot: Slot,
    /// Its connection.
    pub stream: TcpStream,
    /// Its number.
    pub conn: u64,
    /// The client's end.
    pub peer: SocketAddr,
    /// The server's end.
    pub local: SocketAddr,
    /// When it joined, nanoseconds since the Unix epoch.
    pub since: u64,
}

/// A room that goes on.
#[derive(Debug)]
pub struct TakenUp {
    /// The room, with its members and what they are owed.
    pub room: Room,
    /// Who is there, for the first segment: those who go on, and those who are closed right after.
    pub present: Present,
    /// Those, and the reason.
    pub closed: Vec<(OpenPeer, &'static str)>,
    /// The members' connections.
    pub arrivals: Vec<Arrival>,
    /// Connections that nobody goes on with.
    pub leavers: Vec<Leaver>,
}

impl TakenUp {
    /// Puts on record who goes on and who does not: the new segment has just named them all.
    pub fn tell(&self, log: &mut Writer, now: Duration) {
        if self.present.opens.is_empty() {
            return;
        }
        let (gone_on, closed) = (self.arrivals.len(), self.closed.len());
        let detail = format!("{gone_on} clients go on, {closed} are closed");
        tracing::info!("{}", here().resumed(gone_on as u64, closed as u64));
        log.note("resumed", Some(detail), now);
        for (peer, why) in &self.closed {
            let close = peer.close(why, log.unix_ns(now));
            log.close(close, now);
        }
    }
}

/// A peer that was placed.
#[derive(Debug)]
struct Placed {
    logged: OpenPeer,
    stream: TcpStream,
    place: Place,
    leaving: Option<Why>,
}

/// Takes up the peers that a room's log left open, with the connections that came back.
///
/// # Errors
///
/// The frame log cannot be read.
pub fn take_up(
    terms: &Terms,
    recovered: Recovered,
    returned: &mut Returned,
    store: &Store,
    now: Duration,
) -> Result<TakenUp, LogError> {
    let mut closed = Closed { port: terms.port, peers: Vec::new(), leavers: Vec::new() };
    let mut placed = Vec::new();
    // What a peer said last was said in the last run's mode, whatever this one's is.
    let mode = recovered.last.as_ref().map_or(terms.mode, |last| last.mode);
    for logged in recovered.open {
        let Some(stream) = returned.take(logged.conn) else {
            closed.peers.push((logged, Close::RESTART));
            continue;
        };
        match placing(&logged, &stream, mode, &terms.end_word) {
            Ok((place, leaving)) => placed.push(Placed { logged, stream, place, leaving }),
            Err(why) => closed.add(logged, stream, &why),
        }
    }
    let owed = placed.iter().map(|peer| (peer.logged.conn, peer.place.backlog)).collect();
    let refill = Refill::read(store, terms.port, recovered.next, owed, terms.limits)?;
    let first = recovered.next - refill.count();
    let room = Room::new(terms.mode, terms.end_word.clone(), terms.limits, first);
    let mut room = room.decorated(terms.decoration);
    for (to, data) in refill.into_frames() {
        room.restore(&data, to);
    }
    let seated = placed.into_iter().filter_map(|peer| seat(&mut room, peer, now, &mut closed)).collect();
    Ok(taken_up(room, seated, closed))
}

/// Those who do not go on.
struct Closed {
    port: u16,
    peers: Vec<(OpenPeer, &'static str)>,
    leavers: Vec<Leaver>,
}

impl Closed {
    fn add(&mut self, logged: OpenPeer, stream: TcpStream, why: &Unplaced) {
        let OpenPeer { conn, peer, .. } = logged;
        let (port, why) = (self.port.to_string(), told(why, here()));
        tracing::warn!("{}", here().cannot_go_on(&port, &conn.to_string(), &peer.to_string(), &why));
        self.leavers.push(Leaver { name: conn.to_string(), stream });
        self.peers.push((logged, Close::NOT_RESUMED));
    }
}

/// Where a connection stands and whether its peer is leaving. What is on record of it is taken out of
/// it.
fn placing(
    logged: &OpenPeer,
    stream: &TcpStream,
    mode: Mode,
    end_word: &EndWord,
) -> Result<(Place, Option<Why>), Unplaced> {
    let progress = tp_kernel::progress(stream).map_err(Unplaced::Unknown)?;
    // One that was reset has no other end any more, and says how far it is all the same.
    let ends = ends(stream).unwrap_or((logged.peer, logged.local));
    let place = place(logged, ends, &progress)?;
    let said = consume(stream, place.unconsumed)?;
    let leaving = match &logged.leaving {
        Some(word) => Some(Why::of_leaver(word).ok_or_else(|| Unplaced::Leaving(word.clone()))?),
        // The write that was to say it was broken off behind the frame.
        None if !said.is_empty() && mode == Mode::Ack => return Err(Unplaced::Unanswered),
        None => (mode != Mode::Ack && end_word.is(&said)).then_some(Why::EndWord),
    };
    Ok((place, leaving))
}

fn consume(stream: &TcpStream, bytes: u64) -> Result<Vec<u8>, Unplaced> {
    let mut frame = vec![0; usize::try_from(bytes).unwrap_or(usize::MAX)];
    socket::take(stream, &mut frame).map_err(Unplaced::Consume)?;
    Ok(frame)
}

/// Seats a peer in the room, if the room has what it is owed.
fn seat(room: &mut Room, peer: Placed, now: Duration, closed: &mut Closed) -> Option<(Slot, Placed)> {
    let Placed { logged, place, leaving, .. } = &peer;
    let counts = Counts {
        rx_frames: logged.rx_frames,
        rx_bytes: logged.rx,
        tx_frames: logged.due_frames,
        tx_bytes: place.written,
    };
    let (conn, address, backlog) = (logged.conn, logged.peer, place.backlog);
    match room.resume(Resumed { conn, address, counts, backlog, leaving: *leaving }, now) {
        Some(slot) => Some((slot, peer)),
        None => {
            closed.add(peer.logged, peer.stream, &Unplaced::Missing { backlog });
            None
        }
    }
}

fn taken_up(room: Room, seated: Vec<(Slot, Placed)>, closed: Closed) -> TakenUp {
    let laggards: BTreeMap<u64, Behind> =
        room.sent().1.map(|laggard| (laggard.conn, Behind(laggard.conn, laggard.through, laggard.tx_bytes))).collect();
    let mut present = Present::default();
    let mut arrivals = Vec::new();
    for (slot, Placed { logged, stream, leaving, .. }) in seated {
        let Some(counts) = room.member(slot).map(|member| member.counts) else { continue };
        let mut open: Open = logged.open(counts.tx_bytes, counts.tx_frames);
        if let (Some(earlier), Some(why)) = (&mut open.earlier, leaving) {
            earlier.leaving = Some(why.word().to_owned());
        }
        present.opens.push(open);
        present.behind.extend(laggards.get(&logged.conn));
        let OpenPeer { conn, peer, local, since, .. } = logged;
        arrivals.push(Arrival { slot, stream, conn, peer, local, since });
    }
    for (logged, _) in &closed.peers {
        // As far as is on record: how many frames that is, nobody asks any more.
        present.opens.push(logged.open(logged.tx, 0));
        present.behind.extend(logged.behind());
    }
    TakenUp { room, present, closed: closed.peers, arrivals, leavers: closed.leavers }
}
