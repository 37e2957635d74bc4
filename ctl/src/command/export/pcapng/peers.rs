//! The peers of a room as the second pass meets them.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::rc::Rc;

use tp_proto::frame_log::{Mode, Open, Source};

use super::capture::{Capture, Interface, shown};
use super::comment::Words;
use super::peer::Peer;
use super::survey::{Ends, Survey};

/// The peers of a room.
pub(super) struct Peers {
    room: String,
    words: Rc<Words>,
    mode: Mode,
    survey: Survey,
    by_number: BTreeMap<u64, Peer>,
    /// Who has which connection now.
    by_ends: HashMap<Ends, u64>,
}

impl Peers {
    /// Nobody yet.
    pub(super) fn new(room: &str, survey: Survey, words: &Rc<Words>) -> Peers {
        let (by_number, by_ends) = Default::default();
        Peers { room: room.to_owned(), words: Rc::clone(words), mode: Mode::default(), survey, by_number, by_ends }
    }

    /// The room's mode from here on.
    pub(super) fn set_mode(&mut self, mode: Mode) {
        self.mode = mode;
    }

    /// Somebody who is here.
    pub(super) fn get(&mut self, conn: u64) -> Option<&mut Peer> {
        self.by_number.get_mut(&conn)
    }

    /// A peer joins, unless it was met before. Gives the one that had its connection, who must
    /// have gone. So many `holes` of the log lie before.
    pub(super) fn join(&mut self, open: &Open, out: &mut Capture, holes: usize) -> Option<Peer> {
        if self.by_number.contains_key(&open.conn) {
            return None;
        }
        let ends = Ends::of(open);
        let ghost = self.by_ends.get(&ends).copied().and_then(|conn| self.leave(conn));
        let name = open.name.as_deref().map(shown);
        let who = self.words.who(open.conn, name.as_deref());
        let peer = Peer {
            joined: self.words.joined(&who, open),
            interface: interface(
                out,
                self.words.interface(open.conn, ends, &self.room, self.mode.name()),
                name.as_deref(),
            ),
            limit: self.survey.limits.remove(&open.conn),
            tx: open.tx.saturating_add(open.backlog.unwrap_or(0)),
            ..Peer::new(ends, who, holes)
        };
        self.by_ends.insert(ends, open.conn);
        self.by_number.insert(open.conn, peer);
        ghost
    }

    /// The peer that a frame speaks of. One whose `open` is not in the log is met here.
    pub(super) fn find(&mut self, source: Source, dst: u16, out: &mut Capture, holes: usize) -> &mut Peer {
        let Source(conn, port) = source;
        let vacant = match self.by_number.entry(conn) {
            Entry::Occupied(peer) => return peer.into_mut(),
            Entry::Vacant(vacant) => vacant,
        };
        let known = self.survey.strangers.get(&conn).copied().flatten();
        let ends = known.unwrap_or_else(|| unknown_ends(port, self.survey.local, dst));
        let who = self.words.who(conn, None);
        self.by_ends.insert(ends, conn);
        vacant.insert(Peer {
            joined: self.words.stranger(&who),
            interface: interface(out, self.words.interface(conn, ends, &self.room, self.mode.name()), None),
            limit: self.survey.limits.remove(&conn),
            torn: true,
            ..Peer::new(ends, who, holes)
        })
    }

    /// A peer leaves.
    pub(super) fn leave(&mut self, conn: u64) -> Option<Peer> {
        let peer = self.by_number.remove(&conn)?;
        if self.by_ends.get(&peer.ends) == Some(&conn) {
            self.by_ends.remove(&peer.ends);
        }
        Some(peer)
    }

    /// There is a hole in the log: how many bytes anybody was owed can no longer be compared.
    pub(super) fn tear(&mut self) {
        self.by_number.values_mut().for_each(|peer| peer.torn = true);
    }
}

/// A client's interface, named so that a person finds it.
fn interface(capture: &mut Capture, (peer, description): (String, String), name: Option<&str>) -> Interface {
    capture.interface(name.unwrap_or(&peer), &description)
}

/// The ends of a connection of which only a port is known.
fn unknown_ends(port: u16, local: Option<SocketAddr>, dst: u16) -> Ends {
    let nowhere = IpAddr::V4(Ipv4Addr::UNSPECIFIED);
    Ends { peer: SocketAddr::new(nowhere, port), local: local.unwrap_or(SocketAddr::new(nowhere, dst)) }
}
